#include <cstdlib>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>

#include "tests/release/made.hpp"
#include "tests/support/folders.hpp"

namespace curate::release {
namespace {

using archive::PackFormat;

class Formats : public testing::TestWithParam<Format> {};

TEST_P(Formats, is_whole_and_genuine_when_nobody_touched_it) {
  const support::TemporaryFolder folder;
  const auto description = write_made(folder.path() / "r", GetParam());
  const auto verification = verified(folder.path() / "r");
  EXPECT_EQ(codes_of(verification), std::vector<std::string>());
  EXPECT_TRUE(verification.is_whole && verification.is_genuine);
  EXPECT_EQ(verification.description, description);
  EXPECT_EQ(verification.files, support::made_release_files().size() + 3);
}

TEST_P(Formats, is_the_same_with_four_jobs) {
  const support::TemporaryFolder folder;
  const auto one = write_made(folder.path() / "a", GetParam(), 1);
  const auto four = write_made(folder.path() / "b", GetParam(), 4);
  EXPECT_EQ(one, four);
  if (GetParam())
    EXPECT_TRUE(base::read_file(folder.path() / "a") == base::read_file(folder.path() / "b"));
  else
    EXPECT_EQ(std::system(
                  ("diff -r '" + folder.path().string() + "/a' '" + folder.path().string() + "/b'")
                      .c_str()),
              0);
  EXPECT_EQ(codes_of(verified(folder.path() / "b", 4)), std::vector<std::string>());
}

TEST_P(Formats, leaves_nothing_when_the_last_question_says_no) {
  const support::TemporaryFolder folder;
  Writing writing{folder.path() / "r",
                  "r",
                  GetParam(),
                  0,
                  1,
                  {},
                  [](auto &, auto) {
                    throw PolicyError("X", "no"); }};
  EXPECT_THROW(
      write_release({{"a", {}, "text", {}}}, made_description(), support::made_key(), writing),
      PolicyError);
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST_P(Formats, never_replaces_what_is_there) {
  const support::TemporaryFolder folder;
  write_made(folder.path() / "r", GetParam());
  EXPECT_THROW(write_made(folder.path() / "r", GetParam()), SystemError);
  EXPECT_EQ(codes_of(verified(folder.path() / "r")), std::vector<std::string>());
}

TEST_P(Formats, refuses_a_file_that_is_not_what_was_checked) {
  const support::TemporaryFolder folder;
  base::write_file(folder.path() / "in" / "a", "now", base::Overwrite::no);
  const Writing writing{folder.path() / "out" / "r", "r", GetParam(), 0, 1, {}, {}};
  const auto write = [&](std::optional<integrity::Digest> expected, const fs::path &source) {
    write_release({{"a", source, {}, expected}}, made_description(), support::made_key(), writing);
  };
  EXPECT_THROW(write(integrity::sha256("then"), folder.path() / "in" / "a"), PolicyError);
  EXPECT_THROW(write({}, folder.path() / "in" / "missing"), PolicyError);
  fs::create_symlink(folder.path() / "in" / "a", folder.path() / "in" / "link");
  EXPECT_THROW(write({}, folder.path() / "in" / "link"), PolicyError);
  EXPECT_TRUE(fs::is_empty(folder.path() / "out"));
  write(integrity::sha256("now"), folder.path() / "in" / "a");
}

TEST_P(Formats, is_accepted_by_sha256sum_and_minisign) {
  if (std::system("command -v minisign >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "minisign is not installed";
  const support::TemporaryFolder folder;
  write_made(folder.path() / "r", GetParam());
  base::write_file(folder.path() / "k.pub", integrity::public_key_text(support::made_key()),
                   base::Overwrite::no);
  std::string unpack = "mv r made-1.0.0";
  if (GetParam() == PackFormat::tar) unpack = "tar -xf r";
  if (GetParam() == PackFormat::tar_zst) unpack = "tar -I zstd -xf r";
  if (GetParam() == PackFormat::zip) unpack = "python3 -m zipfile -e r .";
  const std::string command =
      "cd '" + folder.path().string() + "' && " + unpack +
      " && cd made-1.0.0 && sha256sum --strict --quiet -c MANIFEST.sha256 && "
      "minisign -V -q -m RELEASE.json -p ../k.pub";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(codes_of(verified(folder.path() / "made-1.0.0")), std::vector<std::string>());
}

INSTANTIATE_TEST_SUITE_P(each, Formats,
                         testing::Values(Format(), Format(PackFormat::tar),
                                         Format(PackFormat::tar_zst), Format(PackFormat::zip)),
                         [](const auto &each) -> std::string {
                           if (!each.param) return "folder";
                           if (*each.param == PackFormat::tar) return "tar";
                           return *each.param == PackFormat::zip ? "zip" : "tar_zst";
                         });

TEST(write_release, notices_a_file_that_changes_while_it_is_read) {
  const support::TemporaryFolder folder;
  const fs::path file = folder.path() / "in" / "a";
  base::write_file(file, std::string(200'000, 'a'), base::Overwrite::no);
  base::write_file(folder.path() / "in" / "b", "b", base::Overwrite::no);
  Writing writing{folder.path() / "out" / "r", "r", PackFormat::tar, 0, 1, {}, {}};
  // Told after each file: too late for a, in time for c.
  writing.progress = [&](auto, auto) { fs::remove(folder.path() / "in" / "c"); };
  base::write_file(folder.path() / "in" / "c", "c", base::Overwrite::no);
  EXPECT_THROW(write_release({{"a", file, {}, {}}, {"c", folder.path() / "in" / "c", {}, {}}},
                             made_description(), support::made_key(), writing),
               PolicyError);
  EXPECT_TRUE(fs::is_empty(folder.path() / "out"));
}

} // namespace
} // namespace curate::release
