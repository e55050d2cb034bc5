// What was scanned comes back: made scans, written as DICOM in every form, through the whole
// conversion. CURATE_ROUND_TRIP_CASES sets how many, CURATE_ROUND_TRIP_FIRST the first one.

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <libcurate/base/text.hpp>
#include <libcurate/conversion/convert_flat.hpp>
#include <map>

#include "tests/support/compare_pictures.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/made_scan_files.hpp"
#include "tests/support/random.hpp"

namespace curate::conversion {
namespace {

using support::MadeScan;

long long number_of(const char *variable, long long fallback) {
  const char *text = std::getenv(variable);
  return text == nullptr ? fallback : base::to_integer(text).value_or(fallback);
}

// What became of a series that was not written.
std::string code_of(const Outcome &outcome, int series_number) {
  for (const auto &series : outcome.series)
    if (series.series_number == series_number) return series.code();
  return "not seen";
}

void expect_same(const MadeScan &scan, const std::vector<fs::path> &pictures,
                 const std::string &code) {
  EXPECT_EQ(pictures.size(), 1U) << code;
  if (pictures.size() != 1) return;
  const auto found = support::read_converted(pictures.front());
  for (const auto &difference : support::differences(found, support::truth_of(scan)))
    ADD_FAILURE() << difference.what << ": " << difference.how;
  EXPECT_EQ(found.b_values.empty(), scan.b_values.empty());
}

// Scans of one examination, in one folder; the names of files say nothing.
void round_trip(std::uint64_t first, int count) {
  const support::TemporaryFolder folder;
  std::vector<MadeScan> scans;
  for (int i = 0; i < count; ++i) {
    scans.push_back(support::random_scan(first + static_cast<unsigned>(i)));
    std::uint64_t name = scans.back().seed;
    for (const auto &file : support::files_of(scans.back(), i + 1)) {
      name = support::Random::mixed(name + 1);
      support::write_bytes(folder.path() / "in" / fmt::format("{:016x}", name), file);
    }
  }
  Request request;
  request.inputs = {folder.path() / "in"};
  request.jobs = 2;
  const Outcome outcome = convert_flat(request, folder.path() / "out");
  std::map<int, std::vector<fs::path>> pictures;
  for (const auto &series : outcome.series)
    for (const std::string &file : series.files())
      if (file.ends_with(".nii.gz"))
        pictures[series.series_number.value_or(0)].push_back(folder.path() / "out" / file);
  for (int i = 0; i < count; ++i) {
    const MadeScan &scan = scans[static_cast<std::size_t>(i)];
    SCOPED_TRACE(fmt::format("case {}: {}", first + static_cast<unsigned>(i), told(scan)));
    expect_same(scan, pictures[i + 1], code_of(outcome, i + 1));
  }
}

TEST(round_trip, made_scans_come_back) {
  const auto cases = number_of("CURATE_ROUND_TRIP_CASES", 1200);
  const auto first = static_cast<std::uint64_t>(number_of("CURATE_ROUND_TRIP_FIRST", 1));
  constexpr int at_once = 50;
  for (long long done = 0; done < cases; done += at_once)
    round_trip(first + static_cast<std::uint64_t>(done),
               static_cast<int>(std::min<long long>(at_once, cases - done)));
}

} // namespace
} // namespace curate::conversion
