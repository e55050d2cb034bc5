#include "tests/deid/made_series.hpp"
#include "tests/support/csa.hpp"

#include <bit>
#include <cstring>
#include <gtest/gtest.h>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/deid/private_value.hpp>
#include <libcurate/dicom/ge.hpp>
#include <libcurate/dicom/siemens_csa.hpp>

namespace curate::deid {
namespace {

using dicom::Vr;
using support::bytes_of;

const Scrubber &scrubber() {
  static const Vocabulary words;
  static const Scrubber made(known_of(person("471181", "Doe^John", "19610312")), words);
  return made;
}

PrivateValue clean(std::string_view creator, std::uint16_t group, std::uint8_t element, Vr vr,
                   std::span<const std::byte> value) {
  return clean_private_value(creator, group, element, vr, value, scrubber());
}

/// What became of a text: the text itself, "-" where it must go.
std::string text(Vr vr, std::string_view value, std::string_view creator = "ANY",
                 std::uint16_t group = 0x0019, std::uint8_t element = 1) {
  const auto bytes = bytes_of(value);
  const PrivateValue out = clean(creator, group, element, vr, bytes);
  if (out.verdict == PrivateVerdict::removed) return "-";
  if (out.verdict == PrivateVerdict::kept) return std::string(value);
  EXPECT_EQ(out.verdict, PrivateVerdict::rewritten);
  EXPECT_EQ(out.value.size() % 2, 0U);
  std::string made(reinterpret_cast<const char *>(out.value.data()), out.value.size());
  while (!made.empty() && made.back() == ' ')
    made.pop_back();
  return made;
}

template <typename T> PrivateVerdict number(Vr vr, std::vector<T> values) {
  return clean("ANY", 0x0019, 1, vr, std::as_bytes(std::span(values))).verdict;
}

TEST(private_value, keeps_numbers_that_tell_nobody) {
  EXPECT_EQ(number<double>(Vr::FD, {0.5, -1e-7, 1000, 123.25, 123262369}), PrivateVerdict::kept);
  EXPECT_EQ(number<float>(Vr::FL, {2.5F, 1e30F}), PrivateVerdict::kept);
  EXPECT_EQ(number<std::uint32_t>(Vr::UL, {1, 1000, 134217728, 4294967295U}), PrivateVerdict::kept);
  EXPECT_EQ(number<std::int32_t>(Vr::SL, {-1085, 60000000}), PrivateVerdict::kept);
  EXPECT_EQ(number<std::uint16_t>(Vr::US, {1961}), PrivateVerdict::kept);
}

TEST(private_value, drops_numbers_that_are_days_moments_or_ids) {
  EXPECT_EQ(number<double>(Vr::FD, {1, 20240305}), PrivateVerdict::removed);
  EXPECT_EQ(number<float>(Vr::FL, {20240304.F}), PrivateVerdict::removed);
  EXPECT_EQ(number<std::uint32_t>(Vr::UL, {19610312}), PrivateVerdict::removed);
  EXPECT_EQ(number<std::uint32_t>(Vr::UL, {1709600000}), PrivateVerdict::removed);
  EXPECT_EQ(number<std::int32_t>(Vr::SL, {-471181}), PrivateVerdict::removed);
  EXPECT_EQ(number<std::uint8_t>(Vr::UL, {1, 2, 3}), PrivateVerdict::removed);
}

TEST(private_value, reads_decimal_and_integer_strings) {
  EXPECT_EQ(text(Vr::DS, "1.5\\ -2e-3\\0"), "1.5\\-2e-3\\0");
  EXPECT_EQ(text(Vr::DS, "1.5\\20240305\\2 "), "1.5\\\\2");
  EXPECT_EQ(text(Vr::IS, "471181"), "-");
  EXPECT_EQ(text(Vr::IS, "12 Doe"), "-");
  EXPECT_EQ(text(Vr::IS, "1000000050\\8\\0\\0", "GEMS_PARM_01", 0x0043, 0x39),
            "1000000050\\8\\0\\0");
  EXPECT_EQ(text(Vr::IS, "1020240305\\8", "GEMS_PARM_01", 0x0043, 0x39), "\\8");
  EXPECT_EQ(text(Vr::IS, "1000000050"), "-");
}

TEST(private_value, keeps_of_text_what_machines_write) {
  EXPECT_EQ(text(Vr::LO, "X_1_1_1_1_2_1_1_1_1_1_1_32", "SIEMENS MR SDI 02", 0x0021, 0x06),
            "X_1_1_1_1_2_1_1_1_1_1_1_32");
  EXPECT_EQ(text(Vr::LO, "HC1-7;NC1", "SIEMENS MR HEADER ", 0x0051, 0x0F), "HC1-7;NC1");
  EXPECT_EQ(text(Vr::UN, "p2 s3 ", "SIEMENS MR HEADER", 0x0051, 0x11), "p2 s3 ");
  EXPECT_EQ(text(Vr::CS, "I ", "Philips Imaging DD 001", 0x2001, 0x04), "I ");
  EXPECT_EQ(text(Vr::LO, "0\\0\\100.5", "GEMS_PARM_01", 0x0043, 0xB2), "0\\0\\100.5");
  EXPECT_EQ(text(Vr::LO, "EPI2", "GEMS_ACQU_01", 0x0019, 0x9E), "EPI2");
  EXPECT_EQ(text(Vr::LO, "Doe", "GEMS_ACQU_01", 0x0019, 0x9E), "-");
}

TEST(private_value, keeps_of_other_text_the_words_of_the_field) {
  EXPECT_EQ(text(Vr::LO, "Zork bold 471181"), "bold");
  EXPECT_EQ(text(Vr::ST, "Zork called"), "-");
  EXPECT_EQ(text(Vr::UN, "born 12.03.1961"), "-");
  EXPECT_EQ(text(Vr::ST, "1;HFS;80;;F;0;0;1", "SIEMENS MR SDS 01", 0x0021, 0x2B), "-");
  EXPECT_EQ(text(Vr::LO, ""), "");
}

TEST(private_value, leaves_days_names_and_uids_to_others) {
  for (const Vr vr : {Vr::DA, Vr::TM, Vr::DT, Vr::PN, Vr::UI, Vr::AS, Vr::SQ})
    EXPECT_EQ(clean("ANY", 0x0019, 1, vr, {}).verdict, PrivateVerdict::by_vr);
}

TEST(private_value, rewrites_known_blocks_and_drops_unknown_ones) {
  const auto csa = support::csa_header({{"B_value", "IS", {"5"}}, {"DataFileName", "LO", {"Doe"}}});
  for (const Vr vr : {Vr::OB, Vr::UN}) {
    const auto out = clean("SIEMENS CSA HEADER", 0x0029, 0x10, vr, csa);
    ASSERT_EQ(out.verdict, PrivateVerdict::rewritten);
    EXPECT_EQ(dicom::siemens::CsaHeader::parse(out.value)->size(), 1U);
  }
  EXPECT_EQ(text(Vr::OB, "x### ASCCONV BEGIN ###\nalTE[0] = 5\nDoe\n### ASCCONV END ###"),
            "### ASCCONV BEGIN ###\nalTE[0]\t = \t5\n### ASCCONV END ###");
  const std::string lines = "NEX \"1\"\nNOTES \"Doe\"\n";
  auto block = archive::gzip(std::as_bytes(std::span(lines)));
  block.insert(block.begin(), 4, std::byte{0});
  EXPECT_EQ(clean("GEMS_SERS_01", 0x0025, 0x1B, Vr::OB, block).verdict, PrivateVerdict::rewritten);
  EXPECT_EQ(text(Vr::OB, "Doe bold"), "-");
  EXPECT_EQ(text(Vr::UN, std::string_view("\0\1\2\3bold", 8)), "-");
}

TEST(private_value, keeps_the_polarity_of_ge_and_nothing_else_of_its_data) {
  for (const float version : {20.0F, 27.0F}) {
    std::vector<std::byte> data(3000, std::byte{'D'});
    const bool is_new = version > 25.002F;
    const std::size_t header = 1000, flags = header + (is_new ? 0x4CU : 0U);
    const auto put = [&](std::size_t at, std::uint32_t value, std::size_t count) {
      std::memcpy(data.data() + at, &value, count);
    };
    put(24, header, 2);
    put(header, std::bit_cast<std::uint32_t>(version), 4);
    put(flags + 0x3A, 0x800, 2);
    put(flags + 0x30, 0x4, 2);
    put(flags + 0x394 - (is_new ? 0x8CU : 0U), 2, 2);
    ASSERT_EQ(dicom::ge::is_polarity_unflipped(data), true);
    const auto out = clean("GEMS_PARM_01", 0x0043, 0x2A, Vr::OB, data);
    ASSERT_EQ(out.verdict, PrivateVerdict::rewritten);
    EXPECT_EQ(dicom::ge::is_polarity_unflipped(out.value), true);
    EXPECT_EQ(std::ranges::count(out.value, std::byte{'D'}), 0);
    EXPECT_EQ(clean_ge_user_data(out.value), out.value);
  }
  EXPECT_EQ(text(Vr::OB, "Doe", "GEMS_PARM_01", 0x0043, 0x2A), "-");
}

} // namespace
} // namespace curate::deid
