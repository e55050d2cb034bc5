#include <libcurate/deid/profile_table.hpp>

#include <algorithm>
#include <gtest/gtest.h>

namespace curate::deid {
namespace {

using dicom::Tag;
using enum TableAction;

std::uint32_t number_of(Tag tag) {
  return (std::uint32_t{tag.group} << 16U) | tag.element;
}

TEST(profile_table, has_every_row_of_the_standard_once) {
  const auto rows = profile_rows();
  ASSERT_EQ(rows.size(), 621U);
  const auto patterns = rows.end() - 4;
  for (auto row = rows.begin(); row != patterns; ++row)
    EXPECT_EQ(row->mask, 0xFFFFFFFFU);
  EXPECT_TRUE(std::is_sorted(rows.begin(), patterns, [](const TableRow &a, const TableRow &b) {
    return a.tag <= b.tag;
  })) << "sorted, and none twice";
  for (auto row = patterns; row != rows.end(); ++row)
    EXPECT_NE(row->mask, 0xFFFFFFFFU);
}

// Counted in the standard's table, by hand of its columns.
TEST(profile_table, keeps_every_action_distinct) {
  const auto count = [](TableAction TableRow::*column, TableAction action) {
    const auto rows = profile_rows();
    return std::count_if(rows.begin(), rows.end(),
                         [&](const TableRow &row) { return row.*column == action; });
  };
  EXPECT_EQ(count(&TableRow::basic, d), 92);
  EXPECT_EQ(count(&TableRow::basic, z), 42);
  EXPECT_EQ(count(&TableRow::basic, x), 384);
  EXPECT_EQ(count(&TableRow::basic, u), 54);
  EXPECT_EQ(count(&TableRow::basic, x_or_z), 11);
  EXPECT_EQ(count(&TableRow::basic, x_or_d), 22);
  EXPECT_EQ(count(&TableRow::basic, z_or_d), 6);
  EXPECT_EQ(count(&TableRow::basic, x_or_z_or_d), 8);
  EXPECT_EQ(count(&TableRow::basic, x_or_z_or_u), 2);
  EXPECT_EQ(count(&TableRow::basic, none), 0);
  EXPECT_EQ(count(&TableRow::safe_private, c), 1);
  EXPECT_EQ(count(&TableRow::uids, k), 59);
  EXPECT_EQ(count(&TableRow::device, k), 46);
  EXPECT_EQ(count(&TableRow::device, c), 11);
  EXPECT_EQ(count(&TableRow::institution, k), 10);
  EXPECT_EQ(count(&TableRow::patient, k), 9);
  EXPECT_EQ(count(&TableRow::patient, c), 4);
  EXPECT_EQ(count(&TableRow::full_dates, k), 165);
  EXPECT_EQ(count(&TableRow::modified_dates, c), 165);
  EXPECT_EQ(count(&TableRow::descriptors, c), 125);
  EXPECT_EQ(count(&TableRow::structured_content, c), 3);
  EXPECT_EQ(count(&TableRow::graphics, c), 4);
}

TEST(profile_table, finds_an_element_by_its_own_row_or_its_pattern) {
  for (const TableRow &row : profile_rows()) {
    const Tag tag{static_cast<std::uint16_t>(row.tag >> 16U),
                  static_cast<std::uint16_t>(row.tag & 0xFFFFU)};
    EXPECT_EQ(profile_row(tag), &row);
  }
  ASSERT_NE(profile_row(Tag{0x0010, 0x0010}), nullptr);
  EXPECT_EQ(profile_row(Tag{0x0010, 0x0010})->basic, z);
  for (const Tag curve : {Tag{0x5000, 0x0000}, Tag{0x50FE, 0x3000}})
    EXPECT_EQ(profile_row(curve)->graphics, c);
  EXPECT_EQ(profile_row(Tag{0x6012, 0x3000})->basic, x);
  EXPECT_EQ(profile_row(Tag{0x60FE, 0x4000})->graphics, c);
  EXPECT_EQ(profile_row(Tag{0x6000, 0x0010}), nullptr) << "overlays are data and comments alone";
  for (const Tag secret : {Tag{0x0009, 0x0010}, Tag{0x0029, 0x1010}, Tag{0x5001, 0x1000},
                           Tag{0x6001, 0x3000}, Tag{0xFFFF, 0xFFFF}})
    EXPECT_EQ(profile_row(secret)->safe_private, c) << number_of(secret);
  EXPECT_EQ(profile_row(Tag{0x0028, 0x0010}), nullptr);
  EXPECT_EQ(profile_row(Tag{0x0000, 0x0000}), nullptr);
  EXPECT_EQ(profile_row(Tag{0xFFFE, 0xE000}), nullptr);
}

TEST(profile_action, retains_before_it_cleans_before_the_basic_action) {
  const TableRow &study_date = *profile_row(Tag{0x0008, 0x0020});
  EXPECT_EQ(action_of(study_date, {}), z);
  EXPECT_EQ(action_of(study_date, {Option::retain_modified_dates}), c);
  EXPECT_EQ(action_of(study_date, {Option::retain_full_dates}), k);
  EXPECT_EQ(action_of(study_date, {Option::retain_modified_dates, Option::retain_full_dates}), k);
  EXPECT_EQ(action_of(study_date, {Option::clean_descriptors, Option::retain_uids}), z);

  const TableRow &allergies = *profile_row(Tag{0x0010, 0x2110});
  EXPECT_EQ(action_of(allergies, {}), x);
  EXPECT_EQ(action_of(allergies, {Option::retain_patient_characteristics}), c);
  EXPECT_EQ(action_of(allergies, {Option::clean_descriptors}), c);

  EXPECT_EQ(action_of(*profile_row(Tag{0x0010, 0x1010}), {Option::retain_patient_characteristics}),
            k);
  EXPECT_EQ(action_of(*profile_row(Tag{0x0008, 0x0018}), {Option::retain_uids}), k);
  EXPECT_EQ(action_of(*profile_row(Tag{0x0008, 0x0018}), {}), u);
  EXPECT_EQ(action_of(*profile_row(Tag{0x0018, 0x1000}), {Option::retain_device_identity}), k);
  EXPECT_EQ(action_of(*profile_row(Tag{0x0008, 0x0080}), {Option::retain_institution_identity}), k);
  EXPECT_EQ(action_of(*profile_row(Tag{0x0019, 0x1000}), {Option::retain_safe_private}), c);
  EXPECT_EQ(action_of(*profile_row(Tag{0x0019, 0x1000}), {Option::clean_descriptors}), x);
  EXPECT_EQ(action_of(*profile_row(Tag{0x6000, 0x3000}), {Option::clean_graphics}), c);
  EXPECT_EQ(action_of(*profile_row(Tag{0x0040, 0xA730}), {Option::clean_structured_content}), c);
}

} // namespace
} // namespace curate::deid
