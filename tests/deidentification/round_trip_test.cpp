#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

#include "tests/deidentification/run_deidentify.hpp"
#include "tests/support/compare_pictures.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/made_scan_files.hpp"
#include "tests/support/study_maker.hpp"
#include "tests/support/vendor_cases.hpp"

// With retain-safe-private a series still converts to the same pictures: voxels, grid, gradients
// and what the sidecar says of timing. tests/long/deidentify_round_trip.sh does so on the public
// scans.

namespace curate::deidentification_test {
namespace {

using deid::Option;
using testing::IsEmpty;
using testing::SizeIs;

/// Converts a folder as it is, and after de-identification; says what differs.
class RoundTrip : public testing::Test {
protected:
  std::vector<std::string> differences(const std::map<int, std::string> &names = {}) {
    const fs::path in = folder_.path() / "in", out = folder_.path() / "out";
    const auto ran = deidentify(in, out, {Option::retain_safe_private});
    EXPECT_TRUE(ran.status == 0 || ran.status == 3) << ran.err << ran.out;
    convert(in, "before");
    convert(out, "after");
    const auto compared =
        support::compare_folders(folder_.path() / "after", folder_.path() / "before");
    pictures_ = compared.pairs.size();
    std::vector<std::string> all = compared.without_partner;
    for (const auto &pair : compared.pairs) {
      const auto at = names.find(pair.series_number.value_or(0));
      for (const auto &difference : pair.differences)
        all.push_back(fmt::format("{}: {}: {}", at == names.end() ? pair.reference : at->second,
                                  difference.what, difference.how));
      if (pair.ours.empty()) all.push_back(pair.reference + ": not produced");
    }
    return all;
  }
  void write(int series_number, const std::vector<support::Elements> &files) {
    for (std::size_t i = 0; i < files.size(); ++i)
      support::write_bytes(folder_.path() / "in" / fmt::format("{}-{:03}", series_number, i),
                           support::encode(files[i]));
  }
  fs::path in() const { return folder_.path() / "in"; }
  std::size_t pictures_ = 0;

private:
  void convert(const fs::path &from, const std::string &to) {
    const auto ran = tools_test::curate({"convert", from.string(), "--layout", "flat", "-o",
                                         (folder_.path() / to).string(), "--json", "--jobs", "1"});
    EXPECT_TRUE(ran.status == 0 || ran.status == 3) << ran.err << ran.out;
  }

  support::TemporaryFolder folder_;
};

TEST_F(RoundTrip, keeps_the_series_of_every_vendor) {
  std::map<int, std::string> names;
  for (const support::VendorCase &one : support::vendor_cases()) {
    names.emplace(one.series_number, one.name);
    write(one.series_number, one.files);
  }
  EXPECT_THAT(differences(names), IsEmpty());
  EXPECT_GE(pictures_, names.size());
}

TEST_F(RoundTrip, keeps_scans_of_every_form) {
  std::map<int, std::string> names;
  for (int number = 1; number <= 60; ++number) {
    const auto scan = support::random_scan(static_cast<std::uint64_t>(number));
    names.emplace(number, support::told(scan));
    const auto files = support::files_of(std::span(&scan, 1), number);
    for (std::size_t i = 0; i < files.size(); ++i)
      support::write_bytes(in() / fmt::format("{}-{:03}", number, i), files[i]);
  }
  EXPECT_THAT(differences(names), IsEmpty());
  EXPECT_GE(pictures_, 40U);
}

TEST_F(RoundTrip, keeps_the_sample_study) {
  support::make_study(in(), {.small = true, .people = {1, 4}, .visits = 1});
  EXPECT_THAT(differences(), IsEmpty());
  EXPECT_GE(pictures_, 15U);
}

} // namespace
} // namespace curate::deidentification_test
