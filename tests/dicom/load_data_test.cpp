#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/dicom/group.hpp>
#include <libcurate/dicom/pixels.hpp>
#include <libcurate/dicom/scan.hpp>
#include <libcurate/dicom/series.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/support/folders.hpp"

// What `load` and `decode` make of real scans, held to the sidecars that dcm2niix' maintainers
// expect.

namespace curate::dicom {
namespace {

using Bytes = std::vector<std::byte>;

std::vector<Series> series_in(const fs::path &folder) {
  return group(scan(std::span(&folder, 1), 1).instances).series;
}

Bytes pixels_of(const LoadedSeries &series, std::size_t frame) {
  Bytes out(frame_size_bytes(series.frames[frame].format).value());
  const auto done = decode(series.pixels[frame], series.frames[frame].format, out);
  EXPECT_TRUE(done) << (done ? "" : done.error().code);
  return out;
}

TEST(LoadData, decodes_nine_transfer_syntaxes_alike) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  std::set<std::string_view> syntaxes;
  std::vector<Bytes> pictures;
  for (const Series &series : series_in(*data / "dicom/dcm_qa_ts/In")) {
    const auto loaded = load(series);
    ASSERT_TRUE(loaded) << loaded.error().code;
    ASSERT_EQ(loaded->frames.size(), 1U);
    syntaxes.insert(loaded->pixels[0].syntax.uid);
    pictures.push_back(pixels_of(*loaded, 0));
    EXPECT_EQ(loaded->frames[0].mosaic.value().slice_count, 35);
  }
  EXPECT_EQ(pictures.size(), 9U);
  EXPECT_EQ(syntaxes.size(), 7U); // two are told apart by predictor and colour, not by UID
  for (const Bytes &picture : pictures)
    EXPECT_EQ(picture, pictures.front());
}

TEST(LoadData, never_crashes_on_the_odd_ones) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  std::size_t decoded = 0;
  for (const char *folder : {"dicom/pydicom", "dicom/dicom2nifti", "dicom/dcm_qa_enh",
                             "dicom/dcm_qa_cs_dl", "dicom/dcm_qa_xa30", "dicom/dcm_qa_spec"}) {
    for (const Series &series : series_in(*data / folder)) {
      const auto loaded = load(series);
      if (!loaded) {
        EXPECT_FALSE(loaded.error().code.empty());
        continue;
      }
      ASSERT_EQ(loaded->frames.size(), loaded->pixels.size());
      for (std::size_t i = 0; i < std::min<std::size_t>(loaded->frames.size(), 40); ++i) {
        const auto size = frame_size_bytes(loaded->frames[i].format);
        ASSERT_TRUE(size);
        Bytes out(*size);
        const auto done = decode(loaded->pixels[i], loaded->frames[i].format, out);
        if (done) ++decoded;
        EXPECT_TRUE(done || done.error().code.starts_with("PIXELS-")) << done.error().code;
      }
    }
  }
  EXPECT_GT(decoded, 300U);
}

using Numbers = std::vector<double>;

Numbers one(std::optional<double> value) {
  return value ? Numbers{*value} : Numbers{};
}

/// The sidecar fields that facts give directly, without assembling a picture.
std::map<std::string, Numbers> fields_of(const SeriesFacts &facts, const Frame &frame) {
  std::map<std::string, Numbers> out{
      {"EchoTime", one(frame.echo_time_s)},
      {"RepetitionTime", one(frame.repetition_time_s)},
      {"InversionTime", one(frame.inversion_time_s)},
      {"FlipAngle", one(frame.flip_angle_deg)},
      {"MagneticFieldStrength", one(facts.magnetic_field_strength_t)},
      {"ImagingFrequency", one(facts.imaging_frequency_mhz)},
      {"SliceThickness", one(frame.slice_thickness_mm)},
      {"PixelBandwidth", one(facts.pixel_bandwidth_hz)},
      {"DwellTime", one(facts.dwell_time_s)},
      {"BandwidthPerPixelPhaseEncode", one(facts.bandwidth_per_pixel_pe_hz)},
      {"ParallelReductionFactorInPlane", one(facts.parallel_reduction_factor_in_plane)},
      {"PartialFourier", one(facts.partial_fourier)},
      {"EchoTime1", one(facts.echo_time_1_s)},
      {"EchoTime2", one(facts.echo_time_2_s)},
      {"PhaseResolution", one(facts.phase_resolution)},
      {"PhaseOversampling", one(facts.phase_oversampling)},
      {"PercentPhaseFOV", one(facts.percent_phase_field_of_view)},
      {"PercentSampling", one(facts.percent_sampling)},
      {"TxRefAmp", one(facts.tx_ref_amp)},
      {"DelayTime", one(facts.delay_time_s)},
      {"EchoTrainLength", one(facts.echo_train_length)},
      {"PhaseEncodingSteps", one(facts.phase_encoding_steps)},
      {"AcquisitionMatrixPE", one(facts.acquisition_matrix_pe)},
      {"ReconMatrixPE", one(facts.recon_matrix_pe)},
      {"BaseResolution", one(facts.base_resolution)},
      {"RefLinesPE", one(facts.reference_lines_pe)},
      {"AcquisitionDuration", one(facts.acquisition_duration_s)},
      {"WaterFatShift", one(facts.water_fat_shift_px)},
      {"EstimatedEffectiveEchoSpacing", one(facts.estimated_effective_echo_spacing_s)},
      {"EstimatedTotalReadoutTime", one(facts.estimated_total_readout_time_s)},
      {"ShimSetting", Numbers(facts.shim_setting.begin(), facts.shim_setting.end())},
  };
  if (facts.manufacturer == Manufacturer::ge) {
    out["EffectiveEchoSpacing"] = one(facts.effective_echo_spacing_s);
    out["TotalReadoutTime"] = one(facts.total_readout_time_s);
    out["SliceTiming"] = facts.slice_times_s;
  }
  return out;
}

Numbers numbers_in(const nlohmann::json &value) {
  Numbers out;
  if (value.is_number()) out.push_back(value.get<double>());
  for (const auto &item : value.is_array() ? value : nlohmann::json::array())
    out.push_back(item.get<double>());
  return out;
}

/// The sidecar's numbers; of GE's readout with the interpolation that releases before 2023 forgot.
/// Source: https://github.com/rordenlab/dcm2niix/pull/725.
Numbers expected_in(const nlohmann::json &sidecar, const std::string &name) {
  Numbers out = numbers_in(sidecar[name]);
  const bool is_readout = name == "EffectiveEchoSpacing" || name == "TotalReadoutTime";
  const std::string release = sidecar.value("ConversionSoftwareVersion", "");
  if (!is_readout || sidecar.value("Manufacturer", "") != "GE" || release >= "v1.0.2023")
    return out;
  const double measured = sidecar.value("AcquisitionMatrixPE", 2) - 1;
  for (double &value : out)
    value *= (sidecar.value("ReconMatrixPE", 2) - 1) / measured;
  return out;
}

bool is_near(const Numbers &ours, const Numbers &expected) {
  return std::ranges::equal(ours, expected, [](double a, double b) {
    return std::abs(a - b) <= 1e-3 * std::max({std::abs(a), std::abs(b), 1e-6});
  });
}

class Reference : public testing::TestWithParam<const char *> {};

TEST_P(Reference, gives_the_fields_of_the_sidecars) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  const fs::path folder = *data / "dicom" / GetParam();
  std::vector<LoadedSeries> all;
  for (const Series &series : series_in(folder / "In")) {
    if (auto loaded = load(series)) all.push_back(std::move(*loaded));
  }
  std::size_t compared = 0;
  for (const auto &entry : fs::directory_iterator(folder / "reference")) {
    if (entry.path().extension() != ".json") continue;
    const auto sidecar = nlohmann::json::parse(base::read_file(entry.path()));
    for (const LoadedSeries &series : all) {
      if (series.facts.series_number != sidecar["SeriesNumber"].get<int>()) continue;
      const auto frame = std::ranges::find_if(series.frames, [&](const Frame &candidate) {
        return is_near(one(candidate.echo_time_s), numbers_in(sidecar["EchoTime"]));
      });
      if (frame == series.frames.end()) continue;
      for (const auto &[name, ours] : fields_of(series.facts, *frame)) {
        if (!sidecar.contains(name)) continue;
        EXPECT_TRUE(is_near(ours, expected_in(sidecar, name)))
            << entry.path().filename() << " " << name << ": ours " << testing::PrintToString(ours)
            << ", expected " << sidecar[name].dump();
        ++compared;
      }
    }
  }
  EXPECT_GE(compared, 10U);
}

INSTANTIATE_TEST_SUITE_P(Sets, Reference,
                         testing::Values("dcm_qa_nih", "dcm_qa_me", "dcm_qa_pdt2", "dcm_qa_ts",
                                         "dcm_qa_12bit", "dcm_qa_ge", "dcm_qa_canon", "dcm_qa_uih",
                                         "dcm_qa_philips_dwi", "dcm_qa_deident"));

} // namespace
} // namespace curate::dicom
