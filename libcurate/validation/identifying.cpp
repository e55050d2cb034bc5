#include <libcurate/validation/identifying.hpp>

#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>
#include <string>

namespace curate::validation {

namespace {

// Names of DICOM elements (PS3.15 Table E.1-1), of columns of clinical tables, all as `plain` gives
// them.
constexpr std::array<std::string_view, 44> persons = {"accessionnumber",
                                                      "address",
                                                      "birthdate",
                                                      "birthname",
                                                      "contact",
                                                      "dateofbirth",
                                                      "dob",
                                                      "email",
                                                      "emailaddress",
                                                      "familyname",
                                                      "firstname",
                                                      "forename",
                                                      "fullname",
                                                      "geburtsdatum",
                                                      "givenname",
                                                      "hospitalid",
                                                      "initials",
                                                      "lastname",
                                                      "maidenname",
                                                      "medicalrecordnumber",
                                                      "mobile",
                                                      "mrn",
                                                      "name",
                                                      "nachname",
                                                      "nhsnumber",
                                                      "operatorsname",
                                                      "othernames",
                                                      "patientaddress",
                                                      "patientbirthdate",
                                                      "patientid",
                                                      "patientname",
                                                      "patientsname",
                                                      "performingphysicianname",
                                                      "phone",
                                                      "phonenumber",
                                                      "referringphysicianname",
                                                      "socialsecuritynumber",
                                                      "ssn",
                                                      "street",
                                                      "studyid",
                                                      "surname",
                                                      "telephone",
                                                      "vorname",
                                                      "zipcode"};

constexpr std::array<std::string_view, 12> places = {
    "deviceserialnumber", "institution",
    "institutionaddress", "institutionaldepartmentname",
    "institutionname",    "procedurestepdescription",
    "seriesinstanceuid",  "stationname",
    "studyinstanceuid",   "hospital",
    "postcode",           "postalcode"};

constexpr std::array<std::string_view, 12> times = {
    "acquisitiondate", "acquisitiondatetime", "acquisitiontime",
    "contentdate",     "contenttime",         "seriesdate",
    "seriestime",      "studydate",           "studytime",
    "scandate",        "visitdate",           "examdate"};

std::string plain(std::string_view name) {
  return base::lower(base::alphanumeric(name));
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The number at the front, of `least` to `most` digits; -1 where there is none. Takes it off.
int take_number(std::string_view &text, std::size_t least, std::size_t most) {
  std::size_t length = 0;
  int value = 0;
  while (length < text.size() && length < most && is_digit(text[length]))
    value = value * 10 + (text[length++] - '0');
  if (length < least) return -1;
  text.remove_prefix(length);
  return value;
}

bool is_day(int year, int month, int day) {
  // Source: BIDS 1.11, "shifted dates": before 1925, so that they are told from real ones.
  constexpr int first_real_year = 1926, last_real_year = 2099;
  const auto is_within = [](int value, int least, int most) {
    return value >= least && value <= most;
  };
  return is_within(year, first_real_year, last_real_year) && is_within(day, 1, 31) &&
         is_within(month, 1, 12);
}

// What may follow a day: nothing, or a time.
bool ends_day(std::string_view rest) {
  return rest.empty() ||
         ((rest[0] == 'T' || rest[0] == ' ') && rest.size() > 1 && is_digit(rest[1]));
}

} // namespace

Identifies identified_by(std::string_view name) {
  const std::string text = plain(name);
  const auto has = [&text](const auto &names) {
    return std::ranges::find(names, text) != names.end();
  };
  if (has(persons)) return Identifies::person;
  if (has(places)) return Identifies::place;
  return has(times) ? Identifies::time : Identifies::nothing;
}

bool is_date(std::string_view text) {
  text = base::trim(text);
  if (text.size() < 8 || !is_digit(text[0])) return false;
  std::string_view rest = text;
  if (text.find_first_not_of("0123456789") == 8 || text.size() == 8) {
    const int year = take_number(rest, 4, 4), month = take_number(rest, 2, 2);
    const int day = take_number(rest, 2, 2);
    if (rest.size() + 8 == text.size() && is_day(year, month, day) && ends_day(rest)) return true;
    rest = text;
  }
  const int first = take_number(rest, 1, 4);
  constexpr std::string_view separators = "-./";
  if (first < 0 || rest.empty() || separators.find(rest[0]) == separators.npos) return false;
  const char separator = rest[0];
  rest.remove_prefix(1);
  const int second = take_number(rest, 1, 2);
  if (second < 0 || rest.empty() || rest[0] != separator) return false;
  rest.remove_prefix(1);
  const int third = take_number(rest, 1, 4);
  if (third < 0 || !ends_day(rest)) return false;
  return is_day(first, second, third) || is_day(third, second, first) ||
         is_day(third, first, second);
}

bool is_contact_or_name(std::string_view text) {
  const auto at = text.find('@');
  if (at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
      text.find(' ') == std::string_view::npos)
    return true;
  const auto caret = text.find('^');
  return caret != std::string_view::npos && caret > 0 &&
         static_cast<unsigned char>(text[0] | 0x20) >= 'a';
}

} // namespace curate::validation
