#include "tests/support/folders.hpp"
#include "tests/support/search.hpp"
#include "tests/support/study_maker.hpp"
#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>

namespace curate::support {
namespace {

std::map<std::string, std::string> files_below(const fs::path &folder) {
  std::map<std::string, std::string> files;
  for (const fs::directory_entry &entry : fs::recursive_directory_iterator(folder)) {
    if (!fs::is_regular_file(entry.path())) continue;
    std::ifstream in(entry.path().string(), std::ios::binary);
    files[fs::relative(entry.path(), folder).string()] = {std::istreambuf_iterator<char>(in), {}};
  }
  return files;
}

TEST(sample_study, is_the_same_bytes_each_time_and_with_any_number_of_jobs) {
  const TemporaryFolder one, two;
  StudyOptions options = small_study();
  options.jobs = 1;
  make_study(one.path(), options);
  options.jobs = 4;
  make_study(two.path(), options);
  const auto first = files_below(one.path()), second = files_below(two.path());
  ASSERT_GT(first.size(), 800U);
  ASSERT_EQ(first.size(), second.size());
  for (const auto &[name, bytes] : first) {
    ASSERT_TRUE(second.count(name) == 1) << name;
    EXPECT_TRUE(second.at(name) == bytes) << name;
  }
}

TEST(sample_study, archives_are_the_same_bytes_too) {
  const TemporaryFolder one, two;
  const StudyOptions options{.small = true, .people = {3, 6}};
  make_study(one.path(), options);
  make_study(two.path(), options);
  const auto first = files_below(one.path()), second = files_below(two.path());
  std::size_t archives = 0;
  for (const auto &[name, bytes] : first) {
    archives += name.ends_with(".zip") || name.ends_with(".tar.gz") ? 1 : 0;
    EXPECT_TRUE(second.at(name) == bytes) << name;
  }
  EXPECT_EQ(archives, 2U);
}

TEST(sample_study, holds_every_planted_value) {
  const TemporaryFolder folder;
  const StudyOptions options{.small = true};
  make_study(folder.path(), options);
  const std::vector<Planted> planted = planted_values(sample_people(), options.visits);
  EXPECT_GT(planted.size(), 150U);
  std::vector<std::string> values;
  for (const Planted &row : planted)
    values.push_back(row.value);
  const std::vector<Hit> hits = search_tree(folder.path() / "dicom", values);
  const std::vector<Hit> clinical = search_tree(folder.path() / "clinical", values);
  for (std::size_t value = 0; value < values.size(); ++value) {
    const auto is_it = [value](const Hit &hit) { return hit.value == value; };
    // A few are only written as others write them: ISO dates stand in the table.
    EXPECT_TRUE(std::any_of(hits.begin(), hits.end(), is_it) ||
                std::any_of(clinical.begin(), clinical.end(), is_it) ||
                planted[value].where == "the same, as others write it")
        << values[value];
  }
}

TEST(sample_study, has_a_table_of_mistakes_that_names_lines_of_the_table) {
  const TemporaryFolder folder;
  make_study(folder.path(), {.small = true, .people = {1}, .visits = 1});
  const auto files = files_below(folder.path() / "clinical");
  const auto lines = [&](const char *name) {
    return std::count(files.at(name).begin(), files.at(name).end(), '\n');
  };
  EXPECT_EQ(lines("as-it-came.csv"), 9);
  EXPECT_EQ(lines("corrected.csv"), 7);
  EXPECT_EQ(lines("mistakes.tsv"), 12);
}

} // namespace
} // namespace curate::support
