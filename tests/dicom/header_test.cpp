#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/dicom/header.hpp>

#include "tests/support/tiny_dicom.hpp"

namespace curate::dicom {
namespace {

using support::tiny_dicom;
using support::TinyDicom;
using testing::ElementsAre;

constexpr Tag echo_time{0x0018, 0x0081};
constexpr Tag smallest_value{0x0028, 0x0106};
constexpr Tag real_world_slope{0x0040, 0x9225};
constexpr Tag referenced_images{0x0008, 0x1140};
constexpr Tag purpose{0x0040, 0xA170};
constexpr Tag code_value{0x0008, 0x0100};

Result<Header> parsed(std::vector<std::byte> bytes, Extent extent = Extent::whole) {
  return Header::parse(archive::Bytes(std::move(bytes)), extent);
}

std::string code_of(const Result<Header> &header) {
  return header ? "" : header.error().code;
}

// A hand-written data set behind a meta group that names the explicit little endian syntax.
class Written {
public:
  Written() {
    bytes_.resize(128);
    text("DICM");
    element(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
  }
  Written &word(unsigned value) { return number(value, 2); }
  Written &number(std::uint64_t value, int width) {
    for (int i = 0; i < width; ++i)
      bytes_.push_back(static_cast<std::byte>(value >> (8 * i) & 0xFFU));
    return *this;
  }
  Written &text(std::string_view text) {
    for (const char c : text)
      bytes_.push_back(static_cast<std::byte>(c));
    return *this;
  }
  Written &lead(unsigned group, unsigned element, std::string_view vr, std::uint32_t length) {
    word(group).word(element).text(vr);
    const bool is_long = vr == "SQ" || vr == "UN" || vr == "OB" || vr == "OW";
    return is_long ? word(0).number(length, 4) : word(length);
  }
  Written &element(unsigned group, unsigned element, std::string_view vr, std::string_view value) {
    return lead(group, element, vr, static_cast<std::uint32_t>(value.size())).text(value);
  }
  Written &item(std::uint32_t length) { return word(0xFFFE).word(0xE000).number(length, 4); }
  Written &item_end() { return word(0xFFFE).word(0xE00D).number(0, 4); }
  Written &sequence_end() { return word(0xFFFE).word(0xE0DD).number(0, 4); }
  const std::vector<std::byte> &bytes() const { return bytes_; }

private:
  std::vector<std::byte> bytes_;
};

constexpr std::uint32_t undefined = 0xFFFFFFFF;

class EverySyntax : public testing::TestWithParam<const char *> {};

TEST_P(EverySyntax, gives_the_same_values) {
  for (const bool has_undefined_lengths : {false, true}) {
    TinyDicom what;
    what.transfer_syntax = GetParam();
    what.has_nested_sequences = true;
    what.has_undefined_lengths = has_undefined_lengths;
    const auto header = parsed(tiny_dicom(what));
    ASSERT_TRUE(header) << header.error().code;
    const Dataset root = header->root();
    EXPECT_EQ(header->transfer_syntax().uid, GetParam());
    EXPECT_EQ(root.text(tags::patient_id).reveal(), "4711");
    EXPECT_EQ(root.number(echo_time), 4.5);
    EXPECT_EQ(root.integer(tags::rows), 4);
    EXPECT_EQ(root.number(smallest_value), -3);
    EXPECT_EQ(root.number(real_world_slope), 0.25);
    EXPECT_THAT(root.numbers(tags::image_position_patient), ElementsAre(1, -2.5, 30));
    EXPECT_EQ(root.number(tags::image_position_patient, 2), 30);
    EXPECT_FALSE(root.number(tags::image_position_patient, 3));
    EXPECT_THAT(root.terms(tags::image_type), ElementsAre("ORIGINAL", "PRIMARY", "M"));
    EXPECT_EQ(root.uid(tags::sop_class_uid), "1.2.840.10008.5.1.4.1.1.4");
    const auto items = root.items(referenced_images);
    ASSERT_EQ(items.size(), 2U);
    const auto inner = items[1].items(purpose);
    ASSERT_EQ(inner.size(), 1U);
    EXPECT_EQ(inner[0].text(code_value).reveal(), "C1");
    ASSERT_TRUE(header->pixel_data());
    EXPECT_EQ(header->pixel_data()->value.size(), 48U);
    EXPECT_FALSE(header->is_pixel_data_truncated());
  }
}

INSTANTIATE_TEST_SUITE_P(header, EverySyntax,
                         testing::Values("1.2.840.10008.1.2", "1.2.840.10008.1.2.1",
                                         "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99"));

TEST(header, reads_files_without_preamble_and_without_meta_group) {
  for (const char *syntax : {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"}) {
    TinyDicom what;
    what.transfer_syntax = syntax;
    const auto bytes = tiny_dicom(what);
    const auto whole = parsed(bytes);
    ASSERT_TRUE(whole);
    EXPECT_TRUE(parsed({bytes.begin() + 132, bytes.end()})) << syntax;
    EXPECT_TRUE(parsed({bytes.begin() + 128, bytes.end()})) << syntax;
    // The data set begins where group 0002 ends: its length stands in its first element.
    const auto length = std::to_integer<std::ptrdiff_t>(bytes[140]) + 144;
    const auto bare = parsed({bytes.begin() + length, bytes.end()});
    ASSERT_TRUE(bare) << syntax;
    EXPECT_EQ(bare->root().number(echo_time), 4.5);
    EXPECT_EQ(bare->transfer_syntax().uid, syntax);
    EXPECT_TRUE(bare->meta().elements().empty());
  }
}

TEST(header, stops_at_the_pixels_when_told_to) {
  const auto bytes = tiny_dicom({});
  const auto header = Header::parse_start(
      archive::Bytes(std::vector(bytes.begin(), bytes.end() - 40)), bytes.size());
  ASSERT_TRUE(header);
  EXPECT_EQ(header->pixel_place()->length_bytes, 48U);
  EXPECT_EQ(header->pixel_place()->offset_bytes, bytes.size() - 48);
  EXPECT_FALSE(header->is_pixel_data_truncated());
  EXPECT_EQ(code_of(Header::parse_start(
                archive::Bytes(std::vector(bytes.begin(), bytes.end() - 80)), bytes.size())),
            "DICOM-TRUNCATED");
}

TEST(header, refuses_what_is_no_dicom) {
  EXPECT_EQ(code_of(parsed({})), "DICOM-NOT");
  EXPECT_EQ(code_of(parsed(std::vector<std::byte>(1000))), "DICOM-NOT");
  EXPECT_EQ(code_of(parsed(std::vector<std::byte>(1000, std::byte{'a'}))), "DICOM-NOT");
}

TEST(header, refuses_unknown_transfer_syntaxes) {
  auto bytes = tiny_dicom({});
  const std::string_view uid = "1.2.840.10008.1.2.1";
  const auto at = std::ranges::search(bytes, std::as_bytes(std::span(uid)));
  ASSERT_FALSE(at.empty());
  at.back() = std::byte{'7'};
  EXPECT_EQ(code_of(parsed(bytes)), "DICOM-SYNTAX");
}

TEST(header, finds_private_elements_wherever_their_block_lies) {
  Written file;
  file.element(0x0019, 0x0010, "LO", "OTHER ").element(0x0019, 0x0011, "LO", "Siemens MR HEADER ");
  file.element(0x0019, 0x100C, "IS", "1 ").element(0x0019, 0x110C, "IS", "1000");
  const auto header = parsed(file.bytes());
  ASSERT_TRUE(header);
  const Element *found = header->root().find_private(0x0019, "SIEMENS MR HEADER", 0x0C);
  ASSERT_TRUE(found);
  EXPECT_EQ(header->root().number(*found), 1000);
  EXPECT_FALSE(header->root().find_private(0x0019, "SIEMENS MR", 0x0C));
  EXPECT_FALSE(header->root().find_private(0x0019, "SIEMENS MR HEADER", 0x0D));
}

TEST(header, takes_the_first_of_repeated_elements_and_sorts_the_others) {
  Written file;
  file.element(0x0020, 0x0013, "IS", "7 ").element(0x0018, 0x0081, "DS", "4 ");
  file.element(0x0020, 0x0013, "IS", "8 ");
  const auto header = parsed(file.bytes());
  ASSERT_TRUE(header);
  EXPECT_EQ(header->root().elements().size(), 2U);
  EXPECT_EQ(header->root().integer(tags::instance_number), 7);
  EXPECT_EQ(header->root().number(echo_time), 4);
}

TEST(header, knows_the_vr_of_un_elements_and_reads_un_sequences_as_implicit) {
  Written file;
  file.lead(0x0008, 0x1140, "UN", undefined).item(undefined);
  file.word(0x0008).word(0x1155).number(4, 4).text("1.23");
  file.item_end().sequence_end();
  file.element(0x0018, 0x0081, "UN", "4.5 ");
  const auto header = parsed(file.bytes());
  ASSERT_TRUE(header);
  EXPECT_EQ(header->root().number(echo_time), 4.5);
  const auto items = header->root().items(referenced_images);
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].uid({0x0008, 0x1155}), "1.23");
}

TEST(header, reads_elements_without_a_readable_vr) {
  Written file;
  file.word(0x0010).word(0x0020).text("??").word(4).text("4711");            // a short length
  file.word(0x0018).word(0x0081).number(4, 4).text("4.5 ");                  // implicit
  file.word(0x0020).word(0x0013).text("ZZ").word(0).number(2, 4).text("7 "); // a VR to come
  const auto header = parsed(file.bytes());
  ASSERT_TRUE(header);
  EXPECT_EQ(header->root().text(tags::patient_id).reveal(), "4711");
  EXPECT_EQ(header->root().number(echo_time), 4.5);
  EXPECT_EQ(header->root().integer(tags::instance_number), 7);
}

TEST(header, keeps_what_stands_before_damage_in_a_sequence) {
  Written file;
  file.lead(0x0008, 0x1140, "SQ", 40).item(12).element(0x0008, 0x1155, "UI", "1.23");
  file.item(12).lead(0x0008, 0x1155, "UI", 400).text("1.24");
  file.element(0x0018, 0x0081, "DS", "4.5 ");
  const auto header = parsed(file.bytes());
  ASSERT_TRUE(header);
  EXPECT_EQ(header->root().items(referenced_images).size(), 2U);
  EXPECT_EQ(header->root().number(echo_time), 4.5);
}

TEST(header, takes_missing_and_stray_delimiters) {
  Written file;
  file.item_end().sequence_end();
  file.lead(0x0008, 0x1140, "SQ", undefined).item(undefined);
  file.element(0x0008, 0x1155, "UI", "1.23").item(undefined); // the first item does not end
  file.element(0x0008, 0x1155, "UI", "1.24").sequence_end();  // nor does the second
  file.element(0x0018, 0x0081, "DS", "4.5 ");
  const auto header = parsed(file.bytes());
  ASSERT_TRUE(header);
  EXPECT_EQ(header->root().items(referenced_images).size(), 2U);
  EXPECT_EQ(header->root().number(echo_time), 4.5);
}

TEST(header, ignores_rubbish_behind_the_pixels) {
  auto bytes = tiny_dicom({});
  bytes.insert(bytes.end(), 5, std::byte{0x55});
  EXPECT_TRUE(parsed(bytes));
  bytes.insert(bytes.end(), 50, std::byte{0x55});
  const auto header = parsed(bytes);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->pixel_data()->value.size(), 48U);
}

TEST(header, inherits_the_character_set_into_items) {
  Written file;
  file.element(0x0008, 0x0005, "CS", "ISO_IR 100");
  file.lead(0x0008, 0x1140, "SQ", undefined).item(undefined);
  file.element(0x0010, 0x0010, "PN", "M\xFCller").item_end().item(undefined);
  file.element(0x0008, 0x0005, "CS", "ISO_IR 192").element(0x0010, 0x0010, "PN", "M\xC3\xBCller ");
  file.item_end().sequence_end();
  const auto header = parsed(file.bytes());
  ASSERT_TRUE(header);
  for (const Dataset &item : header->root().items(referenced_images))
    EXPECT_EQ(item.utf8(tags::patient_name).reveal(), "Müller");
}

TEST(header, stays_readable_when_moved) {
  auto first = parsed(tiny_dicom({}));
  ASSERT_TRUE(first);
  const Dataset root = first->root();
  const Header second = std::move(*first);
  EXPECT_EQ(root.number(echo_time), 4.5);
  EXPECT_EQ(second.root().number(echo_time), 4.5);
}

} // namespace
} // namespace curate::dicom
