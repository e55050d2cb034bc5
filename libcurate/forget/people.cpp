#include <libcurate/base/text.hpp>
#include <libcurate/forget/people.hpp>

#include <algorithm>

namespace curate::forget {

namespace {

constexpr std::string_view prefix = "sub-";

// What a label is made of. Source: BIDS 1.10, "Entities", label: letters, digits and "+".
bool is_of_label(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+';
}

} // namespace

bool People::are_named_in(std::string_view text) const {
  for (std::size_t at = text.find(prefix); at != text.npos; at = text.find(prefix, at + 1)) {
    if (at > 0 && is_of_label(text[at - 1])) continue;
    const auto rest = text.substr(at + prefix.size());
    const auto end = std::ranges::find_if_not(rest, is_of_label);
    if (has_label(rest.substr(0, static_cast<std::size_t>(end - rest.begin())))) return true;
  }
  return false;
}

bool names_people(std::string_view column) {
  constexpr std::string_view names[] = {"participant_id", "participant", "subject_id", "subject",
                                        "sub"};
  return std::ranges::find(names, base::lower(column)) != std::end(names);
}

} // namespace curate::forget
