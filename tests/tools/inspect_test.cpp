#include "tests/support/archive_maker.hpp"
#include "tests/tools/sample.hpp"

// `inspect` tells what is there and writes nothing.

namespace curate::tools_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// "name" of every series that has one, sorted.
std::vector<std::string> names_in(const std::string &out) {
  std::vector<std::string> names;
  for (const auto &series : lines_of(out))
    if (!series["name"].get<std::string>().empty())
      names.push_back(series["name"].get<std::string>());
  std::ranges::sort(names);
  return names;
}

TEST(inspect, gives_a_line_of_json_for_every_series) {
  const Ran ran = curate({"inspect", Sample::get().siemens_visit(1).string(), "--json"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  const auto lines = lines_of(ran.out);
  EXPECT_EQ(lines.size(), 11U); // nine of pictures, two documents
  for (const auto &series : lines) {
    for (const char *member : {"series_number", "description", "modality", "vendor", "files",
                               "bytes", "kind", "name", "rule", "problems"})
      EXPECT_TRUE(series.contains(member)) << member;
    EXPECT_TRUE(series["files"].is_number_unsigned());
    EXPECT_TRUE(series["problems"].is_array());
  }
  EXPECT_THAT(names_in(ran.out),
              testing::IsSupersetOf({"anat/FLAIR", "anat/T1w", "fmap/phasediff"}));
}

TEST(inspect, tells_a_study_s_names_and_writes_nothing) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  const Tree before = tree_of(folder.path());
  const Tree input = tree_of(Sample::get().dicom());
  const Ran ran =
      curate({"inspect", Sample::get().dicom().string(), "--json", "--study", study.string()});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(differences(before, tree_of(folder.path())), IsEmpty());
  EXPECT_THAT(differences(input, tree_of(Sample::get().dicom())), IsEmpty());
  // They are the names that a conversion gives.
  const auto names = names_in(ran.out);
  EXPECT_GT(names.size(), 20U);
  EXPECT_EQ(convert(Sample::get().dicom(), study).status, 0);
  const Tree dataset = tree_of(study / "dataset");
  for (const auto &name : names)
    EXPECT_TRUE(dataset.contains(name + ".nii.gz")) << name;
}

TEST(inspect, looks_into_archives) {
  const support::TemporaryFolder folder;
  std::vector<support::ArchiveMember> members;
  for (const auto &[path, text] : tree_of(Sample::get().siemens_visit(1))) {
    const auto bytes = std::as_bytes(std::span(text));
    members.push_back({path, {bytes.begin(), bytes.end()}});
  }
  const std::string plain =
      curate({"inspect", Sample::get().siemens_visit(1).string(), "--json"}).out;
  for (const std::string name : {"a.zip", "a.tar", "a.tar.gz", "a.tar.zst"}) {
    const fs::path archive = folder.path() / name;
    support::write_archive(archive, members);
    const Ran ran = curate({"inspect", archive.string(), "--json"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out, plain) << name;
  }
}

TEST(inspect, says_what_it_passes_over) {
  const Ran ran = curate({"inspect", Sample::get().dicom().string()});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("39 series in 900 files"));
  EXPECT_THAT(ran.out, HasSubstr("1 files passed over: DICOMDIR"));
  EXPECT_THAT(ran.out, HasSubstr("2 files passed over: not DICOM"));
}

} // namespace
} // namespace curate::tools_test
