#pragma once

#include <libcurate/album/picture.hpp>
#include <libcurate/base/atomic_file.hpp>
#include <mutex>
#include <optional>
#include <set>
#include <string_view>

namespace curate::album {

/// What the report says of one picture.
struct Entry {
  std::string file;                ///< as the user knows it
  std::string face, verdict, code; ///< words of the results
  std::string reason, remedy;      ///< for people; may be empty
  bool was_looked_at = true;       ///< else it lost what another picture told, and has no scores
  std::optional<double> score_before, score_after;
  std::vector<Picture> before, after, slices;
};

/// A text as HTML shows it, also between quotes; what is not UTF-8 as question marks.
std::string escaped(std::string_view text);

/// Bytes as base64, without line ends. Source: RFC 4648, 4.
std::string base64(std::string_view bytes);

/// One entry as a section of the page.
std::string section(const Entry &entry);

/// One HTML page with the pictures in it, in a folder that only its owner may read: it shows faces.
/// Several threads may add to it.
class Page {
public:
  /// Makes the folder, with mode 0700. Throws SystemError.
  explicit Page(const fs::path &folder);
  /// The entry with this number, from 0; each number once. What comes early waits in the folder.
  void add(std::size_t number, const Entry &entry);
  /// A number without an entry.
  void pass(std::size_t number);
  /// Gives the page its name, faces.html; an older one is replaced. All numbers have been told.
  void finish();

private:
  void put(std::size_t number, const std::string &html);
  fs::path place_of(std::size_t number) const;

  fs::path folder_;
  std::mutex mutex_;
  base::AtomicFile file_;
  std::size_t next_ = 0;
  std::set<std::size_t> passed_, waiting_;
};

} // namespace curate::album
