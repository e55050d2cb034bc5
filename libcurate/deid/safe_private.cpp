#include <libcurate/deid/safe_private.hpp>
#include <libcurate/deid/safe_private_table.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>
#include <span>

namespace curate::deid {

namespace {

// What libcurate/dicom reads of diffusion, slice timing, scaling, phase encoding and geometry, and
// the table lacks: none of it is typed by people, but the parts that are scrubbed or rewritten.
// Sources: rordenlab/dcm2niix, nii_dicom.cpp; conformance statements of GE MR (DV26), Philips MR
// (R5) and UIH (uMR); explicit files of these makers.
// clang-format off
constexpr SafePrivateBlock own_blocks[] = {
  {"gems_acqu_01", 0x0019, "5AFL7FDS9CLO9ELOB3DSB6DSBBDSBCDSBDDSE0DS"},
  {"gems_parm_01", 0x0043, "2AOB2CSS30SS39IS7CFL83DSA3CSA4CSA5SLB2LOB6LOB7LO"},
  {"gems_rela_01", 0x0021, "4FSS5ASL5EDS"},
  {"gems_sers_01", 0x0025, "1BOB"},
  {"image private header", 0x0065, "00UL09FD0AFD0DSH13FD16UL2FFL37FD38FD50DS51SQ58SS"},
  {"philips imaging dd 001", 0x2001, "03FL04CS0AIS13SL18SL1BFL1CCS22FL5FSQ"},
  {"philips mr imaging dd 001", 0x2005, "0DFL0EFL11CSA0FLB0FLB1FLB2FL"},
  {"philips mr imaging dd 005", 0x2005, "0ESQ0FSQ12IS13IS29CS3CFL"},
  {"philips mr imaging dd 006", 0x2005, "96IS"},
  {"siemens csa header", 0x0029, "08CS10OB18CS20OB"},
  {"siemens mr header", 0x0019, "08CS0AUS0CIS0DCS0EFD14IS16DS18IS28FD29FD"},
  {"siemens mr header", 0x0051, "08CS0ELO0FLO11LO"},
  {"siemens mr sdi 02", 0x0021, "04DS06LO09LO1CIS42IS4FLO53FD59IS5EIS75CS88IS89FD8ELOFESQ"},
  {"siemens mr sds 01", 0x0021, "19OB55CS5ACS5BCS5CCSFESQ"},
};
// clang-format on

char in_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// As bytes are compared, `said` in lower case.
int compare(std::string_view said, std::string_view lower) {
  const auto unsigned_of = [](char c) { return static_cast<unsigned char>(c); };
  for (std::size_t i = 0; i < std::min(said.size(), lower.size()); ++i) {
    const int difference = unsigned_of(in_lower(said[i])) - unsigned_of(lower[i]);
    if (difference != 0) return difference;
  }
  return said.size() == lower.size() ? 0 : said.size() < lower.size() ? -1 : 1;
}

std::optional<dicom::Vr> vr_in(std::span<const SafePrivateBlock> blocks, std::string_view creator,
                               std::uint16_t group, std::uint8_t element) {
  const auto block = std::partition_point(blocks.begin(), blocks.end(),
                                          [creator, group](const SafePrivateBlock &entry) {
                                            const int order = compare(creator, entry.creator);
                                            return order > 0 || (order == 0 && entry.group < group);
                                          });
  if (block == blocks.end() || block->group != group || compare(creator, block->creator) != 0)
    return {};
  constexpr std::string_view digits = "0123456789ABCDEF";
  const char high = digits[element >> 4U], low = digits[element & 0xFU];
  for (std::string_view rest = block->elements; rest.size() >= 4; rest.remove_prefix(4))
    if (rest[0] == high && rest[1] == low)
      return dicom::Vr{static_cast<std::uint16_t>((static_cast<unsigned char>(rest[2]) << 8U) |
                                                  static_cast<unsigned char>(rest[3]))};
  return {};
}

} // namespace

std::optional<dicom::Vr> safe_private_vr(std::string_view creator, std::uint16_t group,
                                         std::uint8_t element) {
  creator = base::trim(creator);
  const auto own = vr_in(own_blocks, creator, group, element);
  return own ? own
             : vr_in({safe_private_blocks, safe_private_block_count}, creator, group, element);
}

} // namespace curate::deid
