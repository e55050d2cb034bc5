#include <algorithm>
#include <bit>
#include <cstring>
#include <libcurate/leaks/borders.hpp>
#include <libcurate/leaks/searcher.hpp>
#include <tuple>

namespace curate::leaks {

namespace {

constexpr std::size_t short_window = 4, long_window = 8;

// Multiplicative hashing: the upper bits are the index. Source: Knuth, The Art of Computer
// Programming 3, 6.4; the first factor is 2^64 divided by the golden ratio.
constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U, other_factor = 0xC2B2AE3D27D4EB4FU;

// Letters of either case become one, and some other bytes too: enough for a filter.
constexpr std::uint64_t fold_mask = 0x2020202020202020U;

std::uint64_t window_at(const char *at, std::size_t width) {
  std::uint64_t window = 0;
  if (width == short_window) {
    std::uint32_t four = 0;
    std::memcpy(&four, at, sizeof four);
    window = four;
    return (window | fold_mask) & 0xFFFFFFFFU;
  }
  std::memcpy(&window, at, sizeof window);
  return window | fold_mask;
}

// Four bytes need other bits than the upper ones of a product with eight.
std::uint64_t hash_of_four(std::uint64_t window) {
  return (window & 0xFFFFFFFFU) * factor;
}

char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool is_equal(const char *text, const char *needle, std::size_t length) {
  for (std::size_t i = 0; i < length; ++i)
    if (folded(text[i]) != needle[i]) return false;
  return true;
}

unsigned shift_for(std::size_t count, unsigned least_bits, unsigned most_bits) {
  const auto bits = static_cast<unsigned>(std::bit_width(std::max<std::size_t>(count, 1)));
  return 64U - std::clamp(bits, least_bits, most_bits);
}

void set(std::vector<std::uint64_t> &filter, std::uint64_t index) {
  filter[index / 64] |= std::uint64_t{1} << (index % 64);
}

bool has(const std::vector<std::uint64_t> &filter, std::uint64_t index) {
  return (filter[index / 64] >> (index % 64) & 1U) != 0;
}

// How often a byte stands in text and in pictures, roughly: the filter is asked for the first four.
unsigned frequency(unsigned char byte) {
  if (byte == 0x20 || byte == 0) return 6;
  if (std::strchr("etaonisr0123", byte) != nullptr) return 3;
  if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '.') return 2;
  return 1;
}

// Counts windows by a short hash, so that those are chosen that few needles have.
class Census {
public:
  explicit Census(std::size_t needles) : shift_(shift_for(needles * 16, 10, 20)) {
    counts_.resize(std::size_t{1} << (64U - shift_));
  }
  std::uint32_t &of(std::uint64_t window) { return counts_[(window * other_factor) >> shift_]; }

private:
  unsigned shift_;
  std::vector<std::uint32_t> counts_;
};

} // namespace

void Searcher::Table::fill(std::vector<std::pair<std::uint64_t, Anchor>> &windows) {
  std::ranges::sort(windows, [](const auto &a, const auto &b) {
    return std::tuple(a.first, a.second.needle) < std::tuple(b.first, b.second.needle);
  });
  shift = shift_for(windows.size() * 2, 4, 30);
  filter_shift = shift_for(windows.size() * 16, 10, 23);
  slots.assign(std::size_t{1} << (64U - shift), {});
  filter.assign((std::size_t{1} << (64U - filter_shift)) / 64, 0);
  const std::size_t mask = slots.size() - 1;
  anchors.reserve(windows.size());
  for (std::size_t i = 0; i < windows.size();) {
    const std::uint64_t window = windows[i].first;
    std::size_t slot = (window * factor) >> shift;
    while (slots[slot].count != 0)
      slot = (slot + 1) & mask;
    slots[slot] = {window, static_cast<std::uint32_t>(anchors.size()), 0};
    for (; i < windows.size() && windows[i].first == window; ++i) {
      anchors.push_back(windows[i].second);
      ++slots[slot].count;
    }
    set(filter, (window * other_factor) >> filter_shift);
  }
}

std::span<const Searcher::Anchor> Searcher::Table::find(std::uint64_t window) const {
  if (anchors.empty() || !has(filter, (window * other_factor) >> filter_shift)) return {};
  const std::size_t mask = slots.size() - 1;
  for (std::size_t slot = (window * factor) >> shift; slots[slot].count != 0;
       slot = (slot + 1) & mask)
    if (slots[slot].window == window)
      return std::span(anchors).subspan(slots[slot].first, slots[slot].count);
  return {};
}

Searcher::Searcher(const Needles &needles) {
  const auto &all = needles.all().reveal();
  entries_.reserve(all.size());
  for (const Needle &needle : all) {
    entries_.push_back({static_cast<std::uint32_t>(bytes_.size()),
                        static_cast<std::uint8_t>(needle.bytes.size()), needle.what, needle.form,
                        needle.encoding, needle.border, needle.characters, needle.unit_bytes,
                        needle.is_high_byte_first, needle.is_digits});
    bytes_ += needle.bytes;
  }
  const auto width_of = [](const Entry &entry) {
    return entry.length >= long_window ? long_window : short_window;
  };
  const auto window = [&](const Entry &entry, std::size_t offset) {
    return window_at(bytes_.data() + entry.begin + offset, width_of(entry));
  };
  Census census(entries_.size());
  for (const Entry &entry : entries_)
    for (std::size_t i = 0; i + width_of(entry) <= entry.length; ++i)
      ++census.of(window(entry, i));

  std::vector<std::pair<std::uint64_t, Anchor>> shorts, longs;
  for (std::uint32_t n = 0; n < entries_.size(); ++n) {
    const Entry &entry = entries_[n];
    std::size_t best = 0;
    std::uint64_t least = UINT64_MAX;
    for (std::size_t i = 0; i + width_of(entry) <= entry.length; ++i) {
      std::uint64_t cost = std::uint64_t{std::min(census.of(window(entry, i)), 1000U)} * 8;
      for (std::size_t b = 0; b < short_window; ++b)
        cost += frequency(static_cast<unsigned char>(bytes_[entry.begin + i + b]));
      if (cost < least) {
        least = cost;
        best = i;
      }
    }
    auto &windows = width_of(entry) == long_window ? longs : shorts;
    windows.push_back({window(entry, best), {n, static_cast<std::uint32_t>(best)}});
  }
  filter_shift_ = shift_for(entries_.size() * 16, 12, 22);
  filter_.assign((std::size_t{1} << (64U - filter_shift_)) / 64, 0);
  for (const auto *windows : {&shorts, &longs})
    for (const auto &[at, anchor] : *windows)
      set(filter_, hash_of_four(at) >> filter_shift_);
  short_.fill(shorts);
  long_.fill(longs);
}

void Searcher::search(std::span<const std::byte> bytes, Reading reading,
                      const std::function<bool(const Hit &)> &found) const {
  search_part(bytes, 0, bytes.size(), reading, found);
}

void Searcher::search_part(std::span<const std::byte> bytes, std::size_t begin, std::size_t end,
                           Reading reading, const std::function<bool(const Hit &)> &found) const {
  if (entries_.empty() || bytes.size() < short_window) return;
  const char *const data = reinterpret_cast<const char *>(bytes.data());
  end = std::min(end, bytes.size() - short_window + 1);
  const std::uint64_t *const filter = filter_.data();
  const unsigned shift = filter_shift_;
  for (std::size_t at = begin; at < end; ++at) {
    const std::uint64_t four = window_at(data + at, short_window);
    const std::uint64_t index = hash_of_four(four) >> shift;
    if ((filter[index / 64] >> (index % 64) & 1U) == 0) continue;
    if (!try_anchors(short_.find(four), bytes, at, reading, found)) return;
    if (at + long_window <= bytes.size() &&
        !try_anchors(long_.find(window_at(data + at, long_window)), bytes, at, reading, found))
      return;
  }
}

bool Searcher::try_anchors(std::span<const Anchor> anchors, std::span<const std::byte> bytes,
                           std::size_t at, Reading reading,
                           const std::function<bool(const Hit &)> &found) const {
  const char *const data = reinterpret_cast<const char *>(bytes.data());
  for (const Anchor &anchor : anchors) {
    const Entry &entry = entries_[anchor.needle];
    if (at < anchor.offset || at - anchor.offset + entry.length > bytes.size()) continue;
    const std::size_t begin = at - anchor.offset;
    if (!is_equal(data + begin, bytes_.data() + entry.begin, entry.length)) continue;
    if (!is_accepted(entry, bytes, begin, reading)) continue;
    if (!found({begin, anchor.needle})) return false;
  }
  return true;
}

bool Searcher::is_accepted(const Entry &entry, std::span<const std::byte> bytes, std::size_t at,
                           Reading reading) const {
  const FoundSpan found{bytes, at, entry.length, entry.unit_bytes, entry.is_high_byte_first};
  constexpr unsigned enough_in_binary = 8, enough_between_nuls = 5, enough_in_voxels = 10;
  const bool says_enough =
      entry.characters >= enough_in_binary || reading == Reading::text ||
      (!(reading == Reading::object && entry.is_digits) && stands_in_print(found)) ||
      (entry.characters >= enough_between_nuls && stands_between_nuls(found));
  switch (reading) {
  case Reading::text:
    break;
  case Reading::numbers:
    if (entry.is_digits && entry.characters < enough_in_binary) return false;
    break;
  case Reading::binary:
    if (!says_enough) return false;
    break;
  case Reading::object:
    if (!says_enough && !stands_in_value(found, entry.is_digits)) return false;
    break;
  case Reading::voxels:
    if (entry.characters < enough_in_voxels) return false;
    break;
  }
  return stands_free(found, entry.border);
}

Searcher::Meaning Searcher::meaning(const Hit &hit) const {
  const Entry &entry = entries_.at(hit.needle);
  return {entry.what, entry.form, entry.encoding, entry.length};
}

} // namespace curate::leaks
