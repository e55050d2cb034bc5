#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/cleaning/deidentify.hpp>
#include <libcurate/dicom/header.hpp>

#include "tests/support/brain_of.hpp"
#include "tests/support/dicom_writer.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/made_scan_files.hpp"
#include "tests/support/painted_head.hpp"

// clean-visual-features on kinds of pictures that lie otherwise or mean something else than MR
// does.

namespace curate::cleaning {
namespace {

using dicom::Tag;
using dicom::Vr;
using support::MadeScan;

const support::Head &head() {
  static const support::Head made({.seed = 2});
  return made;
}

Outcome clean(const fs::path &scans, const fs::path &output) {
  const fs::path key = output.parent_path() / "key";
  base::write_file(key, std::string(32, 'k'), base::Overwrite::yes);
  Request request;
  request.inputs = {scans};
  request.output = output;
  request.jobs = 2;
  request.key = key;
  request.options = {deid::Option::clean_visual_features};
  return deidentify(request);
}

/// What a clean file shows where, and what was there.
struct Told {
  std::size_t files = 0, with_code = 0, gone = 0, changed = 0, brain_gone = 0, face_left = 0;
};

/// Holds every pixel of the clean files to the head that was painted: `value_at(RAS, mm)` is what
/// was written there; `background` what may stand for it.
Told told_of(const fs::path &folder, const auto &value_at, long background) {
  Told told;
  for (const auto &entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".dcm") continue;
    ++told.files;
    const std::string text = base::read_file(entry.path(), std::size_t{1} << 28);
    const auto raw = std::as_bytes(std::span(text));
    const auto header = *dicom::Header::parse(
        archive::Bytes(support::ByteString(raw.begin(), raw.end())), dicom::Extent::whole);
    for (const auto &item : header.root().items(Tag{0x0012, 0x0064}))
      told.with_code += item.text(Tag{0x0008, 0x0100}).reveal() == "113102" ? 1U : 0U;
    const auto position = header.root().numbers(Tag{0x0020, 0x0032}),
               along = header.root().numbers(Tag{0x0020, 0x0037});
    const auto rows = *header.root().integer(Tag{0x0028, 0x0010}),
               columns = *header.root().integer(Tag{0x0028, 0x0011});
    const std::size_t bytes = static_cast<std::size_t>(rows * columns) * 2;
    const char *pixels = text.data() + text.size() - bytes; // the last element, uncompressed
    for (long long row = 0; row < rows; ++row)
      for (long long column = 0; column < columns; ++column, pixels += 2) {
        Vec3 lps{};
        for (std::size_t a = 0; a < 3; ++a)
          lps[a] = position[a] + 2 * (along[a] * static_cast<double>(column) +
                                      along[a + 3] * static_cast<double>(row));
        const Vec3 place{-lps[0], -lps[1], lps[2]};
        std::int16_t is = 0;
        std::memcpy(&is, pixels, 2);
        const long was = std::lround(value_at(place));
        const bool is_eye = head().at(place) == support::Tissue::vitreous;
        told.face_left += is_eye && is == was && was != background ? 1U : 0U;
        if (is == was) continue;
        ++(is == background ? told.gone : told.changed);
        told.brain_gone += support::is_brain(head(), place) ? 1U : 0U;
      }
  }
  return told;
}

void expect_face_gone(const Told &told, std::size_t files) {
  EXPECT_EQ(told.files, files);
  EXPECT_EQ(told.with_code, files);
  EXPECT_GT(told.gone, 10'000U);
  EXPECT_EQ(told.changed, 0U);
  EXPECT_EQ(told.brain_gone, 0U);
  EXPECT_LT(told.face_left, 60U); // of some 1,600 voxels of eyeballs
}

/// Cleans the one series in `scans` below a folder, and holds what is written to what it was.
void expect_loses_its_face(const fs::path &folder, const auto &was, int background,
                           std::size_t files) {
  const Outcome outcome = clean(folder / "scans", folder / "clean");
  ASSERT_EQ(outcome.series.size(), 1U);
  ASSERT_EQ(outcome.series[0].face.verdict, SeriesFace::Verdict::removed)
      << outcome.series[0].code();
  expect_face_gone(told_of(folder / "clean", was, background), files);
}

using support::Tissue;

double hounsfield(const Vec3 &place) {
  const Tissue tissue = head().at(place);
  if (tissue == Tissue::air) return -1000;
  if (tissue == Tissue::compact_bone) return 1100;
  return tissue == Tissue::fat ? -100 : 40;
}

/// Uptake as of FDG: bright in grey matter, less in white, some in skin and muscle.
double uptake(const Vec3 &place) {
  const Tissue tissue = head().at(place);
  if (tissue == Tissue::air || tissue == Tissue::csf) return 0;
  if (tissue == Tissue::grey || tissue == Tissue::deep_grey) return 900;
  if (tissue == Tissue::compact_bone) return 40;
  return tissue == Tissue::white ? 450 : 200;
}

/// Slices of a tilted gantry lie aslant above each other; the face is looked for in a picture that
/// was set upright, and blanked where it lies in the files.
TEST(VisualKinds, tilted_ct_loses_the_face_where_it_lies_in_its_files) {
  const support::TemporaryFolder folder;
  MadeScan scan = support::scan_over_head();
  scan.is_ct = true;
  scan.is_signed = true;
  scan.bits_stored = 16;
  const double shear = std::tan(15 * 3.14159265 / 180);
  const double middle_mm = scan.position_lps_mm(scan.size[2] / 2)[2];
  const auto moved = [&](double z_mm) { return shear * (z_mm - middle_mm); }; // LPS y
  paint(scan, [&](const Vec3 &place) {
    return hounsfield({place[0], place[1] - moved(place[2]), place[2]});
  });
  auto files = support::elements_of(std::span(&scan, 1), 1);
  for (std::size_t slice = 0; slice < files.size(); ++slice) {
    Vec3 position = scan.position_lps_mm(static_cast<int>(slice));
    position[1] += moved(position[2]);
    files[slice].text({0x0020, 0x0032}, Vr::DS, support::decimals(position));
    files[slice].text({0x0018, 0x1120}, Vr::DS, "15");
    support::write_bytes(folder.path() / "scans" / fmt::format("{}.dcm", slice),
                         support::encode(files[slice]));
  }
  expect_loses_its_face(folder.path(), hounsfield, -1000, files.size());
}

TEST(VisualKinds, pet_loses_the_face) {
  const support::TemporaryFolder folder;
  MadeScan scan = support::scan_over_head();
  paint(scan, uptake);
  auto files = support::elements_of(std::span(&scan, 1), 1);
  for (std::size_t slice = 0; slice < files.size(); ++slice) {
    files[slice].text({0x0008, 0x0016}, Vr::UI, "1.2.840.10008.5.1.4.1.1.128");
    files[slice].text({0x0008, 0x0060}, Vr::CS, "PT");
    support::write_bytes(folder.path() / "scans" / fmt::format("{}.dcm", slice),
                         support::encode(files[slice]));
  }
  expect_loses_its_face(folder.path(), uptake, 0, files.size());
}

} // namespace
} // namespace curate::cleaning
