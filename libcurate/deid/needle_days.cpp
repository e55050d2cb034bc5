#include <libcurate/deid/date_shift.hpp>
#include <libcurate/deid/needle.hpp>

#include <array>
#include <string>

namespace curate::deid {

namespace {

// Names of the months and their usual short forms in English, German, French, Spanish and Italian,
// without marks.
constexpr std::array<std::array<std::string_view, 13>, 12> months = {{
    {"january", "jan", "januar", "janner", "jaenner", "janvier", "janv", "enero", "ene", "gennaio",
     "gen", "", ""},
    {"february", "feb", "februar", "fevrier", "fevr", "fev", "febrero", "febbraio", "febb", "feber",
     "", "", ""},
    {"march", "mar", "marz", "maerz", "mrz", "mars", "marzo", "", "", "", "", "", ""},
    {"april", "apr", "avril", "avr", "abril", "abr", "aprile", "", "", "", "", "", ""},
    {"may", "mai", "mayo", "maggio", "mag", "", "", "", "", "", "", "", ""},
    {"june", "jun", "juni", "juin", "junio", "giugno", "giu", "", "", "", "", "", ""},
    {"july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "", "", "", "", ""},
    {"august", "aug", "aout", "agosto", "ago", "", "", "", "", "", "", "", ""},
    {"september", "sep", "sept", "septembre", "septiembre", "setiembre", "settembre", "set", "sett",
     "", "", "", ""},
    {"october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "", "", "", "",
     ""},
    {"november", "nov", "novembre", "noviembre", "", "", "", "", "", "", "", "", ""},
    {"december", "dec", "dezember", "dez", "decembre", "diciembre", "dic", "dicembre", "", "", "",
     "", ""},
}};

std::string without_zero(std::string_view two_digits) {
  return std::string(two_digits.front() == '0' ? two_digits.substr(1) : two_digits);
}

} // namespace

void add_day(std::string_view yyyymmdd, bool is_of_person, bool with_months,
             std::vector<Needle> &to) {
  if (!day_of(yyyymmdd)) return;
  const std::string year(yyyymmdd.substr(0, 4)), month(yyyymmdd.substr(4, 2)),
      day(yyyymmdd.substr(6, 2)), two = year.substr(2);
  const std::string short_day = without_zero(day), short_month = without_zero(month);
  const auto add = [&](std::string letters, Fit fit) {
    to.push_back({std::move(letters), fit, is_of_person});
  };
  for (const auto &spelling : {year + month + day, day + month + year, month + day + year})
    add(spelling, Fit::anywhere);
  for (const auto &spelling : {two + month + day, day + month + two, month + day + two})
    add(spelling, Fit::digits);
  for (const auto &d : {day, short_day})
    for (const auto &m : {month, short_month})
      for (const auto &y : {year, two}) {
        if (d.size() + m.size() == 4) continue; // as above
        for (const auto &spelling : {d + m + y, m + d + y, y + m + d})
          add(spelling, Fit::apart);
      }
  add(year, Fit::word);
  if (!with_months) return;
  const std::size_t index = static_cast<std::size_t>((month[0] - '0') * 10 + (month[1] - '0')) - 1;
  for (const std::string_view name : months[index]) {
    if (name.empty()) break;
    const std::string called(name);
    for (const auto &y : {year, two})
      for (const auto &d : {day, short_day}) {
        for (const char *after : {"", "st", "nd", "rd", "th"}) {
          add(d + after + called + y, Fit::digits);
          add(called + d + after + y, Fit::digits);
        }
        add(d + "de" + called + "de" + y, Fit::digits);
        add(d + called + "de" + y, Fit::digits);
        add(y + called + d, Fit::digits);
      }
  }
}

} // namespace curate::deid
