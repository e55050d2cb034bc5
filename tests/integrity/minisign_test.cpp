#include <cstdlib>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/integrity/minisign.hpp>

#include "tests/support/folders.hpp"

namespace curate::integrity {
namespace {

bool is_there(const char *program) {
  return std::system((std::string("command -v ") + program + " >/dev/null 2>&1").c_str()) == 0;
}

TEST(minisign, accepts_what_we_sign) {
  if (!is_there("minisign")) GTEST_SKIP() << "minisign is not installed";
  const support::TemporaryFolder folder;
  const auto key = make_signing_key();
  const std::string message = "a message\n";
  base::write_file(folder.path() / "m", message, base::Overwrite::no);
  base::write_file(folder.path() / "k.pub", public_key_text(key), base::Overwrite::no);
  base::write_file(folder.path() / "m.minisig", minisign_text(key, message, "release 1.0.0"),
                   base::Overwrite::no);
  const std::string command =
      "cd '" + folder.path().string() + "' && minisign -V -q -m m -p k.pub >/dev/null 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  base::write_file(folder.path() / "m", "another\n", base::Overwrite::yes);
  EXPECT_NE(std::system(command.c_str()), 0);
}

TEST(minisign, is_read_where_it_signed) {
  if (!is_there("minisign")) GTEST_SKIP() << "minisign is not installed";
  const support::TemporaryFolder folder;
  base::write_file(folder.path() / "m", "signed by another", base::Overwrite::no);
  const std::string command =
      "cd '" + folder.path().string() +
      "' && minisign -G -W -p k.pub -s k.key >/dev/null 2>&1 && minisign -S -s k.key -m m -t hello "
      ">/dev/null 2>&1 && minisign -S -l -s k.key -m m -t older -x m.old >/dev/null 2>&1";
  ASSERT_EQ(std::system(command.c_str()), 0);
  const auto key = read_public_key(base::read_file(folder.path() / "k.pub"));
  ASSERT_TRUE(key);
  const auto told = [&](const char *file) {
    return verify_minisign(*key, "signed by another", base::read_file(folder.path() / file));
  };
  EXPECT_EQ(told("m.minisig").value(), "hello");
  EXPECT_EQ(told("m.old").value(), "older");
}

TEST(minisign, every_changed_letter_is_noticed) {
  const auto key = make_signing_key();
  const auto ours = verifying_key_of(key);
  const std::string text = minisign_text(key, "message", "comment");
  EXPECT_EQ(text, minisign_text(key, "message", "comment"));
  ASSERT_EQ(verify_minisign(ours, "message", text).value(), "comment");
  EXPECT_EQ(verify_minisign(ours, "massage", text).error().code, "SIGNATURE-WRONG");
  EXPECT_TRUE(is_as_written(text));
  const std::size_t signed_from = text.find('\n') + 1;
  for (std::size_t i = 0; i < signed_from; ++i) {
    std::string other = text;
    other[i] = other[i] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(is_as_written(other)) << i;
  }
  EXPECT_FALSE(is_as_written(text + "\n"));
  for (std::size_t i = signed_from; i + 1 < text.size(); ++i) {
    std::string other = text;
    other[i] = other[i] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(verify_minisign(ours, "message", other)) << i;
  }
  const auto others = verifying_key_of(make_signing_key());
  EXPECT_EQ(verify_minisign(others, "message", text).error().code, "SIGNATURE-OTHER-KEY");
}

TEST(minisign, public_keys_come_back) {
  const auto key = make_signing_key();
  EXPECT_EQ(read_public_key(public_key_text(key)).value(), verifying_key_of(key));
  EXPECT_EQ(read_public_key(text_of(verifying_key_of(key))).value(), verifying_key_of(key));
  for (const char *text : {"", "\n", "untrusted comment: x\n", "RWQ", "a\nb\nc"})
    EXPECT_EQ(read_public_key(text).error().code, "KEY-NOT-PUBLIC") << text;
}

} // namespace
} // namespace curate::integrity
