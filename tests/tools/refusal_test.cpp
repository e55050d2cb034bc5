#include "tests/support/archive_maker.hpp"
#include "tests/tools/program.hpp"
#include "tests/tools/sample.hpp"

// What cannot be done is said, and nothing half done is left.

namespace curate::tools_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::byte> bytes_of_file(const fs::path &file) {
  const std::string text = base::read_file(file);
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

/// The files of a visit as members of an archive.
std::vector<support::ArchiveMember> members_of(const fs::path &visit) {
  std::vector<support::ArchiveMember> members;
  for (const auto &entry : fs::directory_iterator(visit))
    members.push_back({entry.path().filename().string(), bytes_of_file(entry.path())});
  std::ranges::sort(members, {}, &support::ArchiveMember::name);
  return members;
}

std::size_t pictures_in(const fs::path &folder) {
  return ending_with(tree_of(folder), ".nii.gz").size();
}

TEST(refusal, a_study_without_its_key_says_so) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  fs::remove(study / "private" / "key");
  const Ran ran = convert(Sample::get().siemens_visit(1), study);
  EXPECT_EQ(ran.status, 3) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("key"));
  EXPECT_THAT(ran.err, HasSubstr("refused ["));
  EXPECT_EQ(pictures_in(study), 0U);
}

TEST(refusal, an_output_that_cannot_be_written_to) {
  const support::TemporaryFolder folder;
  base::write_file(folder.path() / "file", "not a folder\n", base::Overwrite::no);
  const Ran flat = convert_flat(Sample::get().siemens_visit(1), folder.path() / "file" / "out");
  EXPECT_EQ(flat.status, 1) << flat.out;
  EXPECT_THAT(flat.err, HasSubstr("cannot"));
  const fs::path study = new_study(folder.path() / "study");
  fs::remove_all(study / "dataset");
  base::write_file(study / "dataset", "not a folder\n", base::Overwrite::no);
  const Ran bids = convert(Sample::get().siemens_visit(1), study);
  EXPECT_EQ(bids.status, 1) << bids.out;
  EXPECT_THAT(bids.err, HasSubstr("cannot"));
  // When the way is free, the next run completes the work.
  fs::remove(study / "dataset");
  EXPECT_EQ(convert(Sample::get().siemens_visit(1), study).status, 0);
  EXPECT_GT(pictures_in(study / "dataset"), 5U);
}

TEST(refusal, a_full_disk_leaves_nothing_half_written) {
  const support::TemporaryFolder folder;
  const fs::path whole = folder.path() / "whole", out = folder.path() / "out";
  const std::string visit = Sample::get().siemens_visit(1).string();
  EXPECT_EQ(convert_flat(visit, whole).status, 0);
  const Tree wanted = tree_of(whole);
  std::vector<std::size_t> sizes;
  for (const auto &path : ending_with(wanted, ".nii.gz"))
    sizes.push_back(wanted.at(path).size());
  std::ranges::sort(sizes);
  // The smaller half of the pictures fits.
  const std::size_t limit = sizes[sizes.size() / 2];
  const fs::path talk = folder.path() / "talk";
  const int status =
      end_of(start({"convert", visit, "--layout", "flat", "-o", out.string()}, talk, limit));
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 1);
  EXPECT_THAT(base::read_file(talk), HasSubstr("curate: "));
  EXPECT_THAT(base::read_file(talk), testing::Not(HasSubstr("defect")));
  for (const auto &[path, bytes] : tree_of(out)) {
    ASSERT_TRUE(wanted.contains(path)) << path;
    EXPECT_TRUE(wanted.at(path) == bytes) << path;
  }
  // With room again the rest is written.
  EXPECT_EQ(convert_flat(visit, out).status, 0);
  EXPECT_THAT(differences(wanted, tree_of(out)), IsEmpty());
}

TEST(refusal, a_full_disk_leaves_a_study_to_be_completed) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  const fs::path other = copy_of(study, folder.path() / "other");
  const std::string visit = Sample::get().siemens_visit(1).string();
  EXPECT_EQ(convert(visit, other).status, 0);
  const Tree wanted = tree_of(other / "dataset");
  const fs::path talk = folder.path() / "talk";
  for (const rlim_t limit : {10'000U, 50'000U, 100'000U}) {
    const int status = end_of(start({"convert", visit, "--study", study.string()}, talk, limit));
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 1) << limit;
    EXPECT_THAT(base::read_file(talk), testing::Not(HasSubstr("defect"))) << limit;
    for (const auto &path : ending_with(tree_of(study / "dataset"), ".nii.gz"))
      EXPECT_TRUE(wanted.at(path) == base::read_file(study / "dataset" / path)) << path;
  }
  EXPECT_EQ(convert(visit, study).status, 0);
  EXPECT_THAT(differences(wanted, tree_of(study / "dataset")), IsEmpty());
}

TEST(refusal, a_member_that_leaves_its_archive_is_refused_alone) {
  const support::TemporaryFolder folder;
  auto members = members_of(Sample::get().siemens_visit(1));
  auto outside = members.front();
  outside.name = "../../outside.dcm";
  members.insert(members.begin(), outside);
  members.push_back({"link.dcm", {}, "/etc/passwd"});
  for (const std::string name : {"scans.zip", "scans.tar.gz", "scans.tar.zst"}) {
    const fs::path archive = folder.path() / name, out = folder.path() / (name + ".out");
    support::write_archive(archive, members);
    const Ran ran =
        curate({"convert", archive.string(), "--layout", "flat", "-o", out.string(), "--verbose"});
    EXPECT_THAT(ran.out, HasSubstr("ARCHIVE-ENTRY-OUTSIDE")) << name;
    EXPECT_GT(pictures_in(out), 5U) << name << ran.out << ran.err;
    EXPECT_FALSE(fs::exists(folder.path().parent_path() / "outside.dcm"));
  }
}

TEST(refusal, a_truncated_archive_is_told) {
  const support::TemporaryFolder folder;
  const fs::path archive = folder.path() / "scans.tar.gz", out = folder.path() / "out";
  support::write_archive(archive, members_of(Sample::get().siemens_visit(1)));
  fs::resize_file(archive, fs::file_size(archive) / 2);
  fs::copy(Sample::get().siemens_visit(2), folder.path() / "good", fs::copy_options::recursive);
  const Ran ran = curate({"convert", archive.string(), (folder.path() / "good").string(),
                          "--layout", "flat", "-o", out.string()});
  EXPECT_EQ(ran.status, 3) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("ARCHIVE-DAMAGED"));
  EXPECT_GT(pictures_in(out), 5U);
}

} // namespace
} // namespace curate::tools_test
