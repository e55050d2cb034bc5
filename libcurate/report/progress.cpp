#include <algorithm>
#include <fmt/format.h>
#include <libcurate/report/progress.hpp>
#include <ostream>

namespace curate::report {

Progress::Progress(std::ostream &stream, bool is_drawn) : stream_(stream), is_drawn_(is_drawn) {}

Progress::~Progress() {
  if (has_drawn_) stream_ << "\r\033[K" << std::flush;
}

void Progress::show(std::string_view phase, std::size_t done, std::size_t total) {
  if (!is_drawn_) return;
  const auto now = std::chrono::steady_clock::now();
  if (phase_ != phase) {
    phase_ = phase;
    begun_ = now;
  } else if (now - last_ < std::chrono::milliseconds(100) && done != total) {
    return;
  }
  last_ = now;
  has_drawn_ = true;
  const auto elapsed = std::chrono::duration_cast<std::chrono::seconds>(now - begun_);
  stream_ << "\r\033[K" << progress_line(phase, done, total, elapsed) << std::flush;
}

std::string progress_line(std::string_view phase, std::size_t done, std::size_t total,
                          std::chrono::seconds elapsed) {
  if (total == 0) return fmt::format("{}  {}", phase, done);
  constexpr std::size_t width = 24;
  const std::size_t full = std::min(width, width * done / total);
  std::string line = fmt::format("{:<16} [{}{}]  {} of {}", phase, std::string(full, '#'),
                                 std::string(width - full, ' '), done, total);
  if (elapsed.count() >= 2 && done > 0 && done < total) {
    const auto left =
        elapsed.count() * static_cast<long long>(total - done) / static_cast<long long>(done);
    line += fmt::format("  {}:{:02} left", left / 60, left % 60);
  }
  return line;
}

} // namespace curate::report
