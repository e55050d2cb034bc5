#include <gtest/gtest.h>
#include <libcurate/base/error.hpp>
#include <libcurate/cleaning/deidentify.hpp>
#include <tests/support/folders.hpp>
#include <tests/support/tiny_dicom.hpp>

namespace curate::cleaning {
namespace {

Request request_of(const fs::path &input, const fs::path &output) {
  Request request;
  request.inputs = {input};
  request.output = output;
  return request;
}

TEST(deidentify, refuses_an_output_among_the_originals) {
  const support::TemporaryFolder folder;
  const fs::path scans = folder.path() / "scans";
  support::write_tiny_dicom(scans / "a.dcm", {});
  for (const fs::path &output : {scans, scans / "clean", scans / "." / "b" / ".." / "clean"}) {
    EXPECT_THROW(deidentify(request_of(scans, output)), UsageError) << output;
    EXPECT_FALSE(fs::exists(scans / "clean"));
  }
  fs::create_directory_symlink(scans, folder.path() / "link");
  EXPECT_THROW(deidentify(request_of(scans, folder.path() / "link" / "clean")), UsageError);
}

TEST(deidentify, writes_beside_them_and_finds_nothing_new_in_a_name_that_begins_alike) {
  const support::TemporaryFolder folder;
  support::write_tiny_dicom(folder.path() / "scans" / "a.dcm", {});
  const auto outcome =
      deidentify(request_of(folder.path() / "scans", folder.path() / "scans-clean"));
  EXPECT_EQ(outcome.written, 1U);
  EXPECT_TRUE(fs::exists(folder.path() / "scans-clean" / "deidentification.json"));
}

} // namespace
} // namespace curate::cleaning
