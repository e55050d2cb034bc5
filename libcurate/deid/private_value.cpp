#include "libcurate/deid/private_value.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/clean_number.hpp>
#include <libcurate/deid/csa_rewrite.hpp>
#include <libcurate/deid/ge_protocol_rewrite.hpp>
#include <libcurate/deid/phoenix_rewrite.hpp>
#include <libcurate/dicom/ge.hpp>
#include <optional>
#include <string>

namespace curate::deid {

namespace {

using dicom::Vr;
using Bytes = std::span<const std::byte>;

/// An element by its creator in lower case.
struct ElementPlace {
  std::string_view creator;
  std::uint16_t group;
  std::uint8_t element;

  bool operator==(const ElementPlace &) const = default;
};

constexpr std::string_view ge_parameters = "gems_parm_01";

// Texts that machines write and our readers use. Source: libcurate/dicom (siemens, ge, philips,
// uih, spin_labeling).
constexpr auto machine_texts = std::to_array<ElementPlace>({
    {"gems_acqu_01", 0x0019, 0x9C},              // pulse sequence
    {"gems_acqu_01", 0x0019, 0x9E},              // internal pulse sequence
    {ge_parameters, 0x0043, 0xA3},               // labelling
    {ge_parameters, 0x0043, 0xA4},               // labelling
    {ge_parameters, 0x0043, 0xB2},               // place of the table
    {ge_parameters, 0x0043, 0xB6},               // multiband
    {ge_parameters, 0x0043, 0xB7},               // compressed sensing
    {"image private header", 0x0065, 0x0D},      // acceleration
    {"philips imaging dd 001", 0x2001, 0x04},    // kind of diffusion
    {"philips imaging dd 001", 0x2001, 0x1C},    // prepulse
    {"philips mr imaging dd 001", 0x2005, 0x11}, // kind of picture
    {"siemens csa header", 0x0029, 0x08},
    {"siemens csa header", 0x0029, 0x18},
    {"siemens mr header", 0x0019, 0x08},
    {"siemens mr header", 0x0019, 0x0D}, // kind of diffusion
    {"siemens mr header", 0x0051, 0x08},
    {"siemens mr header", 0x0051, 0x0B}, // matrix
    {"siemens mr header", 0x0051, 0x0E}, // orientation
    {"siemens mr header", 0x0051, 0x0F}, // coils
    {"siemens mr header", 0x0051, 0x11}, // acceleration
    {"siemens mr sdi 02", 0x0021, 0x09}, // acceleration
    {"siemens mr sdi 02", 0x0021, 0x4F}, // coils
    {"siemens mr sdi 02", 0x0021, 0x58}, // matrix
    {"siemens mr sdi 02", 0x0021, 0x75}, // terms of Image Type
    {"siemens mr sds 01", 0x0021, 0x55},
    {"siemens mr sds 01", 0x0021, 0x5A}, // terms of the sequence
    {"siemens mr sds 01", 0x0021, 0x5B},
    {"siemens mr sds 01", 0x0021, 0x5C},
});

constexpr auto ice_dimensions = std::to_array<ElementPlace>({
    {"siemens mr sdi 02", 0x0021, 0x06},
    {"siemens mr sdi 02", 0x0021, 0x8E},
});

/// Position, weight, sex and a number of the registration in one text: TCIA keeps it.
constexpr ElementPlace patient_registration{"siemens mr sds 01", 0x0021, 0x2B};
constexpr ElementPlace ge_b_value{ge_parameters, 0x0043, 0x39};
constexpr ElementPlace ge_user_data{ge_parameters, 0x0043, 0x2A};
constexpr ElementPlace ge_protocol{"gems_sers_01", 0x0025, 0x1B};

template <std::size_t n>
bool is_in(const std::array<ElementPlace, n> &places, const ElementPlace &place) {
  return std::ranges::find(places, place) != places.end();
}

std::string_view chars_of(Bytes bytes) {
  return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

PrivateValue kept() {
  return {PrivateVerdict::kept};
}

PrivateValue rewritten(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  PrivateValue out{PrivateVerdict::rewritten, {bytes.begin(), bytes.end()}};
  if (out.value.size() % 2 != 0) out.value.push_back(std::byte{' '});
  return out;
}

PrivateValue rewritten(std::optional<std::vector<std::byte>> value) {
  if (!value || value->empty()) return {};
  return {PrivateVerdict::rewritten, std::move(*value)};
}

std::uint64_t little(Bytes bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i)
    value |= std::to_integer<std::uint64_t>(bytes[at + i]) << (8 * i);
  return value;
}

/// Whether a whole number may be a day, a moment or an id.
bool tells(std::uint64_t number, const Scrubber &scrubber) {
  constexpr std::uint64_t first_large = 10'000'000, least_searched = 10'000;
  constexpr std::uint64_t first_moment_s = 631'152'000, last_moment_s = 2'147'483'647; // from 1990
  if (number < least_searched) return false;
  if (number < first_large) return !is_clean_count(number, scrubber);
  return looks_like_date(number) || (number >= first_moment_s && number <= last_moment_s) ||
         scrubber.holds_known(std::to_string(number));
}

PrivateValue whole_numbers(Bytes value, std::size_t width, bool is_signed,
                           const Scrubber &scrubber) {
  if (value.size() % width != 0) return {};
  for (std::size_t at = 0; at < value.size(); at += width) {
    std::uint64_t number = little(value, at, width);
    const bool is_negative = is_signed && (number >> (8 * width - 1)) != 0;
    if (is_negative) number = (~number + 1) & (width == 8 ? ~std::uint64_t{0} : 0xFFFFFFFFU);
    if (tells(number, scrubber)) return {};
  }
  return kept();
}

PrivateValue real_numbers(Bytes value, std::size_t width, const Scrubber &scrubber) {
  if (value.size() % width != 0) return {};
  constexpr double most = 1e15;
  for (std::size_t at = 0; at < value.size(); at += width) {
    const std::uint64_t bits = little(value, at, width);
    const double number = std::abs(
        width == 8 ? std::bit_cast<double>(bits)
                   : static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits))));
    const bool is_whole = number < most && number == std::floor(number);
    if (is_whole && tells(static_cast<std::uint64_t>(number), scrubber)) return {};
  }
  return kept();
}

/// b plus n times 1e9, n below 10. Source: libcurate/dicom/ge_diffusion.
bool is_ge_b_value(std::string_view text) {
  const auto number = base::to_integer(text);
  constexpr long long offset = 1'000'000'000, most = 100'000;
  return number && *number >= 0 && *number / offset < 10 && *number % offset <= most;
}

constexpr std::size_t longest_number = 32;

bool is_plain(std::string_view text, const Scrubber &scrubber) {
  return text.size() <= longest_number && clean_number(text, scrubber);
}

bool is_short_term(std::string_view text, const Scrubber &scrubber) {
  return text.size() <= 2 && !scrubber.holds_known(text) &&
         std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// One value of a text; empty where it may not stand.
std::string clean_text(std::string_view text, const ElementPlace &place, const Scrubber &scrubber) {
  if (is_in(ice_dimensions, place))
    return clean_ice_dimensions(text, scrubber).value_or(std::string());
  if (is_plain(text, scrubber) || is_short_term(text, scrubber)) return std::string(text);
  std::string clean = scrubber.term(text).text();
  if (!clean.empty()) return clean;
  return is_in(machine_texts, place) ? scrubber.machine_text(text).text()
                                     : scrubber.free_text(text).text();
}

/// Every value by `clean`, which gives nothing for those that may not stand.
template <typename Clean>
PrivateValue by_values(Bytes value, bool is_one_value, const Clean &clean) {
  constexpr std::size_t most_values = 65'536;
  const std::string_view whole = base::trim(chars_of(value));
  if (whole.empty()) return value.empty() ? kept() : rewritten(std::string_view());
  const auto parts = is_one_value ? std::vector{whole} : base::split(whole, '\\');
  if (parts.size() > most_values) return {};
  std::vector<std::string> out;
  for (const std::string_view part : parts) {
    const std::string_view text = base::trim(part);
    out.push_back(text.empty() ? std::string() : clean(text));
  }
  if (std::ranges::all_of(out, &std::string::empty)) return {};
  const std::string joined = base::join(out, "\\");
  return joined == whole ? kept() : rewritten(joined);
}

PrivateValue decimal_numbers(Bytes value, const ElementPlace &place, const Scrubber &scrubber) {
  return by_values(value, false, [&](std::string_view text) {
    const bool may_stand = is_plain(text, scrubber) || (place == ge_b_value && is_ge_b_value(text));
    return may_stand ? std::string(text) : std::string();
  });
}

PrivateValue texts(Bytes value, bool is_one_value, const ElementPlace &place,
                   const Scrubber &scrubber) {
  return by_values(value, is_one_value,
                   [&](std::string_view text) { return clean_text(text, place, scrubber); });
}

bool holds_protocol(Bytes value) {
  return chars_of(value).find("### ASCCONV BEGIN") != std::string_view::npos;
}

PrivateValue protocol(Bytes value, const Scrubber &scrubber) {
  const std::string clean = rewrite_phoenix(chars_of(value), scrubber);
  return clean.empty() ? PrivateValue() : rewritten(clean);
}

bool is_printable(Bytes value) {
  return std::ranges::all_of(base::trim(chars_of(value)), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 || c == '\n' || c == '\r' || c == '\t';
  });
}

PrivateValue unknown_bytes(Bytes value, const ElementPlace &place, bool may_be_text,
                           const Scrubber &scrubber) {
  if (value.empty()) return kept();
  if (place == ge_user_data) return rewritten(clean_ge_user_data(value));
  if (place == ge_protocol) return rewritten(rewrite_ge_protocol(value, scrubber));
  if (auto csa = rewrite_csa(value, scrubber)) return rewritten(std::move(csa));
  if (holds_protocol(value)) return protocol(value, scrubber);
  if (may_be_text && is_printable(value)) return texts(value, false, place, scrubber);
  return {};
}

} // namespace

std::vector<std::byte> clean_ge_user_data(Bytes value) {
  if (!dicom::ge::is_polarity_unflipped(value)) return {};
  constexpr std::size_t place_of_header = 24, header = 32;
  const auto from = static_cast<std::size_t>(little(value, place_of_header, 2));
  const auto version = std::bit_cast<float>(static_cast<std::uint32_t>(little(value, from, 4)));
  const bool is_new = version >= 25.002F; // as is_polarity_unflipped has it
  const std::size_t flags = is_new ? 0x4CU : 0U;
  const std::size_t view_order = flags + 0x394 - (is_new ? 0x8CU : 0U);
  std::vector<std::byte> out(header + view_order + 2, std::byte{0});
  out[place_of_header] = std::byte{header};
  const auto copy = [&](std::size_t at, std::size_t count) {
    std::ranges::copy(value.subspan(from + at, count),
                      out.begin() + static_cast<std::ptrdiff_t>(header + at));
  };
  copy(0, 4);
  for (const std::size_t at : {flags + 0x3A, flags + 0x30, view_order})
    copy(at, 2);
  return out;
}

PrivateValue clean_private_value(std::string_view creator, std::uint16_t group,
                                 std::uint8_t element, Vr vr, Bytes value,
                                 const Scrubber &scrubber) {
  const std::string lower = base::lower(base::trim(creator));
  const ElementPlace place{lower, group, element};
  if (place == patient_registration) return {};
  switch (vr) {
  case Vr::US:
  case Vr::SS:
  case Vr::AT:
    return value.size() % 2 == 0 ? kept() : PrivateValue();
  case Vr::UL:
  case Vr::SL:
    return whole_numbers(value, 4, vr == Vr::SL, scrubber);
  case Vr::UV:
  case Vr::SV:
    return whole_numbers(value, 8, vr == Vr::SV, scrubber);
  case Vr::FL:
  case Vr::OF:
    return real_numbers(value, 4, scrubber);
  case Vr::FD:
  case Vr::OD:
    return real_numbers(value, 8, scrubber);
  case Vr::DS:
  case Vr::IS:
    return decimal_numbers(value, place, scrubber);
  case Vr::AE:
  case Vr::CS:
  case Vr::SH:
  case Vr::LO:
  case Vr::UC:
    return texts(value, false, place, scrubber);
  case Vr::ST:
  case Vr::LT:
  case Vr::UT:
    return holds_protocol(value) ? protocol(value, scrubber)
                                 : texts(value, !is_in(machine_texts, place), place, scrubber);
  case Vr::UN:
    return unknown_bytes(value, place, true, scrubber);
  case Vr::OB:
  case Vr::OW:
  case Vr::OL:
  case Vr::OV:
    return unknown_bytes(value, place, false, scrubber);
  case Vr::AS:
  case Vr::DA:
  case Vr::DT:
  case Vr::TM:
  case Vr::PN:
  case Vr::UI:
  case Vr::UR:
  case Vr::SQ:
    return {PrivateVerdict::by_vr};
  }
  return {};
}

} // namespace curate::deid
