#include "tests/deid/made_series.hpp"

#include <gtest/gtest.h>
#include <libcurate/deid/people.hpp>

namespace curate::deid {
namespace {

class deid_people : public testing::Test {
protected:
  People decide(const std::vector<Secret<dicom::Identity>> &identities) {
    return identify(identities, given_, known_, pseudonyms_);
  }
  std::vector<std::string> codes(const std::vector<Secret<dicom::Identity>> &identities) {
    std::vector<std::string> codes;
    for (const auto &verdict : decide(identities).verdicts)
      codes.push_back(verdict.problem ? verdict.problem->code : "");
    return codes;
  }
  using Codes = std::vector<std::string>;

  Pseudonyms pseudonyms_{Secret(Key{}), {}};
  GivenLabels given_;
  std::vector<KnownPerson> known_;
};

TEST_F(deid_people, one_person_may_be_written_in_several_ways) {
  const auto found = decide(
      {person("1", "DOE^JOHN", "19610312"), person("1", "Doe^John^^", ""), person("1 ", "")});
  ASSERT_EQ(found.verdicts.size(), 3U);
  EXPECT_FALSE(found.verdicts[0].problem);
  EXPECT_EQ(found.verdicts[0].label, found.verdicts[1].label);
  EXPECT_EQ(found.verdicts[0].label, found.verdicts[2].label);
  ASSERT_EQ(found.to_record.size(), 1U);
  EXPECT_FALSE(found.to_record[0].birth_date_token.empty());
  EXPECT_TRUE(found.findings.empty());
}

TEST_F(deid_people, two_names_or_birth_dates_under_one_id_are_refused) {
  EXPECT_EQ(codes({person("1", "DOE^JOHN"), person("1", "ROE^JANE"), person("2", "POE^EDGAR")}),
            (Codes{"DEID-TWO-NAMES", "DEID-TWO-NAMES", ""}));
  EXPECT_EQ(codes({person("1", "DOE^JOHN", "19610312"), person("1", "DOE^JOHN", "19610313")}),
            (Codes{"DEID-TWO-BIRTH-DATES", "DEID-TWO-BIRTH-DATES"}));
}

TEST_F(deid_people, an_earlier_run_is_remembered) {
  known_ = decide({person("1", "DOE^JOHN", "19610312")}).to_record;
  EXPECT_EQ(codes({person("1", "DOE^JOHN")}), (Codes{""}));
  EXPECT_EQ(codes({person("1", "ROE^JANE")}), (Codes{"DEID-TWO-NAMES"}));
  EXPECT_EQ(codes({person("1", "", "19000203")}), (Codes{"DEID-TWO-BIRTH-DATES"}));
  // What was known already is not forgotten by a header that says less.
  EXPECT_EQ(decide({person("1")}).to_record, known_);
}

TEST_F(deid_people, placeholders_are_refused_unless_somebody_says_who_it_is) {
  EXPECT_EQ(codes({person("***")}), (Codes{"DEID-PLACEHOLDER-ID"}));
  given_.of_all = "P01";
  const auto found = decide({person("***"), person("")});
  EXPECT_EQ(found.verdicts[0].label, "P01");
  EXPECT_TRUE(found.to_record.empty());
  EXPECT_EQ(*pseudonyms_.label(person("")), "P01");
}

TEST_F(deid_people, one_label_for_all_does_not_merge_two_persons) {
  given_.of_all = "P01";
  EXPECT_EQ(codes({person("1", "DOE^JOHN"), person("2", "ROE^JANE")}),
            (Codes{"DEID-TWO-NAMES", "DEID-TWO-NAMES"}));
  EXPECT_EQ(codes({person("1", "DOE^JOHN"), person("2", "DOE^JOHN")}), (Codes{"", ""}));
}

TEST_F(deid_people, a_study_brings_its_own_labels) {
  given_.by_id =
      Secret(std::map<std::string, std::string>{{"1", "P01"}, {"2", "P01"}, {"3", "P-3"}});
  EXPECT_EQ(codes({person("1", "DOE^JANE", "19610312"), person("2", "ROE^JANE", "19610312")}),
            (Codes{"", ""}));
  EXPECT_EQ(codes({person("1", "", "19610312"), person("2", "", "19700203")}),
            (Codes{"DEID-TWO-BIRTH-DATES", "DEID-TWO-BIRTH-DATES"}));
  EXPECT_EQ(codes({person("3")}), (Codes{"DEID-LABEL"}));
}

TEST_F(deid_people, a_label_never_changes_or_passes_to_another) {
  given_.of_all = "P01";
  known_ = decide({person("1", "DOE^JOHN")}).to_record;
  given_.of_all = "P02";
  EXPECT_EQ(codes({person("1", "DOE^JOHN")}), (Codes{"DEID-LABEL-CHANGED"}));
  given_.of_all = "P01";
  EXPECT_EQ(codes({person("2", "ROE^JANE")}), (Codes{"DEID-TWO-NAMES"}));
  given_.of_all = "p01";
  EXPECT_EQ(codes({person("2", "DOE^JOHN")}), (Codes{"DEID-LABEL-TAKEN"}));
  given_.of_all.reset();
  const auto found = decide({person("1", "DOE^JOHN")});
  EXPECT_EQ(found.verdicts[0].label, "P01");
}

TEST_F(deid_people, possible_halves_of_one_person_are_told) {
  const auto issuers = decide({person("1", "", "", "A"), person("1")});
  ASSERT_EQ(issuers.findings.size(), 1U);
  EXPECT_EQ(issuers.findings[0].code, "DEID-TWO-ISSUERS");
  const auto ids =
      decide({person("1", "DOE^JOHN", "19610312"), person("2", "DOE^JOHN", "19610312")});
  ASSERT_EQ(ids.findings.size(), 1U);
  EXPECT_EQ(ids.findings[0].code, "DEID-TWO-IDS");
  EXPECT_NE(ids.verdicts[0].label, ids.verdicts[1].label);
}

} // namespace
} // namespace curate::deid
