#include <array>
#include <libcurate/dicom/element_lead.hpp>

namespace curate::dicom {

namespace {

enum class Form : std::uint8_t { unknown, short_length, long_length };

constexpr bool is_upper(unsigned letter) {
  return letter >= 'A' && letter <= 'Z';
}

constexpr bool is_two_letters(Vr vr) {
  const auto letters = static_cast<unsigned>(vr);
  return is_upper(letters >> 8) && is_upper(letters & 0xFFU);
}

// Both letters are upper case: five bits tell each.
constexpr std::size_t slot_of(Vr vr) {
  const auto letters = static_cast<unsigned>(vr);
  return (letters >> 8 & 31U) << 5 | (letters & 31U);
}

// Source: DICOM PS3.5, 7.1.2.
constexpr auto forms = [] {
  using enum Vr;
  std::array<Form, 1024> table{};
  for (const Vr vr :
       {AE, AS, AT, CS, DA, DS, DT, FD, FL, IS, LO, LT, PN, SH, SL, SS, ST, TM, UI, UL, US})
    table[slot_of(vr)] = Form::short_length;
  for (const Vr vr : {OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV})
    table[slot_of(vr)] = Form::long_length;
  return table;
}();

// Whether an element may end at `offset`: there is the end, or a tag that is not below the one
// before.
bool leads_on(std::span<const std::byte> bytes, std::uint64_t offset, Tag before,
              bool is_big_endian) {
  if (offset == bytes.size()) return true;
  if (offset + 8 > bytes.size()) return false;
  const Tag next = tag_at(bytes.data() + offset, is_big_endian);
  return next > before && (next.group - before.group < 0x2000 || next.group == 0x7FE0 ||
                           next.group == item_tag.group);
}

// For VRs such as "??", blanks or zeros. Neither reading is sure, so the one that leads on wins.
Lead lead_without_vr(std::span<const std::byte> bytes, Tag tag, bool is_big_endian) {
  Lead implicit{tag, Vr::UN, long_at(bytes.data() + 4, is_big_endian), 8, false};
  const Lead explicit_short{tag, Vr::UN, word_at(bytes.data() + 6, is_big_endian), 8, false};
  const auto end_of = [](const Lead &lead) { return std::uint64_t{lead.length} + 8; };
  if (implicit.length == undefined_length) return implicit;
  if (leads_on(bytes, end_of(implicit), tag, is_big_endian)) return implicit;
  if (leads_on(bytes, end_of(explicit_short), tag, is_big_endian)) return explicit_short;
  return implicit;
}

} // namespace

bool is_vr(Vr vr) {
  return is_two_letters(vr) && forms[slot_of(vr)] != Form::unknown;
}

std::optional<Lead> read_lead(std::span<const std::byte> bytes, Encoding encoding) {
  if (bytes.size() < 8) return {};
  const bool is_big = encoding.is_big_endian;
  const Tag tag = tag_at(bytes.data(), is_big);
  if (!encoding.is_explicit || tag.group == item_tag.group)
    return Lead{tag, Vr::UN, long_at(bytes.data() + 4, is_big), 8, false};

  const Vr vr{word_at(bytes.data() + 4, true)};
  if (!is_two_letters(vr)) return lead_without_vr(bytes, tag, is_big);
  const Form form = forms[slot_of(vr)];
  if (form == Form::short_length) return Lead{tag, vr, word_at(bytes.data() + 6, is_big), 8, true};
  // Two letters that the standard does not know yet have a long length. Source: PS3.5, 7.1.2.
  if (bytes.size() < 12) return {};
  return Lead{tag, form == Form::unknown ? Vr::UN : vr, long_at(bytes.data() + 8, is_big), 12,
              true};
}

} // namespace curate::dicom
