#include <libcurate/bids/builtin_parts.hpp>

namespace curate::bids {
namespace {

using dicom::Flavor;

std::optional<NameVerdict> not_mr(const Seen &seen) {
  const auto modality = seen.facts.series.modality;
  if (modality == dicom::Modality::mr) return std::nullopt;
  if (modality == dicom::Modality::sc) return skipped("", "a secondary capture, not a scan");
  return unknown("", "not magnetic resonance: this program knows BIDS names for MR only");
}

std::optional<NameVerdict> screenshot(const Seen &seen) {
  if (seen.facts.flavor != Flavor::screenshot && seen.facts.flavor != Flavor::scanner_report)
    return std::nullopt;
  return skipped("", "a screenshot or report that the scanner made");
}

std::optional<NameVerdict> localizer(const Seen &seen) {
  const bool is_called_so =
      seen.words.has({"localizer", "localiser", "locali", "scout", "3plane", "3-plane", "3 plane",
                      "3_plane", "plane loc", "smartbrain", "smart brain"}) ||
      seen.words.has_word({"loc", "survey", "aahead", "pilot", "locator", "topogram"}) ||
      seen.words.image_type_has({"localizer"});
  if (is_called_so) return skipped("", "a localizer");
  constexpr int most_slices = 60;
  if (seen.facts.orientations >= 3 && seen.facts.slices <= most_slices)
    return skipped("", "a localizer: its slices lie in three planes");
  return std::nullopt;
}

std::optional<NameVerdict> calibration(const Seen &seen) {
  const bool is_called_so =
      seen.words.has({"calibration", "asset cal", "senseref", "sense_ref", "sense ref",
                      "coilsurvey", "coil survey", "coil_survey", "adjustment", "shimming",
                      "b1 calib", "prescan_norm"}) ||
      seen.words.has_word({"asset", "shim", "refscan", "calib"});
  if (!is_called_so) return std::nullopt;
  return skipped("", "a calibration scan");
}

std::optional<NameVerdict> derived(const Seen &seen) {
  switch (seen.facts.flavor) {
  case Flavor::adc:
  case Flavor::fractional_anisotropy:
  case Flavor::trace:
  case Flavor::colour_fa:
    return skipped("", "a diffusion map that the scanner computed");
  case Flavor::perfusion_map:
    return skipped("", "a perfusion map that the scanner computed");
  case Flavor::t_map:
    return skipped("", "a statistical map that the scanner computed");
  case Flavor::projection:
    return skipped("", "an intensity projection");
  case Flavor::multiplanar:
    return skipped("", "a reformatted copy of another series");
  case Flavor::subtraction:
    return skipped("", "a subtraction of other pictures");
  case Flavor::derived:
    if (seen.words.image_type_has({"secondary", "mpr", "mip", "minip", "reformatted"}))
      return skipped("", "computed from other pictures");
    return std::nullopt;
  case Flavor::original:
  case Flavor::b0_map:
  case Flavor::uniform_mp2rage:
  case Flavor::screenshot:
  case Flavor::scanner_report:
    return std::nullopt;
  }
  return std::nullopt;
}

std::optional<NameVerdict> motion_corrected(const Seen &seen) {
  if (seen.words.image_type_has({"moco"}) || seen.words.has({"mocoseries", "moco_series"}))
    return skipped("", "a motion-corrected copy that the scanner made");
  return std::nullopt;
}

std::optional<NameVerdict> computed_by_name(const Seen &seen) {
  const bool is_called_so =
      seen.words.has({"mip_images", "minip", "_mpr_", "perfusion_weighted", "relcbf", "evaseries",
                      "phoenixzipreport", "phoenix document"}) ||
      seen.words.has_word({"adc", "tracew", "colfa", "mip", "relcbf", "cbf", "eadc", "expadc"});
  if (!is_called_so) return std::nullopt;
  return skipped("", "named as something that the scanner computed");
}

constexpr std::array rules = {
    BuiltinRule{"not-mr", not_mr},
    BuiltinRule{"screenshot", screenshot},
    BuiltinRule{"localizer", localizer},
    BuiltinRule{"calibration", calibration},
    BuiltinRule{"derived", derived},
    BuiltinRule{"motion-corrected", motion_corrected},
    BuiltinRule{"computed", computed_by_name},
};

} // namespace

std::span<const BuiltinRule> skip_rules() {
  return rules;
}

} // namespace curate::bids
