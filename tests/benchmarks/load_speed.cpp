#include <benchmark/benchmark.h>
#include <libcurate/dicom/group.hpp>
#include <libcurate/dicom/pixels.hpp>
#include <libcurate/dicom/scan.hpp>
#include <libcurate/dicom/series.hpp>

#include "tests/support/folders.hpp"

// How fast headers of a series are read, and its uncompressed frames decoded: one thread, files in
// the page cache. Needs the shared data (dcm_qa_nih: GE slices and Siemens mosaics).

namespace curate {
namespace {

std::vector<dicom::Series> all_series() {
  const auto data = support::shared_data();
  if (!data) return {};
  const fs::path folder = *data / "dicom/dcm_qa_nih/In";
  return dicom::group(dicom::scan(std::span(&folder, 1), 1).instances).series;
}

void load_headers(benchmark::State &state) {
  const auto series = all_series();
  if (series.empty()) return state.SkipWithError("the shared data are absent");
  std::int64_t files = 0;
  for ([[maybe_unused]] auto _ : state) {
    for (const auto &one : series) {
      benchmark::DoNotOptimize(dicom::load(one));
      files += static_cast<std::int64_t>(one.instances.size());
    }
  }
  state.SetItemsProcessed(files);
}
BENCHMARK(load_headers)->Unit(benchmark::kMillisecond);

void decode_frames(benchmark::State &state) {
  std::vector<dicom::LoadedSeries> loaded;
  for (const auto &one : all_series()) {
    if (auto series = dicom::load(one)) loaded.push_back(std::move(*series));
  }
  if (loaded.empty()) return state.SkipWithError("the shared data are absent");
  std::int64_t frames = 0, bytes = 0;
  for ([[maybe_unused]] auto _ : state) {
    for (const auto &series : loaded) {
      for (std::size_t i = 0; i < series.frames.size(); ++i) {
        const auto size = dicom::frame_size_bytes(series.frames[i].format);
        std::vector<std::byte> out(size.value_or(0));
        benchmark::DoNotOptimize(dicom::decode(series.pixels[i], series.frames[i].format, out));
        ++frames;
        bytes += static_cast<std::int64_t>(out.size());
      }
    }
  }
  state.SetItemsProcessed(frames);
  state.SetBytesProcessed(bytes);
}
BENCHMARK(decode_frames)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace curate
