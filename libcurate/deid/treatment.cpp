#include <libcurate/deid/treatment.hpp>

#include <algorithm>
#include <array>
#include <libcurate/deid/profile_table.hpp>
#include <libcurate/dicom/dictionary.hpp>

namespace curate::deid {

namespace {

using dicom::Tag;
using dicom::Vr;
using enum Treatment;

bool is_text(Vr vr) {
  using enum Vr;
  return vr == LO || vr == SH || vr == ST || vr == LT || vr == UT || vr == UC;
}

bool is_binary_number(Vr vr) {
  using enum Vr;
  constexpr std::array all = {US, SS, UL, SL, FL, FD, AT, SV, UV, OF, OD, OL, OV};
  return std::ranges::find(all, vr) != all.end();
}

bool is_bytes(Vr vr) {
  return vr == Vr::OB || vr == Vr::OW || vr == Vr::UN;
}

bool is_moment(Vr vr) {
  return vr == Vr::DA || vr == Vr::DT || vr == Vr::TM;
}

// Written by scanners and their makers. Source: DICOM PS3.3, General Equipment, MR Image and
// Enhanced MR modules.
constexpr std::array machine_texts = std::to_array<Tag>({
    {0x0008, 0x0070}, {0x0008, 0x1090}, {0x0018, 0x0024}, {0x0018, 0x0085}, {0x0018, 0x1019},
    {0x0018, 0x1020}, {0x0018, 0x1023}, {0x0018, 0x1250}, {0x0018, 0x1251}, {0x0018, 0x9005},
    {0x0018, 0x9041}, {0x0018, 0x9047}, {0x0018, 0x9050}, {0x0018, 0x9052}, {0x0018, 0x9316},
    {0x0020, 0x9056}, {0x0028, 0x0A02}, {0x0018, 0x1210}, {0x0018, 0x1160}, {0x0018, 0x0026},
    {0x0018, 0x9073}, {0x0008, 0x9215}, {0x0040, 0x08EA},
});

// Bytes whose form the standard gives, and which hold samples: lookup tables, palettes, spectra,
// waveforms, masks. Source: DICOM PS3.3.
constexpr std::array samples = std::to_array<Tag>({
    {0x0028, 0x1201}, {0x0028, 0x1202}, {0x0028, 0x1203}, {0x0028, 0x1204}, {0x0028, 0x1221},
    {0x0028, 0x1222}, {0x0028, 0x1223}, {0x0028, 0x3006}, {0x0028, 0x1408}, {0x0028, 0x140B},
    {0x0028, 0x140C}, {0x0066, 0x0016}, {0x0066, 0x0021}, {0x0066, 0x0022}, {0x0066, 0x0023},
    {0x0064, 0x0009}, {0x5400, 0x1010}, {0x0072, 0x0067}, {0x0028, 0x1101}, {0x0028, 0x1102},
    {0x0028, 0x1103}, {0x0028, 0x3002}, {0x0028, 0x0106}, {0x0028, 0x0107}, {0x0028, 0x0108},
    {0x0028, 0x0109}, {0x0028, 0x0120}, {0x0028, 0x0121}, {0x0060, 0x3020},
});

template <std::size_t count> bool is_in(const std::array<Tag, count> &list, Tag tag) {
  return std::ranges::find(list, tag) != list.end();
}

constexpr Tag icc_profile_tag{0x0028, 0x2000};
constexpr Tag code_value{0x0008, 0x0100}, long_code_value{0x0008, 0x0119},
    urn_code_value{0x0008, 0x0120};

constexpr Tag coding_scheme{0x0008, 0x0102}, context_scheme{0x0008, 0x0105};

Treatment text_treatment(Tag tag) {
  if (tag == coding_scheme || tag == context_scheme) return code_scheme;
  if (tag == code_value || tag == long_code_value || tag == urn_code_value) return code;
  return is_in(machine_texts, tag) ? machine_text : free_text;
}

bool is_coded(Tag tag) {
  return text_treatment(tag) == code || text_treatment(tag) == code_scheme;
}

Treatment moment_treatment(Vr vr, Options options) {
  if (options.has(Option::retain_full_dates)) return date_kept;
  if (options.has(Option::retain_modified_dates)) return vr == Vr::TM ? date_kept : date;
  return empty;
}

// An element that the table does not name.
Treatment by_vr(Tag tag, Vr vr, Options options) {
  if (tag == icc_profile_tag) return icc_profile;
  if (vr == Vr::SQ) return sequence;
  if (vr == Vr::CS) return term;
  if (vr == Vr::DS || vr == Vr::IS) return number;
  if (vr == Vr::UI) return options.has(Option::retain_uids) ? keep : uid;
  if (vr == Vr::AS) return options.has(Option::retain_patient_characteristics) ? age : empty;
  if (is_text(vr)) return text_treatment(tag);
  if (is_moment(vr)) return moment_treatment(vr, options);
  if (is_binary_number(vr)) return keep;
  if (is_bytes(vr)) return is_in(samples, tag) ? keep : remove;
  return vr == Vr::PN ? empty : remove;
}

Treatment retained(Tag tag, Vr vr) {
  if (vr == Vr::SQ) return sequence;
  if (vr == Vr::DS || vr == Vr::IS) return number;
  if (vr == Vr::AS) return age;
  if (is_moment(vr)) return date_kept;
  if (is_binary_number(vr) || vr == Vr::UI) return keep;
  if (is_bytes(vr)) return is_in(samples, tag) ? keep : remove;
  return retain;
}

Treatment replaced(Vr vr) {
  if (vr == Vr::SQ) return sequence;
  if (vr == Vr::UI) return uid;
  return is_bytes(vr) ? remove : dummy;
}

// What the cleaning options make of a row: text to the allow-list, dates moved, sequences gone
// into; of pictures of text (overlays, curves) and of station titles nothing can be left.
Treatment cleaned(Tag tag, Vr vr, Options options) {
  if (vr == Vr::SQ) return sequence;
  if (is_moment(vr)) return moment_treatment(vr, options);
  if (is_text(vr)) return is_coded(tag) ? text_treatment(tag) : free_text;
  if (vr == Vr::CS) return term;
  if (vr == Vr::DS || vr == Vr::IS) return number;
  if (vr == Vr::UI) return uid;
  return needs_dummy(tag) ? dummy : remove;
}

Treatment by_row(const TableRow &row, Tag tag, Vr vr, Options options) {
  switch (action_of(row, options)) {
  case TableAction::k:
    return retained(tag, vr);
  case TableAction::c:
    return cleaned(tag, vr, options);
  case TableAction::x:
  case TableAction::none:
    return remove;
  case TableAction::z:
  case TableAction::x_or_z:
    return empty;
  case TableAction::u:
  case TableAction::x_or_z_or_u:
    return vr == Vr::SQ ? sequence : uid;
  case TableAction::d:
  case TableAction::x_or_d:
  case TableAction::z_or_d:
  case TableAction::x_or_z_or_d:
    return replaced(vr);
  }
  return remove;
}

} // namespace

Treatment treatment_by_vr(Vr vr, Options options) {
  if (is_text(vr)) return machine_text;
  return by_vr({}, vr, options);
}

Treatment treatment_by_rule(RuleAction action, Tag tag, Vr vr, Options options) {
  switch (action) {
  case RuleAction::keep:
    return retained(tag, vr);
  case RuleAction::clean:
    return tag.is_private() ? treatment_by_vr(vr, options) : by_vr(tag, vr, options);
  case RuleAction::empty:
    return empty;
  case RuleAction::replace:
    return replaced(vr);
  case RuleAction::remove:
    return remove;
  }
  return remove;
}

bool needs_dummy(Tag tag) {
  // Of type 1 wherever they stand, or in enhanced objects: Manufacturer's Model Name, Code Meaning,
  // Text Value. Source: PS3.3, C.7.5.2, 8.8, C.17.3.2.1.
  constexpr std::array never_empty = {Tag{0x0008, 0x1090}, Tag{0x0008, 0x0104},
                                      Tag{0x0040, 0xA160}};
  if (is_in(never_empty, tag)) return true;
  const TableRow *row = profile_row(tag);
  if (row == nullptr) return false;
  switch (row->basic) {
  case TableAction::d:
  case TableAction::x_or_d:
  case TableAction::z_or_d:
  case TableAction::x_or_z_or_d:
    return true;
  case TableAction::none:
  case TableAction::z:
  case TableAction::x:
  case TableAction::k:
  case TableAction::c:
  case TableAction::u:
  case TableAction::x_or_z:
  case TableAction::x_or_z_or_u:
    return false;
  }
  return false;
}

bool may_be_large(Tag tag) {
  // Radionuclide Total Dose, Half Life, Decay factors (Bq, s); Frame Reference Time and Actual
  // Frame Duration (ms); exposure in µAs; image sizes in bytes; times in µs.
  constexpr std::array large = std::to_array<Tag>({
      {0x0018, 0x1074}, {0x0018, 0x1075}, {0x0018, 0x1077}, {0x0018, 0x1242}, {0x0018, 0x1063},
      {0x0054, 0x1300}, {0x0054, 0x1310}, {0x0054, 0x1311}, {0x0018, 0x1153}, {0x0018, 0x8150},
      {0x0018, 0x8151}, {0x0018, 0x1071}, {0x0018, 0x1241}, {0x0054, 0x1321}, {0x0054, 0x1322},
      {0x0028, 0x1052}, {0x0028, 0x1053}, {0x0018, 0x1061}, {0x0018, 0x1062}, {0x0018, 0x1060},
  });
  return is_in(large, tag);
}

Treatment treatment_of(Tag tag, Vr vr, Options options, Surroundings surroundings) {
  if (tag.element == 0 || tag.group < 0x0008) return remove;
  if (tag.is_private()) return private_block;
  if (tag == Tag{0x0010, 0x0010} || tag == Tag{0x0010, 0x0020}) return label;
  // Curves and overlays: pictures of whatever was drawn. Source: PS3.15, patterns of Table E.1-1.
  const auto repeating = static_cast<std::uint16_t>(tag.group & 0xFF00);
  if (repeating == 0x5000 || repeating == 0x6000) return remove;
  if (tag == dicom::tags::specific_character_set) return term;
  if (const TableRow *row = profile_row(tag)) {
    const Treatment treatment = by_row(*row, tag, vr, options);
    const bool is_open = treatment != remove && treatment != empty;
    return surroundings == Surroundings::dummies && is_open ? replaced(vr) : treatment;
  }
  if (!dicom::standard_vr(tag)) return remove;
  switch (surroundings) {
  case Surroundings::plain:
    return by_vr(tag, vr, options);
  case Surroundings::retained:
    return retained(tag, vr);
  case Surroundings::dummies:
    if (vr == Vr::CS) return term;
    return is_text(vr) && is_coded(tag) ? text_treatment(tag) : replaced(vr);
  }
  return remove;
}

} // namespace curate::deid
