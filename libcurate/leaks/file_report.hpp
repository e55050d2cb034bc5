#pragma once

#include <cstdint>
#include <libcurate/base/finding.hpp>
#include <libcurate/deid/known_values.hpp>
#include <libcurate/leaks/content.hpp>
#include <libcurate/leaks/searcher.hpp>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace curate::leaks {

/// A value that was found: where, and of what kind; never itself.
struct Leak {
  std::string file;  ///< relative to the tree, members of archives as "file!member"; names that
                     ///< hold a value are replaced
  std::string place; ///< a tag, a field, "line 3", "voxels", "name", ...
  deid::Identifies what{};
  Form form{};
  Encoding encoding{};
  std::uint64_t offset_bytes = 0; ///< of the first, into the file or the unpacked member
  std::size_t count = 1;          ///< how often there

  bool operator==(const Leak &) const = default;
};

/// Days by which somebody is known: YYYYMMDD and whether it is a birth date.
using KnownDays = std::map<std::string, deid::Identifies, std::less<>>;

/// Those of the values that can be searched: see spellings.hpp.
Secret<KnownDays> days_of(const deid::KnownValues &values);

/// What is searched for.
struct Wanted {
  const Searcher &searcher;
  const Secret<KnownDays> &days;
};

/// Collects what is found in one file of the tree and the members in it. At most `most_leaks`
/// places are told; a finding says when there are more.
class FileReport {
public:
  static constexpr std::size_t most_leaks = 1000;

  explicit FileReport(const Wanted &wanted) : wanted_(wanted) {}

  /// What is searched next: long parts of it that were searched are forgotten. Must outlive the
  /// searches; null for none. Gives what was set before.
  const Content *set_content(const Content *content) { return std::exchange(content_, content); }

  /// Searches some bytes; `offset_bytes` is where they begin in the file.
  void search(std::span<const std::byte> bytes, Reading reading, const std::string &file,
              std::string_view place, std::uint64_t offset_bytes = 0);
  /// As text, of which the lines are told.
  void search_lines(std::span<const std::byte> bytes, Reading reading, const std::string &file);
  /// A time in seconds since 1970-01-01: whether its day is a known one.
  void search_time(std::int64_t seconds, const std::string &file, std::string_view place);
  /// Whether a name holds a value; told at `place`.
  bool search_name(std::string_view name, const std::string &file, std::string_view place);
  void add(const Searcher::Meaning &meaning, const std::string &file, std::string_view place,
           std::uint64_t offset_bytes);
  void note(Severity severity, std::string code, const std::string &file, std::string message,
            std::string remedy = {});
  void count_bytes(std::uint64_t count) { bytes_ += count; }

  const Wanted &wanted() const { return wanted_; }
  std::vector<Leak> leaks() const;
  const Findings &findings() const { return findings_; }
  std::uint64_t bytes() const { return bytes_; }

private:
  using Key = std::tuple<std::string, std::string, deid::Identifies, Form, Encoding>;
  struct Seen {
    std::uint64_t offset_bytes = 0;
    std::size_t count = 0;
  };
  const Wanted &wanted_;
  std::map<Key, Seen> seen_;
  Findings findings_;
  std::uint64_t bytes_ = 0;
  const Content *content_ = nullptr;
  bool is_full_ = false;
};

} // namespace curate::leaks
