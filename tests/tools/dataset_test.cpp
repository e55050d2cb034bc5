#include "tests/support/naming.hpp"
#include "tests/support/siemens_maker.hpp"
#include "tests/tools/sample.hpp"

#include <libcurate/archive/gzip.hpp>
#include <libcurate/face/locate.hpp>
#include <libcurate/nifti/read.hpp>

// What a converted dataset holds.

namespace curate::tools_test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

/// The dataset of the small study, converted once.
const fs::path &dataset() {
  static const support::TemporaryFolder folder;
  static const fs::path made = [] {
    const fs::path study = new_study(folder.path() / "study");
    const Ran ran = convert(Sample::get().dicom(), study);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return study / "dataset";
  }();
  return made;
}

/// Sidecars of all pictures with this suffix.
std::vector<json::Value> sidecars(const std::string &suffix) {
  std::vector<json::Value> all;
  for (const auto &[path, text] : tree_of(dataset()))
    if (path.ends_with("_" + suffix + ".json")) all.push_back(json::parse(text).value());
  EXPECT_FALSE(all.empty()) << suffix;
  return all;
}

void expect_members(const std::string &suffix, const std::vector<std::string> &members) {
  for (const auto &sidecar : sidecars(suffix))
    for (const auto &member : members)
      EXPECT_TRUE(sidecar.contains(member)) << suffix << " " << member;
}

TEST(dataset, headers_hold_no_free_text) {
  // Offset and length. Source: nifti1.h.
  const std::map<std::string, std::pair<std::size_t, std::size_t>> fields{
      {"data_type", {4, 10}},
      {"db_name", {14, 18}},
      {"descrip", {148, 80}},
      {"aux_file", {228, 24}},
      {"intent_name", {328, 16}}};
  const Tree tree = tree_of(dataset());
  const auto pictures = ending_with(tree, ".nii.gz");
  EXPECT_GT(pictures.size(), 20U);
  for (const auto &path : pictures) {
    const std::string &packed = tree.at(path);
    ASSERT_GT(packed.size(), 18U) << path;
    EXPECT_EQ(packed.substr(0, 3), "\x1F\x8B\x08") << path;
    EXPECT_EQ(packed[3], 0) << path << ": no name, comment or further field";
    EXPECT_EQ(packed.substr(4, 4), std::string(4, '\0')) << path << ": no time";
    const auto file = archive::gunzip(std::as_bytes(std::span(packed)), 1U << 30);
    ASSERT_TRUE(file) << path;
    ASSERT_GT(file->view().size(), 352U) << path;
    for (const auto &[name, place] : fields)
      for (std::size_t i = 0; i < place.second; ++i)
        ASSERT_EQ(file->view()[place.first + i], std::byte{0}) << path << " " << name;
    EXPECT_EQ(file->view()[348], std::byte{0}) << path << ": no extension";
  }
}

TEST(dataset, sidecars_hold_what_analyses_need) {
  for (const std::string suffix : {"T1w", "bold", "dwi", "phasediff"})
    expect_members(suffix, {"Manufacturer", "ManufacturersModelName", "MagneticFieldStrength",
                            "FlipAngle", "RepetitionTime", "PixelBandwidth"});
  expect_members("T1w", {"EchoTime", "RepetitionTime", "InversionTime", "MRAcquisitionType"});
  expect_members("bold", {"EchoTime", "RepetitionTime", "TaskName", "SliceTiming",
                          "EffectiveEchoSpacing", "TotalReadoutTime"});
  expect_members("dwi", {"EchoTime", "EffectiveEchoSpacing", "TotalReadoutTime"});
  expect_members("phasediff", {"EchoTime1", "EchoTime2", "IntendedFor", "B0FieldIdentifier"});
  for (const auto &sidecar : sidecars("bold"))
    EXPECT_EQ(sidecar["TaskName"], "rest");
}

TEST(dataset, intended_pictures_exist) {
  std::size_t links = 0;
  const Tree tree = tree_of(dataset());
  for (const auto &[path, text] : tree) {
    if (path.find("/fmap/") == std::string::npos || !path.ends_with(".json")) continue;
    const auto sidecar = json::parse(text).value();
    if (!sidecar.contains("IntendedFor")) continue;
    for (const auto &link : sidecar["IntendedFor"]) {
      EXPECT_TRUE(tree.contains(path.substr(0, path.find('/') + 1) + link.get<std::string>()))
          << path << " " << link;
      ++links;
    }
  }
  EXPECT_GE(links, 8U);
}

TEST(dataset, gradients_fit_their_pictures) {
  for (const auto &[path, text] : tree_of(dataset())) {
    if (!path.ends_with("_dwi.bval")) continue;
    const fs::path file = dataset() / path;
    const auto picture = nifti::read(fs::path(file).replace_extension(".nii.gz"));
    ASSERT_TRUE(picture) << path;
    std::istringstream values(text);
    const auto count =
        std::distance(std::istream_iterator<double>(values), std::istream_iterator<double>());
    EXPECT_EQ(count, picture->voxels.volume_count) << path;
    std::istringstream vectors(base::read_file(fs::path(file).replace_extension(".bvec")));
    EXPECT_EQ(
        std::distance(std::istream_iterator<double>(vectors), std::istream_iterator<double>()),
        3 * count);
  }
}

TEST(dataset, tables_name_every_picture_and_person) {
  const Tree tree = tree_of(dataset());
  std::size_t listed = 0;
  for (const auto &path : ending_with(tree, "_scans.tsv")) {
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    for (const auto line : base::split(tree.at(path), '\n')) {
      if (line.empty() || line.starts_with("filename")) continue;
      const auto cells = base::split(line, '\t');
      EXPECT_TRUE(tree.contains(folder + std::string(cells.at(0)))) << path;
      EXPECT_LT(cells.at(1).substr(0, 4), "1925") << path << ": dates are shifted";
      ++listed;
    }
  }
  EXPECT_EQ(listed, ending_with(tree, ".nii.gz").size());
  EXPECT_EQ(ending_with(tree, "_sessions.tsv").size(), 2U);
  for (const auto &path : ending_with(tree, "_sessions.tsv"))
    EXPECT_THAT(tree.at(path), AllOf(HasSubstr("ses-1\t"), HasSubstr("ses-2\t")));
  for (const std::string file : {"dataset_description.json", "README", "participants.json"})
    EXPECT_TRUE(tree.contains(file)) << file;
  for (const auto &[path, bytes] : tree) {
    if (path.find('/') != path.size() - 1) continue;
    const std::string subject = path.substr(0, path.size() - 1);
    EXPECT_NE(tree.at("participants.tsv").find(subject), std::string::npos) << subject;
  }
}

TEST(dataset, a_converted_head_keeps_its_face) {
  const support::TemporaryFolder folder;
  const auto person = support::sample_people().front();
  const support::Scene scene{person, support::sample_site(person.vendor),
                             support::sample_visit(person, 1)};
  support::SeriesRun run{.series_number = 2, .start_s = 36000};
  for (const auto &sequence : support::sample_sequences(person.vendor, false))
    if (sequence.kind == support::Kind::t1w) run.sequence = sequence;
  support::Painter painter(support::full_head(person.traits), person.vendor, 1);
  support::NameGiver names("t1", support::Naming::numbered);
  const auto sink = support::folder_sink(folder.path() / "scans");
  support::make_siemens_series(scene, run, painter, names, *sink);
  sink->close();
  const fs::path study = new_study(folder.path() / "study");
  const Ran ran = convert(folder.path() / "scans", study);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("FACE-KEPT"));
  const auto pictures = ending_with(tree_of(study / "dataset"), "_T1w.nii.gz");
  ASSERT_EQ(pictures.size(), 1U);
  const auto picture = nifti::read(study / "dataset" / pictures.front());
  ASSERT_TRUE(picture);
  const auto values = face::first_volume(picture->voxels, picture->grid);
  face::Detector detector;
  const auto search = face::find_face({values, picture->grid}, detector);
  ASSERT_TRUE(search.face);
  EXPECT_GT(search.face->score, face::face_score);
}

} // namespace
} // namespace curate::tools_test
