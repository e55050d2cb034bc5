#include <gtest/gtest.h>
#include <libcurate/dicom/character_set.hpp>

namespace curate::dicom {
namespace {

TEST(character_set, converts_single_byte_sets) {
  EXPECT_EQ(to_utf8("Buc^J\xE9r\xF4me", "ISO_IR 100"), "Buc^Jérôme");
  EXPECT_EQ(to_utf8("\xBB\xEE\xDA\x63\x65\xD2", "ISO_IR 144"), "Люкceв");
  EXPECT_EQ(to_utf8("\xC4\xE9\xEF\xED\xF5\xF3\xE9\xEF\xF2", "ISO_IR 126"), "Διονυσιος");
  EXPECT_EQ(to_utf8("\xD4\xC9\xC7", "ISO_IR 13"), "ﾔﾉﾇ");
}

// The examples of DICOM PS3.5, Annexes H, I and J.
TEST(character_set, converts_the_standards_examples) {
  EXPECT_EQ(
      to_utf8(
          "Yamada^Tarou=\x1B$B;3ED\x1B(B^\x1B$BB@O:\x1B(B=\x1B$B$d$^$@\x1B(B^\x1B$B$?$m$&\x1B(B",
          "\\ISO 2022 IR 87"),
      "Yamada^Tarou=山田^太郎=やまだ^たろう");
  EXPECT_EQ(to_utf8("\xD4\xCF\xC0\xDE^\xC0\xDB\xB3=\x1B$B;3ED\x1B(J^\x1B$BB@O:\x1B(J",
                    "ISO 2022 IR 13\\ISO 2022 IR 87"),
            "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎");
  EXPECT_EQ(to_utf8("Hong^Gildong=\x1B$)C\xFB\xF3^\x1B$)C\xD1\xCE\xD4\xD7=\x1B$)C\xC8\xAB^\x1B$)"
                    "C\xB1\xE6\xB5\xBF",
                    "\\ISO 2022 IR 149"),
            "Hong^Gildong=洪^吉洞=홍^길동");
  EXPECT_EQ(to_utf8("Wang^XiaoDong=\xE7\x8E\x8B^\xE5\xB0\x8F\xE6\x9D\xB1", "ISO_IR 192"),
            "Wang^XiaoDong=王^小東");
  EXPECT_EQ(to_utf8("Wang^XiaoDong=\xCD\xF5^\xD0\xA1\xB6\xAB", "GB18030"), "Wang^XiaoDong=王^小东");
  EXPECT_EQ(to_utf8("\x1B$(D\x22\x2F", "\\ISO 2022 IR 159"), "˘");
}

TEST(character_set, never_fails) {
  EXPECT_EQ(to_utf8("a\xFF\xFE"
                    "b",
                    "ISO_IR 192"),
            "a??b");
  EXPECT_EQ(to_utf8("a\xE9", "NO SUCH SET"), "a?");
  EXPECT_EQ(to_utf8("\x1B(Zx\x1B", "\\ISO 2022 IR 87"), "?(Zx?");
  EXPECT_EQ(to_utf8("\x1B$B\x30", "\\ISO 2022 IR 87"), "0");
  EXPECT_EQ(to_utf8("plain", "NO SUCH SET"), "plain");
}

TEST(character_set, guesses_where_none_is_named) {
  EXPECT_EQ(to_utf8("M\xC3\xBCller", ""), "Müller");
  EXPECT_EQ(to_utf8("M\xFCller", ""), "Müller");
}

} // namespace
} // namespace curate::dicom
