#include <libcurate/dicom/private_dictionary.hpp>

#include <gtest/gtest.h>
#include <libcurate/dicom/header.hpp>

#include "tests/support/dicom_writer.hpp"

namespace curate::dicom {
namespace {

TEST(private_dictionary, knows_binary_elements_by_their_creator) {
  EXPECT_EQ(private_vr("SIEMENS MR HEADER", {0x0019, 0x100E}, 24), Vr::FD);
  EXPECT_EQ(private_vr("Siemens MR HEADER ", {0x0019, 0x110E}, 24), Vr::FD); // another block
  EXPECT_EQ(private_vr("GEMS_PARM_01", {0x0043, 0x102C}, 2), Vr::SS);
  EXPECT_EQ(private_vr("PHILIPS MR IMAGING DD 001", {0x2005, 0x100E}, 4), Vr::FL);
  EXPECT_EQ(private_vr("Philips MR Imaging DD 005", {0x2005, 0x140F}, 1000), Vr::SQ);
  EXPECT_FALSE(private_vr("SIEMENS MR HEADER", {0x0019, 0x100C}, 4)); // text
  EXPECT_FALSE(private_vr("SIEMENS MR HEADER", {0x0021, 0x100E}, 24));
  EXPECT_FALSE(private_vr("OTHER", {0x0019, 0x100E}, 24));
  EXPECT_FALSE(private_vr("SIEMENS MR HEADER", {0x0019, 0x100E}, 23));
}

support::Elements made() {
  support::Elements e("ISO_IR 6");
  e.text({0x0008, 0x0016}, Vr::UI, "1.2.840.10008.5.1.4.1.1.4");
  e.text({0x0019, 0x0011}, Vr::LO, "SIEMENS MR HEADER");
  e.text({0x0019, 0x110C}, Vr::IS, "1000");
  e.text({0x0019, 0x110E}, Vr::FD, "0.25\\-0.5\\1");
  e.text({0x0065, 0x0010}, Vr::LO, "Image Private Header");
  support::Elements item("ISO_IR 6");
  item.text({0x0020, 0x0032}, Vr::DS, "1\\2\\3");
  e.item({0x0065, 0x1051}, item);
  e.text({0x2001, 0x0010}, Vr::LO, "Philips Imaging DD 001");
  e.text({0x2001, 0x1018}, Vr::SL, "-7");
  return e;
}

TEST(private_dictionary, lets_private_numbers_and_items_be_read_from_implicit_files) {
  for (const char *syntax : {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1"}) {
    const auto header = Header::parse(
        archive::Bytes(support::encode(made(), {.transfer_syntax = syntax})), Extent::whole);
    ASSERT_TRUE(header);
    const Dataset root = header->root();
    const Element *direction = root.find_private(0x0019, "SIEMENS MR HEADER", 0x0E);
    ASSERT_TRUE(direction);
    EXPECT_EQ(root.numbers(*direction), (std::vector<double>{0.25, -0.5, 1})) << syntax;
    const Element *b_value = root.find_private(0x0019, "SIEMENS MR HEADER", 0x0C);
    ASSERT_TRUE(b_value);
    EXPECT_EQ(root.number(*b_value), 1000);
    EXPECT_EQ(root.number(Tag{0x2001, 0x1018}), -7);
    const auto items = root.items(Tag{0x0065, 0x1051});
    ASSERT_EQ(items.size(), 1U) << syntax;
    EXPECT_EQ(items[0].number(Tag{0x0020, 0x0032}, 2), 3);
  }
}

} // namespace
} // namespace curate::dicom
