#include "tests/deid/made_series.hpp"
#include "tests/support/csa.hpp"

#include <cstring>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/deid/csa_rewrite.hpp>
#include <libcurate/dicom/siemens_csa.hpp>
#include <libcurate/dicom/siemens_protocol.hpp>

namespace curate::deid {
namespace {

using dicom::siemens::CsaHeader;
using support::ByteString;
using support::csa_header;
using support::CsaField;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Scrubber &scrubber() {
  static const Vocabulary words;
  static const Scrubber made(known_of(person("4711815", "Doe^John", "19610312")), words);
  return made;
}

std::vector<CsaField> fields() {
  return {{"NumberOfImagesInMosaic", "US", {"30      "}},
          {"B_value", "IS", {"1000    "}},
          {"DiffusionGradientDirection", "FD", {"0.50000000", "-0.50000000", "0.70710678"}, 3},
          {"DiffusionDirectionality", "CS", {"DIRECTIONAL"}},
          {"MosaicRefAcqTimes", "FD", {"0.00000000", "1247.50000000", "62.50000000"}, 0},
          {"ICE_Dims", "LO", {"X_1_1_1_1_2_1_1_1_1_1_1_1063"}},
          {"CoilString", "LO", {"C:HEA;HEP"}},
          {"ImaCoilString", "LO", {"Doe"}},
          {"UsedPatientWeight", "IS", {"74      "}},
          {"PatReinPattern", "ST", {"1;HFS;74.84;44.00;2;0;0;-894522266"}},
          {"DataFileName", "LO", {"Doe_John"}},
          {"EchoLinePosition", "IS", {"4711815"}},
          {"MiscSequenceParam", "IS", {"20240305", "7", "not a number"}},
          {"MrPhoenixProtocol",
           "UN",
           {"<XProtocol>{ <Name> \"Doe\" }\n### ASCCONV BEGIN ###\nalTE[0]\t = \t30000\n"
            "sSpecPara.lFinalMatrixSizePhase\t = \t20180502\ntPatientName = \"\"Doe\"\"\n"
            "### ASCCONV END ###"}},
          {"RepresentativeImage", "UI", {"1.3.12.2.1107.5.2.43.66012"}}};
}

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

TEST(csa_rewrite, is_read_back_with_what_may_stay) {
  const auto out = rewrite_csa(csa_header(fields()), scrubber());
  ASSERT_TRUE(out);
  const auto header = CsaHeader::parse(*out);
  ASSERT_TRUE(header);
  EXPECT_TRUE(header->is_marked());
  EXPECT_EQ(header->number("NumberOfImagesInMosaic"), 30);
  EXPECT_EQ(header->number("B_value"), 1000);
  EXPECT_THAT(header->numbers("DiffusionGradientDirection"), ElementsAre(0.5, -0.5, 0.70710678));
  EXPECT_EQ(header->text("DiffusionDirectionality"), "DIRECTIONAL");
  EXPECT_THAT(header->numbers("MosaicRefAcqTimes"), ElementsAre(0, 1247.5, 62.5));
  EXPECT_EQ(header->text("ICE_Dims"), "X_1_1_1_1_2_1_1_1_1_1_1_1063");
  EXPECT_EQ(header->text("CoilString"), "C:HEA;HEP");
  const auto protocol = dicom::siemens::Protocol::parse(header->text("MrPhoenixProtocol"));
  ASSERT_TRUE(protocol);
  EXPECT_EQ(protocol->number("alTE[0]"), 30000);
  EXPECT_EQ(protocol->size(), 1U);
}

TEST(csa_rewrite, drops_what_identifies) {
  const auto out = rewrite_csa(csa_header(fields()), scrubber());
  ASSERT_TRUE(out);
  const auto header = CsaHeader::parse(*out);
  ASSERT_TRUE(header);
  for (const char *name : {"UsedPatientWeight", "PatReinPattern", "DataFileName",
                           "RepresentativeImage", "EchoLinePosition", "ImaCoilString"})
    EXPECT_EQ(header->text(name), "") << name;
  EXPECT_EQ(header->text("MiscSequenceParam", 0), "");
  EXPECT_EQ(header->text("MiscSequenceParam", 1), "7");
  EXPECT_EQ(header->text("MiscSequenceParam", 2), "");
  for (const char *value : {"Doe", "4711815", "20240305", "20180502", "74.84", "1107"})
    EXPECT_THAT(text_of(*out), Not(HasSubstr(value)));
}

TEST(csa_rewrite, leaves_no_byte_between_the_values) {
  ByteString bytes = csa_header({{"B_value", "IS", {"5"}}, {"EchoTrainLength", "IS", {"7"}}});
  // Names are 64 bytes, items are padded to four, and something may stand behind all.
  const std::string secret = "SECRET";
  std::memcpy(bytes.data() + 16 + 20, secret.data(), secret.size());
  std::memcpy(bytes.data() + 16 + 84 + 16 + 2, "SE", 2);
  bytes.insert(bytes.end(), 8, std::byte{'S'});
  const auto out = rewrite_csa(bytes, scrubber());
  ASSERT_TRUE(out);
  EXPECT_THAT(text_of(*out), Not(HasSubstr("SE")));
  EXPECT_THAT(text_of(*out), Not(HasSubstr("SSS")));
  EXPECT_EQ(CsaHeader::parse(*out)->number("B_value"), 5);
  EXPECT_EQ(CsaHeader::parse(*out)->number("EchoTrainLength"), 7);
}

TEST(csa_rewrite, keeps_the_first_form) {
  ByteString bytes = csa_header(fields());
  bytes.erase(bytes.begin(), bytes.begin() + 8);
  const auto out = rewrite_csa(bytes, scrubber());
  ASSERT_TRUE(out);
  const auto header = CsaHeader::parse(*out);
  ASSERT_TRUE(header);
  EXPECT_FALSE(header->is_marked());
  EXPECT_THAT(header->numbers("MosaicRefAcqTimes"), ElementsAre(0, 1247.5, 62.5));
}

TEST(csa_rewrite, is_the_same_when_done_again) {
  const auto once = rewrite_csa(csa_header(fields()), scrubber());
  ASSERT_TRUE(once);
  EXPECT_EQ(rewrite_csa(*once, scrubber()), once);
}

TEST(csa_rewrite, refuses_what_is_none) {
  EXPECT_FALSE(rewrite_csa({}, scrubber()));
  EXPECT_FALSE(rewrite_csa(support::bytes_of("free text of some length"), scrubber()));
  EXPECT_FALSE(rewrite_csa(csa_header({{"DataFileName", "LO", {"Doe_John"}}}), scrubber()));
}

TEST(csa_rewrite, survives_every_cut) {
  const ByteString bytes = csa_header(fields());
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    const auto out = rewrite_csa(std::span(bytes).first(size), scrubber());
    if (out) {
      EXPECT_TRUE(CsaHeader::parse(*out));
    }
  }
}

} // namespace
} // namespace curate::deid
