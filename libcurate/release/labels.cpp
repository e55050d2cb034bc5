#include <libcurate/base/error.hpp>
#include <libcurate/integrity/hmac.hpp>
#include <libcurate/release/labels.hpp>

#include <algorithm>
#include <functional>
#include <set>

namespace curate::release {

namespace {

constexpr std::string_view prefix = "sub-";
// 32 letters and digits that nobody takes for each other; ten of them, as the study's own labels.
constexpr std::string_view alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
constexpr std::size_t label_length = 10;

bool is_of_a_label(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Calls `see` with every label that stands behind "sub-", and where it stands.
void each_label(std::string_view text,
                const std::function<void(std::string_view label, std::size_t at)> &see) {
  for (std::size_t at = text.find(prefix); at != text.npos; at = text.find(prefix, at + 1)) {
    if (at > 0 && is_of_a_label(text[at - 1])) continue;
    std::size_t end = at + prefix.size();
    while (end < text.size() && is_of_a_label(text[end]))
      ++end;
    if (end > at + prefix.size())
      see(text.substr(at + prefix.size(), end - at - prefix.size()), at + prefix.size());
  }
}

std::string label_for(const study::Key &key, const std::string &recipient,
                      const std::string &label) {
  const auto digest = integrity::hmac_sha256(
      key.reveal(), "recipient label" + std::string(1, '\0') + recipient + '\0' + label);
  std::string made;
  for (std::size_t i = 0; i < label_length; ++i)
    made += alphabet[std::to_integer<std::size_t>(digest[i] & std::byte{31})];
  return made;
}

} // namespace

Labels::Labels(const study::Key &key, const std::optional<std::string> &recipient,
               const std::vector<std::string> &people)
    : are_other_(recipient.has_value()) {
  std::set<std::string> taken;
  for (const auto &label : people) {
    const auto made = recipient ? label_for(key, *recipient, label) : label;
    // Fifty bits: among a million people once in two thousand studies.
    if (!taken.insert(made).second)
      throw PolicyError("RELEASE-LABEL-TWICE",
                        "two people would have one label for this recipient: "
                        "give the recipient another name");
    released_[label] = made;
  }
}

std::string Labels::in(std::string_view text) const {
  std::string out;
  std::size_t done = 0;
  each_label(text, [&](std::string_view label, std::size_t at) {
    const auto found = released_.find(label);
    if (found == released_.end()) return;
    out += text.substr(done, at - done);
    out += found->second;
    done = at + label.size();
  });
  out += text.substr(done);
  return out;
}

bool names_others(std::string_view text, const std::vector<std::string> &people) {
  bool found = false;
  each_label(text, [&](std::string_view label, std::size_t) {
    found = found || !std::ranges::binary_search(people, label);
  });
  return found;
}

} // namespace curate::release
