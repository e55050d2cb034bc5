#include <cstdlib>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/archive/unpack.hpp>
#include <libcurate/base/error.hpp>
#include <random>

#include "tests/support/archive_maker.hpp"
#include "tests/support/folders.hpp"
#include "tests/support/tiny_dicom.hpp"

namespace curate::archive {
namespace {

using support::ArchiveMember;
using support::write_archive;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::byte> noise(std::size_t count, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::vector<std::byte> bytes(count);
  for (auto &byte : bytes)
    byte = static_cast<std::byte>(random());
  return bytes;
}

Unpacked unpack_all(const fs::path &path) {
  return unpack(path.string(), [](std::span<const std::byte>) { return true; });
}

std::vector<std::string> names(const Unpacked &unpacked) {
  std::vector<std::string> all;
  for (const Source &member : unpacked.members)
    all.emplace_back(member.member());
  return all;
}

std::vector<std::string> codes(const Unpacked &unpacked) {
  std::vector<std::string> all;
  for (const Finding &finding : unpacked.findings)
    all.push_back(finding.code);
  return all;
}

class EveryArchive : public testing::TestWithParam<std::string> {
protected:
  support::TemporaryFolder folder_;
  fs::path path_ = folder_.path() / GetParam();
};

TEST_P(EveryArchive, gives_its_members_in_order) {
  const auto large = noise(1'000'000);
  write_archive(path_, {{"b/large", large}, {"empty"}, {"a", noise(10, 2)}});
  const auto unpacked = unpack_all(path_);
  EXPECT_THAT(names(unpacked), ElementsAre("b/large", "a"));
  EXPECT_EQ(unpacked.empty_members, 1U);
  EXPECT_THAT(codes(unpacked), IsEmpty());
  const auto first = unpacked.members[0].read();
  ASSERT_TRUE(first);
  EXPECT_TRUE(std::ranges::equal(first->view(), large));
  EXPECT_TRUE(std::ranges::equal(unpacked.members[1].read()->view(), noise(10, 2)));
  const auto start = unpacked.members[0].read_start(100);
  ASSERT_TRUE(start);
  EXPECT_EQ(start->bytes.view().size(), 100U);
  EXPECT_EQ(start->whole_length_bytes, large.size());
}

TEST_P(EveryArchive, keeps_only_what_is_wanted) {
  write_archive(path_, {{"no", std::vector<std::byte>(100'000)},
                        {"yes", noise(50'000)},
                        {"small", std::vector<std::byte>(1)}});
  const auto unpacked = unpack(path_.string(), [](std::span<const std::byte> start) {
    EXPECT_LE(start.size(), 4096U);
    return start[0] != std::byte{};
  });
  EXPECT_THAT(names(unpacked), ElementsAre("yes"));
  EXPECT_EQ(unpacked.unwanted_members, 2U);
  EXPECT_TRUE(std::ranges::equal(unpacked.members[0].read()->view(), noise(50'000)));
}

TEST_P(EveryArchive, refuses_names_that_lead_outside) {
  write_archive(path_, {{"../up", noise(10)},
                        {"/root", noise(10)},
                        {"a/../../b", noise(10)},
                        {"C:\\windows", noise(10)},
                        {"..\\up", noise(10)},
                        {"good..name/..x", noise(10)}});
  const auto unpacked = unpack_all(path_);
  EXPECT_THAT(names(unpacked), ElementsAre("good..name/..x"));
  ASSERT_THAT(codes(unpacked), ElementsAre("ARCHIVE-ENTRY-OUTSIDE"));
  EXPECT_TRUE(unpacked.findings[0].message.starts_with("5 entries"));
}

TEST_P(EveryArchive, refuses_links) {
  write_archive(path_, {{"link", {}, "/etc/passwd"}, {"good", noise(10)}});
  const auto unpacked = unpack_all(path_);
  EXPECT_THAT(names(unpacked), ElementsAre("good"));
  EXPECT_THAT(codes(unpacked), ElementsAre("ARCHIVE-ENTRY-LINK"));
}

TEST_P(EveryArchive, keeps_what_stands_before_a_cut) {
  std::vector<ArchiveMember> members;
  for (unsigned i = 0; i < 10; ++i)
    members.push_back({fmt::format("m{}", i), noise(100'000, i)});
  write_archive(path_, members);
  fs::resize_file(path_, fs::file_size(path_) / 2);
  const auto unpacked = unpack_all(path_);
  ASSERT_THAT(codes(unpacked), ElementsAre("ARCHIVE-DAMAGED"));
  EXPECT_LT(unpacked.members.size(), 10U);
  for (std::size_t i = 0; i < unpacked.members.size(); ++i)
    EXPECT_TRUE(
        std::ranges::equal(unpacked.members[i].read()->view(), noise(100'000, unsigned(i))));
}

TEST_P(EveryArchive, survives_mutations) {
  write_archive(path_, {{"a", noise(2000)}, {"b", noise(3000)}});
  const auto whole = Bytes::from_file(path_.string());
  ASSERT_TRUE(whole);
  std::mt19937 random(7);
  for (int run = 0; run < 300; ++run) {
    std::vector<std::byte> bytes(whole->view().begin(), whole->view().end());
    for (int i = 0; i < 4; ++i)
      bytes[random() % bytes.size()] = static_cast<std::byte>(random());
    const fs::path mutant = folder_.path() / fmt::format("mutant-{}", GetParam());
    support::write_bytes(mutant, bytes);
    const auto unpacked = unpack_all(mutant);
    EXPECT_LE(unpacked.members.size(), 10U);
    for (const Source &member : unpacked.members)
      EXPECT_TRUE(member.read());
  }
}

INSTANTIATE_TEST_SUITE_P(unpack, EveryArchive,
                         testing::Values("x.zip", "x.tar", "x.tar.gz", "x.tgz", "x.tar.zst"));

TEST(unpack, refuses_hard_links_and_pipes) {
  const support::TemporaryFolder folder;
  const fs::path path = folder.path() / "x.tar";
  write_archive(path, {{"a", noise(10)}, {"same", {}, "a", true}, {"pipe", {}, {}, false, true}});
  const auto unpacked = unpack_all(path);
  EXPECT_THAT(names(unpacked), ElementsAre("a"));
  EXPECT_THAT(codes(unpacked), ElementsAre("ARCHIVE-ENTRY-LINK"));
  EXPECT_TRUE(unpacked.findings[0].message.starts_with("2 entries"));
}

TEST(unpack, tells_of_encryption) {
  const support::TemporaryFolder folder;
  const fs::path path = folder.path() / "x.zip";
  write_archive(path, {{"a", noise(10)}, {"b", noise(10)}}, "secret");
  const auto unpacked = unpack_all(path);
  EXPECT_THAT(names(unpacked), IsEmpty());
  EXPECT_THAT(codes(unpacked), ElementsAre("ARCHIVE-ENCRYPTED"));
}

TEST(unpack, takes_any_bytes_as_names) {
  const support::TemporaryFolder folder;
  const fs::path path = folder.path() / "x.zip";
  write_archive(path, {{"Gr\xC3\xBC\xC3\x9F"
                        "e",
                        noise(10)},
                       {"\xFF\xFE\x80", noise(10)}});
  EXPECT_EQ(unpack_all(path).members.size(), 2U);
}

TEST(unpack, stops_at_a_bomb) {
  const support::TemporaryFolder folder;
  const fs::path path = folder.path() / "x.tar.zst";
  write_archive(path, {{"a", std::vector<std::byte>(100'000'000)}, {"b", noise(10)}});
  ASSERT_LT(fs::file_size(path), 50'000U);
  const auto unpacked = unpack_all(path);
  EXPECT_THAT(names(unpacked), IsEmpty());
  EXPECT_THAT(codes(unpacked), ElementsAre("ARCHIVE-TOO-LARGE"));
}

TEST(unpack, leaves_nothing_behind_and_says_where_it_cannot_write) {
  const support::TemporaryFolder folder, spools;
  const fs::path path = folder.path() / "x.tar";
  write_archive(path, {{"a", noise(10)}});
  const char *before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  ::setenv("TMPDIR", spools.path().c_str(), 1);
  {
    const auto unpacked = unpack_all(path);
    EXPECT_EQ(unpacked.members.size(), 1U);
    EXPECT_TRUE(fs::is_empty(spools.path()));
  }
  EXPECT_TRUE(fs::is_empty(spools.path()));
  ::setenv("TMPDIR", (spools.path() / "absent").c_str(), 1);
  EXPECT_THROW(unpack_all(path), SystemError);
  before ? ::setenv("TMPDIR", kept.c_str(), 1) : ::unsetenv("TMPDIR");
}

TEST(kind_of, goes_by_content_and_name) {
  const support::TemporaryFolder folder;
  const auto kind = [&](const std::string &written, const std::string &name) {
    write_archive(folder.path() / written, {{"a", noise(1000)}});
    const auto bytes = Bytes::from_file((folder.path() / written).string());
    return kind_of(bytes->view(), name);
  };
  EXPECT_EQ(kind("x.zip", "scan.ZIP"), Kind::zip);
  EXPECT_EQ(kind("x.zip", "report.docx"), Kind::plain);
  EXPECT_EQ(kind("x.zip", "folder.d/IM0001"), Kind::zip);
  EXPECT_EQ(kind("x.tar", "anything"), Kind::tar);
  EXPECT_EQ(kind("x.tar.gz", "x.tar.gz"), Kind::compressed_tar);
  EXPECT_EQ(kind("x.tar.gz", "x.gz"), Kind::gzip);
  EXPECT_EQ(kind("x.tar.zst", "x.tar.zst"), Kind::compressed_tar);
  EXPECT_EQ(kind_of(noise(1000), "x.zip"), Kind::plain);
  EXPECT_EQ(kind_of({}, "x.zip"), Kind::plain);
}

} // namespace
} // namespace curate::archive
