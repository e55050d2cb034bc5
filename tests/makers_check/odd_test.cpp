#include "tests/support/odd_maker.hpp"

#include "tests/support/folders.hpp"
#include "tests/support/search.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/dicom/scan.hpp>
#include <set>

namespace curate::support {
namespace {

std::vector<fs::path> files_below(const fs::path &folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry &entry : fs::recursive_directory_iterator(folder))
    if (fs::is_regular_file(entry.path())) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

dicom::ScanResult scan(const fs::path &folder) {
  const std::vector<fs::path> roots = {folder};
  return dicom::scan(roots, 1);
}

TEST(odd_maker, makes_something_for_every_kind) {
  for (const Odd kind : all_odd()) {
    const TemporaryFolder folder;
    make_odd(folder.path(), kind);
    EXPECT_FALSE(files_below(folder.path()).empty()) << name_of(kind);
    EXPECT_FALSE(name_of(kind).empty());
  }
}

TEST(odd_maker, files_are_as_many_as_described) {
  const auto count = [](Odd kind) {
    const TemporaryFolder folder;
    make_odd(folder.path(), kind);
    return files_below(folder.path()).size();
  };
  EXPECT_EQ(count(Odd::missing_slice), 11U);
  EXPECT_EQ(count(Odd::aborted_volume), 29U);
  EXPECT_EQ(count(Odd::repeated_file), 24U);
  EXPECT_EQ(count(Odd::zero_slices), 1U);
}

TEST(odd_maker, two_patients_have_two_identities_in_one_series) {
  const TemporaryFolder folder;
  make_odd(folder.path(), Odd::two_patients);
  std::set<std::string> ids;
  std::set<dicom::Instance::Digest> series;
  for (const dicom::Instance &instance : scan(folder.path()).instances) {
    ids.insert(instance.identity->reveal().patient_id);
    series.insert(instance.ids().series_uid);
  }
  EXPECT_EQ(ids.size(), 2U);
  EXPECT_EQ(series.size(), 1U);
}

TEST(odd_maker, files_without_preamble_are_found) {
  const TemporaryFolder folder;
  make_odd(folder.path(), Odd::no_preamble);
  EXPECT_EQ(scan(folder.path()).instances.size(), 12U);
}

TEST(odd_maker, truncated_files_end_within_their_pixels) {
  const TemporaryFolder folder;
  make_odd(folder.path(), Odd::truncated_file);
  const std::vector<fs::path> files = files_below(folder.path());
  ASSERT_EQ(files.size(), 12U);
  EXPECT_LT(fs::file_size(files.back()), fs::file_size(files.front()) - 600);
}

} // namespace
} // namespace curate::support
