#include "tests/support/dicom_writer.hpp"
#include "tests/support/tiny_dicom.hpp"

#include <gtest/gtest.h>
#include <libcurate/deid/gather.hpp>
#include <libcurate/deid/identifies_of.hpp>
#include <thread>

namespace curate::deid {
namespace {

using dicom::Tag;
using enum dicom::Vr;
using support::Elements;

dicom::Header header_of(const Elements &elements, const support::WriteOptions &options = {}) {
  auto header = dicom::Header::parse(archive::Bytes(support::encode(elements, options)),
                                     dicom::Extent::until_pixel_data);
  EXPECT_TRUE(header.has_value());
  return std::move(*header);
}

Elements with_classes(const std::string &character_set = "ISO_IR 100") {
  Elements elements(character_set);
  elements.text({0x0008, 0x0005}, CS, character_set);
  elements.text({0x0008, 0x0016}, UI, "1.2.840.10008.5.1.4.1.1.4");
  elements.text({0x0008, 0x0018}, UI, "1.2.3.4.5.1");
  elements.text({0x0020, 0x000D}, UI, "1.2.3.4");
  return elements;
}

KnownValues gathered(const Elements &elements, Options retained = {},
                     Gathering::Uids uids = Gathering::Uids::series_and_above) {
  Gathering gathering(retained, uids);
  gathering.look_at(header_of(elements), "A");
  return gathering.of("A");
}

/// An element as it lies in a file of explicit little endian, of a VR with long length.
void append(std::string &file, Tag tag, std::string_view vr, std::string value) {
  if (value.size() % 2 != 0) value += ' ';
  const auto word = [&file](std::size_t number) {
    file += static_cast<char>(number & 0xFFU);
    file += static_cast<char>(number >> 8U);
  };
  word(tag.group);
  word(tag.element);
  file += vr;
  word(0);
  word(value.size());
  word(0);
  file += value;
}

KnownValues gathered_of_file(const std::string &file) {
  auto header = dicom::Header::parse(archive::Bytes(support::bytes_of(file)), dicom::Extent::whole);
  EXPECT_TRUE(header.has_value());
  Gathering gathering;
  gathering.look_at(*header, "A");
  return gathering.of("A");
}

bool holds(const KnownValues &values, Identifies what, const std::string &text) {
  return values.values().reveal()->contains(KnownValue{what, text});
}

bool holds_anywhere(const KnownValues &values, const std::string &text) {
  for (const auto &value : *values.values().reveal())
    if (value.text.find(text) != std::string::npos) return true;
  return false;
}

TEST(gathering, tells_what_values_identify_by) {
  Elements elements = with_classes();
  elements.text({0x0010, 0x0010}, PN, "Müller^Zoë");
  elements.text({0x0010, 0x1001}, PN, "Meier^Zoë\\Z^M");
  elements.text({0x0008, 0x0090}, PN, "Brown^Ann");
  elements.text({0x0010, 0x0020}, LO, "A-4711");
  elements.text({0x0010, 0x0030}, DA, "19610312");
  elements.text({0x0008, 0x0020}, DA, "20240305");
  elements.text({0x0008, 0x002A}, DT, "20240306101112.5+0100");
  elements.text({0x0008, 0x0030}, TM, "101112.777");
  elements.text({0x0010, 0x2154}, SH, "+49 89 4400 1234");
  elements.text({0x0008, 0x0080}, LO, "Klinik am See");
  elements.text({0x0018, 0x1000}, LO, "SN66012");
  elements.text({0x0008, 0x103E}, LO, "t1 of Zoë");
  elements.text({0x0018, 0x0024}, SH, "*tfl3d1");
  elements.text({0x0010, 0x1030}, DS, "71.25");
  elements.text({0x0010, 0x0040}, CS, "F");
  const KnownValues values = gathered(elements);
  EXPECT_TRUE(holds(values, Identifies::person_name, "Müller^Zoë"));
  EXPECT_TRUE(holds(values, Identifies::person_name, "Meier^Zoë"));
  EXPECT_TRUE(holds(values, Identifies::person_name, "Z^M"));
  EXPECT_TRUE(holds(values, Identifies::staff_name, "Brown^Ann"));
  EXPECT_TRUE(holds(values, Identifies::id, "A-4711"));
  EXPECT_TRUE(holds(values, Identifies::birth_date, "19610312"));
  EXPECT_TRUE(holds(values, Identifies::date, "20240305"));
  EXPECT_TRUE(holds(values, Identifies::date, "20240306"));
  EXPECT_TRUE(holds(values, Identifies::contact, "+49 89 4400 1234"));
  EXPECT_TRUE(holds(values, Identifies::institution, "Klinik am See"));
  EXPECT_TRUE(holds(values, Identifies::device, "SN66012"));
  EXPECT_TRUE(holds(values, Identifies::free_text, "t1 of Zoë"));
  EXPECT_TRUE(holds(values, Identifies::uid, "1.2.3.4"));
  for (const char *absent : {"101112", "tfl3d1", "71.25", "1.2.3.4.5.1", "1.2.840"})
    EXPECT_FALSE(holds_anywhere(values, absent)) << absent;
  EXPECT_EQ(values.values().reveal()->size(), 13U);
}

TEST(gathering, leaves_what_options_retain) {
  Elements elements = with_classes();
  elements.text({0x0010, 0x0010}, PN, "Doe^Jane");
  elements.text({0x0008, 0x0020}, DA, "20240305");
  elements.text({0x0010, 0x0030}, DA, "19610312");
  elements.text({0x0008, 0x0080}, LO, "Klinik am See");
  elements.text({0x0018, 0x1000}, LO, "SN66012");
  const KnownValues values =
      gathered(elements, {Option::retain_full_dates, Option::retain_institution_identity,
                          Option::retain_device_identity, Option::retain_uids});
  EXPECT_TRUE(holds(values, Identifies::person_name, "Doe^Jane"));
  EXPECT_TRUE(holds(values, Identifies::birth_date, "19610312"));
  EXPECT_EQ(values.values().reveal()->size(), 2U);
}

TEST(gathering, goes_into_every_level) {
  Elements inner("ISO_IR 100");
  inner.text({0x0010, 0x0020}, LO, "deep-1");
  inner.text({0x0008, 0x0104}, LO, "a code");
  Elements staff("ISO_IR 100");
  staff.text({0x0008, 0x0104}, LO, "Nurse Betty");
  staff.text({0x0008, 0x0102}, SH, "99LOCAL");
  Elements content("ISO_IR 100");
  content.text({0x0040, 0xA160}, UT, "seen by somebody");
  Elements hidden("ISO_IR 100");
  hidden.text({0x0010, 0x0010}, PN, "Hidden^One");
  hidden.text({0x0029, 0x0010}, LO, "MAKER 1");
  hidden.text({0x0029, 0x1001}, LO, "private text");
  inner.item({0x0040, 0x0275}, hidden);
  Elements elements = with_classes();
  elements.item({0x0040, 0x0275}, inner);
  elements.item({0x0008, 0x1072}, staff);
  elements.item({0x0040, 0xA730}, content);
  elements.text({0x0011, 0x0010}, LO, "MAKER 2");
  elements.item({0x0011, 0x1002}, hidden);
  const KnownValues values = gathered(elements);
  EXPECT_TRUE(holds(values, Identifies::id, "deep-1"));
  EXPECT_TRUE(holds(values, Identifies::staff_name, "Nurse Betty"));
  EXPECT_TRUE(holds(values, Identifies::free_text, "seen by somebody"));
  EXPECT_TRUE(holds(values, Identifies::person_name, "Hidden^One"));
  EXPECT_TRUE(holds(values, Identifies::free_text, "private text"));
  for (const char *absent : {"MAKER", "99LOCAL", "a code"})
    EXPECT_FALSE(holds_anywhere(values, absent)) << absent;
}

TEST(gathering, reads_private_text_and_not_private_numbers) {
  Elements elements = with_classes();
  elements.text({0x0011, 0x0010}, LO, "MAKER");
  elements.text({0x0011, 0x1001}, LO, "one\\two");
  elements.text({0x0011, 0x1002}, DS, "47.11");
  elements.text({0x0011, 0x1003}, PN, "Staff^Private");
  const KnownValues values = gathered(elements);
  EXPECT_TRUE(holds(values, Identifies::free_text, "one"));
  EXPECT_TRUE(holds(values, Identifies::free_text, "two"));

  EXPECT_TRUE(holds(values, Identifies::staff_name, "Staff^Private"));
  EXPECT_FALSE(holds_anywhere(values, "47.11"));
}

TEST(gathering, reads_unknown_values_that_are_text) {
  std::string file;
  append(file, {0x0008, 0x0020}, "UN", "20240305");
  append(file, {0x0008, 0x0021}, "UN", "2024.03.07");
  append(file, {0x0008, 0x0022}, "UN", "20240231");
  append(file, {0x0008, 0x0023}, "UN", "20240308-20240309");
  append(file, {0x0010, 0x0020}, "UN", "A-4711");
  append(file, {0x0011, 0x0010}, "UN", "MAKER");
  append(file, {0x0011, 0x1004}, "UN", "unknown text");
  append(file, {0x0011, 0x1005}, "UN", std::string("\x01\x02\x7F\xFE", 4));
  append(file, {0x0011, 0x1006}, "OB", "bytes of a blob");
  const KnownValues values = gathered_of_file(file);
  for (const char *day : {"20240305", "20240307", "20240308", "20240309"})
    EXPECT_TRUE(holds(values, Identifies::date, day)) << day;
  EXPECT_TRUE(holds(values, Identifies::id, "A-4711"));
  EXPECT_TRUE(holds(values, Identifies::free_text, "unknown text"));
  EXPECT_EQ(values.values().reveal()->size(), 6U);
}

TEST(gathering, knows_instance_uids_where_asked) {
  Elements elements = with_classes();
  const KnownValues all = gathered(elements, {}, Gathering::Uids::all);
  EXPECT_TRUE(holds(all, Identifies::uid, "1.2.3.4.5.1"));
  EXPECT_FALSE(holds_anywhere(all, "1.2.840"));
}

TEST(gathering, a_station_named_as_its_model_tells_nothing) {
  Elements elements = with_classes();
  elements.text({0x0008, 0x1090}, LO, "Prisma");
  elements.text({0x0008, 0x1010}, SH, "PRISMA");
  EXPECT_FALSE(holds_anywhere(gathered(elements), "PRISMA"));
  elements.text({0x0008, 0x1010}, SH, "MRC35001");
  EXPECT_TRUE(holds(gathered(elements), Identifies::device, "MRC35001"));
}

TEST(gathering, tells_people_apart_and_threads_change_nothing) {
  std::vector<dicom::Header> headers;
  for (int i = 0; i < 40; ++i) {
    Elements elements = with_classes();
    elements.text({0x0010, 0x0020}, LO, "id-" + std::to_string(i % 8));
    elements.text({0x0010, 0x4000}, LT, "note " + std::to_string(i));
    headers.push_back(header_of(elements));
  }
  const auto person = [](std::size_t i) { return std::string(1, static_cast<char>('a' + i % 2)); };
  Gathering alone, together;
  for (std::size_t i = 0; i < headers.size(); ++i)
    alone.look_at(headers[i], person(i));
  std::vector<std::jthread> threads;
  for (std::size_t thread = 0; thread < 4; ++thread)
    threads.emplace_back([&, thread] {
      for (std::size_t i = thread; i < headers.size(); i += 4)
        together.look_at(headers[i], person(i));
    });
  threads.clear();
  for (const char *whose : {"a", "b"}) {
    const KnownValues one = alone.of(whose), four = together.of(whose);
    EXPECT_EQ(*one.values().reveal(), *four.values().reveal());
    EXPECT_EQ(one.values().reveal()->size(), 4U + 20U + 1U);
  }
  EXPECT_TRUE(alone.of("nobody").empty());
  EXPECT_EQ(alone.all().values().reveal()->size(), 8U + 40U + 1U);
}

TEST(gathering, other_character_sets_are_read) {
  Elements elements = with_classes("\\ISO 2022 IR 87");
  elements.text({0x0010, 0x0010}, PN, "Yamada^Tarou=山田^太郎");
  EXPECT_TRUE(holds(gathered(elements), Identifies::person_name, "Yamada^Tarou=山田^太郎"));
  // The same bytes in another set are another value.
  Elements latin = with_classes("ISO_IR 100"), utf8 = with_classes("ISO_IR 192");
  latin.text({0x0010, 0x0010}, PN, "Ã¼^A");
  utf8.text({0x0010, 0x0010}, PN, "ü^A");
  Gathering gathering;
  gathering.look_at(header_of(latin), "A");
  gathering.look_at(header_of(utf8), "A");
  const KnownValues values = gathering.of("A");
  EXPECT_TRUE(holds(values, Identifies::person_name, "Ã¼^A"));
  EXPECT_TRUE(holds(values, Identifies::person_name, "ü^A"));
}

TEST(known_values, keep_the_first_whatever_the_order) {
  KnownValues forward, backward;
  const auto text_of = [](std::size_t i) {
    return std::to_string(100000 + i) + std::string(4090, 'x');
  };
  constexpr std::size_t count = KnownValues::most_bytes / 4096 + 50;
  for (std::size_t i = 0; i < count; ++i) {
    forward.add(Identifies::free_text, text_of(i));
    backward.add(Identifies::free_text, text_of(count - 1 - i));
  }
  forward.add(Identifies::person_name, "Doe^Jane");
  backward.add(Identifies::person_name, "Doe^Jane");
  EXPECT_GT(forward.left_out(), 0U);
  EXPECT_TRUE(holds(forward, Identifies::person_name, "Doe^Jane"));
  EXPECT_EQ(*forward.values().reveal(), *backward.values().reveal());
}

TEST(identifies_of, goes_by_tag_and_vr) {
  EXPECT_EQ(identifies_of({0x0010, 0x0010}, PN), Identifies::person_name);
  EXPECT_EQ(identifies_of({0x0010, 0x0020}, UN), Identifies::id);
  EXPECT_EQ(identifies_of({0x0008, 0x0080}, LO), Identifies::institution);
  EXPECT_EQ(identifies_of({0x0010, 0x1040}, LO), Identifies::contact);
  EXPECT_EQ(identifies_of({0x0010, 0x4000}, LT), Identifies::free_text);
  EXPECT_EQ(identifies_of({0x0009, 0x0010}, LO), std::nullopt) << "private creator";
  EXPECT_EQ(identifies_of({0x0009, 0x1010}, LO), Identifies::free_text);
  EXPECT_EQ(identifies_of({0x0010, 0xFF01}, LO), Identifies::free_text)
      << "unknown to the standard";
  EXPECT_EQ(identifies_of({0x0008, 0x0060}, CS), std::nullopt);
  EXPECT_EQ(identifies_of({0x0008, 0x0070}, LO), std::nullopt) << "manufacturer";
  EXPECT_EQ(identifies_of({0x0008, 0x0030}, TM), std::nullopt);
  EXPECT_EQ(identifies_of({0x0020, 0x000D}, UI), Identifies::uid);
  EXPECT_EQ(identifies_of({0x0008, 0x0016}, UI), std::nullopt);
}

} // namespace
} // namespace curate::deid
