#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/dicom/scan.hpp>
#include <set>
#include <sys/stat.h>

#include "tests/support/archive_maker.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/tiny_dicom.hpp"

namespace curate::dicom {
namespace {

using support::TinyDicom;
using support::write_bytes;
using support::write_tiny_dicom;
using testing::ElementsAre;

ScanResult scan_one(const fs::path &root, unsigned jobs = 1) {
  return scan(std::span(&root, 1), jobs);
}

std::vector<int> instance_numbers(const ScanResult &result) {
  std::vector<int> numbers;
  for (const auto &instance : result.instances)
    numbers.push_back(instance.instance_number);
  return numbers;
}

std::vector<std::string> codes(const ScanResult &result) {
  std::vector<std::string> all;
  for (const auto &finding : result.findings)
    all.push_back(finding.code);
  return all;
}

void write_text(const fs::path &path, std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  write_bytes(path, {bytes.begin(), bytes.end()});
}

TEST(scan, fills_an_instance_from_the_header) {
  const support::TemporaryFolder folder;
  TinyDicom what;
  what.character_set = "ISO_IR 100";
  what.patient_name = "M\xFCller^Eva";
  write_tiny_dicom(folder.path() / "a", what);
  const auto result = scan_one(folder.path());
  ASSERT_EQ(result.instances.size(), 1U);
  const Instance &i = result.instances[0];
  EXPECT_EQ(i.kind, ObjectKind::picture);
  EXPECT_EQ(i.identity->reveal().name, "Müller^Eva");
  EXPECT_EQ(i.identity->reveal().patient_id, "4711");
  EXPECT_EQ(i.series_number, 2);
  EXPECT_EQ(i.study_date, 20260102U);
  EXPECT_EQ(i.pixel_length_bytes, 48U);
  EXPECT_EQ(i.pixel_offset_bytes + 48, fs::file_size(folder.path() / "a"));
  EXPECT_NE(i.ids().series_uid, i.ids().study_uid);
  EXPECT_FALSE(i.is_truncated);
}

TEST(scan, goes_by_path_and_passes_over_what_is_no_dicom) {
  const support::TemporaryFolder folder;
  TinyDicom what;
  for (const int number : {3, 1, 2}) {
    what.instance_number = number;
    write_tiny_dicom(folder.path() / fmt::format("s{}", number) / "x", what);
  }
  what.sop_class = "1.2.840.10008.1.3.10";
  write_tiny_dicom(folder.path() / "DICOMDIR", what);
  write_text(folder.path() / "empty", "");
  write_text(folder.path() / "notes.txt", "seen today");
  ASSERT_EQ(::mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
  const auto result = scan_one(folder.path());
  EXPECT_THAT(instance_numbers(result), ElementsAre(1, 2, 3));
  const PassedOver expected{.not_dicom = 1, .directories = 1, .empty = 1, .special = 1};
  EXPECT_EQ(result.passed_over, expected);
  EXPECT_TRUE(result.findings.empty());
}

TEST(scan, follows_links_to_files_once_and_to_folders_never) {
  const support::TemporaryFolder folder, outside;
  write_tiny_dicom(folder.path() / "a", {});
  TinyDicom other;
  other.instance_number = 2;
  write_tiny_dicom(outside.path() / "b", other);
  fs::create_symlink(folder.path() / "a", folder.path() / "same");
  fs::create_symlink(outside.path() / "b", folder.path() / "b1");
  fs::create_symlink(outside.path() / "b", folder.path() / "b2");
  fs::create_symlink(outside.path(), folder.path() / "folder");
  fs::create_symlink(folder.path(), folder.path() / "loop");
  EXPECT_THAT(instance_numbers(scan_one(folder.path())), ElementsAre(1, 2));
}

TEST(scan, walks_a_root_inside_another_once) {
  const support::TemporaryFolder folder;
  write_tiny_dicom(folder.path() / "in" / "a", {});
  const std::vector<fs::path> roots{folder.path() / "in", folder.path(),
                                    folder.path() / "in" / "a"};
  EXPECT_EQ(scan(roots, 1).instances.size(), 1U);
}

TEST(scan, refuses_a_root_that_does_not_exist) {
  const support::TemporaryFolder folder;
  EXPECT_THROW(scan_one(folder.path() / "absent"), InputError);
}

TEST(scan, tells_of_damaged_files_by_root_only) {
  const support::TemporaryFolder folder;
  auto bytes = support::tiny_dicom({});
  bytes.resize(bytes.size() / 2);
  write_bytes(folder.path() / "Doe_Jane" / "a", bytes);
  write_bytes(folder.path() / "Doe_Jane" / "b", bytes);
  const auto result = scan_one(folder.path());
  ASSERT_THAT(codes(result), ElementsAre("DICOM-TRUNCATED"));
  EXPECT_EQ(result.findings[0].file, folder.path().string());
  EXPECT_EQ(result.findings[0].message.find("Doe"), std::string::npos);
  EXPECT_TRUE(result.findings[0].message.starts_with("2 files: "));
  EXPECT_EQ(result.passed_over.damaged, 2U);
}

TEST(scan, keeps_a_file_whose_pixels_end_early) {
  const support::TemporaryFolder folder;
  auto bytes = support::tiny_dicom({});
  bytes.resize(bytes.size() - 10);
  write_bytes(folder.path() / "a", bytes);
  const auto result = scan_one(folder.path());
  ASSERT_EQ(result.instances.size(), 1U);
  EXPECT_TRUE(result.instances[0].is_truncated);
  EXPECT_EQ(result.instances[0].pixel_length_bytes, 38U);
}

TEST(scan, reads_headers_longer_than_the_first_read) {
  const support::TemporaryFolder folder;
  TinyDicom what;
  what.filler_elements = 3000;
  write_tiny_dicom(folder.path() / "a", what);
  const auto result = scan_one(folder.path());
  ASSERT_EQ(result.instances.size(), 1U);
  EXPECT_EQ(result.instances[0].pixel_offset_bytes + 48, fs::file_size(folder.path() / "a"));
}

TEST(scan, inflates_single_gzip_files) {
  const support::TemporaryFolder folder;
  write_bytes(folder.path() / "a.dcm.gz", archive::gzip(support::tiny_dicom({})));
  write_bytes(folder.path() / "b.nii.gz", archive::gzip(std::vector<std::byte>(1000)));
  const auto result = scan_one(folder.path());
  ASSERT_EQ(result.instances.size(), 1U);
  EXPECT_TRUE(result.instances[0].source.is_gzip);
  EXPECT_EQ(result.passed_over.not_dicom, 1U);
  EXPECT_EQ(result.instances[0].source.read()->view().size(), support::tiny_dicom({}).size());
}

std::vector<support::ArchiveMember> some_members() {
  std::vector<support::ArchiveMember> members;
  for (const int number : {1, 2, 3})
    members.push_back(
        {fmt::format("deep/{}.dcm", number), support::tiny_dicom({.instance_number = number})});
  members.push_back({"notes.txt", std::vector<std::byte>(100, std::byte{'x'})});
  members.push_back({"z.dcm.gz", archive::gzip(support::tiny_dicom({.instance_number = 4}))});
  return members;
}

TEST(scan, finds_the_same_in_every_kind_of_archive) {
  const support::TemporaryFolder folder;
  for (const std::string name : {"a.tar", "a.tar.gz", "a.tgz", "a.tar.zst", "a.zip"}) {
    const fs::path path = folder.path() / name;
    support::write_archive(path, some_members());
    const auto result = scan_one(path);
    EXPECT_THAT(instance_numbers(result), ElementsAre(1, 2, 3, 4)) << name;
    EXPECT_EQ(result.archive_count, 1U) << name;
    EXPECT_EQ(result.passed_over.not_dicom, 1U) << name;
    EXPECT_TRUE(result.findings.empty()) << name;
    EXPECT_EQ(result.instances[0].source.member(), "deep/1.dcm");
    const auto bytes = result.instances[1].source.read();
    const auto expected = support::tiny_dicom({.instance_number = 2});
    EXPECT_TRUE(std::ranges::equal(bytes->view(), expected)) << name;
  }
}

TEST(scan, passes_over_archives_within_archives) {
  const support::TemporaryFolder folder;
  support::write_archive(folder.path() / "inner.tar", some_members());
  const auto inner = archive::Bytes::from_file((folder.path() / "inner.tar").string());
  const std::vector<std::byte> bytes(inner->view().begin(), inner->view().end());
  support::write_archive(folder.path() / "outer.tar",
                         {{"inner.tar", bytes}, {"a", support::tiny_dicom({})}});
  const auto result = scan_one(folder.path() / "outer.tar");
  EXPECT_EQ(result.instances.size(), 1U);
  EXPECT_EQ(result.passed_over.refused, 1U);
  EXPECT_THAT(codes(result), ElementsAre("ARCHIVE-NESTED"));
}

TEST(scan, gives_the_same_with_one_and_eight_workers) {
  const support::TemporaryFolder folder;
  for (int i = 0; i < 300; ++i) {
    TinyDicom what;
    what.instance_number = i;
    what.patient_id = fmt::format("{}", i % 7);
    write_tiny_dicom(folder.path() / fmt::format("{}", i * 7919 % 300), what);
  }
  const auto one = scan_one(folder.path(), 1), eight = scan_one(folder.path(), 8);
  ASSERT_EQ(one.instances.size(), 300U);
  ASSERT_EQ(eight.instances.size(), 300U);
  EXPECT_EQ(one.passed_over, eight.passed_over);
  std::set<const void *> identities;
  for (std::size_t i = 0; i < 300; ++i) {
    EXPECT_EQ(one.instances[i].source.path(), eight.instances[i].source.path());
    EXPECT_EQ(one.instances[i].instance_uid, eight.instances[i].instance_uid);
    EXPECT_EQ(one.instances[i].identity->reveal(), eight.instances[i].identity->reveal());
    identities.insert(eight.instances[i].identity.get());
  }
  EXPECT_EQ(identities.size(), 7U);
}

TEST(scan, tells_how_far_it_is) {
  const support::TemporaryFolder folder;
  for (int i = 0; i < 100; ++i)
    write_text(folder.path() / fmt::format("{}", i), "x");
  const fs::path root = folder.path();
  std::vector<std::size_t> done;
  scan(std::span(&root, 1), 2, [&](std::size_t now, std::size_t total) {
    done.push_back(now);
    EXPECT_EQ(total, 100U);
  });
  EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
  ASSERT_FALSE(done.empty());
  EXPECT_EQ(done.back(), 100U);
}

} // namespace
} // namespace curate::dicom
