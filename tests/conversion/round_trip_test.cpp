// What was scanned comes back: made scans, written as DICOM in every form, through the whole
// conversion. CURATE_ROUND_TRIP_CASES sets how many, CURATE_ROUND_TRIP_FIRST the first one.

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <functional>
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

using Parts = std::vector<MadeScan>;

// Every part has one picture that is it, and no other is there.
void expect_same(const Parts &parts, const std::vector<fs::path> &pictures,
                 const std::string &code) {
  EXPECT_EQ(pictures.size(), parts.size()) << code;
  std::vector<support::ConvertedPicture> found;
  for (const fs::path &picture : pictures)
    found.push_back(support::read_converted(picture));
  for (const MadeScan &part : parts) {
    const auto truth = support::truth_of(part);
    std::vector<support::Difference> least{{"picture", "is not there"}};
    bool is_there = false;
    for (const auto &one : found) {
      if (std::abs(one.sidecar.value("EchoTime", 0.0) * 1000 - part.echo_time_ms) > 1e-3 &&
          !part.is_ct)
        continue;
      auto differences = support::differences(one, truth);
      if (one.b_values.empty() != truth.b_values.empty())
        differences.push_back({"bval", "of no diffusion scan"});
      if (!is_there || differences.size() < least.size()) least = std::move(differences);
      is_there = true;
    }
    for (const auto &difference : least)
      ADD_FAILURE() << difference.what << ": " << difference.how << ": " << told(part);
  }
}

// Series of one examination, in one folder; the names of files say nothing.
void round_trip(const std::vector<Parts> &series, std::uint64_t first) {
  const support::TemporaryFolder folder;
  for (std::size_t i = 0; i < series.size(); ++i) {
    std::uint64_t name = series[i].front().seed;
    for (const auto &file : support::files_of(series[i], static_cast<int>(i + 1))) {
      name = support::Random::mixed(name + 1);
      support::write_bytes(folder.path() / "in" / fmt::format("{:016x}", name), file);
    }
  }
  Request request;
  request.inputs = {folder.path() / "in"};
  request.jobs = 2;
  const Outcome outcome = convert_flat(request, folder.path() / "out");
  std::map<int, std::vector<fs::path>> pictures;
  for (const auto &one : outcome.series)
    for (const std::string &file : one.files())
      if (file.ends_with(".nii.gz"))
        pictures[one.series_number.value_or(0)].push_back(folder.path() / "out" / file);
  for (std::size_t i = 0; i < series.size(); ++i) {
    const int number = static_cast<int>(i + 1);
    SCOPED_TRACE(fmt::format("case {}", first + i));
    expect_same(series[i], pictures[number], code_of(outcome, number));
  }
}

// As many as asked for, some in each call.
void round_trips(long long cases, const std::function<Parts(std::uint64_t)> &made) {
  auto next = static_cast<std::uint64_t>(number_of("CURATE_ROUND_TRIP_FIRST", 1));
  constexpr std::size_t at_once = 50;
  for (const auto end = next + static_cast<std::uint64_t>(cases); next < end;) {
    std::vector<Parts> series;
    for (; next < end && series.size() < at_once; ++next)
      series.push_back(made(next));
    round_trip(series, next - series.size());
  }
}

TEST(round_trip, made_scans_come_back) {
  round_trips(number_of("CURATE_ROUND_TRIP_CASES", 1000),
              [](std::uint64_t number) { return Parts{support::random_scan(number)}; });
}

TEST(round_trip, parts_of_one_series_come_back_apart) {
  round_trips(number_of("CURATE_ROUND_TRIP_CASES", 1000) / 4, support::random_parts);
}

} // namespace
} // namespace curate::conversion
