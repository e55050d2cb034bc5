#include "tests/deid/made_series.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/deid/clean_number.hpp>
#include <libcurate/deid/phoenix_rewrite.hpp>
#include <libcurate/dicom/siemens_protocol.hpp>

namespace curate::deid {
namespace {

using dicom::siemens::Protocol;
using testing::HasSubstr;
using testing::Not;

const Scrubber &scrubber() {
  static const Vocabulary words;
  static const Scrubber made(known_of(person("471181", "Doe^John", "19610312")), words);
  return made;
}

std::string in_block(std::string_view lines) {
  return "<XProtocol> \"Doe\"\n### ASCCONV BEGIN object=MrProtDataImpl@Doe ###\n" +
         std::string(lines) + "### ASCCONV END ###\nDoe";
}

TEST(phoenix_rewrite, keeps_what_readers_use) {
  const std::string out = rewrite_phoenix(
      in_block("sKSpace.lBaseResolution\t = \t64\nsKSpace.ucPhasePartialFourier\t = \t0x4\n"
               "sTXSPEC.asNucleusInfo[0].flReferenceAmplitude = 257.065643311 # V\n"
               "alTE[12] = 101000\nsSliceArray.asSlice[3].sNormal.dTra = -1e-06\n"
               "sWipMemBlock.alFree[13]=9\nsGRADSPEC.asGPAData[0].lOffsetX = -10684\n"
               "tSequenceFileName = \"\"%SiemensSeq%\\ep2d_bold\"\"\n"
               "tProtocolName = \"\"bold_Doe_rest\"\"\n"
               "sCoilSelectMeas.aRxCoilSelectData[0].asList[0].sCoilElementID.tCoilID = "
               "\"HeadNeck_20\"\n"),
      scrubber());
  const auto protocol = Protocol::parse(out);
  ASSERT_TRUE(protocol);
  EXPECT_EQ(protocol->number("sKSpace.lBaseResolution"), 64);
  EXPECT_EQ(protocol->number("sKSpace.ucPhasePartialFourier"), 4);
  EXPECT_EQ(protocol->number("sTXSPEC.asNucleusInfo[0].flReferenceAmplitude"), 257.065643311);
  EXPECT_EQ(protocol->number("alTE[12]"), 101000);
  EXPECT_EQ(protocol->number("sSliceArray.asSlice[3].sNormal.dTra"), -1e-06);
  EXPECT_EQ(protocol->number("sWipMemBlock.alFree[13]"), 9);
  EXPECT_EQ(protocol->number("sGRADSPEC.asGPAData[0].lOffsetX"), -10684);
  EXPECT_EQ(protocol->text("tSequenceFileName"), "%SiemensSeq%\\ep2d_bold");
  EXPECT_EQ(protocol->text("tProtocolName"), "bold_rest");
  EXPECT_EQ(protocol->text("sCoilSelectMeas.aRxCoilSelectData[0].asList[0].sCoilElementID.tCoilID"),
            "HeadNeck_20");
  EXPECT_EQ(protocol->size(), 10U);
  EXPECT_THAT(out, Not(HasSubstr("Doe")));
}

TEST(phoenix_rewrite, drops_what_hides_a_day_or_an_id) {
  for (const char *line : {"sWipMemBlock.alFree[0] = 20180502",
                           "sWipMemBlock.alFree[0] = 121103",
                           "sWipMemBlock.alFree[0] = 0x133F2E6",
                           "sWipMemBlock.alFree[0] = 471181",
                           "sWipMemBlock.adFree[0] = 20240305.5",
                           "sWipMemBlock.adFree[0] = 2.0240305e7",
                           "sWipMemBlock.alFree[0] = -120361",
                           "alTE[0] = 471181",
                           "alTE[12345] = 1",
                           "alTE[x] = 1",
                           "alTE[] = 1",
                           "alTE[0 = 1",
                           "alTE[0]Doe = 1",
                           "sSpecPara.lFinalMatrixSizePhase = 1",
                           "ulVersion = 63010001",
                           "tReferenceImage0 = \"1.3.12.2.1107\"",
                           "sKSpace.lBaseResolution = 64 Doe",
                           "sKSpace.lBaseResolution = nan",
                           "sKSpace.lBaseResolution = 0x",
                           "= 3",
                           "=",
                           "tSequenceFileName = \"C:\\Doe\\Doe\"",
                           "tProtocolName = \"Doe\""})
    EXPECT_EQ(rewrite_phoenix(in_block(std::string(line) + "\n"), scrubber()), "") << line;
}

TEST(phoenix_rewrite, names_no_folder_of_a_user) {
  const std::string out =
      rewrite_phoenix(in_block("tSequenceFileName = \"C:\\Users\\jd\\ep2d_diff\"\n"), scrubber());
  EXPECT_EQ(Protocol::parse(out)->text("tSequenceFileName"), "ep2d_diff");
}

TEST(phoenix_rewrite, is_the_same_when_done_again) {
  const std::string once = rewrite_phoenix(
      in_block("alTR[0] = 2000000\ntSequenceFileName = \"\"%CustomerSeq%\\tfl\"\"\n"), scrubber());
  EXPECT_EQ(rewrite_phoenix(once, scrubber()), once);
  EXPECT_THAT(once, HasSubstr("alTR[0]\t = \t2000000\n"));
}

TEST(phoenix_rewrite, gives_nothing_without_a_block) {
  EXPECT_EQ(rewrite_phoenix("", scrubber()), "");
  EXPECT_EQ(rewrite_phoenix("alTE[0] = 5\n", scrubber()), "");
  EXPECT_EQ(rewrite_phoenix("### ASCCONV BEGIN", scrubber()), "");
  EXPECT_EQ(rewrite_phoenix("### ASCCONV BEGIN ###\n", scrubber()), "");
}

TEST(clean_number, spells_again) {
  EXPECT_EQ(clean_number(" 1247.50000000 ", scrubber()), "1247.5");
  EXPECT_EQ(clean_number("-0.0", scrubber()), "0");
  EXPECT_EQ(clean_number("1e3", scrubber()), "1000");
  EXPECT_EQ(clean_number("9999999", scrubber()), "9999999");
  EXPECT_EQ(clean_number("4711811", scrubber()), "4711811");
}

TEST(clean_number, refuses_what_identifies) {
  for (const char *text : {"10000000", "19610312", "-19610312", "471181", "0.471181", "inf", "",
                           "12 34", "0x10", "120361"})
    EXPECT_EQ(clean_number(text, scrubber()), std::nullopt) << text;
}

TEST(looks_like_date, tells_days_from_counts) {
  for (const std::uint64_t day : {20240305ULL, 5032024ULL, 12311999ULL, 240305ULL, 121103ULL})
    EXPECT_TRUE(looks_like_date(day)) << day;
  for (const std::uint64_t count : {0ULL, 64ULL, 2024ULL, 10684ULL, 900000ULL, 2000000ULL,
                                    99999999ULL, 123262369ULL, 710404ULL * 100})
    EXPECT_FALSE(looks_like_date(count)) << count;
}

} // namespace
} // namespace curate::deid
