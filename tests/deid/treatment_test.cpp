#include <gtest/gtest.h>
#include <libcurate/deid/treatment.hpp>

namespace curate::deid {
namespace {

using dicom::Tag;
using dicom::Vr;
using enum Option;

Treatment plain(Tag tag, Vr vr, Options options = {}) {
  return treatment_of(tag, vr, options, Surroundings::plain);
}

TEST(treatment, follows_the_table) {
  EXPECT_EQ(plain({0x0010, 0x0020}, Vr::LO), Treatment::label);
  EXPECT_EQ(plain({0x0010, 0x0030}, Vr::DA), Treatment::empty);
  EXPECT_EQ(plain({0x0010, 0x4000}, Vr::LT), Treatment::remove);
  EXPECT_EQ(plain({0x0008, 0x0018}, Vr::UI), Treatment::uid);
  EXPECT_EQ(plain({0x0018, 0x1000}, Vr::LO), Treatment::dummy);
  EXPECT_EQ(plain({0x0040, 0xA730}, Vr::SQ), Treatment::sequence);
}

TEST(treatment, follows_the_options) {
  EXPECT_EQ(plain({0x0008, 0x0022}, Vr::DA), Treatment::empty);
  EXPECT_EQ(plain({0x0008, 0x0022}, Vr::DA, {retain_modified_dates}), Treatment::date);
  EXPECT_EQ(plain({0x0008, 0x0032}, Vr::TM, {retain_modified_dates}), Treatment::date_kept);
  EXPECT_EQ(plain({0x0008, 0x0022}, Vr::DA, {retain_full_dates}), Treatment::date_kept);
  EXPECT_EQ(plain({0x0010, 0x0030}, Vr::DA, {retain_full_dates}), Treatment::empty);
  EXPECT_EQ(plain({0x0008, 0x0080}, Vr::LO, {retain_institution_identity}), Treatment::retain);
  EXPECT_EQ(plain({0x0010, 0x1010}, Vr::AS, {retain_patient_characteristics}), Treatment::age);
  EXPECT_EQ(plain({0x0008, 0x103E}, Vr::LO), Treatment::remove);
  EXPECT_EQ(plain({0x0008, 0x103E}, Vr::LO, {clean_descriptors}), Treatment::free_text);
  EXPECT_EQ(plain({0x0008, 0x0018}, Vr::UI, {retain_uids}), Treatment::keep);
}

TEST(treatment, of_what_no_row_names_goes_by_the_vr) {
  EXPECT_EQ(plain({0x0008, 0x0060}, Vr::CS), Treatment::term);
  EXPECT_EQ(plain({0x0008, 0x0070}, Vr::LO), Treatment::machine_text);
  EXPECT_EQ(plain({0x0018, 0x0081}, Vr::DS), Treatment::number);
  EXPECT_EQ(plain({0x0028, 0x0010}, Vr::US), Treatment::keep);
  EXPECT_EQ(plain({0x0008, 0x0016}, Vr::UI), Treatment::uid);
  EXPECT_EQ(plain({0x0028, 0x3006}, Vr::OW), Treatment::keep);
  EXPECT_EQ(plain({0x0028, 0x2000}, Vr::OB), Treatment::icc_profile);
}

TEST(treatment, removes_what_is_unknown) {
  EXPECT_EQ(plain({0x0018, 0xFFFE}, Vr::LO), Treatment::remove);
  EXPECT_EQ(plain({0x0008, 0x0000}, Vr::UL), Treatment::remove);
  EXPECT_EQ(plain({0x0004, 0x1500}, Vr::CS), Treatment::remove);
  EXPECT_EQ(plain({0x5000, 0x3000}, Vr::OW), Treatment::remove);
  EXPECT_EQ(plain({0x6002, 0x3000}, Vr::OW, {clean_graphics}), Treatment::remove);
  EXPECT_EQ(plain({0xFFFC, 0xFFFC}, Vr::OB), Treatment::remove);
  EXPECT_EQ(plain({0x0019, 0x100A}, Vr::LO), Treatment::private_block);
}

TEST(treatment, of_content_that_is_replaced_leaves_codes_and_terms) {
  const auto within = [](Tag tag, Vr vr) {
    return treatment_of(tag, vr, {}, Surroundings::dummies);
  };
  EXPECT_EQ(within({0x0040, 0xA160}, Vr::UT), Treatment::dummy);
  EXPECT_EQ(within({0x0040, 0xA30A}, Vr::DS), Treatment::dummy);
  EXPECT_EQ(within({0x0008, 0x0100}, Vr::SH), Treatment::code);
  EXPECT_EQ(within({0x0040, 0xA040}, Vr::CS), Treatment::term);
}

TEST(profile_rules, decide_by_tag_vr_and_creator) {
  ProfileRule by_pattern{0x00189000, 0xFFFFF000, {}, {}, RuleAction::remove};
  ProfileRule by_vr{0, 0, Vr::UT, {}, RuleAction::empty};
  ProfileRule by_creator{0x0031000A, 0xFFFF00FF, {}, "ACME", RuleAction::keep};
  const ProfileRules rules({by_pattern, by_vr, by_creator});
  EXPECT_EQ(rules.action_of({0x0018, 0x9087}, Vr::FD), RuleAction::remove);
  EXPECT_EQ(rules.action_of({0x0040, 0xA160}, Vr::UT), RuleAction::empty);
  EXPECT_FALSE(rules.action_of({0x0018, 0x0081}, Vr::DS));
  EXPECT_EQ(rules.private_action_of("acme", 0x0031, 0x0A, Vr::LO), RuleAction::keep);
  EXPECT_FALSE(rules.private_action_of("other", 0x0031, 0x0A, Vr::LO));
  EXPECT_TRUE(rules.names_private());
}

} // namespace
} // namespace curate::deid
