#include <libcurate/deid/value_forms.hpp>

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/date_shift.hpp>
#include <libcurate/deid/machine_words.hpp>
#include <libcurate/deid/terms.hpp>

namespace curate::deid {

namespace {

using dicom::Vr;

constexpr std::size_t longest_machine_text = 64;
constexpr int oldest_told = 89;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool are_digits(std::string_view text) {
  return std::ranges::all_of(text, is_digit);
}

// "B17", "XA30", "R03", "1831", "32Ch", "5b": a mark of a version or a count.
bool is_mark(std::string_view token) {
  std::size_t at = 0;
  while (at < token.size() && is_letter(token[at]))
    ++at;
  const std::size_t letters = at;
  while (at < token.size() && is_digit(token[at]))
    ++at;
  const std::size_t digits = at - letters;
  const std::size_t rest = token.size() - at;
  if (digits == 0) // "EA" of a release
    return rest == 0 && (letters == 1 || (letters == 2 && token[0] <= 'Z' && token[1] <= 'Z'));
  return letters <= 2 && digits <= 4 && rest <= 2 &&
         std::ranges::all_of(token.substr(at), is_letter);
}

bool is_between(char c) {
  return std::string_view(" _+.,;:/*()=#-%\\[]").find(c) != std::string_view::npos;
}

// "LightSpeed16": a word of makers with a number.
bool is_numbered_machine_word(std::string_view token) {
  const auto digits = token.size() - std::min(token.find_first_of("0123456789"), token.size());
  return digits > 0 && digits <= 4 && are_digits(token.substr(token.size() - digits)) &&
         is_machine_word(token.substr(0, token.size() - digits));
}

bool is_known_to_machines(std::string_view token, const Vocabulary &vocabulary) {
  return !token.empty() &&
         (is_machine_word(token) || is_numbered_machine_word(token) || is_mark(token) ||
          is_defined_term(token) || vocabulary.is_made_of(token));
}

// A time of day, with or without colons: "143012.123456". Source: PS3.5, 6.2 (TM).
bool is_time_of_day(std::string_view text) {
  return !text.empty() && text.size() <= 16 && is_digit(text.front()) &&
         std::ranges::all_of(text, [](char c) { return is_digit(c) || c == ':' || c == '.'; });
}

// What follows the day of a DT: digits, a fraction, an offset from UTC.
bool is_rest_of_date_time(std::string_view text) {
  return text.size() <= 18 && std::ranges::all_of(text, [](char c) {
           return is_digit(c) || c == '.' || c == '+' || c == '-';
         });
}

} // namespace

std::string dummy_value(Vr vr, std::size_t length_bytes) {
  using enum Vr;
  constexpr std::array numbers = {US, SS, UL, SL, FL, FD, AT, SV, UV, OF, OD, OL, OV};
  constexpr std::size_t longest = std::size_t{1} << 16;
  if (std::ranges::find(numbers, vr) != numbers.end())
    return std::string(std::min(length_bytes, longest), '\0');
  if (vr == DA) return "19000101";
  if (vr == DT) return "19000101000000";
  if (vr == TM) return "000000";
  if (vr == DS || vr == IS) return "0";
  if (vr == AS) return "000D";
  if (vr == CS) return "UNKNOWN";
  if (vr == UR) return "urn:removed";
  if (vr == OB || vr == OW || vr == UN || vr == SQ || vr == UI) return {};
  return "REMOVED";
}

std::string known_machine_text(std::string_view utf8, const Vocabulary &vocabulary) {
  std::string out, gap;
  bool is_after_dropped = false;
  const auto is_word = [](char c) {
    return is_digit(c) || is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
  };
  utf8 = base::trim(utf8);
  for (std::size_t at = 0; at < utf8.size() && out.size() < longest_machine_text;) {
    const std::size_t begin = at;
    while (at < utf8.size() && is_word(utf8[at]))
      ++at;
    const std::string_view token = utf8.substr(begin, at - begin);
    if (is_known_to_machines(token, vocabulary)) {
      if (out.empty() && is_after_dropped) gap.clear();
      if (out.size() + gap.size() + token.size() > longest_machine_text) break;
      out += gap;
      out += token;
    } else if (!token.empty()) {
      is_after_dropped = true;
    }
    if (!token.empty()) gap.clear();
    for (; at < utf8.size() && !is_word(utf8[at]); ++at)
      if (is_between(utf8[at]) && gap.size() < 3) gap += utf8[at];
  }
  return out;
}

bool is_code_value(std::string_view text) {
  constexpr std::array<std::string_view, 40> units = {
      "1",       "%",        "mm",    "cm",          "m",           "um",    "mm2",
      "cm2",     "mm3",      "cm3",   "ml",          "mL",          "l",     "s",
      "ms",      "us",       "min",   "h",           "d",           "a",     "Hz",
      "kHz",     "MHz",      "T",     "mT",          "g",           "kg",    "mg",
      "deg",     "rad",      "mm2/s", "s/mm2",       "10*-6.mm2/s", "um2/s", "[hnsf'U]",
      "{ratio}", "{counts}", "Bq/ml", "{SUVbw}g/ml", "no units"};
  if (std::ranges::find(units, text) != units.end()) return true;
  if (text.empty() || text.size() > 12) return false;
  if (are_digits(text)) return text.size() >= 4 && text.size() <= 10; // DCM, SCT
  if (text.size() >= 6 && (text[1] == '-') && is_letter(text[0]))     // SRT
    return std::ranges::all_of(text.substr(2),
                               [](char c) { return is_digit(c) || (c >= 'A' && c <= 'F'); }) &&
           std::ranges::count_if(text, is_digit) >= 3;
  const auto dash = text.find('-'); // LN
  return dash != std::string_view::npos && dash >= 3 && dash + 2 == text.size() &&
         are_digits(text.substr(0, dash)) && is_digit(text.back());
}

bool is_coding_scheme(std::string_view text) {
  constexpr std::array<std::string_view, 30> known = {
      "DCM",     "SRT",   "SCT",      "SNM3",  "99SDM",   "SNM",    "UCUM",      "LN",
      "FMA",     "UMLS",  "NCIt",     "NEU",   "RADLEX",  "RadLex", "ICD10",     "I10",
      "I10P",    "ICDO3", "MDC",      "ACR",   "BI",      "C4",     "ISO3166_1", "RFC5646",
      "RFC3066", "UNS",   "ITIS_TSN", "MONDO", "NYUMCCG", "IBSI"};
  return std::ranges::find(known, text) != known.end();
}

bool is_gradient_text(std::string_view text) {
  if (!text.starts_with("b=") || !text.ends_with(")")) return false;
  text = text.substr(2, text.size() - 3);
  const auto open = text.find('(');
  if (open == std::string_view::npos || open > 8) return false;
  const auto parts = base::split(text.substr(open + 1), ',');
  const auto b_value = base::to_double(text.substr(0, open));
  return b_value && *b_value >= 0 && *b_value < 100'000 && parts.size() == 3 &&
         std::ranges::all_of(parts, [](std::string_view part) {
           const auto number = base::to_double(part);
           return number && *number >= -1.01 && *number <= 1.01 && part.size() <= 16;
         });
}

std::optional<std::string> folded_age(std::string_view age) {
  if (age.size() != 4 || !are_digits(age.substr(0, 3)) ||
      std::string_view("DWMY").find(age[3]) == std::string_view::npos)
    return {};
  const auto count = base::to_integer(age.substr(0, 3)).value_or(0);
  const bool is_old = (age[3] == 'Y' && count > oldest_told) ||
                      (age[3] == 'M' && count > 12 * (oldest_told + 1) - 1);
  return is_old ? fmt::format("{:03}Y", oldest_told + 1) : std::string(age);
}

std::optional<std::string> moved_moment(std::string_view text, bool is_time, int shift_days) {
  if (is_time) return is_time_of_day(text) ? std::optional(std::string(text)) : std::nullopt;
  std::string day(text.substr(0, 8));
  std::string_view rest = text.substr(std::min<std::size_t>(8, text.size()));
  if (text.size() == 10 && text[4] == '.' && text[7] == '.') { // before 1993
    day = std::string(text.substr(0, 4)) + std::string(text.substr(5, 2)) +
          std::string(text.substr(8, 2));
    rest = {};
  }
  const auto moved = shifted_date(day, shift_days);
  if (!moved || !is_rest_of_date_time(rest)) return {};
  return *moved + std::string(rest);
}

} // namespace curate::deid
