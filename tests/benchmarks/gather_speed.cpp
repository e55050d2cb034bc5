// How fast identifying values are gathered from headers whose values were all seen before: those of
// a folder given by CURATE_HEADERS, else one of 284 elements, half of them private text.
// Run: build/release/tests/gather_speed
#include "tests/support/folders.hpp"
#include "tests/support/tiny_dicom.hpp"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <libcurate/deid/gather.hpp>
#include <vector>

namespace {

using namespace curate;

std::vector<dicom::Header> headers_of(const fs::path &folder) {
  constexpr std::size_t most = 2000;
  std::vector<dicom::Header> headers;
  for (fs::recursive_directory_iterator at(folder), end; at != end && headers.size() < most; ++at) {
    if (!fs::is_regular_file(at->path())) continue;
    auto bytes = archive::Bytes::from_file(at->path().string());
    if (!bytes) continue;
    auto header = dicom::Header::parse(std::move(*bytes), dicom::Extent::until_pixel_data);
    if (header) headers.push_back(std::move(*header));
  }
  return headers;
}

std::vector<dicom::Header> headers() {
  if (const char *folder = std::getenv("CURATE_HEADERS")) return headers_of(folder);
  support::TemporaryFolder folder;
  support::TinyDicom what;
  what.filler_elements = 257;
  what.has_nested_sequences = true;
  support::write_tiny_dicom(folder.path() / "one.dcm", what);
  return headers_of(folder.path());
}

void gather_again(benchmark::State &state) {
  const auto all = headers();
  deid::Gathering gathering;
  std::size_t elements = 0;
  for (const auto &header : all) {
    gathering.look_at(header, "somebody");
    elements += header.root().elements().size();
  }
  for (auto _ : state)
    for (const auto &header : all)
      gathering.look_at(header, "somebody");
  const auto count = static_cast<double>(all.size());
  state.counters["headers"] = benchmark::Counter(static_cast<double>(state.iterations()) * count,
                                                 benchmark::Counter::kIsRate);
  state.counters["elements"] = static_cast<double>(elements) / count;
}
BENCHMARK(gather_again);

} // namespace
