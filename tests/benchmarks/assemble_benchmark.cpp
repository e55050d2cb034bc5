// How fast files are put together to series, and frames to volumes. What is read from disk is not
// counted: decoding copies from memory.
#include <benchmark/benchmark.h>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/dicom/group.hpp>
#include <libcurate/volume/voxels.hpp>

#include "tests/support/frames.hpp"

namespace curate {
namespace {

void group_instances(benchmark::State &state) {
  const auto count = static_cast<int>(state.range(0));
  const auto who = std::make_shared<const base::Secret<dicom::Identity>>();
  std::vector<dicom::Instance> instances(static_cast<std::size_t>(count));
  std::uint64_t random = 1;
  for (dicom::Instance &instance : instances) {
    random = random * 6364136223846793005U + 1442695040888963407U;
    instance.identity = who;
    instance.source = archive::Source::of_file("/data/study/file" + std::to_string(random));
    instance.series =
        std::make_shared<const dicom::SeriesIds>(dicom::SeriesIds{{}, {random >> 56, 0}, {}});
    instance.instance_uid = {random, 1};
    instance.instance_number = static_cast<int>(random >> 40 & 0xFFFF);
  }
  for (auto _ : state)
    benchmark::DoNotOptimize(dicom::group(instances));
  state.SetItemsProcessed(state.iterations() * count);
}
BENCHMARK(group_instances)->Arg(100000)->Unit(benchmark::kMillisecond);

// A 1 mm head: axial 2D slices are stored as they come, a sagittal 3D acquisition across.
void assemble_head(benchmark::State &state) {
  support::Shape shape;
  shape.columns = shape.rows = 256;
  shape.slices = 192;
  const bool is_across = state.range(0) != 0;
  if (is_across) {
    shape.row_lps = {0, 1, 0};
    shape.column_lps = {0, 0, -1};
  }
  support::MadePicture made = support::make_slices(shape);
  if (is_across) made.facts.acquisition_kind = dicom::AcquisitionKind::three_d;
  const auto decode = made.decode();
  for (auto _ : state) {
    const auto stacked = volume::stack(made.frames, made.facts, made.picture());
    benchmark::DoNotOptimize(
        volume::read_voxels(made.frames, made.facts.manufacturer, *stacked, decode));
  }
  state.SetBytesProcessed(state.iterations() * 256 * 256 * 192 * 2);
}
BENCHMARK(assemble_head)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace curate
