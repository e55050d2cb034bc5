// Makes many files for proofs of scale: make_many_files FOLDER SERIES [ACROSS=64]
// Each series is a functional scan of a GE scanner with its whole header: 25 slices of ACROSS x
// ACROSS voxels, 100 volumes, one file a slice (2,500 files of some 20 kB; of 256 across: 140 kB).
// Every one has its own UIDs and series number.

#include <charconv>
#include <cmath>
#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <string_view>

#include "tests/support/ge_maker.hpp"
#include "tests/support/random.hpp"

namespace {

using namespace curate;

constexpr int slices = 25, volumes = 100;

support::Sequence functional(int across) {
  support::Sequence out;
  for (const auto &sequence : support::sample_sequences(support::Vendor::ge, true))
    if (sequence.kind == support::Kind::bold) out = sequence;
  out.size = {across, across, slices};
  out.spacing_mm = {3.5, 3.5, 4};
  out.volumes = volumes;
  return out;
}

std::vector<std::uint16_t> waves(int across, std::uint64_t seed) {
  support::Random random(seed);
  std::vector<std::uint16_t> out;
  for (int z = 0; z < slices; ++z)
    for (int y = 0; y < across; ++y)
      for (int x = 0; x < across; ++x)
        out.push_back(static_cast<std::uint16_t>(
            1000 + 300 * (std::cos(0.1 * x) + std::cos(0.08 * y) + std::cos(0.2 * z)) +
            8 * random.normal()));
  return out;
}

void make(const fs::path &folder, int count, int across) {
  for (const auto &person : support::sample_people()) {
    if (person.vendor != support::Vendor::ge) continue;
    const support::Scene scene{person, support::sample_site(person.vendor),
                               support::sample_visit(person, 1)};
    for (int series = 1; series <= count; ++series) {
      const support::SeriesRun run{.sequence = functional(across), .series_number = series};
      std::vector<std::uint16_t> volume;
      for (int file = 0; file < slices * volumes; ++file) {
        const support::Shot shot{.instance_number = file + 1,
                                 .slice = file % slices,
                                 .volume = file / slices,
                                 .time_s = 36000};
        if (shot.slice == 0)
          volume = waves(across, static_cast<std::uint64_t>(series * volumes + shot.volume));
        support::write_bytes(folder / fmt::format("{:03}", series) / fmt::format("{:05}", file + 1),
                             support::encode(support::ge_elements(scene, run, shot, volume)));
      }
    }
    return;
  }
}

} // namespace

namespace {

int number_in(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

} // namespace

int main(int count, char **words) {
  const int series = count > 2 ? number_in(words[2]) : 0;
  const int across = count > 3 ? number_in(words[3]) : 64;
  if (series < 1 || across < 1 || count > 4) {
    std::fputs("usage: make_many_files FOLDER SERIES [ACROSS]\n", stderr);
    return 2;
  }
  try {
    make(words[1], series, across);
  } catch (const std::exception &error) {
    std::fprintf(stderr, "make_many_files: %s\n", error.what());
    return 1;
  }
  return 0;
}
