#include <gtest/gtest.h>
#include <libcurate/integrity/sealed.hpp>

namespace curate::integrity {
namespace {

using Text = Secret<std::string>;

TEST(sealed, opens_with_the_passphrase_alone) {
  const Text passphrase("correct horse battery");
  const std::string text = sealed(Text("the keys"), passphrase);
  EXPECT_EQ(text.find("the keys"), text.npos);
  EXPECT_NE(text, sealed(Text("the keys"), passphrase));
  EXPECT_EQ(unsealed(text, passphrase).value().reveal(), "the keys");
  EXPECT_EQ(unsealed(text, Text("correct horse batterz")).error().code, "SEALED-PASSPHRASE");
}

TEST(sealed, notices_what_was_changed) {
  const Text passphrase("correct horse battery");
  const std::string text = sealed(Text("the keys"), passphrase);
  for (std::size_t i = text.find('\n') + 1; i < text.size(); i += 97) {
    std::string other = text;
    if (other[i] == '\n') ++i;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(unsealed(other, passphrase)) << i;
  }
  for (const char *other : {"", "curate sealed 1", "curate sealed 2\nAA==\nAA==\nAA==\nAA==\n"})
    EXPECT_EQ(unsealed(other, passphrase).error().code, "SEALED-FORM");
}

} // namespace
} // namespace curate::integrity
