#include "tests/support/csa.hpp"

#include <cstring>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/dicom/siemens_csa.hpp>
#include <libcurate/dicom/siemens_protocol.hpp>

namespace curate::dicom::siemens {
namespace {

using support::ByteString;
using support::csa_header;
using support::CsaField;
using testing::ElementsAre;
using testing::IsEmpty;

ByteString made() {
  return csa_header({CsaField{.name = "NumberOfImagesInMosaic", .vr = "US", .values = {"35"}},
                     CsaField{.name = "Empty", .vr = "CS", .values = {}},
                     CsaField{.name = "SliceNormalVector",
                              .vr = "FD",
                              .values = {"0.0", "-0.108", "0.994"},
                              .multiplicity = 3},
                     CsaField{.name = "Text", .vr = "LT", .values = {"abc "}}});
}

TEST(Csa, gives_values_by_name) {
  const ByteString bytes = made();
  const auto header = CsaHeader::parse(bytes);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->size(), 4U);
  EXPECT_EQ(header->number("NumberOfImagesInMosaic"), 35.0);
  EXPECT_THAT(header->numbers("SliceNormalVector"), ElementsAre(0.0, -0.108, 0.994));
  EXPECT_EQ(header->text("Text"), "abc");
  EXPECT_EQ(header->text("Empty"), "");
  EXPECT_EQ(header->number("Absent"), std::nullopt);
  EXPECT_EQ(header->number("Text"), std::nullopt);
}

TEST(Csa, reads_the_first_form_without_a_mark) {
  ByteString bytes = made();
  bytes.erase(bytes.begin(), bytes.begin() + 8); // "SV10" and four numbers
  const auto header = CsaHeader::parse(bytes);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->number("NumberOfImagesInMosaic"), 35.0);
}

TEST(Csa, keeps_what_comes_before_a_cut) {
  ByteString bytes = made();
  bytes.resize(bytes.size() / 2);
  const auto header = CsaHeader::parse(bytes);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->number("NumberOfImagesInMosaic"), 35.0);
  EXPECT_EQ(header->text("Text"), "");
}

TEST(Csa, refuses_what_is_none) {
  EXPECT_FALSE(CsaHeader::parse({}));
  EXPECT_FALSE(CsaHeader::parse(support::bytes_of("SV10")));
  EXPECT_FALSE(CsaHeader::parse(ByteString(200, std::byte{0})));
  EXPECT_FALSE(CsaHeader::parse(ByteString(200, std::byte{0xFF})));
}

TEST(Csa, survives_any_damage) {
  const ByteString good = made();
  std::uint32_t noise = 1;
  for (int round = 0; round < 20'000; ++round) {
    ByteString bad = good;
    for (int i = 0; i < 3; ++i) {
      noise = noise * 1664525U + 1013904223U;
      bad[noise % bad.size()] = static_cast<std::byte>(noise >> 24);
    }
    if (round % 3 == 0) bad.resize(noise % bad.size());
    if (const auto header = CsaHeader::parse(bad)) {
      EXPECT_LE(header->size(), 1024U);
      EXPECT_LE(header->numbers("SliceNormalVector").size(), 4096U);
      EXPECT_LE(header->text("Text").size(), bad.size());
    }
  }
}

constexpr std::string_view protocol_text = "<XProtocol> {}\n"
                                           "### ASCCONV BEGIN object=MrProtDataImpl ###\n"
                                           "ulVersion\t = \t0x14b44b6\n"
                                           "tSequenceFileName = \"\"%SiemensSeq%\\ep2d_bold\"\"\n"
                                           "alTE[0]                = 30000   # first\n"
                                           "sKSpace.dPhaseResolution = 0.75\n"
                                           "nonsense\n"
                                           "### ASCCONV END ###\n"
                                           "alTE[0] = 1\n";

TEST(SiemensProtocol, gives_values_by_key) {
  const auto protocol = Protocol::parse(protocol_text);
  ASSERT_TRUE(protocol);
  EXPECT_EQ(protocol->size(), 4U);
  EXPECT_EQ(protocol->number("ulVersion"), 0x14b44b6);
  EXPECT_EQ(protocol->number("alTE[0]"), 30000.0);
  EXPECT_EQ(protocol->number("sKSpace.dPhaseResolution"), 0.75);
  EXPECT_EQ(protocol->text("tSequenceFileName"), "%SiemensSeq%\\ep2d_bold");
  EXPECT_EQ(protocol->text("absent"), "");
}

TEST(SiemensProtocol, refuses_text_without_a_block) {
  EXPECT_FALSE(Protocol::parse(""));
  EXPECT_FALSE(Protocol::parse("alTE[0] = 1\n"));
  EXPECT_FALSE(Protocol::parse("### ASCCONV BEGIN ###"));
}

TEST(SiemensProtocol, survives_any_damage) {
  std::uint32_t noise = 5;
  for (int round = 0; round < 20'000; ++round) {
    std::string bad(protocol_text);
    for (int i = 0; i < 4; ++i) {
      noise = noise * 1664525U + 1013904223U;
      bad[noise % bad.size()] = static_cast<char>(noise >> 24);
    }
    const auto protocol = Protocol::parse(bad);
    EXPECT_LE(protocol ? protocol->size() : 0, 10U);
  }
}

} // namespace
} // namespace curate::dicom::siemens
