#include <libcurate/withdrawal/needles.hpp>

#include <algorithm>
#include <cstring>

namespace curate::withdrawal {

namespace {

constexpr std::size_t shortest_id_bytes = 4;
// So many passes of memmem, at several GB/s, are faster than one of the automaton.
constexpr std::size_t few = 6;

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool stands_alone(std::string_view text, std::size_t at, std::size_t length) {
  const std::size_t end = at + length;
  return (at == 0 || !is_alphanumeric(text[at - 1])) &&
         (end >= text.size() || !is_alphanumeric(text[end]));
}

// Several times as fast as string_view::find where the first letter is a common one.
std::size_t place_of(const std::string &needle, std::string_view text, std::size_t from) {
  const void *found =
      ::memmem(text.data() + from, text.size() - from, needle.data(), needle.size());
  return found == nullptr
             ? text.npos
             : static_cast<std::size_t>(static_cast<const char *>(found) - text.data());
}

} // namespace

Needles::Needles(const Trace &trace, const Originals &originals) {
  // The longer one is found by the shorter.
  add(trace.is_telling() ? trace.label() : "sub-" + trace.label());
  for (const auto &id : originals.ids)
    if (id.reveal().size() >= shortest_id_bytes) {
      add(id.reveal());
      ++ids_;
    }
  for (const auto &uid : originals.uids)
    if (!uid.reveal().empty()) {
      add(uid.reveal());
      ++uids_;
    }
  automaton_.finish();
}

void Needles::add(const std::string &text) {
  texts_.push_back(text);
  automaton_.add(text);
  longest_ = std::max(longest_, text.size());
}

std::size_t Needles::find(std::string_view text) const {
  std::size_t first = text.npos;
  if (texts_.size() <= few) {
    for (const auto &needle : texts_)
      for (auto at = place_of(needle, text, 0); at != text.npos;
           at = place_of(needle, text, at + 1))
        if (stands_alone(text, at, needle.size())) {
          first = std::min(first, at);
          break;
        }
    return first;
  }
  automaton_.search(text, [&](std::uint32_t number, std::size_t end) {
    const std::size_t length = texts_[number].size(), at = end - length;
    if (at < first && stands_alone(text, at, length)) first = at;
  });
  return first;
}

} // namespace curate::withdrawal
