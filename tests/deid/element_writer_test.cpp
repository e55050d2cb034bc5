#include <array>
#include <gtest/gtest.h>
#include <libcurate/deid/element_writer.hpp>
#include <libcurate/deid/file_meta.hpp>
#include <libcurate/dicom/header.hpp>

namespace curate::deid {
namespace {

using dicom::Tag;
using dicom::Vr;

dicom::Header read_back(const ElementWriter &writer, std::string_view syntax) {
  auto file = file_meta("1.2.840.10008.5.1.4.1.1.4", "1.2.3", syntax);
  file.insert(file.end(), writer.bytes().begin(), writer.bytes().end());
  auto header = dicom::Header::parse(archive::Bytes(std::move(file)), dicom::Extent::whole);
  EXPECT_TRUE(header);
  return std::move(*header);
}

struct Form {
  DataSetForm form;
  std::string_view syntax;
};

class every_form : public testing::TestWithParam<Form> {};

TEST_P(every_form, reads_back_as_it_was_written) {
  ElementWriter writer(GetParam().form);
  writer.text({0x0008, 0x0060}, Vr::CS, "MR");
  writer.text({0x0008, 0x103E}, Vr::LO, "odd");
  writer.begin_sequence({0x0008, 0x1140});
  writer.begin_item();
  writer.text({0x0008, 0x1155}, Vr::UI, "2.25.1");
  writer.begin_sequence({0x0040, 0xA170});
  writer.begin_item();
  writer.text({0x0008, 0x0100}, Vr::SH, "121311");
  writer.end();
  writer.end();
  writer.end();
  writer.begin_item();
  writer.end();
  writer.end();
  writer.number({0x0028, 0x0010}, 513);
  writer.text({0x0040, 0x4000}, Vr::UT, "long");

  const auto header = read_back(writer, GetParam().syntax);
  const dicom::Dataset root = header.root();
  EXPECT_EQ(root.elements().size(), 5U);
  EXPECT_EQ(root.text(Tag{0x0008, 0x103E}).reveal(), "odd");
  EXPECT_EQ(root.integer({0x0028, 0x0010}), 513);
  const auto items = root.items(Tag{0x0008, 0x1140});
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].text(Tag{0x0008, 0x1155}).reveal(), "2.25.1");
  EXPECT_EQ(items[0].items(Tag{0x0040, 0xA170}).front().text(Tag{0x0008, 0x0100}).reveal(),
            "121311");
  EXPECT_TRUE(items[1].elements().empty());
  EXPECT_EQ(root.text(Tag{0x0040, 0x4000}).reveal(), "long");
}

INSTANTIATE_TEST_SUITE_P(of_data_sets, every_form,
                         testing::Values(Form{{true, false}, "1.2.840.10008.1.2.1"},
                                         Form{{false, false}, "1.2.840.10008.1.2"},
                                         Form{{true, true}, "1.2.840.10008.1.2.2"}));

TEST(element_writer, turns_numbers_of_the_other_byte_order) {
  constexpr std::array big = {std::byte{0x02}, std::byte{0x01}, std::byte{0}, std::byte{7}};
  ElementWriter writer({true, false});
  writer.element_turned({0x0028, 0x1052}, Vr::US, big);
  const auto header = read_back(writer, "1.2.840.10008.1.2.1");
  EXPECT_EQ(header.root().numbers(Tag{0x0028, 0x1052}), (std::vector<double>{513, 7}));
}

TEST(element_writer, writes_a_value_too_long_for_its_vr_as_unknown) {
  ElementWriter writer({true, false});
  writer.text({0x0028, 0x0030}, Vr::DS, std::string(70'000, '1'));
  const auto header = read_back(writer, "1.2.840.10008.1.2.1");
  EXPECT_EQ(header.root().text(Tag{0x0028, 0x0030}).reveal().size(), 70'000U);
}

} // namespace
} // namespace curate::deid
