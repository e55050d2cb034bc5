#pragma once

#include <libcurate/dictionary/fault.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace curate::dictionary {

/// A mistake in one cell of an otherwise right table.
struct PlantedCell {
  const char *column;
  std::string_view cell;
  Fault fault;
};

/// One of every kind of mistake a cell can hold, for the dictionary of `planted_dictionary`.
inline const std::vector<PlantedCell> &planted_cells() {
  using enum Fault;
  using namespace std::string_view_literals;
  static const std::vector<PlantedCell> cells{{"score", "", empty_cell},
                                              {"id", "n/a", required_missing},
                                              {"score", " 2.5", spaces},
                                              {"note", "a\vb", control_character},
                                              {"note", "a\0b"sv, nul},
                                              {"note",
                                               "a\xC2\xA0"
                                               "b",
                                               invisible_character},
                                              {"score", "2.5\xE2\x80\x8B", invisible_character},
                                              {"note", "\"quoted\"", quotes_around},
                                              {"score", "NA", missing_spelled},
                                              {"score", "N/A", missing_spelled},
                                              {"score", "NaN", missing_spelled},
                                              {"score", ".", missing_spelled},
                                              {"note", "unknown", missing_spelled},
                                              {"score", "#DIV/0!", spreadsheet_error},
                                              {"note", "########", spreadsheet_error},
                                              {"score", "=A2*2", formula},
                                              {"note", "M\xEF\xBF\xBDller", lost_letter},
                                              {"note", "M\xC3\x83\xC2\xBCller", mojibake},
                                              {"id", "p001", not_unique},
                                              {"score", "2,5", decimal_comma},
                                              {"volume", "1,234.5", thousands_separator},
                                              {"volume", "1.234.567", thousands_separator},
                                              {"volume", "1 234", thousands_separator},
                                              {"volume", "1.5E+02", scientific},
                                              {"count", "1.5E+02", scientific},
                                              {"volume", "12 ml", with_unit},
                                              {"volume", "12%", percent},
                                              {"volume", "<5", censored},
                                              {"volume", "ca. 5", censored},
                                              {"volume", "3-5", number_range},
                                              {"volume", "1O", letter_for_digit},
                                              {"volume", "+5", plus_sign},
                                              {"volume", "007", leading_zeros},
                                              {"volume", ".5", bare_point},
                                              {"volume", "5.", bare_point},
                                              {"volume",
                                               "\xE2\x88\x92"
                                               "5",
                                               odd_minus},
                                              {"volume", "5-", odd_minus},
                                              {"volume", "(5)", parentheses},
                                              {"volume", "0x1F", hexadecimal},
                                              {"volume", "inf", infinite},
                                              {"volume", "1e999", infinite},
                                              {"volume", "1/2", fraction},
                                              {"volume", "2-May", date_for_number},
                                              {"volume", "2021-05-02", date_for_number},
                                              {"volume", "\xEF\xBC\x95", foreign_digits},
                                              {"count", "3.5", not_whole},
                                              {"count", "3.0", whole_with_point},
                                              {"score", "-1", too_small},
                                              {"score", "11", too_large},
                                              {"score", "2.3", off_step},
                                              {"score", "high", no_number},
                                              {"treated", "yes", boolean_spelled},
                                              {"treated", "perhaps", no_boolean},
                                              {"sex", "f", level_case},
                                              {"sex", "female", level_label},
                                              {"grade", "1.0", level_as_number},
                                              {"sex", "F?", level_with_more},
                                              {"sex", "W", no_level},
                                              {"code", "X12", no_match},
                                              {"code", "1.23E+11", code_as_number},
                                              {"day", "31.3.2021", day_first},
                                              {"day", "3/31/2021", day_with_slashes},
                                              {"day", "31.03.21", two_digit_year},
                                              {"day", "20210331", compact_day},
                                              {"day", "44286", serial_day},
                                              {"day", "31 March 2021", month_name},
                                              {"day", "2021-03", part_of_date},
                                              {"day", "2021-02-30", impossible_day},
                                              {"day", "2021-03-31T10:00:00", time_in_date},
                                              {"day", "soon", no_date},
                                              {"moment", "2021-03-31 10:00:00", blank_for_t},
                                              {"moment", "2021-03-31", time_absent},
                                              {"clock", "2:05 pm", twelve_hours},
                                              {"clock", "14:05", seconds_absent},
                                              {"clock", "25:00:00", impossible_time},
                                              {"clock", "noon", no_time},
                                              {"drugs", "a;;b", list_element_empty},
                                              {"drugs", "a,b", list_delimiter},
                                              {"drugs", "a; b", list_spaces}};
  return cells;
}

constexpr const char *planted_dictionary = R"({
  "id": {"Type": "string", "Required": true, "Unique": true},
  "score": {"Type": "number", "Minimum": 0, "Maximum": 10, "Step": 0.5, "Missing": {"-99": "not done"},
    "Rules": [{"Expression": "score == null || count == null || score <= count + 8", "Severity": "warning",
      "Message": "the score is far above the count"}]},
  "volume": {"Type": "number", "Units": "mL"},
  "count": {"Type": "integer"},
  "treated": {"Type": "boolean"},
  "sex": {"Type": "string", "Levels": {"F": "female", "M": "male"}},
  "grade": {"Levels": {"1": "low", "2": "high"}},
  "code": {"Type": "string", "Pattern": "[0-9]{12}"},
  "day": {"Type": "date"},
  "moment": {"Type": "datetime"},
  "clock": {"Type": "time"},
  "drugs": {"Delimiter": ";", "Levels": {"a": "", "b": ""}},
  "note": {"Type": "text"}
})";

} // namespace curate::dictionary
