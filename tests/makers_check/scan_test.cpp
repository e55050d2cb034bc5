// The made study as our own rooms see it.

#include "tests/support/folders.hpp"
#include "tests/support/study_maker.hpp"
#include <gtest/gtest.h>
#include <libcurate/dicom/group.hpp>
#include <libcurate/dicom/scan.hpp>
#include <map>

namespace curate::support {
namespace {

dicom::ScanResult scan(const fs::path &folder) {
  const std::vector<fs::path> roots = {folder};
  return dicom::scan(roots, 2);
}

TEST(sample_study_scanned, has_the_series_that_were_made) {
  const TemporaryFolder folder;
  make_study(folder.path(), small_study());
  const dicom::ScanResult found = scan(folder.path() / "dicom");
  EXPECT_EQ(found.passed_over.not_dicom, 2U); // the camera's picture and the notes
  EXPECT_EQ(found.passed_over.directories, 1U);
  EXPECT_EQ(found.passed_over.damaged, 0U);
  const dicom::GroupResult grouped = dicom::group(found.instances);
  EXPECT_EQ(grouped.repeated_files, 1U);
  EXPECT_EQ(grouped.conflicting_files, 0U);
  std::map<dicom::ObjectKind, int> kinds;
  for (const dicom::Series &series : grouped.series)
    ++kinds[series.instances.front().kind];
  // Siemens: 8 series a visit, and the T1 taken again; GE: 7 a visit.
  EXPECT_EQ(kinds[dicom::ObjectKind::picture], 8 + 9 + 7 + 7);
  EXPECT_EQ(kinds[dicom::ObjectKind::secondary_capture], 2);
  EXPECT_EQ(kinds[dicom::ObjectKind::presentation_state], 2);
  EXPECT_EQ(kinds[dicom::ObjectKind::structured_report], 4);
}

TEST(sample_study_scanned, is_found_in_its_archives_too) {
  const TemporaryFolder folder;
  make_study(folder.path(), {.small = true, .people = {3, 6}});
  const dicom::ScanResult found = scan(folder.path() / "dicom");
  EXPECT_EQ(found.archive_count, 2U);
  int pictures = 0;
  for (const dicom::Series &series : dicom::group(found.instances).series)
    pictures += series.instances.front().kind == dicom::ObjectKind::picture ? 1 : 0;
  EXPECT_EQ(pictures, 2 * 8 + 2 * 7);
}

} // namespace
} // namespace curate::support
