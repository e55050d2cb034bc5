#include "tests/deid/made_series.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/deid/ge_protocol_rewrite.hpp>
#include <libcurate/dicom/ge_protocol.hpp>
#include <string>

namespace curate::deid {
namespace {

using dicom::ge::Protocol;
using testing::HasSubstr;
using testing::Not;

const Scrubber &scrubber() {
  static const Vocabulary words;
  static const Scrubber made(known_of(person("4711815", "Doe^John", "19610312")), words);
  return made;
}

std::vector<std::byte> block_of(std::string_view text) {
  auto packed = archive::gzip(std::as_bytes(std::span(text)));
  packed.insert(packed.begin(), 4, std::byte{9});
  return packed;
}

std::string unpacked(std::span<const std::byte> block) {
  const auto bytes = archive::gunzip(block.subspan(4), 1 << 20);
  if (!bytes) return {};
  return {reinterpret_cast<const char *>(bytes->view().data()), bytes->view().size()};
}

TEST(ge_protocol_rewrite, keeps_what_readers_use) {
  const auto out = rewrite_ge_protocol(
      block_of("set SLICEORDER \"1\"\nMBACCEL \"3\"\nIOPT \"EPI, FMRI, Asset\"\n"
               "DELACQ \"Minimum\"\nDELACQNOAV \"0.00\"\nTE \"30.0\"\nSEDESC \"Doe bold rest\"\n"
               "NOTES \"Doe\"\nPDGMUID \"1.2.840.113819.3.1109952946424919.148580\"\n"
               "USERCV0 \"1.0\"\nNEX \"4711815\"\nPLANE \"DOE\"\nFOV \"20240305\"\n"),
      scrubber());
  ASSERT_TRUE(out);
  EXPECT_EQ(unpacked(*out), "set SLICEORDER \"1\"\nMBACCEL \"3\"\nIOPT \"EPI, FMRI, Asset\"\n"
                            "DELACQ \"Minimum\"\nDELACQNOAV \"0\"\nTE \"30\"\n"
                            "SEDESC \"bold rest\"\n");
  const auto protocol = Protocol::parse(*out);
  ASSERT_TRUE(protocol);
  EXPECT_EQ(protocol->number("SLICEORDER"), 1);
  EXPECT_EQ(protocol->text("IOPT"), "EPI, FMRI, Asset");
}

TEST(ge_protocol_rewrite, keeps_the_form_with_elements) {
  const auto out = rewrite_ge_protocol(
      block_of("<Protocol>\n <SLICEORDER>0</SLICEORDER>\n <PATNAME>Doe</PATNAME>\n"
               " <PSEQ>Doe</NAME><!--Doe--></PSEQ>\n</Protocol>\n"),
      scrubber());
  ASSERT_TRUE(out);
  EXPECT_EQ(unpacked(*out), "<SLICEORDER>0</SLICEORDER>\n");
  EXPECT_EQ(Protocol::parse(*out)->number("SLICEORDER"), 0);
}

TEST(ge_protocol_rewrite, tells_no_time_and_no_name) {
  const auto out = rewrite_ge_protocol(block_of("FOV \"24.0\"\n"), scrubber());
  ASSERT_TRUE(out);
  EXPECT_EQ(out->size() % 2, 0U);
  for (std::size_t at = 4 + 3; at < 4 + 8; ++at) // flags and time
    EXPECT_EQ((*out)[at], std::byte{0});
  EXPECT_EQ(rewrite_ge_protocol(*out, scrubber()), out);
}

TEST(ge_protocol_rewrite, refuses_what_is_none) {
  EXPECT_FALSE(rewrite_ge_protocol({}, scrubber()));
  EXPECT_FALSE(rewrite_ge_protocol(block_of(""), scrubber()));
  EXPECT_FALSE(
      rewrite_ge_protocol(block_of("PATNAME \"Doe\"\nFOV 24\nFOV \"\n\"\"\n"), scrubber()));
  auto cut = block_of("FOV \"24.0\"\n");
  cut.resize(cut.size() - 6);
  EXPECT_FALSE(rewrite_ge_protocol(cut, scrubber()));
  EXPECT_FALSE(rewrite_ge_protocol(block_of(std::string(5'000'000, 'x')), scrubber()));
}

} // namespace
} // namespace curate::deid
