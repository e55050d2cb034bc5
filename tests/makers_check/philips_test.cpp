#include "tests/support/folders.hpp"
#include "tests/support/philips_maker.hpp"
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

namespace curate::support {
namespace {

SeriesRun bold() {
  SeriesRun run{.series_number = 7, .start_s = 36000};
  for (const Sequence &sequence : sample_sequences(Vendor::siemens, true))
    if (sequence.kind == Kind::bold) run.sequence = sequence;
  return run;
}

/// Writes a BOLD series as Philips does.
void make(const fs::path &folder) {
  Person person = sample_people()[5];
  person.vendor = Vendor::philips;
  const Scene scene{person, sample_site(Vendor::philips), sample_visit(person, 1)};
  Painter painter(coarse_head(person.traits), Vendor::siemens, 3);
  NameGiver names("philips", Naming::numbered);
  const auto sink = folder_sink(folder);
  make_philips_series(scene, bold(), {}, painter, names, *sink);
}

TEST(philips_maker, writes_a_file_for_every_slice_of_every_volume) {
  const TemporaryFolder folder;
  make(folder.path());
  std::size_t count = 0;
  for (const fs::directory_entry &entry : fs::directory_iterator(folder.path() / "philips"))
    count += fs::is_regular_file(entry.path()) ? 1 : 0;
  EXPECT_EQ(count, static_cast<std::size_t>(bold().sequence.size[2] * bold().sequence.volumes));
}

TEST(philips_maker, dcm2niix_reads_its_grid_and_precise_scaling) {
  if (std::system("command -v dcm2niix >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "dcm2niix is not installed";
  const TemporaryFolder folder, out;
  make(folder.path());
  const std::string command = fmt::format("dcm2niix -z n -b n -f one -o '{}' '{}' >/dev/null 2>&1",
                                          out.path().string(), folder.path().string());
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream in((out.path() / "one.nii").string(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  ASSERT_GT(bytes.size(), 352U);
  std::array<std::int16_t, 8> size{};
  std::memcpy(size.data(), bytes.data() + 40, 16); // dim
  float slope = 0;
  std::memcpy(&slope, bytes.data() + 112, 4); // scl_slope
  const Sequence sequence = bold().sequence;
  EXPECT_EQ(size[1], sequence.size[0]);
  EXPECT_EQ(size[3], sequence.size[2]);
  EXPECT_EQ(size[4], sequence.volumes);
  // Floating point = stored / scale slope where the intercepts are 0.
  // Source: Chenevert et al. 2014, doi 10.1593/tlo.13811.
  EXPECT_NEAR(static_cast<double>(slope), 1 / PhilipsScaling{}.scale_slope, 1e-3);
}

} // namespace
} // namespace curate::support
