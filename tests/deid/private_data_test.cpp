#include <gtest/gtest.h>
#include <iostream>
#include <libcurate/archive/bytes.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/csa_rewrite.hpp>
#include <libcurate/deid/gather.hpp>
#include <libcurate/deid/ge_protocol_rewrite.hpp>
#include <libcurate/deid/phoenix_rewrite.hpp>
#include <libcurate/deid/private_value.hpp>
#include <libcurate/dicom/ge.hpp>
#include <libcurate/dicom/header.hpp>
#include <libcurate/dicom/siemens.hpp>
#include <tests/support/folders.hpp>

namespace curate::deid {
namespace {

using dicom::siemens::CsaHeader;
using dicom::siemens::Protocol;

/// Names that our readers take numbers of.
constexpr const char *numbers_read[] = {"NumberOfImagesInMosaic",
                                        "SliceNormalVector",
                                        "MosaicRefAcqTimes",
                                        "B_value",
                                        "B_matrix",
                                        "DiffusionGradientDirection",
                                        "BandwidthPerPixelPhaseEncode",
                                        "PhaseEncodingDirectionPositive",
                                        "ProtocolSliceNumber",
                                        "SliceMeasurementDuration",
                                        "RealDwellTime"};
constexpr const char *texts_read[] = {"ICE_Dims", "DiffusionDirectionality", "ImaPATModeText"};
constexpr const char *keys_read[] = {"sKSpace.lBaseResolution",
                                     "sKSpace.dPhaseResolution",
                                     "sKSpace.lPhaseEncodingLines",
                                     "sTXSPEC.asNucleusInfo[0].flReferenceAmplitude",
                                     "sPat.lRefLinesPE",
                                     "sPat.lAccelFactPE",
                                     "sPat.lAccelFact3D",
                                     "lDelayTimeInTR",
                                     "sSliceAcceleration.lMultiBandFactor",
                                     "sFastImaging.lEchoSpacing",
                                     "sKSpace.uc2DInterpolation",
                                     "sSliceArray.lSize",
                                     "sSliceArray.ucMode",
                                     "sSliceArray.ucImageNumbTra",
                                     "lContrasts",
                                     "lInvContrasts",
                                     "alTI[0]",
                                     "alTI[1]",
                                     "sAsl.ulMode",
                                     "sAsl.ulLabelingDuration",
                                     "sAsl.sPostLabelingDelay[0]",
                                     "sWipMemBlock.alFree[3]",
                                     "sWipMemBlock.adFree[2]"};

void expect_same_protocol(std::string_view before, std::string_view after, const std::string &at) {
  const auto old_one = Protocol::parse(before), new_one = Protocol::parse(after);
  ASSERT_EQ(old_one.has_value(), new_one.has_value()) << at;
  if (!old_one) return;
  for (const char *key : keys_read)
    EXPECT_EQ(old_one->number(key), new_one->number(key)) << at << key;
  EXPECT_EQ(dicom::siemens::partial_fourier(*old_one), dicom::siemens::partial_fourier(*new_one));
  EXPECT_EQ(dicom::siemens::shim_setting(*old_one), dicom::siemens::shim_setting(*new_one)) << at;
  const std::string_view sequence = new_one->text("tSequenceFileName");
  EXPECT_TRUE(old_one->text("tSequenceFileName")
                  .ends_with(sequence.substr(
                      sequence.find('\\') == std::string_view::npos ? 0 : sequence.find('\\') + 1)))
      << at << "its words";
  EXPECT_FALSE(sequence.empty()) << at;
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_EQ(dicom::siemens::echo_time_s(*old_one, i), dicom::siemens::echo_time_s(*new_one, i));
}

void expect_same_csa(std::span<const std::byte> value, const Scrubber &scrubber,
                     const std::string &at) {
  const auto before = CsaHeader::parse(value);
  const auto out = rewrite_csa(value, scrubber);
  ASSERT_TRUE(out) << at;
  const auto after = CsaHeader::parse(*out);
  ASSERT_TRUE(after) << at;
  for (const char *name : numbers_read)
    EXPECT_EQ(before->numbers(name), after->numbers(name)) << at << name;
  for (const char *name : texts_read)
    EXPECT_EQ(before->text(name), after->text(name)) << at << name;
  for (const char *name : {"MrPhoenixProtocol", "MrProtocol"})
    expect_same_protocol(before->text(name), after->text(name), at);
}

void expect_same_ge(std::span<const std::byte> value, const Scrubber &scrubber,
                    const std::string &at) {
  const auto before = dicom::ge::Protocol::parse(value);
  const auto out = rewrite_ge_protocol(value, scrubber);
  ASSERT_TRUE(before && out) << at;
  const auto after = dicom::ge::Protocol::parse(*out);
  ASSERT_TRUE(after) << at;
  for (const char *key : {"MBACCEL", "SLICEORDER", "DELACQNOAV"})
    EXPECT_EQ(before->number(key), after->number(key)) << at << key;
  for (const char *key : {"IOPT", "DELACQ"})
    EXPECT_EQ(before->text(key), after->text(key)) << at << key;
}

/// The day of the scan, the name and the UIDs' root are nowhere in what was written.
void expect_nobody(std::span<const std::byte> out, const dicom::Dataset &root,
                   const std::string &at) {
  const std::string_view all(reinterpret_cast<const char *>(out.data()), out.size());
  for (const dicom::Tag tag : {dicom::Tag{0x0008, 0x0020}, dicom::Tag{0x0010, 0x0010},
                               dicom::Tag{0x0010, 0x0030}, dicom::Tag{0x0020, 0x000D}}) {
    const std::string_view value = base::trim(root.text(tag).reveal());
    if (value.size() >= 8) {
      EXPECT_EQ(all.find(value), std::string_view::npos) << at;
    }
  }
  EXPECT_EQ(all.find("1.3.12.2"), std::string_view::npos) << at;
}

/// An element of any level.
const dicom::Element *find_deep(const dicom::Dataset &set, std::uint16_t group,
                                std::string_view creator, std::uint8_t element) {
  if (const auto *found = set.find_private(group, creator, element)) return found;
  for (const auto &sequence : set.elements())
    for (const auto &item : set.items(sequence))
      if (const auto *found = find_deep(item, group, creator, element)) return found;
  return nullptr;
}

// Blocks of real scanners: what readers take of them is the same after they were written anew.
TEST(private_blocks, say_the_same_of_the_picture) {
  const auto data = support::shared_data();
  if (!data) GTEST_SKIP() << "the shared data are absent";
  static const Vocabulary words;
  std::size_t headers = 0, protocols = 0, blocks = 0, polarities = 0;
  for (const auto &entry : fs::recursive_directory_iterator(*data / "dicom")) {
    constexpr std::uintmax_t largest = 20'000'000;
    if (!fs::is_regular_file(entry.path()) || fs::file_size(entry.path()) > largest) continue;
    auto bytes = archive::Bytes::from_file(entry.path().string());
    if (!bytes) continue;
    const auto header = dicom::Header::parse(std::move(*bytes), dicom::Extent::until_pixel_data);
    if (!header) continue;
    const std::string at = entry.path().string() + ": ";
    const dicom::Dataset root = header->root();
    const auto find = [&](std::uint16_t group, const char *creator, std::uint8_t element) {
      const auto *found = root.find_private(group, creator, element);
      return found == nullptr || found->value.empty() ? nullptr : found;
    };
    Gathering gathering;
    gathering.look_at(*header, "");
    const Scrubber scrubber(gathering.all(), words);
    for (const std::uint8_t number : {std::uint8_t{0x10}, std::uint8_t{0x20}})
      if (const auto *csa = find(0x0029, "SIEMENS CSA HEADER", number);
          csa != nullptr && CsaHeader::parse(csa->value)) {
        expect_same_csa(csa->value, scrubber, at);
        expect_nobody(*rewrite_csa(csa->value, scrubber), root, at);
        ++headers;
      }
    if (const auto *text = find_deep(root, 0x0021, "SIEMENS MR SDS 01", 0x19)) {
      const std::string_view chars(reinterpret_cast<const char *>(text->value.data()),
                                   text->value.size());
      const std::string clean = rewrite_phoenix(chars, scrubber);
      expect_same_protocol(chars, clean, at);
      expect_nobody(std::as_bytes(std::span(clean)), root, at);
      ++protocols;
    }
    if (const auto *block = find(0x0025, "GEMS_SERS_01", 0x1B);
        block != nullptr && dicom::ge::Protocol::parse(block->value)) {
      expect_same_ge(block->value, scrubber, at);
      ++blocks;
    }
    if (const auto *user = find(0x0043, "GEMS_PARM_01", 0x2A)) {
      const auto said = dicom::ge::is_polarity_unflipped(user->value);
      EXPECT_EQ(dicom::ge::is_polarity_unflipped(clean_ge_user_data(user->value)), said) << at;
      ++polarities;
    }
    if (HasFailure()) break;
  }
  std::cout << headers << " CSA headers, " << protocols << " protocols of XA, " << blocks
            << " of GE, " << polarities << " User Defined Data\n";
  EXPECT_GT(headers, 100U);
  EXPECT_GT(protocols, 50U);
  EXPECT_GT(blocks, 100U);
}

} // namespace
} // namespace curate::deid
