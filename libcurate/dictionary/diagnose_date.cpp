#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/diagnose.hpp>
#include <libcurate/dictionary/plain_value.hpp>

#include <algorithm>
#include <array>

namespace curate::dictionary {

namespace {

// Digits as 0, letters as a (runs once), the rest as it is.
std::string form_of(std::string_view text) {
  std::string form;
  for (const char c : text) {
    const bool is_digit = c >= '0' && c <= '9';
    const bool is_letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    if (is_letter && form.ends_with('a')) continue;
    form += is_digit ? '0' : is_letter ? 'a' : c;
  }
  return form;
}

bool is_one_of(std::string_view form, std::initializer_list<std::string_view> forms) {
  return std::ranges::find(forms, form) != forms.end();
}

bool has_half_of_day(std::string_view text) {
  const std::string small = base::lower(text);
  return small.ends_with("am") || small.ends_with("pm") || small.ends_with("a.m.") ||
         small.ends_with("p.m.");
}

Fault why_no_day(std::string_view text, const std::string &form) {
  if (form == "0000-00-00") return Fault::impossible_day;
  if (form.starts_with("0000-00-00")) return Fault::time_in_date;
  if (is_one_of(form, {"0.0.00", "00.0.00", "0.00.00", "00.00.00", "00-00-00", "0/0/00", "00/0/00",
                       "0/00/00", "00/00/00"}))
    return Fault::two_digit_year;
  if (is_one_of(form, {"0.0.0000", "00.0.0000", "0.00.0000", "00.00.0000", "00-00-0000"}))
    return Fault::day_first;
  if (is_one_of(form, {"0/0/0000", "00/0/0000", "0/00/0000", "00/00/0000", "0000/00/00", "0000/0/0",
                       "0000/00/0", "0000/0/00"}))
    return Fault::day_with_slashes;
  if (form == "00000000") return Fault::compact_day;
  if (form == "0000" || form == "0000-00" || form == "00/0000" || form == "00.0000")
    return Fault::part_of_date;
  // Days since 1899-12-30: five digits from 1927 to 2173. Source: ECMA-376, 18.17.4.1.
  if (form == "00000" || (form.starts_with("00000.") && plain_number(text)))
    return Fault::serial_day;
  const std::string small = base::lower(text);
  constexpr std::array<std::string_view, 17> months{"jan",        "feb", "mar", "apr", "may", "jun",
                                                    "jul",        "aug", "sep", "oct", "nov", "dec",
                                                    "m\xC3\xA4r", "mai", "okt", "dez", "mrz"};
  if (form.find('a') != std::string::npos && form.find('0') != std::string::npos &&
      std::ranges::any_of(months, [&](auto month) { return small.find(month) != small.npos; }))
    return Fault::month_name;
  return Fault::no_date;
}

Fault why_no_time_of_day(std::string_view text, const std::string &form) {
  if (has_half_of_day(text)) return Fault::twelve_hours;
  if (form == "00:00" || form == "0:00") return Fault::seconds_absent;
  if (form.starts_with("00:00:00")) return Fault::impossible_time;
  return Fault::no_time;
}

} // namespace

Fault why_no_date(std::string_view text, Type type) {
  if (text.size() > 64) return type == Type::time ? Fault::no_time : Fault::no_date;
  const std::string form = form_of(text);
  if (type == Type::time) return why_no_time_of_day(text, form);
  if (type == Type::date) {
    const bool is_with_time = text.size() > 10 && is_day(text.substr(0, 10));
    return is_with_time ? Fault::time_in_date : why_no_day(text, form);
  }
  if (is_day(text)) return Fault::time_absent;
  if (text.size() > 11 && is_day(text.substr(0, 10))) {
    if (text[10] == ' ' && is_time(text.substr(11))) return Fault::blank_for_t;
    const std::string_view time = text.substr(11);
    return why_no_time_of_day(time, form_of(time));
  }
  return why_no_day(text, form);
}

} // namespace curate::dictionary
