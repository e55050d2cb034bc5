#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/dicom/group.hpp>
#include <random>

#include "tests/support/folders.hpp"

namespace curate::dicom {
namespace {

using Known = std::shared_ptr<const base::Secret<Identity>>;

Known person(std::string id, std::string name = "A^B") {
  Identity identity;
  identity.patient_id = std::move(id);
  identity.name = std::move(name);
  return std::make_shared<const base::Secret<Identity>>(identity);
}

std::shared_ptr<const SeriesIds> ids(std::uint64_t study_uid, std::uint64_t series_uid) {
  return std::make_shared<const SeriesIds>(SeriesIds{{1, study_uid}, {series_uid, 0}, {}});
}

Instance instance(const Known &who, std::uint64_t series_uid, int series_number, int number) {
  Instance out;
  out.source =
      archive::Source::of_file("f" + std::to_string(series_uid) + "-" + std::to_string(number));
  out.identity = who;
  out.kind = ObjectKind::picture;
  out.series = ids(1, series_uid);
  out.instance_uid = {series_uid * 1000 + static_cast<std::uint64_t>(series_number) * 100,
                      static_cast<std::uint64_t>(number)};
  out.series_number = series_number;
  out.instance_number = number;
  return out;
}

bool has(const Series &series, std::string_view code) {
  return std::ranges::any_of(series.findings, [&](const Finding &f) { return f.code == code; });
}

TEST(group, tells_series_with_one_uid_apart_by_their_number) {
  const Known who = person("1");
  std::vector<Instance> files;
  for (int number = 9; number >= 1; --number)
    files.push_back(instance(who, 7, number, 1));
  const GroupResult result = group(files);
  ASSERT_EQ(result.series.size(), 9U);
  EXPECT_EQ(result.series.front().instances.front().series_number, 1);
  EXPECT_EQ(result.series.back().instances.front().series_number, 9);
}

TEST(group, keeps_what_is_no_picture_in_a_series_of_its_own) {
  const Known who = person("1");
  auto files = std::vector{instance(who, 7, 1, 1), instance(who, 7, 1, 2)};
  files[1].kind = ObjectKind::spectroscopy;
  EXPECT_EQ(group(files).series.size(), 2U);
}

TEST(group, joins_the_volumes_of_one_series_that_name_a_study_each) {
  const Known who = person("1");
  std::vector<Instance> files;
  for (int number = 4; number >= 1; --number) {
    files.push_back(instance(who, 7, 1, number));
    files.back().series = ids(static_cast<std::uint64_t>(number), 7);
  }
  const GroupResult joined = group(files);
  ASSERT_EQ(joined.series.size(), 1U);
  EXPECT_EQ(joined.series[0].instances.size(), 4U);
  EXPECT_EQ(joined.series[0].instances.front().instance_number, 1);
  EXPECT_TRUE(has(joined.series[0], "SERIES-SEVERAL-STUDIES"));
  files[0].instance_number = 1; // another scan with the same made-up UID
  EXPECT_EQ(group(files).series.size(), 4U);
  files[0].instance_number = 4;
  for (Instance &file : files)
    file.series = ids(file.series->study_uid[1], 0);
  EXPECT_EQ(group(files).series.size(), 4U);
}

TEST(group, never_puts_two_persons_in_one_series_and_says_so_on_both) {
  auto files = std::vector{instance(person("1"), 7, 1, 1), instance(person("2"), 7, 1, 2),
                           instance(person("2"), 8, 2, 1)};
  const GroupResult result = group(files);
  ASSERT_EQ(result.series.size(), 3U);
  EXPECT_TRUE(has(result.series[0], "SERIES-TWO-PERSONS"));
  EXPECT_TRUE(has(result.series[1], "SERIES-TWO-PERSONS"));
  EXPECT_FALSE(has(result.series[2], "SERIES-TWO-PERSONS"));
}

TEST(group, counts_equal_identities_at_two_addresses_as_one_person) {
  const GroupResult result =
      group({instance(person("1"), 7, 1, 1), instance(person("1"), 7, 1, 2)});
  EXPECT_EQ(result.series.size(), 1U);
}

TEST(group, does_not_depend_on_the_order_of_the_files) {
  std::vector<Instance> files;
  for (std::uint64_t uid = 1; uid < 5; ++uid)
    for (int number = 0; number < 40; ++number)
      files.push_back(
          instance(person(uid % 2 == 0 ? "1" : "2"), uid, static_cast<int>(uid), number));
  const GroupResult once = group(files);
  std::mt19937 random(1);
  std::shuffle(files.begin(), files.end(), random);
  const GroupResult again = group(files);
  ASSERT_EQ(once.series.size(), again.series.size());
  for (std::size_t s = 0; s < once.series.size(); ++s)
    for (std::size_t i = 0; i < once.series[s].instances.size(); ++i)
      EXPECT_EQ(once.series[s].instances[i].source.path(),
                again.series[s].instances[i].source.path());
}

class RepeatedFiles : public ::testing::Test {
protected:
  Instance written(const std::string &name, std::string_view bytes) {
    Instance out = instance(who_, 7, 1, 1);
    out.source = archive::Source::of_file((folder_.path() / name).string());
    base::write_file(folder_.path() / name, bytes, base::Overwrite::no);
    out.pixel_offset_bytes = 4;
    out.pixel_length_bytes = bytes.size() - 4;
    return out;
  }

private:
  support::TemporaryFolder folder_;
  Known who_ = person("1");
};

TEST_F(RepeatedFiles, are_used_once_where_their_pixels_are_equal) {
  const GroupResult result = group({written("b", "headPIXELS"), written("a", "HEADPIXELS")});
  ASSERT_EQ(result.series.size(), 1U);
  ASSERT_EQ(result.series[0].instances.size(), 1U);
  EXPECT_TRUE(result.series[0].instances[0].source.path().ends_with("/a"));
  EXPECT_EQ(result.repeated_files, 1U);
  EXPECT_TRUE(has(result.series[0], "SERIES-REPEATED-FILES"));
}

TEST_F(RepeatedFiles, are_an_error_where_their_pixels_differ) {
  const GroupResult result = group({written("b", "headPIXELS"), written("a", "headpixels")});
  EXPECT_EQ(result.conflicting_files, 2U);
  EXPECT_TRUE(has(result.series.at(0), "SERIES-INSTANCE-CONFLICT"));
  EXPECT_EQ(result.series.at(0).findings.at(0).severity, Severity::error);
}

TEST_F(RepeatedFiles, do_not_matter_where_they_are_no_pictures) {
  auto files = std::vector{written("b", "headPIXELS"), written("a", "headpixels")};
  for (Instance &file : files)
    file.kind = ObjectKind::presentation_state;
  const GroupResult result = group(files);
  EXPECT_EQ(result.conflicting_files, 0U);
  EXPECT_EQ(result.series.at(0).instances.size(), 2U);
}

TEST(group, notices_repeated_instance_numbers) {
  auto files = std::vector{instance(person("1"), 7, 1, 1), instance(person("1"), 7, 1, 1)};
  files[1].instance_uid = {99, 99};
  const GroupResult result = group(files);
  ASSERT_EQ(result.series.at(0).instances.size(), 2U);
  EXPECT_TRUE(has(result.series[0], "SERIES-REPEATED-INSTANCE-NUMBERS"));
}

} // namespace
} // namespace curate::dicom
