#include <dcmtk/config/osconfig.h>

#include "tests/support/dicom_writer.hpp"
#include "tests/support/folders.hpp"
#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <gtest/gtest.h>

namespace curate::support {
namespace {

using dicom::Vr;

constexpr int columns = 24, rows = 16;

std::vector<std::uint16_t> ramp() {
  std::vector<std::uint16_t> values(columns * rows);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<std::uint16_t>(i * 9);
  return values;
}

Elements small_picture(const std::string &character_set = "ISO_IR 100") {
  Elements e(character_set);
  e.text({0x0008, 0x0005}, Vr::CS, character_set);
  e.text({0x0008, 0x0016}, Vr::UI, "1.2.840.10008.5.1.4.1.1.4");
  e.text({0x0008, 0x0018}, Vr::UI, "2.25.77");
  e.text({0x0010, 0x0010}, Vr::PN, "Müller^Zoë");
  e.text({0x0019, 0x0010}, Vr::LO, "SIEMENS MR HEADER");
  e.text({0x0019, 0x1029}, Vr::FD, "0\\12.5\\-3");
  e.text({0x0028, 0x0002}, Vr::US, "1");
  e.text({0x0028, 0x0004}, Vr::CS, "MONOCHROME2");
  e.text({0x0028, 0x0010}, Vr::US, std::to_string(rows));
  e.text({0x0028, 0x0011}, Vr::US, std::to_string(columns));
  e.text({0x0028, 0x0100}, Vr::US, "16");
  e.text({0x0028, 0x0101}, Vr::US, "16");
  e.text({0x0028, 0x0102}, Vr::US, "15");
  e.text({0x0028, 0x0103}, Vr::US, "0");
  Elements inner, outer;
  inner.text({0x0040, 0x0007}, Vr::LO, "inner");
  outer.item({0x0040, 0x0008}, std::move(inner));
  e.item({0x0040, 0x0275}, std::move(outer));
  e.words({0x7FE0, 0x0010}, ramp());
  return e;
}

class transfer_syntaxes : public testing::TestWithParam<const char *> {};

TEST_P(transfer_syntaxes, are_read_back_by_dcmtk) {
  DJDecoderRegistration::registerCodecs();
  DJLSDecoderRegistration::registerCodecs();
  DcmRLEDecoderRegistration::registerCodecs();
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "a.dcm";
  write_bytes(path, encode(small_picture(), {.transfer_syntax = GetParam()}));
  DcmFileFormat file;
  ASSERT_TRUE(file.loadFile(path.c_str()).good());
  DcmDataset &dataset = *file.getDataset();
  EXPECT_STREQ(DcmXfer(dataset.getOriginalXfer()).getXferID(), GetParam());
  OFString name, deep;
  EXPECT_TRUE(dataset.findAndGetOFString(DCM_PatientName, name).good());
  EXPECT_EQ(name, OFString("M\xFCller^Zo\xEB"));
  Float64 time = 0;
  if (DcmXfer(dataset.getOriginalXfer()).isExplicitVR()) {
    EXPECT_TRUE(dataset.findAndGetFloat64(DcmTagKey(0x0019, 0x1029), time, 2).good());
    EXPECT_EQ(time, -3);
  }
  DcmItem *item = nullptr, *inner = nullptr;
  ASSERT_TRUE(dataset.findAndGetSequenceItem(DCM_RequestAttributesSequence, item).good());
  ASSERT_TRUE(item->findAndGetSequenceItem(DCM_ScheduledProtocolCodeSequence, inner).good());
  EXPECT_TRUE(inner->findAndGetOFString(DCM_ScheduledProcedureStepDescription, deep).good());
  EXPECT_EQ(deep, OFString("inner"));
  ASSERT_TRUE(dataset.chooseRepresentation(EXS_LittleEndianExplicit, nullptr).good());
  const Uint16 *values = nullptr;
  unsigned long count = 0;
  ASSERT_TRUE(dataset.findAndGetUint16Array(DCM_PixelData, values, &count).good());
  EXPECT_EQ(std::vector<std::uint16_t>(values, values + count), ramp());
}

INSTANTIATE_TEST_SUITE_P(writer, transfer_syntaxes,
                         testing::Values("1.2.840.10008.1.2", "1.2.840.10008.1.2.1",
                                         "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99",
                                         "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.4.57",
                                         "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80"));

TEST(writer, writes_japanese_names_with_escapes) {
  EXPECT_EQ(in_character_set("Tanaka=田中", "\\ISO 2022 IR 87"), "Tanaka=\x1b$BEDCf\x1b(B");
  EXPECT_EQ(in_character_set("田中^雪", "\\ISO 2022 IR 87"), "\x1b$BEDCf\x1b(B^\x1b$B@c\x1b(B");
}

TEST(writer, leaves_out_the_preamble_when_told) {
  const ByteString with = encode(small_picture());
  const ByteString without = encode(small_picture(), {.preamble = false});
  ASSERT_GT(with.size(), 140U);
  EXPECT_EQ(static_cast<char>(with[128]), 'D');
  EXPECT_EQ(without[0], std::byte{0x08});
}

TEST(writer, writes_decimals_that_fit) {
  EXPECT_EQ(decimal(0.1), "0.1");
  EXPECT_EQ(decimal(-0.0), "0");
  EXPECT_LE(decimal(-1.0 / 3e7).size(), 16U);
  EXPECT_LE(decimal(-100.123456789012).size(), 16U);
}

} // namespace
} // namespace curate::support
