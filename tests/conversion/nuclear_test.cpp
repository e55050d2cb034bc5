// PET and CT from files to pictures.
#include <cmath>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <libcurate/conversion/convert_flat.hpp>

#include "tests/support/converted_picture.hpp"
#include "tests/support/dicom_writer.hpp"
#include "tests/support/folders.hpp"

namespace curate::conversion {
namespace {

using dicom::Tag;
using dicom::Vr;
using support::Elements;

constexpr int columns = 5, rows = 4, slices = 3;

Elements picture(const char *modality, const char *sop_class, int instance) {
  Elements out;
  out.text({0x0008, 0x0008}, Vr::CS, "ORIGINAL\\PRIMARY\\AXIAL");
  out.text({0x0008, 0x0016}, Vr::UI, sop_class);
  out.text({0x0008, 0x0018}, Vr::UI, fmt::format("1.2.3.4.5.{}", instance));
  out.text({0x0008, 0x0060}, Vr::CS, modality);
  out.text({0x0008, 0x0070}, Vr::LO, "SIEMENS");
  out.text({0x0010, 0x0010}, Vr::PN, "Roe^Richard");
  out.text({0x0010, 0x0020}, Vr::LO, "R-17");
  out.text({0x0020, 0x000D}, Vr::UI, "1.2.3");
  out.text({0x0020, 0x000E}, Vr::UI, "1.2.3.4");
  out.text({0x0020, 0x0011}, Vr::IS, "7");
  out.text({0x0020, 0x0013}, Vr::IS, std::to_string(instance));
  out.text({0x0028, 0x0002}, Vr::US, "1");
  out.text({0x0028, 0x0004}, Vr::CS, "MONOCHROME2");
  out.text({0x0028, 0x0010}, Vr::US, std::to_string(rows));
  out.text({0x0028, 0x0011}, Vr::US, std::to_string(columns));
  out.text({0x0028, 0x0030}, Vr::DS, "2\\2");
  out.text({0x0028, 0x0100}, Vr::US, "16");
  out.text({0x0028, 0x0101}, Vr::US, "16");
  out.text({0x0028, 0x0102}, Vr::US, "15");
  out.text({0x0028, 0x0103}, Vr::US, "1");
  return out;
}

void place(Elements &file, double y, double z, const char *orientation) {
  file.text({0x0020, 0x0032}, Vr::DS, fmt::format("-10\\{:.6f}\\{:.6f}", y, z));
  file.text({0x0020, 0x0037}, Vr::DS, orientation);
}

void paint(Elements &file, int first) {
  std::vector<std::uint16_t> pixels;
  for (int i = 0; i < rows * columns; ++i)
    pixels.push_back(static_cast<std::uint16_t>(static_cast<std::int16_t>(first + i)));
  file.words({0x7FE0, 0x0010}, std::move(pixels));
}

struct Converted {
  support::ConvertedPicture picture;
  std::vector<std::string> codes;
};

Converted converted(const std::vector<Elements> &files) {
  const support::TemporaryFolder input, output;
  int number = 0;
  for (const Elements &file : files)
    support::write_bytes(input.path() / fmt::format("{:03}.dcm", number++), support::encode(file));
  Request request;
  request.inputs = {input.path()};
  const Outcome outcome = convert_flat(request, output.path());
  Converted out;
  for (const auto &series : outcome.series)
    for (const auto &finding : series.findings)
      out.codes.push_back(finding.code);
  const auto written = support::converted_files(output.path());
  EXPECT_EQ(written.size(), 1U);
  if (!written.empty()) out.picture = support::read_converted(written.front());
  return out;
}

double value_at(const support::ConvertedPicture &p, int i, int j, int k, int volume) {
  return p.values.at(
      static_cast<std::size_t>(i + p.size[0] * (j + p.size[1] * (k + p.size[2] * volume))));
}

constexpr const char *pet_class = "1.2.840.10008.5.1.4.1.1.128";
constexpr const char *ct_class = "1.2.840.10008.5.1.4.1.1.2";
constexpr const char *axial = "1\\0\\0\\0\\1\\0";

// Two frames of a minute and of two, three slices each, every slice with its own slope.
std::vector<Elements> dynamic_pet() {
  std::vector<Elements> files;
  for (int frame = 0; frame < 2; ++frame)
    for (int slice = 0; slice < slices; ++slice) {
      const int number = frame * slices + slice;
      Elements file = picture("PT", pet_class, number + 1);
      file.text({0x0008, 0x0032}, Vr::TM, frame == 0 ? "101010" : "101110");
      file.text({0x0018, 0x1242}, Vr::IS, frame == 0 ? "60000" : "120000");
      file.text({0x0028, 0x1052}, Vr::DS, "0");
      file.text({0x0028, 0x1053}, Vr::DS, fmt::format("{}", 0.5 * (number + 1)));
      file.text({0x0054, 0x1001}, Vr::CS, "BQML");
      file.text({0x0054, 0x1102}, Vr::CS, "START");
      file.text({0x0054, 0x1300}, Vr::DS, frame == 0 ? "30000" : "119000");
      file.text({0x0054, 0x1321}, Vr::DS, frame == 0 ? "1.01" : "1.03");
      Elements tracer;
      tracer.text({0x0018, 0x0031}, Vr::LO, "[11C]PiB");
      tracer.text({0x0018, 0x1072}, Vr::TM, "100910");
      tracer.text({0x0018, 0x1074}, Vr::DS, "370000000");
      tracer.text({0x0018, 0x1075}, Vr::DS, "1223");
      file.item({0x0054, 0x0016}, tracer);
      place(file, -8, 3.0 * slice, axial);
      paint(file, 100 * number);
      files.push_back(std::move(file));
    }
  return files;
}

TEST(nuclear, frames_of_a_pet_are_volumes_with_their_times) {
  const Converted out = converted(dynamic_pet());
  EXPECT_EQ(out.picture.size, (std::array{columns, rows, slices}));
  EXPECT_EQ(out.picture.volume_count, 2);
  // Slice 2 of the second frame: rows are stored from the last to the first.
  EXPECT_FLOAT_EQ(static_cast<float>(value_at(out.picture, 1, rows - 1, 2, 1)), 501 * 3.0F);
  const auto &sidecar = out.picture.sidecar;
  EXPECT_EQ(sidecar["Modality"], "PT");
  EXPECT_EQ(sidecar["Units"], "Bq/mL");
  EXPECT_EQ(sidecar["TracerName"], "PiB");
  EXPECT_EQ(sidecar["TracerRadionuclide"], "C11");
  EXPECT_EQ(sidecar["InjectedRadioactivity"], 370);
  EXPECT_EQ(sidecar["InjectionStart"], -60);
  EXPECT_EQ(sidecar["FrameTimesStart"], (std::vector<int>{0, 60}));
  EXPECT_EQ(sidecar["FrameDuration"], (std::vector<int>{60, 120}));
  EXPECT_EQ(sidecar["DecayCorrectionFactor"], (std::vector<double>{1.01, 1.03}));
  EXPECT_FALSE(sidecar.contains("TimeZero"));
}

std::vector<Elements> tilted_ct(double tilt_deg) {
  std::vector<Elements> files;
  const double c = std::cos(tilt_deg * M_PI / 180), s = std::sin(tilt_deg * M_PI / 180);
  for (int slice = 0; slice < slices; ++slice) {
    Elements file = picture("CT", ct_class, slice + 1);
    file.text({0x0018, 0x0060}, Vr::DS, "120");
    file.text({0x0018, 0x1120}, Vr::DS, fmt::format("{}", tilt_deg));
    file.text({0x0028, 0x0120}, Vr::SS, "-2000");
    file.text({0x0028, 0x1052}, Vr::DS, "-1024");
    file.text({0x0028, 0x1053}, Vr::DS, "1");
    place(file, -8, 5.0 * slice, fmt::format("1\\0\\0\\0\\{:.9f}\\{:.9f}", c, s).c_str());
    paint(file, 1000);
    files.push_back(std::move(file));
  }
  return files;
}

TEST(nuclear, ct_is_in_hounsfield_units) {
  const Converted out = converted(tilted_ct(0));
  EXPECT_EQ(out.picture.size, (std::array{columns, rows, slices}));
  EXPECT_EQ(value_at(out.picture, 0, rows - 1, 0, 0), -24);
  EXPECT_EQ(out.picture.sidecar["Units"], "HU");
  EXPECT_EQ(out.picture.sidecar["KVP"], 120);
  EXPECT_FALSE(out.picture.sidecar.contains("GantryDetectorTilt"));
  EXPECT_EQ(out.codes, std::vector<std::string>{});
}

TEST(nuclear, a_tilted_ct_is_straightened_and_padded) {
  const Converted out = converted(tilted_ct(20));
  // 10 mm of table are 3.4 mm along the slices: two rows of 2 mm.
  EXPECT_EQ(out.picture.size, (std::array{columns, rows + 2, slices}));
  EXPECT_EQ(out.picture.sidecar["GantryDetectorTilt"], 20);
  EXPECT_EQ(out.codes, std::vector<std::string>{"VOLUME-TILT-UNDONE"});
  int padded = 0;
  for (const double value : out.picture.values)
    padded += value == -2000 - 1024 ? 1 : 0;
  EXPECT_GE(padded, columns * 2 * 2);
  const Affine &a = out.picture.index_to_ras_mm;
  EXPECT_NEAR(dot(a.column(1), a.column(2)), 0, 1e-4); // floats of the file
}

} // namespace
} // namespace curate::conversion
