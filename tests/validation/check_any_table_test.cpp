#include "tests/validation/made_dataset.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/base/error.hpp>
#include <libcurate/validation/check_any_table.hpp>

namespace curate::validation_test {
namespace {

using testing::Contains;
using Strings = std::vector<std::string>;

const std::string dictionary =
    R"({"participant_id": {"Description": "x"}, "edss": {"Description": "x", "Type": "number",
    "Minimum": 0, "Maximum": 10}, "word": {"Description": "x", "Levels": {"ä;b": "one", "c": "two"}}})";

/// The same table as spreadsheets write it: quoted, with semicolons, a byte order mark, CRLF, in
/// other encodings. The last row is wrong in both columns.
std::vector<std::string> spellings() {
  const std::string utf8 = "participant_id,edss,word\nsub-1,2.5,\"\u00e4;b\"\nsub-1,11,d\n";
  const std::string semicolons =
      "participant_id;edss;word\r\n\"sub-1\";2.5;\"\u00e4;b\"\r\nsub-1;\"11\";d\r\n";
  const auto latin1 = [](std::string text) {
    const auto at = text.find("\u00e4");
    return text.replace(at, 2, "\xE4");
  };
  const auto utf16 = [](const std::string &text, bool is_big) {
    std::string made = is_big ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : text) { // Latin-1
      made += is_big ? '\0' : c;
      made += is_big ? c : '\0';
    }
    return made;
  };
  return {utf8,
          semicolons,
          "\xEF\xBB\xBF" + utf8,
          "sep=;\r\n" + semicolons,
          latin1(utf8),
          latin1(semicolons),
          utf16(latin1(utf8), false),
          utf16(latin1(semicolons), true)};
}

/// Of the line that names the delimiter, readers of the file count one more.
std::string last_row(const std::string &text) {
  return text.starts_with("sep=") ? "4" : "3";
}

TEST(validate_csv, is_held_to_the_dictionary_beside_it_however_it_is_written) {
  for (const std::string &text : spellings()) {
    const MadeDataset set;
    set.write("phenotype/test.json", dictionary);
    set.write("phenotype/test.csv", text);
    Strings found;
    for (const auto &finding : set.check().findings)
      found.push_back(finding.code + " " + finding.file + " " + finding.place);
    EXPECT_THAT(found, testing::UnorderedElementsAre(
                           "BIDS-NAME phenotype/test.csv ", // BIDS has no CSV
                           "VALUE-TOO-LARGE phenotype/test.csv column edss, row " + last_row(text),
                           "VALUE-NO-LEVEL phenotype/test.csv column word, row " + last_row(text)))
        << text;
  }
}

TEST(validate_csv, names_unknown_subjects_and_odd_rows) {
  const MadeDataset set;
  set.write("phenotype/test.csv", "participant_id,a\nsub-9,1\nsub-1,\"open\n");
  EXPECT_THAT(set.found(), testing::AllOf(Contains("TABLE-KEY-UNKNOWN phenotype/test.csv"),
                                          Contains("TABLE-OPEN-QUOTE phenotype/test.csv")));
}

TEST(validate_csv, looks_for_what_tells_of_people) {
  const MadeDataset set;
  set.write("phenotype/test.csv", "participant_id;visit\nsub-1;04.03.2021\n");
  EXPECT_THAT(set.found(), Contains("PRIVACY-DATE phenotype/test.csv"));
}

Strings found_in_table(const fs::path &table, const char *given) {
  validation::Request request;
  request.dataset = table;
  request.parts.privacy = false;
  if (given != nullptr) request.dictionary = dictionary::parse(given).value();
  Strings found;
  for (const auto &finding : validation::validate_table(request).findings)
    found.push_back(finding.code + " " + finding.place);
  return found;
}

TEST(validate_table, holds_one_table_to_what_is_given_and_to_what_lies_beside_it) {
  const support::TemporaryFolder folder;
  for (const std::string &text : spellings()) {
    base::write_file(folder.path() / "t.csv", text, base::Overwrite::yes);
    EXPECT_THAT(found_in_table(folder.path() / "t.csv", dictionary.c_str()),
                testing::UnorderedElementsAre("VALUE-TOO-LARGE column edss, row " + last_row(text),
                                              "VALUE-NO-LEVEL column word, row " + last_row(text)))
        << text;
  }
  base::write_file(folder.path() / "t.tsv", "id\tedss\tmore\n1\t11\t2\n", base::Overwrite::no);
  EXPECT_THAT(found_in_table(folder.path() / "t.tsv", nullptr), testing::IsEmpty());
  EXPECT_THAT(found_in_table(folder.path() / "t.tsv", R"({"id": {"Unique": true},
      "edss": {"Maximum": 10}, "age": {"Required": true}})"),
              testing::UnorderedElementsAre("VALUE-TOO-LARGE column edss, row 2",
                                            "TABLE-COLUMN-UNKNOWN column more",
                                            "TABLE-COLUMN-MISSING column age"));
  base::write_file(folder.path() / "t.json",
                   R"({"edss": {"Description": "x", "Maximum": 20}, "more": {"Description": "x",
                   "Levels": {"1": "one"}}})",
                   base::Overwrite::no);
  EXPECT_THAT(found_in_table(folder.path() / "t.tsv", R"({"id": {}, "edss": {"Maximum": 10}})"),
              testing::UnorderedElementsAre("VALUE-NO-LEVEL column more, row 2"));
  EXPECT_THROW(found_in_table(folder.path() / "none.tsv", nullptr), InputError);
}

} // namespace
} // namespace curate::validation_test
