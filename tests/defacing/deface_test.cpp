#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/defacing/deface.hpp>
#include <libcurate/nifti/read.hpp>
#include <map>

#include "tests/defacing/made_picture.hpp"
#include "tests/support/brain_of.hpp"
#include "tests/support/folders.hpp"

namespace curate::defacing {
namespace {

using Tree = std::map<std::string, std::string>;

Tree tree_of(const fs::path &folder) {
  Tree tree;
  for (const auto &entry : fs::recursive_directory_iterator(folder))
    if (fs::is_regular_file(entry.path()))
      tree[fs::relative(entry.path(), folder).string()] = base::read_file(entry.path());
  return tree;
}

std::string name_in(const PictureOutcome &outcome) {
  return fs::path(outcome.file).filename().string();
}

/// Two pictures of one made person, one of them with a sidecar, and files that are none.
class MadeDataset {
public:
  MadeDataset() : head_({.seed = 3}) {
    const fs::path anat = path() / "sub-1" / "anat";
    write_head(head_, support::Contrast::t1w, anat / "sub-1_T1w.nii.gz");
    write_head(head_, support::Contrast::t2w, anat / "sub-1_T2w.nii");
    write_head(head_, support::Contrast::field_hz,
               path() / "sub-1" / "fmap" / "sub-1_fieldmap.nii");
    write_blank({8, 8, 8}, 10, path() / "sub-1" / "func" / "sub-1_bold.nii.gz");
    put("sub-1/anat/sub-1_T1w.json", "{\"EchoTime\": 0.003}\n");
    put("sub-1/func/sub-1_bold.bval", "0 1000\n");
    put("participants.tsv", "participant_id\nsub-1\n");
    const std::string whole = base::read_file(anat / "sub-1_T1w.nii.gz");
    put("sub-2/anat/sub-2_T1w.nii.gz", whole.substr(0, whole.size() / 2));
    put("sub-3/anat/sub-3_T1w.nii", std::string(400, '\0'));
    put("sub-4/anat/sub-4_T1w.nii.gz", "");
    std::string huge = base::read_file(anat / "sub-1_T2w.nii");
    for (const std::size_t at : {42U, 44U, 46U})
      huge[at] = '\xFF', huge[at + 1] = '\x7F'; // 32767 voxels along each axis
    put("sub-5/anat/sub-5_T1w.nii", huge);
  }
  void put(const std::string &name, const std::string &text) const {
    base::write_file(path() / name, text, base::Overwrite::yes);
  }
  fs::path path() const { return folder_.path() / "in"; }
  fs::path beside(const std::string &name) const { return folder_.path() / name; }
  const support::Head &head() const { return head_; }

private:
  support::TemporaryFolder folder_;
  support::Head head_;
};

Request request_for(const MadeDataset &dataset, unsigned jobs, const std::string &output) {
  Request request;
  request.inputs = {dataset.path()};
  request.output = dataset.beside(output);
  request.jobs = jobs;
  return request;
}

/// Voxel by voxel: what was taken, by the truth of the made head.
void expect_face_gone_and_brain_whole(const support::Head &head, const fs::path &before_path,
                                      const fs::path &after_path) {
  const auto before = nifti::read(before_path), after = nifti::read(after_path);
  ASSERT_TRUE(before && after);
  EXPECT_EQ(after->header, before->header);
  const auto is_changed = [&](std::size_t at) {
    return !std::equal(before->voxels.bytes.begin() + static_cast<std::ptrdiff_t>(2 * at),
                       before->voxels.bytes.begin() + static_cast<std::ptrdiff_t>(2 * at + 2),
                       after->voxels.bytes.begin() + static_cast<std::ptrdiff_t>(2 * at));
  };
  std::size_t at = 0, brain = 0, brain_changed = 0, eye = 0, eye_changed = 0, tissue = 0,
              tissue_changed = 0;
  for (int k = 0; k < made_size[2]; ++k)
    for (int j = 0; j < made_size[1]; ++j)
      for (int i = 0; i < made_size[0]; ++i, ++at) {
        const Vec3 place = made_grid().apply({1.0 * i, 1.0 * j, 1.0 * k});
        if (support::is_brain(head, place)) {
          ++brain;
          brain_changed += is_changed(at) ? 1 : 0;
        }
        if (support::is_brain_tissue(head.at(place))) {
          ++tissue;
          tissue_changed += is_changed(at) ? 1 : 0;
        }
        if (head.at(place) == support::Tissue::vitreous) {
          ++eye;
          eye_changed += is_changed(at) ? 1 : 0;
        }
      }
  EXPECT_GT(brain, 50'000U);
  EXPECT_EQ(brain_changed, 0U) << "of " << brain;
  // Made brains are rounder than real ones: their edge reaches some millimetres into the orbits,
  // where a real head has fat, and where eyes are taken from.
  EXPECT_LT(tissue_changed, tissue / 2000) << "of " << tissue;
  EXPECT_GT(eye, 500U);
  EXPECT_GT(static_cast<double>(eye_changed), 0.97 * static_cast<double>(eye)); // noise may repeat
  for (const Vec3 &point :
       {head.nose_tip_ras_mm() - Vec3{0, 4, 0}, head.chin_ras_mm() - Vec3{0, 4, 0}}) {
    const Vec3 index = made_grid().inverse()->apply(point);
    const auto along = [&](std::size_t axis) {
      return static_cast<std::size_t>(std::lround(index[axis]));
    };
    const std::size_t middle = (along(2) * 128 + along(1)) * 88 + along(0);
    const auto changed =
        std::ranges::count_if(std::array{middle - 1, middle, middle + 1}, is_changed);
    EXPECT_GE(changed, 2);
  }
}

TEST(deface, takes_faces_from_a_dataset_and_refuses_what_it_cannot_read) {
  const MadeDataset dataset;
  const Tree original = tree_of(dataset.path());
  const Outcome one = deface(request_for(dataset, 8, "one"));
  std::map<std::string, std::pair<face::Outcome, std::string>> verdicts;
  for (const PictureOutcome &picture : one.pictures)
    verdicts[name_in(picture)] = {picture.verdict.outcome, picture.verdict.code};
  using enum face::Outcome;
  EXPECT_EQ(verdicts["sub-1_T1w.nii.gz"], std::pair(removed, std::string()));
  EXPECT_EQ(verdicts["sub-1_T2w.nii"], std::pair(removed, std::string()));
  EXPECT_EQ(verdicts["sub-1_fieldmap.nii"], std::pair(removed, std::string("FACE-AS-SESSION")));
  EXPECT_EQ(verdicts["sub-1_bold.nii.gz"], std::pair(too_coarse, std::string("FACE-TOO-COARSE")));
  EXPECT_EQ(verdicts["sub-2_T1w.nii.gz"], std::pair(refused, std::string("ARCHIVE-DAMAGED")));
  EXPECT_EQ(verdicts["sub-3_T1w.nii"], std::pair(refused, std::string("NIFTI-NOT")));
  EXPECT_EQ(verdicts["sub-4_T1w.nii.gz"], std::pair(refused, std::string("NIFTI-NOT")));
  EXPECT_EQ(verdicts["sub-5_T1w.nii"], std::pair(refused, std::string("NIFTI-DIMENSION")));
  EXPECT_EQ(one.pictures.size(), 8U);
  EXPECT_EQ(one.other_files, 1U);
  EXPECT_EQ(std::ranges::count(one.all_findings(), Severity::error, &Finding::severity), 4);

  const Tree written = tree_of(dataset.beside("one"));
  std::vector<std::string> names;
  for (const auto &[name, bytes] : written)
    names.push_back(name);
  EXPECT_EQ(names, (std::vector<std::string>{
                       "sub-1/anat/sub-1_T1w.json", "sub-1/anat/sub-1_T1w.nii.gz",
                       "sub-1/anat/sub-1_T2w.json", "sub-1/anat/sub-1_T2w.nii",
                       "sub-1/fmap/sub-1_fieldmap.json", "sub-1/fmap/sub-1_fieldmap.nii",
                       "sub-1/func/sub-1_bold.bval", "sub-1/func/sub-1_bold.nii.gz"}));
  for (const char *name : {"sub-1_T1w.nii.gz", "sub-1_T2w.nii"})
    expect_face_gone_and_brain_whole(dataset.head(), dataset.path() / "sub-1" / "anat" / name,
                                     dataset.beside("one") / "sub-1" / "anat" / name);

  EXPECT_EQ(tree_of(dataset.path()), original);

  // By one job, and without the others, the session's first picture loses the same.
  Request alone = request_for(dataset, 1, "alone");
  alone.inputs = {dataset.path() / "sub-1" / "anat" / "sub-1_T1w.nii.gz"};
  deface(alone);
  EXPECT_EQ(base::read_file(dataset.beside("alone") / "sub-1_T1w.nii.gz"),
            written.at("sub-1/anat/sub-1_T1w.nii.gz"));

  // The result is known for what it is, and left alone.
  Request again;
  again.inputs = {dataset.beside("one")};
  again.is_in_place = true;
  const Outcome second = deface(again);
  EXPECT_EQ(tree_of(dataset.beside("one")), written);
  EXPECT_EQ(second.pictures.size(), 4U);
  EXPECT_TRUE(second.all_findings().empty());
  for (const PictureOutcome &picture : second.pictures) {
    EXPECT_FALSE(picture.is_written);
    EXPECT_EQ(picture.verdict.code,
              name_in(picture) == "sub-1_bold.nii.gz" ? "FACE-TOO-COARSE" : "FACE-ALREADY-REMOVED");
  }
}

TEST(deface, unpacks_no_more_than_a_picture_says_it_is) {
  const support::TemporaryFolder folder;
  const fs::path path = folder.path() / "in" / "a_T1w.nii.gz";
  write_blank({8, 8, 8}, 10, path);
  auto bytes = made_bytes(std::vector<float>(8 * 8 * 8), {{8, 8, 8}, made_grid()});
  bytes.resize(bytes.size() + (std::size_t{40} << 20));
  const auto packed = archive::gzip(bytes);
  base::write_file(path, {reinterpret_cast<const char *>(packed.data()), packed.size()},
                   base::Overwrite::yes);
  Request request;
  request.inputs = {path};
  request.is_check = true;
  EXPECT_EQ(deface(request).pictures.front().verdict.code, "ARCHIVE-TOO-LARGE");
}

TEST(deface, leaves_what_it_may_not_replace) {
  const support::TemporaryFolder folder;
  const fs::path in = folder.path() / "in";
  write_blank({8, 8, 8}, 10, folder.path() / "annex" / "a.nii.gz");
  fs::create_directories(in);
  fs::create_symlink(folder.path() / "annex" / "a.nii.gz", in / "linked_T1w.nii.gz");
  write_blank({8, 8, 8}, 10, in / "LOUD.nii.gz");
  fs::rename(in / "LOUD.nii.gz", in / "LOUD.NII.GZ");
  Request request;
  request.inputs = {in};
  request.is_in_place = true;
  const Outcome outcome = deface(request);
  ASSERT_EQ(outcome.pictures.size(), 2U);
  EXPECT_EQ(outcome.pictures[0].verdict.code, "DEFACE-NAME");
  EXPECT_EQ(outcome.pictures[1].verdict.code, "DEFACE-LINK");
  EXPECT_TRUE(fs::is_symlink(in / "linked_T1w.nii.gz"));

  // Elsewhere links are followed; another file with the name is left alone.
  request.is_in_place = false;
  request.output = folder.path() / "out";
  base::write_file(folder.path() / "out" / "linked_T1w.nii.gz", "mine", base::Overwrite::no);
  const Outcome other = deface(request);
  ASSERT_EQ(other.all_findings().size(), 1U);
  EXPECT_EQ(other.all_findings().front().code, "DEFACE-OUTPUT-DIFFERS");
  EXPECT_EQ(base::read_file(folder.path() / "out" / "linked_T1w.nii.gz"), "mine");
}

} // namespace
} // namespace curate::defacing
