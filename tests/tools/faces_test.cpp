#include "tests/support/naming.hpp"
#include "tests/support/siemens_maker.hpp"
#include "tests/tools/program.hpp"
#include "tests/tools/sample.hpp"

#include <chrono>
#include <libcurate/conversion/session_face.hpp>
#include <libcurate/face/locate.hpp>
#include <libcurate/nifti/read.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/study.hpp>
#include <thread>

// What `convert` does about faces: on a made head, and on a real one where it is there.

namespace curate::tools_test {
namespace {

using support::Kind;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

/// Series of one visit of the first made person, with a full head; each kind in its own folder.
class Visit {
public:
  Visit() : painter_(support::full_head(person_.traits), person_.vendor, 1) {}

  void make(Kind kind, const fs::path &folder) {
    support::SeriesRun run{.series_number = 2 + static_cast<int>(kind),
                           .start_s = 36000 + 600 * static_cast<int>(kind)};
    for (const auto &sequence : support::sample_sequences(person_.vendor, false))
      if (sequence.kind == kind) run.sequence = sequence;
    if (kind == Kind::t1w) coarsen(run.sequence, {112, 120, 88}, {2, 2, 2});
    if (kind == Kind::flair) {
      coarsen(run.sequence, {128, 128, 60}, {1.875, 1.875, 3});
      run.sequence.centre_ras_mm = {0, -8, -20};
    }
    support::NameGiver names(std::to_string(run.series_number), support::Naming::numbered);
    const auto sink = support::folder_sink(folder);
    support::make_siemens_series(
        {person_, support::sample_site(person_.vendor), support::sample_visit(person_, 1)}, run,
        painter_, names, *sink);
    sink->close();
  }

private:
  static void coarsen(support::Sequence &sequence, const std::array<int, 3> &size,
                      const std::array<double, 3> &spacing_mm) {
    sequence.size = size;
    sequence.spacing_mm = spacing_mm;
    sequence.thickness_mm = spacing_mm[2];
  }

  support::Person person_ = support::sample_people().front();
  support::Painter painter_;
};

/// Voxels as real numbers.
std::vector<float> values_of(const nifti::UncheckedVolume &picture) {
  return face::first_volume(picture.voxels, picture.grid);
}

double best_score(const nifti::UncheckedVolume &picture) {
  const auto values = values_of(picture);
  face::Detector detector;
  const auto search = face::find_face({values, picture.grid}, detector);
  return search.face ? search.face->score : -1;
}

std::vector<study::FileRow> files_of(const fs::path &folder) {
  const auto study = study::Study::open(folder);
  return study::Registry(study, study::Registry::Access::read).files();
}

/// The pictures of a dataset against those with their faces: what the session's removal takes is
/// gone, all else is bit for bit the same.
void expect_same_mask(const fs::path &study, const fs::path &kept) {
  const auto faces = ending_with(tree_of(study / "private" / "faces"), ".json");
  ASSERT_EQ(faces.size(), 1U);
  const auto face = conversion::read_session_face(study / "private" / "faces" / faces.front());
  ASSERT_EQ(face.frames.size(), 1U);
  ASSERT_TRUE(face.frames.front().removal);
  const auto pictures = ending_with(tree_of(study / "dataset"), ".nii.gz");
  EXPECT_EQ(pictures.size(), 3U);
  for (const auto &path : pictures) {
    const auto after = nifti::read(study / "dataset" / path),
               before = nifti::read(kept / "dataset" / path);
    ASSERT_TRUE(after && before) << path;
    const auto mask = face::mask_on(*face.frames.front().removal, after->grid);
    const auto is = values_of(*after), was = values_of(*before);
    std::size_t taken = 0, left = 0, changed = 0;
    for (std::size_t at = 0; at < mask.size(); ++at) {
      taken += mask[at];
      left += mask[at] != 0 && is[at] > 0 ? 1 : 0;
      changed += mask[at] == 0 && is[at] != was[at] ? 1 : 0;
    }
    EXPECT_GT(taken, mask.size() / 50) << path;
    EXPECT_EQ(left, 0U) << path;
    EXPECT_EQ(changed, 0U) << path;
  }
}

/// The page of the three pictures of a visit, for its owner alone, and nothing beside it.
void expect_private_page(const fs::path &report) {
  struct stat of {};
  ASSERT_EQ(::stat(report.c_str(), &of), 0);
  EXPECT_EQ(of.st_mode & 0777, 0700U);
  EXPECT_EQ(tree_of(report).size(), 1U);
  const std::string page = base::read_file(report / "faces.html");
  EXPECT_THAT(page, HasSubstr("Private."));
  EXPECT_THAT(page, AllOf(HasSubstr("_T1w</h2>"), HasSubstr("_FLAIR</h2>"),
                          HasSubstr("_phasediff</h2>"), HasSubstr("placed by another picture")));
  EXPECT_LT(page.find("_T1w</h2>"), page.find("_FLAIR</h2>"));
  std::size_t before = 0, after = 0;
  for (auto at = page.find("<h3>Before"); at != page.npos; at = page.find("<h3>Before", at + 1))
    ++before;
  for (auto at = page.find("<h3>After"); at != page.npos; at = page.find("<h3>After", at + 1))
    ++after;
  EXPECT_GE(before, 2U); // phase shows no surface
  EXPECT_EQ(before, after);
}

TEST(faces, a_report_is_kept_from_what_is_shared) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study", "remove"),
                 keeping = new_study(folder.path() / "keeping", "keep"),
                 scans = folder.path() / "scans";
  fs::create_directories(scans);
  const auto status = [&](const fs::path &of, const fs::path &report) {
    return curate({"convert", scans.string(), "--study", of.string(), "--report", report.string()})
        .status;
  };
  EXPECT_EQ(status(study, study / "dataset" / "report"), 2);
  EXPECT_EQ(status(study, study / "releases"), 2);
  EXPECT_EQ(status(study, scans / "report"), 2);
  EXPECT_EQ(status(keeping, folder.path() / "report"), 2);
  const std::string report = (folder.path() / "report").string(),
                    flat = (folder.path() / "flat").string();
  EXPECT_EQ(curate({"convert", scans.string(), "--layout", "flat", "-o", flat, "--report", report})
                .status,
            2);
  EXPECT_EQ(curate({"convert", scans.string(), "--layout", "flat", "-o", flat, "--face", "remove",
                    "--report", flat + "/report"})
                .status,
            2);
  EXPECT_FALSE(fs::exists(report));
  EXPECT_FALSE(fs::exists(study / "dataset" / "report"));
}

TEST(faces, of_a_session_are_removed_alike_whatever_happens) {
  const support::TemporaryFolder folder;
  Visit visit;
  const fs::path scans = folder.path() / "scans";
  for (const Kind kind : {Kind::t1w, Kind::flair, Kind::field_phase})
    visit.make(kind, scans / std::to_string(static_cast<int>(kind)));
  const fs::path steady = new_study(folder.path() / "steady", "remove");
  const fs::path killed = copy_of(steady, folder.path() / "killed");
  const fs::path kept = copy_of(steady, folder.path() / "kept");

  // One after the other, by four jobs.
  const std::string t1w = (scans / std::to_string(static_cast<int>(Kind::t1w))).string();
  EXPECT_EQ(curate({"convert", t1w, "--study", steady.string(), "--jobs", "4"}).status, 0);
  const Ran ran = convert(scans, steady, {"--jobs", "4"});
  EXPECT_EQ(ran.status, 0) << ran.out;
  std::vector<std::string> told;
  for (const auto &series : lines_of(ran.out))
    told.push_back(series["pictures"].front().value("face", ""));
  EXPECT_THAT(told, testing::ElementsAre("removed", "removed", "removed"));

  // All at once by one job, killed when the face was found, and done again.
  const pid_t child = start({"convert", scans.string(), "--study", killed.string(), "--jobs", "1"});
  for (int n = 0; n < 6000 && ending_with(tree_of(killed / "private"), "ses-1.json").empty(); ++n)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  ::kill(child, SIGKILL);
  EXPECT_TRUE(WIFSIGNALED(end_of(child)));
  EXPECT_THAT(ending_with(tree_of(killed / "dataset"), "FLAIR.nii.gz"), IsEmpty());
  const fs::path report = folder.path() / "report";
  EXPECT_EQ(convert(scans, killed, {"--jobs", "1", "--report", report.string()}).status, 0);
  expect_private_page(report);
  EXPECT_THAT(differences(tree_of(steady / "dataset"), tree_of(killed / "dataset")), IsEmpty());

  EXPECT_EQ(convert(scans, kept, {"--face", "keep"}).status, 0);
  expect_same_mask(steady, kept);
  for (const auto &file : files_of(steady))
    EXPECT_EQ(file.face, "removed") << file.path;
  const Tree tree = tree_of(steady / "dataset");
  const auto sidecar = [&](const std::string &end) {
    return tree.at(ending_with(tree, end + ".json").at(0));
  };
  EXPECT_THAT(sidecar("_T1w"), AllOf(HasSubstr("\"Defaced\": true"), HasSubstr("113102")));
  EXPECT_THAT(sidecar("_FLAIR"), AllOf(HasSubstr("\"Defaced\": true"), HasSubstr("113102")));
  EXPECT_THAT(sidecar("_phasediff"),
              AllOf(HasSubstr("FACE-AS-SESSION"), testing::Not(HasSubstr("113102"))));
  struct stat of {};
  const fs::path face = steady / "private" / "faces";
  ASSERT_EQ(::stat((face / ending_with(tree_of(face), ".json").at(0)).c_str(), &of), 0);
  EXPECT_EQ(of.st_mode & 0777, 0600U);
}

TEST(faces, that_cannot_be_removed_wait_in_private) {
  const support::TemporaryFolder folder;
  Visit visit;
  const fs::path scans = folder.path() / "scans";
  // A phase map alone: nothing says where the face is.
  visit.make(Kind::field_phase, scans);
  const fs::path study = new_study(folder.path() / "study", "remove");
  const auto expect_refused = [&](const Ran &ran) {
    EXPECT_EQ(ran.status, 3) << ran.out;
    const auto lines = lines_of(ran.out);
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0]["status"], "failed");
    EXPECT_EQ(lines[0]["code"], "FACE-NO-REFERENCE");
    ASSERT_EQ(lines[0]["files"].size(), 2U);
    for (const auto &file : lines[0]["files"])
      EXPECT_THAT(file.get<std::string>(), HasSubstr("private/unnamed/sub-"));
    EXPECT_THAT(ran.out, HasSubstr("magnitude pictures")) << "the remedy";
  };
  expect_refused(convert(scans, study));
  EXPECT_THAT(ending_with(tree_of(study / "dataset"), ".nii.gz"), IsEmpty());
  for (const auto &file : files_of(study))
    EXPECT_EQ(file.face, "kept") << file.path;

  const auto stamps = stamps_of(study / "private" / "unnamed");
  EXPECT_EQ(stamps.size(), 2U);
  const Ran again = convert(scans, study);
  EXPECT_EQ(again.status, 3);
  EXPECT_THAT(again.out, HasSubstr("FACE-NO-REFERENCE"));
  EXPECT_EQ(stamps, stamps_of(study / "private" / "unnamed"));

  // Who decides to keep it gets it.
  EXPECT_EQ(convert(scans, study, {"--face", "keep"}).status, 0);
  EXPECT_EQ(ending_with(tree_of(study / "dataset"), "_phasediff.nii.gz").size(), 1U);
  EXPECT_THAT(stamps_of(study / "private" / "unnamed"), IsEmpty());
}

TEST(faces, are_kept_where_the_command_says_so_and_told_of_later) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study", "remove");
  const Ran first = convert(Sample::get().siemens_visit(1), study, {"--face", "keep"});
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("FACE-KEPT"));
  std::vector<std::string> faces;
  for (const auto &file : files_of(study))
    faces.push_back(file.face);
  EXPECT_THAT(faces, Contains("kept"));
  EXPECT_THAT(tree_of(study / "private" / "faces"), IsEmpty());
  // A later run under the study's policy leaves them as they are, and says so.
  const auto stamps = stamps_of(study / "dataset");
  const Ran second = convert(Sample::get().siemens_visit(1), study);
  EXPECT_THAT(second.out, HasSubstr("FACE-KEPT"));
  EXPECT_EQ(stamps, stamps_of(study / "dataset"));
}

TEST(faces, of_a_real_head_are_gone) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the public scans are not here";
  const support::TemporaryFolder folder;
  const fs::path scan = *data / "dicom" / "dcm_qa_xa30" / "In" / "6_anat-T1w_acq-tfl";
  const fs::path study = new_study(folder.path() / "study", "remove");
  EXPECT_EQ(convert(scan, study, {"--subject", "x1"}).status, 0);
  const fs::path flat = folder.path() / "flat";
  EXPECT_EQ(convert_flat(scan, flat).status, 0);
  const auto removed = ending_with(tree_of(study / "dataset"), "_T1w.nii.gz"),
             whole = ending_with(tree_of(flat), ".nii.gz");
  ASSERT_EQ(removed.size(), 1U);
  ASSERT_EQ(whole.size(), 1U);
  const auto before = nifti::read(flat / whole.front()),
             after = nifti::read(study / "dataset" / removed.front());
  ASSERT_TRUE(before && after);
  EXPECT_GT(best_score(*before), face::face_score);
  EXPECT_LE(best_score(*after), 0);
}

} // namespace
} // namespace curate::tools_test
