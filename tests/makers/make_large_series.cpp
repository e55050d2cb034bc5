// Makes large series for proofs of memory and speed: make_large_series FOLDER COPIES
// Each is a 3D picture of 384 x 384 x 208 voxels of 16 bits, one file a slice (61 MB): smooth waves
// and noise, no head. Copies have their own UIDs and series numbers.

#include "tests/support/random.hpp"
#include "tests/support/siemens_maker.hpp"
#include <charconv>
#include <cmath>
#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <string_view>

namespace {

using namespace curate;

support::Sequence large_sequence() {
  support::Sequence out;
  for (const auto &sequence : support::sample_sequences(support::Vendor::siemens, true))
    if (sequence.kind == support::Kind::t1w) out = sequence;
  out.size = {384, 384, 208};
  out.spacing_mm = {0.6, 0.6, 0.8};
  out.thickness_mm = 0.8;
  return out;
}

std::vector<std::uint16_t> waves(const std::array<int, 3> &size, std::uint64_t seed) {
  support::Random random(seed);
  std::array<std::vector<double>, 3> wave;
  for (std::size_t axis = 0; axis < 3; ++axis)
    for (int i = 0; i < size[axis]; ++i)
      wave[axis].push_back(
          std::cos(i * 0.02 * static_cast<double>(axis + 1) + static_cast<double>(seed)));
  std::vector<std::uint16_t> out;
  out.reserve(static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]) *
              static_cast<std::size_t>(size[2]));
  for (const double z : wave[2])
    for (const double y : wave[1])
      for (const double x : wave[0])
        out.push_back(static_cast<std::uint16_t>(1000 + 200 * (x + y + z) + 12 * random.normal()));
  return out;
}

void make(const fs::path &folder, int copies) {
  const auto person = support::sample_people().at(1);
  const support::Scene scene{person, support::sample_site(person.vendor),
                             support::sample_visit(person, 1)};
  for (int copy = 1; copy <= copies; ++copy) {
    const support::SeriesRun run{.sequence = large_sequence(), .series_number = copy};
    const auto volume = waves(run.sequence.size, static_cast<std::uint64_t>(copy));
    for (int slice = 0; slice < run.sequence.size[2]; ++slice) {
      const support::Shot shot{.instance_number = slice + 1, .slice = slice, .time_s = 36000};
      const auto file = folder / fmt::format("{:04}", copy) / fmt::format("{:04}.dcm", slice + 1);
      support::write_bytes(file,
                           support::encode(support::siemens_elements(scene, run, shot, volume)));
    }
  }
}

} // namespace

int main(int count, char **words) {
  int copies = 0;
  if (count == 3) {
    const std::string_view text = words[2];
    std::from_chars(text.data(), text.data() + text.size(), copies);
  }
  if (copies < 1) {
    std::fputs("usage: make_large_series FOLDER COPIES\n", stderr);
    return 2;
  }
  try {
    make(words[1], copies);
  } catch (const std::exception &error) {
    std::fprintf(stderr, "make_large_series: %s\n", error.what());
    return 1;
  }
  return 0;
}
