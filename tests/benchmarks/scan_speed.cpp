// How fast headers are read: 2,000 files of some 284 elements, warm, on one core.
// Run: build/release/tests/scan_speed
#include <benchmark/benchmark.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/oflog/oflog.h>
#include <fmt/format.h>
#include <libcurate/dicom/header.hpp>
#include <libcurate/dicom/scan.hpp>

#include "tests/support/folders.hpp"
#include "tests/support/tiny_dicom.hpp"

namespace {

using namespace curate;

constexpr int file_count = 2000;

// Made once; `syntax` tells implicit from explicit files.
class Study {
public:
  explicit Study(const std::string &syntax) {
    for (int i = 0; i < file_count; ++i) {
      support::TinyDicom what;
      what.transfer_syntax = syntax;
      what.instance_number = i;
      what.patient_id = fmt::format("{}", i / 200);
      what.rows = what.columns = 256;
      what.filler_elements = 257;
      what.has_nested_sequences = true;
      support::write_tiny_dicom(folder_.path() / fmt::format("{:05}.dcm", i), what);
    }
    for (fs::directory_iterator at(folder_.path()), end; at != end; ++at)
      files_.push_back(at->path().string());
  }

  const fs::path &path() const { return folder_.path(); }
  const std::vector<std::string> &files() const { return files_; }

  static const Study &explicit_one() {
    static const Study study("1.2.840.10008.1.2.1");
    return study;
  }
  static const Study &implicit_one() {
    static const Study study("1.2.840.10008.1.2");
    return study;
  }

private:
  support::TemporaryFolder folder_;
  std::vector<std::string> files_;
};

void tell_rate(benchmark::State &state) {
  state.counters["files"] = benchmark::Counter(static_cast<double>(state.iterations() * file_count),
                                               benchmark::Counter::kIsRate);
}

void scan(benchmark::State &state, const Study &(*study)()) {
  const fs::path root = study().path();
  for (auto _ : state) {
    const auto result = dicom::scan(std::span(&root, 1), 1);
    if (result.instances.size() != file_count) state.SkipWithError("files are missing");
  }
  tell_rate(state);
}

// The parse alone, bytes in memory.
void parse(benchmark::State &state, const Study &(*study)()) {
  const auto bytes = archive::Bytes::from_file(study().files().front());
  const std::vector<std::byte> copy(bytes->view().begin(), bytes->view().end());
  std::size_t elements = 0;
  for (auto _ : state) {
    for (int i = 0; i < file_count; ++i) {
      auto same = archive::Bytes(std::vector(copy.begin(), copy.begin() + 16384));
      const auto header = dicom::Header::parse_start(std::move(same), copy.size());
      elements = header->root().elements().size();
      benchmark::DoNotOptimize(elements);
    }
  }
  state.counters["elements"] = static_cast<double>(elements);
  tell_rate(state);
}

void dcmtk(benchmark::State &state, const Study &(*study)()) {
  OFLog::configure(OFLogger::OFF_LOG_LEVEL);
  for (auto _ : state)
    for (const auto &path : study().files()) {
      DcmFileFormat file;
      if (file.loadFileUntilTag(path.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength,
                                ERM_autoDetect, DCM_PixelData)
              .bad())
        state.SkipWithError("DCMTK cannot read a file");
      OFString uid;
      file.getDataset()->findAndGetOFString(DCM_SeriesInstanceUID, uid);
      benchmark::DoNotOptimize(uid);
    }
  tell_rate(state);
}

BENCHMARK_CAPTURE(scan, explicit_files, &Study::explicit_one)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scan, implicit_files, &Study::implicit_one)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(parse, explicit_files, &Study::explicit_one)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(parse, implicit_files, &Study::implicit_one)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(dcmtk, explicit_files, &Study::explicit_one)->Unit(benchmark::kMillisecond);

} // namespace
