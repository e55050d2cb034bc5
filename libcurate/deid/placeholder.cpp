#include <libcurate/base/text.hpp>
#include <libcurate/deid/date_shift.hpp>
#include <libcurate/deid/placeholder.hpp>

#include <algorithm>
#include <array>

namespace curate::deid {

namespace {

// Ids and names that software and people write where they will not say who it is; only letters and
// digits, in lower case.
constexpr std::array<std::string_view, 36> words = {
    "anon",         "anonym",       "anonymous",    "anonymized",
    "anonymised",   "anonymisiert", "anonymousid",  "anonymouspatient",
    "deidentified", "deid",         "demo",         "dummy",
    "empty",        "id",           "missing",      "na",
    "nan",          "name",         "nil",          "noid",
    "noname",       "none",         "notavailable", "null",
    "patient",      "patientid",    "phantom",      "redacted",
    "removed",      "subject",      "test",         "testpatient",
    "undefined",    "unknown",      "unnamed",      "xxx"};

bool is_word(std::string_view letters) {
  return std::find(words.begin(), words.end(), letters) != words.end();
}

bool is_one_character(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [&](char c) { return c == text.front(); });
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

bool is_placeholder_id(std::string_view id) {
  id = base::trim(id);
  if (id.empty() || (is_one_character(id) && (id.size() > 1 || id == "0"))) return true;
  const std::string plain = base::lower(base::alphanumeric(id));
  // Nothing but punctuation, or but zeros: "-", "0-0".
  if (plain.empty()) return is_ascii(id);
  if (plain.find_first_not_of('0') == std::string::npos) return true;
  std::string_view letters = plain;
  // "ANON0001" may be a person; "ANON000" is none.
  const auto zeros = letters.find_last_not_of('0');
  letters = letters.substr(0, zeros + 1);
  return is_word(letters) && is_ascii(id);
}

bool is_placeholder_birth_date(std::string_view yyyymmdd) {
  const auto text = base::trim(yyyymmdd);
  return !day_of(text) || text == "19000101" || text == "19700101" || text == "11111111" ||
         text == "18000101" || text == "99991231";
}

std::string normal_name(std::string_view name) {
  for (const auto group : base::split(name, '=')) {
    auto components = base::split(group, '^');
    if (components.size() > 3) components.resize(3); // family, given, middle; not prefix, suffix
    std::vector<std::string> parts;
    for (const auto component : components) {
      std::string part;
      for (const char c : base::lower(component) + " ") {
        const bool is_part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                             static_cast<unsigned char>(c) >= 0x80;
        if (is_part) {
          part += c;
        } else if (!part.empty()) {
          parts.push_back(part);
          part.clear();
        }
      }
    }
    if (parts.empty()) continue;
    std::sort(parts.begin(), parts.end());
    const bool tells = std::any_of(parts.begin(), parts.end(), [](const std::string &part) {
      return !is_word(part) && !(part.size() > 1 && is_one_character(part));
    });
    return tells ? base::join(parts, " ") : std::string();
  }
  return {};
}

} // namespace curate::deid
