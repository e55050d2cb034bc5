#include <algorithm>
#include <cstring>
#include <libdeflate.h>
#include <memory>

#include "tests/support/canary.hpp"

namespace curate::support {

namespace {

constexpr std::size_t key_bytes = 8;
constexpr unsigned filter_bits = 20;

char folded(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
}

bool is_hexadecimal(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
}

/// Whether digits from `begin` to `end` are part of a number so long that it is a UID's or a
/// digest's: any eight digits occur in those now and then.
bool is_within_long_number(std::string_view bytes, std::size_t begin, std::size_t end) {
  constexpr std::size_t longest = 8; // of digits beside: the time of day of a DT, a tag's bytes
  std::size_t beside = 0;
  while (begin > 0 && is_hexadecimal(bytes[begin - 1]) && beside <= longest)
    --begin, ++beside;
  while (end < bytes.size() && is_hexadecimal(bytes[end]) && beside <= longest)
    ++end, ++beside;
  return beside > longest;
}

std::string folded(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char letter) { return folded(letter); });
  return out;
}

std::uint64_t eight_at(std::string_view text, std::size_t at) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, text.data() + at, key_bytes);
  return eight;
}

std::size_t filter_place(std::uint64_t eight) {
  return static_cast<std::size_t>((eight * 0x9e3779b97f4a7c15u) >> (64 - filter_bits));
}

/// Every second byte: what UTF-16 text of ASCII letters is without its zeros.
std::string every_second(std::string_view bytes, std::size_t first) {
  std::string out;
  for (std::size_t at = first; at < bytes.size(); at += 2)
    out += bytes[at];
  return out;
}

/// What the gzip members in some bytes hold; those that are broken are passed over.
std::vector<std::string> unpacked(std::string_view bytes) {
  constexpr std::string_view head("\x1F\x8B\x08", 3);
  std::vector<std::string> all;
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> with(
      libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
  for (std::size_t at = bytes.find(head); at != std::string_view::npos;
       at = bytes.find(head, at + 1)) {
    std::string out(std::size_t{1} << 22, '\0');
    std::size_t used = 0, made = 0;
    if (libdeflate_gzip_decompress_ex(with.get(), bytes.data() + at, bytes.size() - at, out.data(),
                                      out.size(), &used, &made) != LIBDEFLATE_SUCCESS)
      continue;
    out.resize(made);
    all.push_back(std::move(out));
  }
  return all;
}

} // namespace

CanarySearch::CanarySearch(const std::vector<Canary> &canaries)
    : canaries_(&canaries), may_end_(std::size_t{1} << filter_bits) {
  for (std::size_t i = 0; i < canaries.size(); ++i) {
    if (canaries[i].is_too_short || canaries[i].text.size() < key_bytes) continue;
    // Their ends differ most: UIDs begin alike.
    const std::string text = folded(canaries[i].text);
    const std::uint64_t eight = eight_at(text, text.size() - key_bytes);
    keys_.push_back({eight, i});
    may_end_[filter_place(eight)] = 1;
  }
  std::sort(keys_.begin(), keys_.end(),
            [](const Key &a, const Key &b) { return a.last_eight < b.last_eight; });
}

void CanarySearch::look_at(std::string_view bytes, std::size_t at, std::uint64_t eight,
                           std::vector<bool> &seen) const {
  auto key = std::lower_bound(keys_.begin(), keys_.end(), eight,
                              [](const Key &a, std::uint64_t b) { return a.last_eight < b; });
  for (; key != keys_.end() && key->last_eight == eight; ++key) {
    const Canary &canary = (*canaries_)[key->canary];
    const std::string text = folded(canary.text);
    const std::size_t end = at + key_bytes;
    if (end < text.size() || bytes.substr(end - text.size(), text.size()) != text) continue;
    const std::size_t begin = end - text.size();
    if (!canary.is_number || !is_within_long_number(bytes, begin, end)) seen[key->canary] = true;
  }
}

void CanarySearch::look(std::string_view bytes, std::vector<bool> &seen) const {
  const std::string text = folded(bytes);
  for (std::size_t at = 0; at + key_bytes <= text.size(); ++at) {
    const std::uint64_t eight = eight_at(text, at);
    if (may_end_[filter_place(eight)] != 0) look_at(text, at, eight, seen);
  }
}

std::vector<std::size_t> CanarySearch::in(std::string_view bytes) const {
  std::vector<bool> seen(canaries_->size());
  look(bytes, seen);
  look(every_second(bytes, 0), seen);
  look(every_second(bytes, 1), seen);
  for (const std::string &member : unpacked(bytes))
    look(member, seen);
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < seen.size(); ++i)
    if (seen[i]) found.push_back(i);
  return found;
}

} // namespace curate::support
