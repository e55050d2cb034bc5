#include <libcurate/deid/safe_private.hpp>
#include <libcurate/deid/safe_private_table.hpp>

#include <algorithm>
#include <gtest/gtest.h>
#include <span>

namespace curate::deid {
namespace {

using enum dicom::Vr;

TEST(safe_private, knows_what_pictures_need) {
  EXPECT_EQ(safe_private_vr("SIEMENS MR HEADER", 0x0019, 0x0E), FD);
  EXPECT_EQ(safe_private_vr("SIEMENS MR HEADER", 0x0019, 0x29), FD);
  EXPECT_EQ(safe_private_vr("SIEMENS MR HEADER", 0x0051, 0x0F), LO);
  EXPECT_EQ(safe_private_vr("SIEMENS CSA HEADER", 0x0029, 0x10), OB);
  EXPECT_EQ(safe_private_vr("SIEMENS CSA HEADER", 0x0029, 0x20), OB);
  EXPECT_EQ(safe_private_vr("SIEMENS MR SDI 02", 0x0021, 0xFE), SQ);
  EXPECT_EQ(safe_private_vr("SIEMENS MR SDS 01", 0x0021, 0x19), OB);
  EXPECT_EQ(safe_private_vr("GEMS_SERS_01", 0x0025, 0x1B), OB);
  EXPECT_EQ(safe_private_vr("GEMS_PARM_01", 0x0043, 0x39), IS);
  EXPECT_EQ(safe_private_vr("GEMS_ACQU_01", 0x0019, 0xBB), DS);
  EXPECT_EQ(safe_private_vr("Philips Imaging DD 001", 0x2001, 0x03), FL);
  EXPECT_EQ(safe_private_vr("Philips MR Imaging DD 001", 0x2005, 0x0E), FL);
  EXPECT_EQ(safe_private_vr("Philips MR Imaging DD 005", 0x2005, 0x0F), SQ);
  EXPECT_EQ(safe_private_vr("Image Private Header", 0x0065, 0x37), FD);
  EXPECT_EQ(safe_private_vr("TOSHIBA_MEC_CT3", 0x7005, 0x22), DS);
  // Named inside of sequences only, under signatures of several levels.
  EXPECT_EQ(safe_private_vr("SIEMENS MR SDS 01", 0x0021, 0x2E), IS);
}

TEST(safe_private, goes_by_creator_and_group) {
  EXPECT_EQ(safe_private_vr("  siemens mr header ", 0x0019, 0x0E), FD);
  EXPECT_EQ(safe_private_vr(std::string_view("GEMS_SERS_01\0", 13), 0x0025, 0x1B), OB);
  EXPECT_EQ(safe_private_vr("SIEMENS MR HEADER", 0x0029, 0x0E), std::nullopt);
  EXPECT_EQ(safe_private_vr("SOMEBODY", 0x0019, 0x0E), std::nullopt);
  EXPECT_EQ(safe_private_vr("", 0x0019, 0x0E), std::nullopt);
}

TEST(safe_private, leaves_out_what_may_identify) {
  EXPECT_EQ(safe_private_vr("GEMS_IDEN_01", 0x0009, 0xE3), std::nullopt) << "equipment";
  EXPECT_EQ(safe_private_vr("GEMS_IDEN_01", 0x0009, 0x27), std::nullopt) << "date of the image";
  EXPECT_EQ(safe_private_vr("SIEMENS MR HEADER", 0x0051, 0x0C), std::nullopt);
  EXPECT_EQ(safe_private_vr("CTP", 0x0013, 0x10), std::nullopt) << "project";
  EXPECT_EQ(safe_private_vr("SIEMENS MEDCOM HEADER", 0x0029, 0x20), std::nullopt);
}

TEST(safe_private_table, is_sorted_and_well_formed) {
  const std::span blocks(safe_private_blocks, safe_private_block_count);
  std::size_t elements = 0;
  for (const auto &block : blocks) {
    EXPECT_EQ(block.elements.size() % 4, 0U);
    EXPECT_EQ(block.group % 2, 1);
    elements += block.elements.size() / 4;
    for (std::size_t at = 0; at < block.elements.size(); at += 4) {
      const auto element = static_cast<std::uint8_t>(
          std::stoi(std::string(block.elements.substr(at, 2)), nullptr, 16));
      EXPECT_NE(safe_private_vr(block.creator, block.group, element), std::nullopt);
      const std::string_view vr = block.elements.substr(at + 2, 2);
      EXPECT_TRUE(vr != "PN" && vr != "DA" && vr != "DT") << block.creator;
    }
  }
  EXPECT_GT(elements, 1200U);
  EXPECT_TRUE(std::is_sorted(blocks.begin(), blocks.end(), [](const auto &a, const auto &b) {
    return a.creator != b.creator ? a.creator < b.creator : a.group < b.group;
  }));
}

} // namespace
} // namespace curate::deid
