#pragma once

#include <chrono>
#include <iosfwd>
#include <string>
#include <string_view>

namespace curate::report {

/// A line that says how far a long run is: redrawn at most ten times a second, and only where it is
/// asked to be drawn. Not safe for two threads at once.
class Progress {
public:
  /// `is_drawn` false: every call does nothing.
  Progress(std::ostream &stream, bool is_drawn);
  /// Wipes the line.
  ~Progress();
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;

  /// `total` 0: not known. With a total, the time left is told from the second second on.
  void show(std::string_view phase, std::size_t done, std::size_t total);

private:
  std::ostream &stream_;
  bool is_drawn_;
  bool has_drawn_ = false;
  std::string phase_;
  std::chrono::steady_clock::time_point begun_{}, last_{};
};

/// The line itself: "converting  [#####     ]  12 of 24  0:07 left".
std::string progress_line(std::string_view phase, std::size_t done, std::size_t total,
                          std::chrono::seconds elapsed);

} // namespace curate::report
