#include <cstring>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/cleaning/deidentify.hpp>
#include <libcurate/dicom/header.hpp>
#include <libcurate/face/locate.hpp>
#include <libcurate/json/read.hpp>
#include <map>

#include "tests/support/brain_of.hpp"
#include "tests/support/dicom_writer.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/made_scan_files.hpp"
#include "tests/support/painted_head.hpp"
#include "tests/support/plain_conversion.hpp"

namespace curate::cleaning {
namespace {

using dicom::Tag;
using dicom::Vr;
using support::MadeScan;
using Verdict = SeriesFace::Verdict;

/// Made once: a head takes more than a second.
const support::Head &head() {
  static const support::Head made({.seed = 2});
  return made;
}

/// Writes the files of a scan with what a face could hide in beside the pixels.
void write_series(const fs::path &folder, const MadeScan &scan, int number,
                  const std::string &frame_of_reference) {
  int file = 0;
  for (auto &elements : support::elements_of(std::span(&scan, 1), number)) {
    if (!frame_of_reference.empty()) elements.text({0x0020, 0x0052}, Vr::UI, frame_of_reference);
    elements.text({0x0028, 0x0106}, scan.is_signed ? Vr::SS : Vr::US, "0");
    elements.text({0x0028, 0x0107}, scan.is_signed ? Vr::SS : Vr::US, "1000");
    support::Elements icon("ISO_IR 6");
    icon.text({0x0028, 0x0010}, Vr::US, "2");
    icon.text({0x0028, 0x0011}, Vr::US, "2");
    icon.bytes({0x7FE0, 0x0010}, Vr::OB, support::ByteString(4, std::byte{9}));
    elements.item({0x0088, 0x0200}, std::move(icon));
    support::write_bytes(folder / fmt::format("{}-{}.dcm", number, ++file),
                         support::encode(elements, {.transfer_syntax = scan.transfer_syntax}));
  }
}

Outcome clean(const fs::path &scans, const fs::path &output, unsigned jobs = 2) {
  const fs::path key = output.parent_path() / "key";
  if (!fs::exists(key)) base::write_file(key, std::string(32, 'k'), base::Overwrite::no);
  Request request;
  request.inputs = {scans};
  request.output = output;
  request.jobs = jobs;
  request.key = key;
  request.options = {deid::Option::clean_visual_features};
  return deidentify(request);
}

const SeriesOutcome &series_of(const Outcome &outcome, int number) {
  for (const auto &one : outcome.series)
    if (one.series_number == number) return one;
  throw std::runtime_error("no such series");
}

std::vector<fs::path> files_in(const fs::path &folder) {
  std::vector<fs::path> files;
  if (fs::exists(folder))
    for (const auto &entry : fs::recursive_directory_iterator(folder))
      if (fs::is_regular_file(entry) && entry.path().extension() == ".dcm")
        files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

dicom::Header header_of(const fs::path &file) {
  const std::string text = base::read_file(file, std::size_t{1} << 28);
  const auto bytes = std::as_bytes(std::span(text));
  return std::move(*dicom::Header::parse(
      archive::Bytes(support::ByteString(bytes.begin(), bytes.end())), dicom::Extent::whole));
}

bool has_code(const dicom::Header &header, std::string_view code) {
  for (const auto &item : header.root().items(Tag{0x0012, 0x0064}))
    if (item.text(Tag{0x0008, 0x0100}).reveal() == code) return true;
  return false;
}

double value_at(const support::PlainPicture &picture, std::size_t at) {
  std::int16_t value = 0;
  EXPECT_EQ(picture.voxels.type, volume::VoxelType::i16);
  std::memcpy(&value, picture.voxels.bytes.data() + 2 * at, 2);
  return value * picture.voxels.slope + picture.voxels.intercept;
}

/// The clean files hold the scan's voxels or background, the brain whole, and no face.
void expect_only_the_face_gone(const fs::path &folder, const MadeScan &scan, double background) {
  const auto before = support::truth_of(scan);
  const auto pictures = support::convert_plainly(folder);
  ASSERT_EQ(pictures.size(), 1U);
  const auto &after = pictures.front();
  ASSERT_TRUE(after.code.empty()) << after.code;
  const auto &size = after.grid.size;
  const auto into_truth = before.index_to_ras_mm.inverse();
  std::size_t at = 0, gone = 0, changed = 0, brain = 0, brain_gone = 0, tissue = 0, tissue_gone = 0;
  for (int k = 0; k < size[2]; ++k)
    for (int j = 0; j < size[1]; ++j)
      for (int i = 0; i < size[0]; ++i, ++at) {
        const Vec3 place = after.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k});
        const Vec3 index = into_truth->apply(place);
        std::size_t same = 0;
        for (std::size_t axis = 3; axis-- > 0;)
          same = same * static_cast<std::size_t>(before.size[axis]) +
                 static_cast<std::size_t>(index[axis] + 0.5);
        const double was = before.values[same], is = value_at(after, at);
        const bool is_brain = support::is_brain(head(), place);
        const bool is_tissue = support::is_brain_tissue(head().at(place));
        brain += is_brain ? 1 : 0;
        tissue += is_tissue ? 1 : 0;
        if (was == is) continue;
        ++(is == background ? gone : changed);
        if (is_brain) ++brain_gone;
        if (is_tissue) ++tissue_gone;
      }
  EXPECT_EQ(changed, 0U);
  EXPECT_GT(brain, 100'000U); // 800 ml in voxels of 2 mm
  EXPECT_EQ(brain_gone, 0U) << "of " << brain;
  // Near the eyes the edge of made-up brains reaches into the orbits, where a real head has fat.
  EXPECT_LE(tissue_gone, tissue / 2000) << "of " << tissue;
  EXPECT_GT(gone, 10'000U); // 80 ml of face and of air before it
  const auto outwards = after.grid.index_to_ras_mm.inverse();
  for (const Vec3 &place : {head().nose_tip_ras_mm(), head().chin_ras_mm() - Vec3{0, 4, 0}}) {
    const Vec3 index = outwards->apply(place);
    const auto where =
        static_cast<std::size_t>(index[0] + 0.5) +
        static_cast<std::size_t>(size[0]) *
            (static_cast<std::size_t>(index[1] + 0.5) +
             static_cast<std::size_t>(size[1]) * static_cast<std::size_t>(index[2] + 0.5));
    EXPECT_EQ(value_at(after, where), background);
  }
  const auto values = face::first_volume(after.voxels, after.grid);
  face::Detector detector;
  const auto scale = scan.is_ct ? face::Scale::hounsfield : face::Scale::arbitrary;
  const auto found = face::find_face({values, after.grid, scale}, detector);
  EXPECT_LT(found.face ? found.face->score : 0, face::face_score);
}

void expect_said(const fs::path &folder, std::size_t count) {
  const auto files = files_in(folder);
  EXPECT_EQ(files.size(), count);
  for (const auto &file : files) {
    const auto header = header_of(file);
    ASSERT_TRUE(has_code(header, "113102")) << file;
    EXPECT_EQ(header.root().text(Tag{0x0028, 0x0302}).reveal(), "NO");
    EXPECT_EQ(header.root().find({0x0088, 0x0200}), nullptr);
  }
}

MadeScan t1w(const Vec3 &row_lps = {1, 0, 0}, const Vec3 &column_lps = {0, 1, 0}) {
  MadeScan scan = support::scan_over_head(row_lps, column_lps);
  paint(scan, head(), {.contrast = support::Contrast::t1w}, 1);
  return scan;
}

TEST(VisualFeatures, go_from_every_file_of_a_session) {
  const support::TemporaryFolder folder;
  const fs::path scans = folder.path() / "scans";
  // Oblique, compressed, with an overlay in the high bits.
  MadeScan classic = t1w({1, 0.1, -0.05}, {-0.1, 0.97, 0.2});
  classic.transfer_syntax = "1.2.840.10008.1.2.4.70";
  MadeScan enhanced = support::scan_over_head({0, 1, 0}, {0, 0, -1}, {120, 128, 96});
  enhanced.form = support::Form::enhanced;
  enhanced.has_overlay = true;
  paint(enhanced, head(), {.contrast = support::Contrast::t2w}, 2);
  write_series(scans, classic, 1, "1.2.3.77");
  write_series(scans, enhanced, 2, "1.2.3.77");
  const auto outcome = clean(scans, folder.path() / "clean");
  for (const int number : {1, 2}) {
    const auto &one = series_of(outcome, number);
    EXPECT_EQ(one.status(), "written") << one.code();
    EXPECT_EQ(one.face.verdict, Verdict::removed) << one.face.code;
    EXPECT_GT(one.face.score_before.value_or(0), 0.3);
    EXPECT_LE(one.face.score_after.value_or(0), 0);
    const MadeScan &scan = number == 1 ? classic : enhanced;
    const fs::path out = folder.path() / "clean" / one.folder;
    expect_said(out, one.file_count);
    expect_only_the_face_gone(out, scan, 0);
  }
  const auto ledger = json::read_file(folder.path() / "clean" / "deidentification.json");
  ASSERT_TRUE(ledger);
  ASSERT_EQ((*ledger)["faces"].size(), 2U);
  EXPECT_EQ((*ledger)["faces"][0]["face"], "removed");
  EXPECT_EQ((*ledger)["files"][0]["face"], "removed");
}

TEST(VisualFeatures, go_from_ct_in_its_units_with_the_same_bytes_at_any_number_of_jobs) {
  const support::TemporaryFolder folder;
  MadeScan scan = support::scan_over_head();
  scan.is_ct = true;
  scan.form = support::Form::enhanced; // files of one slice each: VisualKinds
  scan.is_signed = true;
  scan.bits_stored = 16;
  scan.transfer_syntax = "1.2.840.10008.1.2.5";
  paint(scan, head(), {}, 3);
  write_series(folder.path() / "scans", scan, 1, "");
  const auto outcome = clean(folder.path() / "scans", folder.path() / "clean", 1);
  const auto &one = series_of(outcome, 1);
  ASSERT_EQ(one.face.verdict, Verdict::removed) << one.code();
  expect_said(folder.path() / "clean" / one.folder, one.file_count);
  expect_only_the_face_gone(folder.path() / "clean" / one.folder, scan, -1000);
  clean(folder.path() / "scans", folder.path() / "eight", 8);
  for (const auto &file : files_in(folder.path() / "clean")) {
    const auto twin = folder.path() / "eight" / fs::relative(file, folder.path() / "clean");
    ASSERT_EQ(base::read_file(file, 1 << 24), base::read_file(twin, 1 << 24)) << file;
  }
}

/// A ball of 60 mm.
MadeScan ball() {
  MadeScan scan = support::scan_over_head({1, 0, 0}, {0, 1, 0}, {96, 120, 60});
  paint(scan, [](const Vec3 &place) { return length(place) < 30 ? 700.0 : 0.0; });
  return scan;
}

TEST(VisualFeatures, stay_where_there_are_none_and_keep_back_what_cannot_be_blanked) {
  const support::TemporaryFolder folder;
  const fs::path scans = folder.path() / "scans", out = folder.path() / "clean";
  write_series(scans, ball(), 1, "");
  MadeScan mosaic = support::scan_over_head({1, 0, 0}, {0, 1, 0}, {96, 120, 100});
  mosaic.form = support::Form::mosaic;
  mosaic.maker = support::Maker::siemens;
  paint(mosaic, head(), {.contrast = support::Contrast::t1w}, 4);
  write_series(scans, mosaic, 2, "");
  MadeScan small = ball();
  small.size = {8, 8, 1};
  for (const auto &[number, sop_class, modality] :
       {std::tuple{3, "1.2.840.10008.5.1.4.1.1.7", "OT"},
        std::tuple{4, "1.2.840.10008.5.1.4.1.1.66.5", "SEG"},
        std::tuple{5, "1.2.840.10008.5.1.4.1.1.12.1", "XA"}}) {
    small.painted.reset();
    auto elements = std::move(support::elements_of(std::span(&small, 1), number).front());
    elements.text({0x0008, 0x0016}, Vr::UI, sop_class);
    elements.text({0x0008, 0x0060}, Vr::CS, modality);
    support::write_bytes(scans / fmt::format("{}.dcm", number), support::encode(elements));
  }
  const auto outcome = clean(scans, out);
  const auto &none = series_of(outcome, 1);
  EXPECT_EQ(none.face.verdict, Verdict::none);
  EXPECT_EQ(none.status(), "written") << none.code();
  for (const auto &file : files_in(out / none.folder))
    EXPECT_FALSE(has_code(header_of(file), "113102"));
  EXPECT_EQ(series_of(outcome, 2).code(), "DEID-VISUAL-MOSAIC");
  EXPECT_EQ(series_of(outcome, 2).written, 0U);
  EXPECT_EQ(series_of(outcome, 3).code(), "DEID-VISUAL-OBJECT");
  EXPECT_EQ(series_of(outcome, 4).code(), "DEID-VISUAL-OBJECT");
  const auto &other = series_of(outcome, 5);
  EXPECT_EQ(other.status(), "written") << other.code();
  EXPECT_EQ(other.face.verdict, Verdict::not_looked);
  EXPECT_EQ(other.findings.back().code, "DEID-VISUAL-NOT-LOOKED");
  EXPECT_EQ(files_in(out).size(), 61U);
}

} // namespace
} // namespace curate::cleaning
