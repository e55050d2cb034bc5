#include "tests/support/clinical_table.hpp"
#include "tests/support/people.hpp"
#include "tests/tools/sample.hpp"

#include <libcurate/bids/tsv.hpp>
#include <libcurate/deid/date_shift.hpp>
#include <libcurate/deid/pseudonym.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/study.hpp>
#include <set>

// Clinical tables on their way into a dataset.

namespace curate::tools_test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::vector<std::string> issuers{"--issuer", "KLINIKUM-WEIDENBRONN", "--issuer",
                                       "STANSFELD-GENERAL"};

/// A study that knows the six people of the sample, as if their scans had been converted, and the
/// clinic's tables.
class Clinic {
public:
  Clinic() : study_(new_study(folder_.path() / "study")), tables_(folder_.path() / "clinical") {
    support::write_clinical_tables(tables_);
    const auto study = study::Study::open(study_);
    const deid::Pseudonyms pseudonyms(study.key(), study.settings().site);
    std::vector<study::PersonRow> people;
    for (const auto &person : support::sample_people()) {
      dicom::Identity identity;
      identity.patient_id = person.id;
      identity.issuer = person.issuer;
      const auto token = pseudonyms.person_token(Secret(identity)).value();
      labels_.push_back(pseudonyms.computed_label(token));
      shifts_.push_back(pseudonyms.shift_days(labels_.back()));
      people.push_back({token, labels_.back(), "", ""});
    }
    study::Registry(study, study::Registry::Access::write).freeze(people, {}, {});
  }

  Ran import(const fs::path &table, const std::vector<std::string> &more = {}) const {
    std::vector<std::string> words{"table",      "import",  table.string(), "--id-column",
                                   "patient_id", "--study", study_.string()};
    if (std::ranges::find(more, "--dictionary") == more.end())
      words.insert(words.end(), {"--dictionary", (tables_ / "dictionary.json").string()});
    words.insert(words.end(), issuers.begin(), issuers.end());
    words.insert(words.end(), more.begin(), more.end());
    return curate(words);
  }
  /// A table of these lines.
  fs::path made(const std::string &text) const {
    base::write_file(folder_.path() / "made.csv", text, base::Overwrite::yes);
    return folder_.path() / "made.csv";
  }
  fs::path given(const std::string &name) const { return tables_ / name; }
  fs::path dataset() const { return study_ / "dataset"; }
  bids::Tsv table(const std::string &name = "participants.tsv") const {
    return bids::parse_tsv(base::read_file(dataset() / name)).value();
  }
  const std::string &label(std::size_t person) const { return labels_.at(person); }
  int shift(std::size_t person) const { return shifts_.at(person); }

private:
  support::TemporaryFolder folder_;
  fs::path study_, tables_;
  std::vector<std::string> labels_;
  std::vector<int> shifts_;
};

/// code, column and row of every place that is named.
using Places = std::set<std::tuple<std::string, std::string, std::string>>;

Places places_of(const std::string &json_line) {
  Places places;
  const auto value = json::parse(json_line).value();
  for (const auto &finding : value["findings"]) {
    const auto place = finding["place"].get<std::string>();
    const auto comma = std::min(place.find(", row"), place.size());
    const std::string column = place.substr(7, comma - 7);
    std::string rows = comma < place.size() ? place.substr(place.find(' ', comma + 2) + 1) : "-";
    for (const auto row : base::split(rows, ','))
      places.emplace(finding["code"].get<std::string>(), column, std::string(base::trim(row)));
  }
  return places;
}

TEST(table_import, the_table_as_it_came_is_refused_with_every_mistake_named) {
  const Clinic clinic;
  const Tree before = tree_of(clinic.dataset());
  const Ran ran = clinic.import(clinic.given("as-it-came.csv"), {"--json"});
  EXPECT_EQ(ran.status, 3) << ran.err;
  const Places expected{{"TABLE-DROPPED-IDENTIFYING", "date_of_birth", "-"},
                        {"TABLE-DROPPED-TEXT", "remarks", "-"},
                        {"VALUE-DECIMAL-COMMA", "edss", "2"},
                        {"VALUE-TOO-LARGE", "age", "3"},
                        {"RULE-BROKEN", "edss", "3"},
                        {"VALUE-LEVEL-LABEL", "sex", "5"},
                        {"VALUE-NO-LEVEL", "course", "5"},
                        {"RULE-BROKEN", "onset", "5"},
                        {"TABLE-PERSON-TWICE", "patient_id", "7"},
                        {"VALUE-MISSING", "age", "8"},
                        {"TABLE-UNKNOWN-ID", "patient_id", "9"}};
  EXPECT_EQ(places_of(ran.out), expected) << ran.out;
  EXPECT_THAT(differences(before, tree_of(clinic.dataset())), IsEmpty());
  for (const auto &person : support::sample_people())
    EXPECT_THAT(ran.out, Not(HasSubstr(person.id)));
  EXPECT_THAT(ran.out, Not(HasSubstr("Eginhard")));
}

TEST(table_import, the_corrected_table_goes_in_with_labels_and_shifted_dates) {
  const Clinic clinic;
  const Ran ran = clinic.import(clinic.given("corrected.csv"));
  ASSERT_EQ(ran.status, 0) << ran.out << ran.err;
  const auto table = clinic.table();
  EXPECT_EQ(table.columns,
            (std::vector<std::string>{"participant_id", "age", "sex", "site", "group", "course",
                                      "onset", "first_visit", "edss", "edss_followup"}));
  ASSERT_EQ(table.rows.size(), 6U);
  for (std::size_t person = 0; person < 6; ++person) {
    const auto at = std::ranges::find(table.rows, "sub-" + clinic.label(person),
                                      [](const auto &row) { return row.front(); });
    ASSERT_NE(at, table.rows.end());
    const auto visit = support::sample_visit(support::sample_people()[person], 1).date;
    const auto moved = deid::shifted_date(visit, clinic.shift(person)).value();
    EXPECT_EQ(at->at(7), moved.substr(0, 4) + "-" + moved.substr(4, 2) + "-" + moved.substr(6));
  }
  const auto beside = json::read_file(clinic.dataset() / "participants.json").value();
  EXPECT_EQ(beside["edss"]["Maximum"], 10);
  EXPECT_TRUE(beside.contains("participant_id"));
  EXPECT_FALSE(beside.contains("date_of_birth"));
}

TEST(table_import, a_second_time_changes_nothing_and_a_correction_one_row) {
  const Clinic clinic;
  ASSERT_EQ(clinic.import(clinic.given("corrected.csv")).status, 0);
  const auto stamps = stamps_of(clinic.dataset());
  const Ran again = clinic.import(clinic.given("corrected.csv"), {"--json"});
  EXPECT_EQ(json::parse(again.out).value()["unchanged"], 6);
  EXPECT_EQ(stamps, stamps_of(clinic.dataset()));
  std::string text = base::read_file(clinic.given("corrected.csv"));
  text.replace(text.find(",4.0,4.5"), 8, ",4.0,5.0");
  const auto result = json::parse(clinic.import(clinic.made(text), {"--json"}).out).value();
  EXPECT_EQ(result["updated"], 1);
  EXPECT_EQ(result["unchanged"], 5);
  EXPECT_EQ(clinic.table().rows.size(), 6U);
}

TEST(table_import, a_dry_run_counts_and_writes_nothing) {
  const Clinic clinic;
  const Tree before = tree_of(clinic.dataset());
  const Ran ran = clinic.import(clinic.given("corrected.csv"), {"--json", "--dry-run"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(json::parse(ran.out).value()["added"], 6);
  EXPECT_THAT(differences(before, tree_of(clinic.dataset())), IsEmpty());
}

std::string id_of(std::size_t person) {
  return support::sample_people()[person].id;
}

TEST(table_import, columns_and_rows_of_before_stay) {
  const Clinic clinic;
  fs::create_directories(clinic.dataset());
  base::write_file(clinic.dataset() / "participants.tsv",
                   "participant_id\thandedness\nsub-zz\tL\nsub-" + clinic.label(0) + "\tR\n",
                   base::Overwrite::no);
  ASSERT_EQ(clinic.import(clinic.made("patient_id;age;sex\n" + id_of(0) + ";89;F\n")).status, 0);
  const auto table = clinic.table();
  EXPECT_EQ(table.columns,
            (std::vector<std::string>{"participant_id", "handedness", "age", "sex"}));
  EXPECT_THAT(table.rows, Contains(std::vector<std::string>{"sub-zz", "L", "n/a", "n/a"}));
  EXPECT_THAT(table.rows,
              Contains(std::vector<std::string>{"sub-" + clinic.label(0), "R", "89+", "F"}));
}

TEST(table_import, phenotypes_have_sessions) {
  const Clinic clinic;
  const fs::path table =
      clinic.made("patient_id,session_id,edss\n" + id_of(3) + ",1,2.5\n" + id_of(3) + ",ses-2,3\n");
  fs::path dictionary = clinic.given("dictionary.json");
  std::string known = base::read_file(dictionary);
  for (std::size_t at; (at = known.find("\"Required\": true")) != std::string::npos;)
    known.replace(at, 16, "\"Required\":false");
  base::write_file(dictionary, known, base::Overwrite::yes);
  const Ran ran = clinic.import(table, {"--to", "phenotype/edss"});
  ASSERT_EQ(ran.status, 0) << ran.out << ran.err;
  const std::string id = "sub-" + clinic.label(3);
  EXPECT_EQ(clinic.table("phenotype/edss.tsv").rows,
            (std::vector<std::vector<std::string>>{{id, "ses-1", "2.5"}, {id, "ses-2", "3"}}));
  EXPECT_EQ(clinic.import(table).status, 2);
  EXPECT_EQ(clinic.import(table, {"--to", "../elsewhere"}).status, 2);
}

TEST(table_import, ids_that_are_nobody_are_told_apart) {
  const Clinic clinic;
  const std::string text = "patient_id,age,sex\n" + id_of(0) + ",40,F\nTEST,40,F\n77001,40,F\n";
  const Ran refused = clinic.import(clinic.made(text), {"--json"});
  EXPECT_EQ(refused.status, 3);
  EXPECT_EQ(places_of(refused.out), (Places{{"TABLE-PLACEHOLDER-ID", "patient_id", "3"},
                                            {"TABLE-UNKNOWN-ID", "patient_id", "4"}}));
  const std::string without = "patient_id,age,sex\n" + id_of(0) + ",40,F\n77001,40,F\n";
  const Ran left_out = clinic.import(clinic.made(without), {"--json", "--skip-unknown"});
  EXPECT_EQ(left_out.status, 0) << left_out.out;
  EXPECT_EQ(clinic.table().rows.size(), 1U);
}

TEST(table_import, what_is_not_described_or_holds_ids_stays_out) {
  const Clinic clinic;
  const Ran unknown = clinic.import(
      clinic.made("patient_id,age,sex,nickname\n" + id_of(0) + ",40,F,Bo\n"), {"--json"});
  EXPECT_EQ(unknown.status, 3);
  EXPECT_EQ(places_of(unknown.out), (Places{{"TABLE-COLUMN-UNKNOWN", "nickname", "-"}}));
  std::string known = base::read_file(clinic.given("dictionary.json"));
  known.insert(known.find('{') + 1,
               "\"twin\": {\"Type\": \"string\", \"Identifying\": \"quasi\"},");
  base::write_file(clinic.given("dictionary.json"), known, base::Overwrite::yes);
  const Ran twin = clinic.import(clinic.made("patient_id,age,sex,twin\n" + id_of(0) + ",40,F," +
                                             id_of(1) + "\n" + id_of(1) + ",40,F,n/a\n"),
                                 {"--json"});
  EXPECT_EQ(twin.status, 3);
  EXPECT_EQ(places_of(twin.out), (Places{{"TABLE-ID-IN-CELL", "twin", "2"}}));
  for (const std::string day : {"2021-03-04", "4.3.2021", "03/04/2021", "2021-03-04T10:00:00"}) {
    const Ran when = clinic.import(
        clinic.made("patient_id,age,sex,twin\n" + id_of(0) + ",40,F," + day + "\n"), {"--json"});
    EXPECT_EQ(when.status, 3) << day;
    EXPECT_EQ(places_of(when.out), (Places{{"TABLE-DATE-IN-CELL", "twin", "2"}})) << day;
  }
}

TEST(table_import, a_dictionary_that_contradicts_itself_is_told_first) {
  const Clinic clinic;
  const fs::path wrong = clinic.given("dictionary.json");
  base::write_file(wrong, R"({"age": {"Type": "integer", "Minimum": 9, "Maximum": 1}})",
                   base::Overwrite::yes);
  const Ran ran = clinic.import(clinic.made("patient_id,age\n" + id_of(0) + ",40\n"));
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.out, HasSubstr("DICT-"));
  EXPECT_FALSE(fs::exists(clinic.dataset() / "participants.tsv"));
}

TEST(table_import, dictionaries_of_the_program_have_names) {
  const Clinic clinic;
  const fs::path table = clinic.made("patient_id,age,sex\n" + id_of(0) + ",40,F\n");
  const Ran known = clinic.import(table, {"--dictionary", "demographics", "--dry-run"});
  EXPECT_THAT(known.out, HasSubstr("age")) << known.err;
  EXPECT_EQ(clinic.import(table, {"--dictionary", "no-such-thing"}).status, 2);
}

TEST(table_import, a_later_conversion_keeps_what_came) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  ASSERT_EQ(convert(Sample::get().siemens_visit(1), study).status, 0);
  support::write_clinical_tables(folder.path() / "clinical");
  base::write_file(folder.path() / "one.csv", "patient_id,age,sex\n" + id_of(0) + ",49,F\n",
                   base::Overwrite::no);
  std::vector<std::string> words{
      "table",        "import",       (folder.path() / "one.csv").string(),
      "--id-column",  "patient_id",   "--study",
      study.string(), "--dictionary", (folder.path() / "clinical/dictionary.json").string()};
  words.insert(words.end(), issuers.begin(), issuers.end());
  const Ran ran = curate(words);
  ASSERT_EQ(ran.status, 0) << ran.out << ran.err;
  const std::string before = base::read_file(study / "dataset/participants.tsv");
  EXPECT_THAT(before, HasSubstr("\t49\tF\n"));
  ASSERT_EQ(convert(Sample::get().siemens_visit(2), study).status, 0);
  EXPECT_EQ(base::read_file(study / "dataset/participants.tsv"), before);
  EXPECT_THAT(base::read_file(study / "dataset/participants.json"), HasSubstr("\"quasi\""));
}

} // namespace
} // namespace curate::tools_test
