#include "tests/support/canary_fate.hpp"

#include <algorithm>
#include <array>
#include <libcurate/deid/profile_table.hpp>
#include <set>
#include <string_view>

namespace curate::support {

using deid::Option;
using deid::Options;
using deid::TableAction;
using dicom::Tag;
using dicom::Vr;

namespace {

constexpr std::array<std::pair<Option, const char *>, 12> names = {
    {{Option::clean_pixel_data, "clean-pixel-data"},
     {Option::clean_visual_features, "clean-visual-features"},
     {Option::clean_graphics, "clean-graphics"},
     {Option::clean_structured_content, "clean-structured-content"},
     {Option::clean_descriptors, "clean-descriptors"},
     {Option::retain_full_dates, "retain-full-dates"},
     {Option::retain_modified_dates, "retain-modified-dates"},
     {Option::retain_patient_characteristics, "retain-patient-characteristics"},
     {Option::retain_device_identity, "retain-device-identity"},
     {Option::retain_institution_identity, "retain-institution-identity"},
     {Option::retain_uids, "retain-uids"},
     {Option::retain_safe_private, "retain-safe-private"}}};

TableAction action_on(Tag tag, Options options) {
  const deid::TableRow *row = deid::profile_row(tag);
  return row ? deid::action_of(*row, options) : TableAction::none;
}

bool is_moment(Vr vr) {
  return vr == Vr::DA || vr == Vr::DT || vr == Vr::TM;
}

/// Whether the content of a sequence is looked into: nothing removes or replaces it whole.
bool is_gone_into(Tag tag, Options options) {
  if (tag.is_private()) return options.has(Option::retain_safe_private);
  switch (action_on(tag, options)) {
  case TableAction::none:
  case TableAction::k:
  case TableAction::c:
  case TableAction::u:
  case TableAction::x_or_z_or_u:
    return true;
  case TableAction::d:
  case TableAction::z:
  case TableAction::x:
  case TableAction::x_or_z:
  case TableAction::x_or_d:
  case TableAction::z_or_d:
  case TableAction::x_or_z_or_d:
    return false;
  }
  return false;
}

/// Measures that have eight digits where the unit is small: times of ms and of µs, currents of µA,
/// activities of Bq, factors. Source: DICOM PS3.3, C.7.6.5, C.8.7.2, C.8.9.
bool is_large_by_nature(Tag tag) {
  constexpr std::array large = {Tag{0x0018, 0x1060}, Tag{0x0018, 0x1062}, Tag{0x0018, 0x1063},
                                Tag{0x0018, 0x1071}, Tag{0x0018, 0x1074}, Tag{0x0018, 0x1075},
                                Tag{0x0018, 0x1077}, Tag{0x0018, 0x1153}, Tag{0x0018, 0x1242},
                                Tag{0x0018, 0x8150}, Tag{0x0018, 0x8151}, Tag{0x0028, 0x1052},
                                Tag{0x0028, 0x1053}, Tag{0x0054, 0x1300}, Tag{0x0054, 0x1310},
                                Tag{0x0054, 0x1311}, Tag{0x0054, 0x1321}, Tag{0x0054, 0x1322}};
  return std::find(large.begin(), large.end(), tag) != large.end();
}

/// Fields and elements that scanners fill by themselves with names of coils, sequences and kinds:
/// with retain-safe-private they stay unless the text is known to identify. Nobody types there.
/// Source: TCIA private tag knowledge base, disposition "k"; headers of the makers.
bool is_machine_written(const Canary &canary) {
  static const std::set<std::string_view> fields = {
      "GradientMode",
      "FlowCompensation",
      "PhaseSliceOversampling",
      "POSITION",
      "ENTRY",
      "COIL",
      "PSEQ",
      "IOPT",
      "tSequenceFileName",
      "sTXSPEC.asNucleusInfo[0].tNucleus",
      "SequenceFileOwner",
      "sProtConsistencyInfo.tBaselineString",
      "PositivePCSDirections",
      "PATModeText",
      "LongModelName",
      "CoilString",
      "CoilForGradient",
      "CoilForGradient2",
      "SequenceName",
      "ImaPATModeText",
      "ImaCoilString",
      "DiffusionDirectionality",
      "AcquisitionMatrixText",
      "sCoilSelectMeas.aRxCoilSelectData[0].asList[0].sCoilElementID.tCoilID"};
  if (canary.place == CanaryPlace::blob) return fields.contains(canary.creator);
  static const std::set<std::pair<std::uint16_t, int>> elements = {
      {0x0019, 0x9C}, {0x0019, 0x9E}, {0x0029, 0x08}, {0x0029, 0x18}, {0x2001, 0x04},
      {0x2001, 0x1C}, {0x2005, 0x11}, {0x0051, 0x08}, {0x0051, 0x0B}, {0x0051, 0x0E},
      {0x0051, 0x0F}, {0x0051, 0x11}, {0x0019, 0x08}, {0x0019, 0x0D}};
  return elements.contains({canary.tag.group, canary.tag.element & 0xFF});
}

/// What may stay of a value that is neither removed nor retained: measures, not text.
Fate fate_of_data(const Canary &canary, Options options) {
  if (is_moment(canary.vr) && options.has(Option::retain_full_dates)) return Fate::may_stay;
  if (canary.vr == Vr::TM && options.has(Option::retain_modified_dates)) return Fate::may_stay;
  if (canary.is_binary) return Fate::may_stay;
  const bool is_measure = canary.vr == Vr::DS || canary.vr == Vr::IS;
  const bool is_plausible = !canary.is_like_an_id || is_large_by_nature(canary.tag);
  return is_measure && is_plausible ? Fate::may_stay : Fate::gone;
}

/// Whether a sequence around it is kept by an option: then what the table does not name within is
/// kept, too, as codes and their meanings are.
bool is_within_retained(const Canary &canary, Options options) {
  return std::any_of(canary.within.begin(), canary.within.end(),
                     [&](Tag tag) { return action_on(tag, options) == TableAction::k; });
}

Fate fate_of_public(const Canary &canary, Options options) {
  switch (action_on(canary.tag, options)) {
  case TableAction::none:
    if (is_within_retained(canary, options)) return Fate::may_stay;
    return fate_of_data(canary, options);
  case TableAction::c:
    return fate_of_data(canary, options);
  case TableAction::k:
    // A number of nine digits may be taken for what it looks like; a CS that is no term is none.
    return canary.within.empty() && !canary.is_like_an_id && !canary.is_binary &&
                   canary.vr != Vr::CS
               ? Fate::stays
               : Fate::may_stay;
  case TableAction::d:
  case TableAction::z:
  case TableAction::x:
  case TableAction::u:
  case TableAction::x_or_z:
  case TableAction::x_or_d:
  case TableAction::z_or_d:
  case TableAction::x_or_z_or_d:
  case TableAction::x_or_z_or_u:
    return Fate::gone;
  }
  return Fate::gone;
}

} // namespace

Fate fate_of(const Canary &canary, Options options) {
  const bool is_safe = options.has(Option::retain_safe_private);
  if (canary.place == CanaryPlace::blob && is_safe && is_machine_written(canary))
    return Fate::may_stay;
  if (canary.place != CanaryPlace::element) return Fate::gone;
  for (const Tag tag : canary.within)
    if (!is_gone_into(tag, options)) return Fate::gone;
  if (!canary.tag.is_private()) return fate_of_public(canary, options);
  const bool is_known = !canary.creator.empty() && canary.creator != "unknown";
  if (!is_known || !is_safe) return Fate::gone;
  return is_machine_written(canary) ? Fate::may_stay : fate_of_data(canary, options);
}

Options every_retaining_option() {
  return {Option::retain_full_dates,
          Option::retain_patient_characteristics,
          Option::retain_device_identity,
          Option::retain_institution_identity,
          Option::retain_uids,
          Option::retain_safe_private,
          Option::clean_descriptors,
          Option::clean_graphics,
          Option::clean_structured_content};
}

std::vector<Options> option_sets() {
  std::vector<Options> sets;
  for (const auto &[option, name] : names)
    if (option != Option::clean_visual_features) sets.push_back({option});
  sets.push_back(every_retaining_option());
  sets.push_back({Option::retain_modified_dates, Option::clean_descriptors,
                  Option::clean_structured_content, Option::clean_graphics,
                  Option::clean_pixel_data});
  return sets;
}

std::vector<std::string> words_of(Options options) {
  std::vector<std::string> words;
  for (const auto &[option, name] : names)
    if (options.has(option)) words.emplace_back(name);
  return words;
}

std::string told(Options options) {
  std::string text;
  for (const std::string &word : words_of(options))
    text += (text.empty() ? "" : " ") + word;
  return text.empty() ? "no option" : text;
}

bool is_refused_by_default(const std::string &kind) {
  return kind == "secondary capture" || kind == "encapsulated PDF";
}

} // namespace curate::support
