#include <libcurate/dicom/private_dictionary.hpp>

#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>
#include <span>

namespace curate::dicom {

namespace {

using enum Vr;

struct Row {
  std::uint8_t element;
  Vr vr;
};

struct Block {
  std::string_view creator; ///< in lower case
  std::uint16_t group;
  std::span<const Row> rows; ///< sorted
};

// clang-format off
constexpr Row siemens_0019[] = {
    {0x0A, US}, {0x0E, FD}, {0x12, SL}, {0x13, SL}, {0x15, FD}, {0x27, FD}, {0x28, FD}, {0x29, FD}};
constexpr Row siemens_xa_series[] = {
    {0x0D, US}, {0x12, FD}, {0x25, SL}, {0x27, US}, {0x32, SS}, {0x50, US}, {0x51, US}, {0x5D, SL}, {0x62, FL},
    {0xFE, SQ}};
constexpr Row siemens_xa_image[] = {
    {0x45, SL}, {0x51, UL}, {0x53, FD}, {0x5B, FD}, {0x65, FD}, {0x89, FD}, {0xFE, SQ}};
constexpr Row ge_0019[] = {
    {0x11, SS}, {0x12, SS}, {0x17, SS}, {0x5A, FL}, {0x7E, SS}, {0x81, SS}, {0x88, SS}, {0x8A, SS}, {0x8B, SS},
    {0x8F, SS}, {0x90, SS}, {0x92, SL}, {0x94, SS}, {0x95, SS}, {0x96, SS}, {0x97, SL}, {0x9B, SS}, {0x9F, SS},
    {0xA0, SS}, {0xA1, SS}, {0xA2, SL}, {0xA3, UL}, {0xA4, SS}, {0xC0, SS}, {0xC2, SS}, {0xC3, SS}, {0xC4, SS},
    {0xC5, SS}, {0xC6, SS}, {0xC7, SS}, {0xC8, SS}, {0xC9, SS}, {0xCA, SS}, {0xCB, SS}, {0xCC, SS}, {0xCD, SS},
    {0xCE, SS}, {0xCF, SS}, {0xD2, SS}, {0xD5, SS}, {0xD7, SS}, {0xD8, SS}, {0xF2, SS}};
constexpr Row ge_0021[] = {
    {0x35, SS}, {0x36, SS}, {0x37, SS}, {0x4F, SS}, {0x50, SS}, {0x56, SL}, {0x57, SL}, {0x58, SL}, {0x59, SL},
    {0x5A, SL}};
constexpr Row ge_0025[] = {
    {0x06, SS}, {0x07, SL}, {0x10, SL}, {0x11, SS}, {0x14, SL}, {0x17, SL}, {0x18, SL}, {0x19, SL}};
constexpr Row ge_0027[] = {
    {0x06, SL}, {0x10, SS}, {0x31, SS}, {0x32, SS}, {0x33, UL}, {0x35, SS}, {0x41, FL}, {0x60, FL}, {0x61, FL},
    {0x62, FL}};
constexpr Row ge_0043[] = {
    {0x01, SS}, {0x02, SS}, {0x03, SS}, {0x04, SS}, {0x05, SS}, {0x06, SS}, {0x07, SS}, {0x08, SS}, {0x09, SS},
    {0x0A, SS}, {0x10, US}, {0x1C, SS}, {0x1D, SS}, {0x2C, SS}, {0x2F, SS}, {0x30, SS}, {0x32, SS}, {0x33, FL},
    {0x35, UL}, {0x36, UL}, {0x37, UL}, {0x38, FL}, {0x79, US}, {0x7A, US}, {0x7D, US}, {0xC8, UL}};
constexpr Row philips_2001[] = {
    {0x01, FL}, {0x03, FL}, {0x09, FL}, {0x0F, SS}, {0x11, FL}, {0x13, SL}, {0x14, SL}, {0x15, SS},
    {0x16, SS}, {0x17, SL}, {0x18, SL}, {0x1A, FL}, {0x1B, FL}, {0x22, FL}, {0x2D, SS}, {0x32, FL}, {0x35, SS},
    {0x5F, SQ}, {0x60, SL}, {0xF1, FL}};
constexpr Row philips_2005_001[] = {
    {0x00, FL}, {0x01, FL}, {0x02, FL}, {0x08, FL}, {0x09, FL}, {0x0A, FL}, {0x0B, FL}, {0x0C, FL}, {0x0D, FL},
    {0x0E, FL}, {0x1A, SS}, {0x1D, SS}, {0x20, SL}, {0x21, SS}, {0x23, SS}, {0x25, SS}, {0x2B, SS}, {0x30, FL},
    {0x33, FL}, {0x3D, SS}, {0x3E, SL}, {0x63, SS}, {0x71, FL}, {0x72, FL}, {0x73, FL}, {0x74, FL}, {0x75, FL},
    {0x76, FL}, {0x78, FL}, {0x79, FL}, {0x7A, FL}, {0x7E, FL}, {0x86, SS}, {0xA0, FL}, {0xB0, FL}, {0xB1, FL},
    {0xB2, FL}};
constexpr Row philips_2005_004[] = {
    {0x26, FL}, {0x29, FL}, {0x31, SS}, {0x36, FL}, {0x37, FL}, {0x38, FL}, {0x47, FL}, {0x49, FL}, {0x51, SS},
    {0x52, SS}, {0x55, FL}, {0x57, SS}, {0x59, FL}, {0x60, FL}, {0x62, FL}, {0x63, FL}, {0x70, SS}, {0x82, UL}};
constexpr Row philips_2005_005[] = {
    {0x01, UL}, {0x03, UL}, {0x04, SS}, {0x06, SS}, {0x07, SS}, {0x0E, SQ}, {0x0F, SQ}, {0x14, SL}, {0x15, SL},
    {0x28, SL}, {0x2E, FL}, {0x2F, FL}, {0x30, FL}, {0x31, FL}, {0x3C, FL}, {0x3D, FL}, {0x3E, FL}, {0x40, FL},
    {0x41, FL}, {0x42, FL}, {0x43, FL}, {0x46, FL}, {0x47, FL}, {0x48, FL}, {0x92, FL}};
constexpr Row uih_0065[] = {
    {0x00, UL}, {0x09, FD}, {0x0A, FD}, {0x13, FD}, {0x16, UL}, {0x2F, FL}, {0x37, FD}, {0x38, FD}, {0x51, SQ}};

constexpr Block blocks[] = {
    {"siemens mr header", 0x0019, siemens_0019},
    {"siemens mr sds 01", 0x0021, siemens_xa_series},
    {"siemens mr sdi 02", 0x0021, siemens_xa_image},
    {"gems_acqu_01", 0x0019, ge_0019},
    {"gems_rela_01", 0x0021, ge_0021},
    {"gems_sers_01", 0x0025, ge_0025},
    {"gems_imag_01", 0x0027, ge_0027},
    {"gems_parm_01", 0x0043, ge_0043},
    {"philips imaging dd 001", 0x2001, philips_2001},
    {"philips mr imaging dd 001", 0x2005, philips_2005_001},
    {"philips mr imaging dd 004", 0x2005, philips_2005_004},
    {"philips mr imaging dd 005", 0x2005, philips_2005_005},
    {"image private header", 0x0065, uih_0065}};
// clang-format on

std::size_t width_of(Vr vr) {
  if (vr == FD) return 8;
  if (vr == SL || vr == UL || vr == FL) return 4;
  return vr == SS || vr == US ? 2 : 1;
}

bool is_same_name(std::string_view said, std::string_view lower) {
  const auto in_lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::ranges::equal(said, lower, {}, in_lower);
}

} // namespace

std::optional<Vr> private_vr(std::string_view creator, Tag tag, std::size_t length_bytes) {
  creator = base::trim(creator);
  const auto block = std::ranges::find_if(blocks, [&](const Block &b) {
    return b.group == tag.group && is_same_name(creator, b.creator);
  });
  if (block == std::end(blocks)) return {};
  const auto element = static_cast<std::uint8_t>(tag.element & 0xFFU);
  const auto row = std::ranges::lower_bound(block->rows, element, {}, &Row::element);
  if (row == block->rows.end() || row->element != element) return {};
  const bool is_whole = length_bytes % width_of(row->vr) == 0; // text would seldom fit
  return is_whole ? std::optional(row->vr) : std::nullopt;
}

} // namespace curate::dicom
