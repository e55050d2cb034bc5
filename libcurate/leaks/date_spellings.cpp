#include <algorithm>
#include <array>
#include <libcurate/deid/date_shift.hpp>
#include <libcurate/leaks/date_spellings.hpp>

namespace curate::leaks {

namespace {

struct Month {
  std::string_view english, english_short, german, german_short;
};

constexpr std::array<Month, 12> months = {{{"january", "jan", "januar", "jan"},
                                           {"february", "feb", "februar", "feb"},
                                           {"march", "mar", "m\xC3\xA4rz", "mrz"},
                                           {"april", "apr", "april", "apr"},
                                           {"may", "may", "mai", "mai"},
                                           {"june", "jun", "juni", "jun"},
                                           {"july", "jul", "juli", "jul"},
                                           {"august", "aug", "august", "aug"},
                                           {"september", "sep", "september", "sept"},
                                           {"october", "oct", "oktober", "okt"},
                                           {"november", "nov", "november", "nov"},
                                           {"december", "dec", "dezember", "dez"}}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<std::string> checked(std::string day) {
  if (!deid::day_of(day) || day < "18800101" || day > "20991231") return {};
  return day;
}

void add(std::string text, Border border, bool is_wide, std::vector<Spelling> &out) {
  out.push_back({std::move(text), Form::date, border, is_wide});
}

std::string unpadded(const std::string &two) {
  return two.front() == '0' ? two.substr(1) : two;
}

void add_with_names(const std::string &year, const Month &month, const std::string &day,
                    std::vector<Spelling> &out) {
  const std::string short_day = unpadded(day);
  for (const auto name : {month.english, month.english_short, month.german, month.german_short}) {
    const std::string word(name);
    for (const std::string &d : {day, short_day}) {
      for (const std::string_view gap : {" ", "-", "", ". ", "."}) {
        const std::string between = gap == ". " ? " " : std::string(gap);
        add(d + std::string(gap) + word + between + year, Border::word, false, out);
      }
      add(word + " " + d + ", " + year, Border::word, false, out);
      add(word + " " + d + " " + year, Border::word, false, out);
      add(d + "-" + word + "-" + year.substr(2), Border::word, false, out);
    }
  }
}

} // namespace

std::optional<std::string> day_in(std::string_view word) {
  const auto digits_until = [&](std::size_t from) {
    std::size_t at = from;
    while (at < word.size() && is_digit(word[at]))
      ++at;
    return at - from;
  };
  if (digits_until(0) >= 8) {
    // A date and time has twelve or fourteen digits, or a plain date eight.
    const std::size_t run = digits_until(0);
    if (run == 8 || run == 10 || run == 12 || run == 14)
      return checked(std::string(word.substr(0, 8)));
    return {};
  }
  constexpr std::string_view separators = "-./_";
  const bool is_year_first = digits_until(0) == 4;
  const std::size_t first = is_year_first ? 4 : 2, second = first + 3;
  const std::size_t length = 10;
  if (word.size() < length || digits_until(0) != first || digits_until(first + 1) != 2 ||
      separators.find(word[first]) == separators.npos || word[first] != word[second] ||
      digits_until(second + 1) != (is_year_first ? 2 : 4))
    return {};
  const std::string a(word.substr(0, first)), b(word.substr(first + 1, 2)),
      c(word.substr(second + 1, is_year_first ? 2 : 4));
  return checked(is_year_first ? a + b + c : c + b + a);
}

void add_date_spellings(std::string_view yyyymmdd, std::vector<Spelling> &out) {
  const std::string text(yyyymmdd), year = text.substr(0, 4), month = text.substr(4, 2),
                                    day = text.substr(6, 2), two = year.substr(2);
  out.push_back({text, Form::whole, Border::day, true});
  add(day + month + year, Border::day, false, out);
  add(month + day + year, Border::day, false, out);
  const std::string short_month = unpadded(month), short_day = unpadded(day);
  for (const char c : std::string_view("-./_ ")) {
    const std::string s(1, c);
    const bool is_usual = c != '_' && c != ' ';
    add(year + s + month + s + day, Border::digits, is_usual, out);
    add(day + s + month + s + year, Border::digits, is_usual, out);
    add(month + s + day + s + year, Border::digits, is_usual, out);
    add(short_day + s + short_month + s + year, Border::digits, false, out);
    add(short_month + s + short_day + s + year, Border::digits, false, out);
    if (c == ' ') continue;
    add(two + s + month + s + day, Border::strict_digits, false, out);
    add(day + s + month + s + two, Border::strict_digits, false, out);
    add(month + s + day + s + two, Border::strict_digits, false, out);
  }
  const auto index = static_cast<std::size_t>((month[0] - '0') * 10 + (month[1] - '0')) - 1;
  add_with_names(year, months.at(index), day, out);
}

} // namespace curate::leaks
