#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <libcurate/leaks/needles.hpp>
#include <span>
#include <string>
#include <vector>

namespace curate::leaks {

/// A place where a spelling stands.
struct Hit {
  std::uint64_t offset = 0;
  std::uint32_t needle = 0; ///< its index

  auto operator<=>(const Hit &) const = default;
};

/// Looks for all spellings at once, ASCII letters without case. Constant: may be used by many
/// threads. The time is linear in the bytes: at every place a filter of four bytes is asked, then
/// eight bytes are looked up, and what is left is compared, at most 64 bytes each; windows that few
/// spellings share are chosen.
class Searcher {
public:
  explicit Searcher(const Needles &needles);
  /// A copy would hold identity twice.
  Searcher(const Searcher &) = delete;
  Searcher &operator=(const Searcher &) = delete;
  Searcher(Searcher &&) = default;
  Searcher &operator=(Searcher &&) = default;

  /// Gives `found` every hit, in no particular order of those of overlapping spellings, until it
  /// says false.
  void search(std::span<const std::byte> bytes, Reading reading,
              const std::function<bool(const Hit &)> &found) const;

  /// The same for spellings whose window lies in a part of the bytes, from `begin` to before `end`:
  /// parts that follow each other give the hits of the whole, each once.
  void search_part(std::span<const std::byte> bytes, std::size_t begin, std::size_t end,
                   Reading reading, const std::function<bool(const Hit &)> &found) const;

  /// What a hit is of.
  struct Meaning {
    deid::Identifies what;
    Form form;
    Encoding encoding;
    std::uint8_t length_bytes;
  };
  Meaning meaning(const Hit &hit) const;
  bool is_empty() const { return entries_.empty(); }

private:
  /// A spelling without its bytes.
  struct Entry {
    std::uint32_t begin = 0; ///< of its bytes
    std::uint8_t length = 0;
    deid::Identifies what{};
    Form form{};
    Encoding encoding{};
    Border border{};
    std::uint8_t characters = 0, unit_bytes = 1;
    bool is_high_byte_first = false, is_digits = false;
  };
  /// Where a window lies within a spelling.
  struct Anchor {
    std::uint32_t needle = 0, offset = 0;
  };
  /// Windows of one width and their anchors, as a table with open addressing.
  struct Table {
    struct Slot {
      std::uint64_t window = 0;
      std::uint32_t first = 0, count = 0;
    };
    std::vector<Slot> slots;
    std::vector<std::uint64_t> filter; ///< one bit by another hash: most windows are in no slot
    std::vector<Anchor> anchors;
    unsigned shift = 64, filter_shift = 64;
    void fill(std::vector<std::pair<std::uint64_t, Anchor>> &windows);
    std::span<const Anchor> find(std::uint64_t window) const;
  };

  bool try_anchors(std::span<const Anchor> anchors, std::span<const std::byte> bytes,
                   std::size_t at, Reading reading,
                   const std::function<bool(const Hit &)> &found) const;
  bool is_accepted(const Entry &entry, std::span<const std::byte> bytes, std::size_t at,
                   Reading reading) const;

  std::string bytes_;
  std::vector<Entry> entries_;
  std::vector<std::uint64_t> filter_; ///< by the first four bytes of every window
  unsigned filter_shift_ = 64;
  Table short_, long_;
};

} // namespace curate::leaks
