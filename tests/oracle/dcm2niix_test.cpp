// curate against dcm2niix, another converter: what differs must stand in divergences.hpp, and what
// stands there must differ. CURATE_DCM2NIIX names another program to be asked,
// CURATE_DCM2NIIX_IS_NEWER says that it is of 2024 or later, CURATE_ORACLE_TOLD a file to which all
// differences are added.

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/conversion/convert_flat.hpp>
#include <map>
#include <set>

#include "tests/oracle/divergences.hpp"
#include "tests/support/compare_pictures.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/study_maker.hpp"
#include "tests/support/vendor_cases.hpp"

namespace curate::oracle {
namespace {

std::string variable(const char *name, const char *fallback) {
  const char *text = std::getenv(name);
  return text == nullptr ? fallback : text;
}

bool is_newer() {
  return !variable("CURATE_DCM2NIIX_IS_NEWER", "").empty();
}

bool is_meant(const Divergence &divergence) {
  return divergence.which == Which::both ||
         divergence.which == (is_newer() ? Which::of_2024 : Which::of_2022);
}

class dcm2niix : public testing::Test {
protected:
  void SetUp() override {
    if (std::system(("command -v " + program_ + " >/dev/null 2>&1").c_str()) != 0)
      GTEST_SKIP() << "dcm2niix is not installed";
  }

  support::FolderComparison compare(const fs::path &input) {
    const fs::path ours = folder_.path() / "ours", theirs = folder_.path() / "theirs";
    fs::create_directories(theirs);
    std::system(fmt::format("{} -z n -b y -ba y -f %s_%p -o '{}' '{}' >/dev/null 2>&1", program_,
                            theirs.string(), input.string())
                    .c_str());
    conversion::Request request;
    request.inputs = {input};
    request.jobs = 2;
    conversion::convert_flat(request, ours);
    return support::compare_folders(ours, theirs);
  }

  /// Every difference is listed; every listed one of these cases is found.
  void expect_listed(const support::FolderComparison &comparison,
                     const std::map<int, std::string> &names) {
    std::ofstream told(variable("CURATE_ORACLE_TOLD", "/dev/null"), std::ios::app);
    EXPECT_GE(comparison.pairs.size(), names.size());
    std::set<const Divergence *> found;
    for (const support::ComparedPair &pair : comparison.pairs) {
      const auto at = names.find(pair.series_number.value_or(0));
      const std::string name = at == names.end() ? pair.reference : at->second;
      for (const support::Difference &difference : pair.differences) {
        told << name << '\t' << difference.what << '\t' << difference.how << '\n';
        bool is_listed = false;
        for (const Divergence &one : divergences) {
          if (!is_meant(one) || !base::matches_glob(name, one.where) ||
              !base::matches_glob(difference.what, one.what))
            continue;
          is_listed = true;
          found.insert(&one);
        }
        EXPECT_TRUE(is_listed) << name << ": " << difference.what << ": " << difference.how;
      }
    }
    for (const Divergence &one : divergences) {
      const bool is_asked = std::ranges::any_of(
          names, [&](const auto &name) { return base::matches_glob(name.second, one.where); });
      EXPECT_TRUE(!is_asked || !is_meant(one) || found.contains(&one))
          << "no longer: " << one.where << ": " << one.what;
    }
  }

  std::string program_ = variable("CURATE_DCM2NIIX", "dcm2niix");
  support::TemporaryFolder folder_;
};

TEST_F(dcm2niix, converts_the_headers_of_every_vendor_alike) {
  std::map<int, std::string> names;
  const fs::path input = folder_.path() / "in";
  for (const support::VendorCase &one : support::vendor_cases()) {
    names.emplace(one.series_number, one.name);
    for (std::size_t i = 0; i < one.files.size(); ++i)
      support::write_bytes(input / fmt::format("{}-{:03}", one.series_number, i),
                           support::encode(one.files[i]));
  }
  expect_listed(compare(input), names);
}

TEST_F(dcm2niix, converts_the_sample_study_alike) {
  for (const int person : {1, 4}) {
    const support::TemporaryFolder study;
    support::make_study(study.path(), {.small = true, .people = {person}, .visits = 1});
    const auto comparison = compare(study.path() / "dicom");
    std::map<int, std::string> names;
    for (const support::ComparedPair &pair : comparison.pairs)
      names.emplace(pair.series_number.value_or(0),
                    fmt::format("sample {} series {}", person, pair.series_number.value_or(0)));
    expect_listed(comparison, names);
    fs::remove_all(folder_.path() / "ours");
    fs::remove_all(folder_.path() / "theirs");
  }
}

} // namespace
} // namespace curate::oracle
