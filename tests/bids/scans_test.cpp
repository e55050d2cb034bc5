#include "../support/folders.hpp"
#include "../support/known.hpp"
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/bids/dataset.hpp>
#include <libcurate/bids/flat.hpp>
#include <libcurate/bids/naming.hpp>
#include <libcurate/bids/path.hpp>
#include <libcurate/deid/apply.hpp>
#include <libcurate/dicom/group.hpp>
#include <libcurate/dicom/scan.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/volume/assemble.hpp>
#include <map>
#include <set>

// Real scans from folder to name and file.

namespace curate::bids {
namespace {

/// Calls `see(series, picture, acquisition)` for every picture below a folder.
template <typename See> void each_picture(const fs::path &folder, See see) {
  for (const dicom::Series &series :
       dicom::group(dicom::scan(std::span(&folder, 1), 1).instances).series) {
    auto clean = deid::apply(series, {}, nullptr, support::scrubber_of(series));
    if (!clean) continue;
    const auto pictures = volume::partition(clean->series);
    if (!pictures) continue;
    for (const volume::Picture &picture : *pictures)
      if (const auto acquisition = volume::describe(clean->series, picture))
        see(clean->series, picture, *acquisition);
  }
}

/// "2: fmap/magnitude1", ...: series numbers and names.
std::multiset<std::string> names_in(const fs::path &folder) {
  std::multiset<std::string> names;
  each_picture(folder, [&](const auto &series, const auto &picture, const auto &acquisition) {
    const NameVerdict verdict = name_of(series, picture, acquisition, {});
    const std::string name = verdict.status == NameVerdict::Status::named
                                 ? verdict.name.datatype + "/" + stem_of(verdict.name)
                                 : std::string(name_of(verdict.status));
    names.insert(std::to_string(series.facts().series_number.value_or(-1)) + ": " + name);
  });
  return names;
}

using Names = std::multiset<std::string>;

TEST(scans, are_named_for_what_they_are) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  const std::map<std::string, Names> expected = {
      {"dcm_qa_pdt2", {"3: anat/PDw", "3: anat/T2w"}},
      {"dcm_qa_me",
       {"2: fmap/magnitude1", "2: fmap/magnitude2", "3: fmap/phasediff",
        "4: func/task-unspecified_echo-1_bold", "4: func/task-unspecified_echo-2_bold"}},
      {"dcm_qa_nih",
       {"3: fmap/dir-AP_epi", "4: fmap/dir-PA_epi", "5: fmap/dir-RL_epi", "6: fmap/dir-LR_epi",
        "4: func/task-unspecified_bold", "5: func/task-unspecified_bold",
        "6: func/task-unspecified_bold", "7: func/task-unspecified_bold"}},
      {"dcm_qa_12bit", {"2: unknown", "3: unknown", "4: unknown"}}, // one volume each
      {"dcm_qa_ge", {"1: dwi/dir-PA_dwi"}},
      {"dcm_qa_canon", {"12000: dwi/dwi"}},
      {"dcm_qa_deident", {"10: anat/T1w"}},
      {"dcm_qa_philips_dwi", {"701: dwi/dwi"}},
      {"dcm_qa_enh", {"6: func/task-rest_bold", "801: fmap/fieldmap", "801: fmap/magnitude"}},
      {"dcm_qa_xa30",
       {"5: anat/acq-tfl_T1w", "6: anat/acq-tfl_T1w", "8: fmap/magnitude1", "8: fmap/magnitude2",
        "9: fmap/phasediff", "14: skip", "25: perf/asl", "27: skip", "28: skip"}},
  };
  for (const auto &[set, names] : expected)
    EXPECT_EQ(names_in(*data / "dicom" / set), names) << set;
}

TEST(scans, are_written_in_both_layouts) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  const support::TemporaryFolder folder;
  int count = 0;
  each_picture(*data / "dicom/dcm_qa_ge", [&](const auto &series, const auto &picture,
                                              const auto &acquisition) {
    const auto volume = volume::assemble(series, picture);
    ASSERT_TRUE(volume) << volume.error().code;
    Entities name = name_of(series, picture, acquisition, {}).name;
    EXPECT_EQ(write(*volume, name, folder.path()).error().code, "NAME-ENTITY");
    name.labels[Entity::sub] = "A";
    std::map<std::string, std::size_t> seen;
    WriteOptions options;
    options.witness = [&](const std::string &path) {
      return [&seen, path](std::span<const std::byte> bytes) { seen[path] += bytes.size(); };
    };
    const auto files = write(*volume, name, folder.path(), options);
    ASSERT_TRUE(files) << files.error().code;
    ASSERT_EQ(files->size(), 4U);
    EXPECT_EQ((*files)[3].path, "sub-A/dwi/sub-A_dir-PA_dwi.nii.gz");
    for (const WrittenFile &file : *files) {
      EXPECT_EQ(fs::file_size(folder.path() / file.path), file.size_bytes);
      EXPECT_EQ(seen[file.path], file.size_bytes);
    }
    EXPECT_TRUE(write_flat(*volume, "1_x", folder.path()));
    EXPECT_FALSE(write_flat(*volume, "../x", folder.path()));
    const auto sidecar = json::read_file(folder.path() / "1_x.json");
    ASSERT_TRUE(sidecar);
    EXPECT_EQ((*sidecar)["SeriesNumber"], 1);
    ++count;
  });
  EXPECT_EQ(count, 1);
}

TEST(scans, of_spin_labelling_get_a_table_of_their_volumes) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  const support::TemporaryFolder folder;
  int count = 0;
  each_picture(*data / "dicom/dcm_qa_xa30/In/25_asl_2d_tra",
               [&](const auto &series, const auto &picture, const auto &acquisition) {
                 const auto volume = volume::assemble(series, picture);
                 ASSERT_TRUE(volume) << volume.error().code;
                 Entities name = name_of(series, picture, acquisition, {}).name;
                 name.labels[Entity::sub] = "A";
                 const auto files = write(*volume, name, folder.path());
                 ASSERT_TRUE(files) << files.error().code;
                 ASSERT_EQ(files->size(), 3U);
                 EXPECT_EQ((*files)[2].path, "sub-A/perf/sub-A_aslcontext.tsv");
                 EXPECT_EQ(base::read_file(folder.path() / (*files)[2].path),
                           "volume_type\nm0scan\nlabel\ncontrol\nlabel\ncontrol\nlabel\ncontrol\n");
                 const auto sidecar = json::read_file(folder.path() / "sub-A/perf/sub-A_asl.json");
                 ASSERT_TRUE(sidecar);
                 EXPECT_EQ((*sidecar)["ArterialSpinLabelingType"], "PCASL");
                 EXPECT_EQ((*sidecar)["LabelingDuration"], 1.8);
                 EXPECT_EQ((*sidecar)["PostLabelingDelay"], 1.8);
                 EXPECT_EQ((*sidecar)["BackgroundSuppression"], false);
                 EXPECT_EQ((*sidecar)["M0Type"], "Included");
                 EXPECT_EQ((*sidecar)["TotalAcquiredPairs"], 3);
                 EXPECT_EQ((*sidecar)["RepetitionTimePreparation"], 4.8);
                 EXPECT_TRUE(sidecar->contains("SliceTiming"));
                 ++count;
               });
  EXPECT_EQ(count, 1);
}

} // namespace
} // namespace curate::bids
