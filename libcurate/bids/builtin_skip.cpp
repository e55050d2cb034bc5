#include <libcurate/bids/builtin_parts.hpp>

namespace curate::bids {
namespace {

using dicom::Flavor;

std::optional<NameVerdict> screenshot(Seen &seen) {
  if (seen.facts.flavor != Flavor::screenshot && seen.facts.flavor != Flavor::scanner_report)
    return std::nullopt;
  return skipped("", "a screenshot or report that the scanner made");
}

/// Vendors' names: Siemens localizer and AAHead_Scout, GE 3-plane, Philips Survey and SmartBrain,
/// Canon Locator, Hitachi Scano. A functional localizer is a run of many echo-planar volumes.
std::optional<NameVerdict> localizer(Seen &seen) {
  constexpr int fewest_volumes_of_a_run = 10;
  if (seen.facts.volumes >= fewest_volumes_of_a_run && seen.is_epi()) return std::nullopt;
  const bool is_called_so =
      seen.says({"localizer",   "localiser", " locali",     " lokali",      "scout",
                 "3plane",      "3 plane",   "three plane", "plane loc",    "smartbrain",
                 "smart brain", "tri plan",  "3 pl loc",    "3pl t2",       "planscan",
                 "plan scan",   " repera",   "scanogram",   "localizzator", "localizador"}) ||
      seen.says_word({"loc", "survey", "aahead", "pilot", "locator", "topogram", "scano", "3pl",
                      "centrage"}) ||
      seen.image_type_says({"localizer"});
  if (is_called_so) return skipped("", "a localizer");
  constexpr int most_slices = 60;
  if (seen.facts.orientations >= 3 && seen.facts.slices <= most_slices) {
    seen.remember("slices in three planes");
    return skipped("", "a localizer: its slices lie in three planes");
  }
  return std::nullopt;
}

/// GE ASSET and PURE calibration, Philips SENSE reference and coil survey, Siemens adjustments,
/// Canon shimming. A scan that uses ASSET is none.
std::optional<NameVerdict> calibration(Seen &seen) {
  const bool is_called_so =
      seen.says({"calibration", "kalibrier", "etalonnage", "calibrazione", "calibracion",
                 "asset cal", "cal asset", "pure cal", "purecal", "senseref", "sense ref",
                 "coilsurvey", "coil survey", "adjustment", "shimming", "b1 calib", "speeder map",
                 "noise scan", "prescan "}) ||
      seen.says_word({"shim", "refscan", "calib"});
  if (!is_called_so || seen.says({"prescan norm"})) return std::nullopt;
  return skipped("", "a calibration scan");
}

/// Maps that BIDS keeps among raw data are no matter of this rule, though they are computed.
bool is_quantitative_map(Seen &seen) {
  return seen.image_type_says({"t1 map", "t1_map", "t1map", "t2 map", "t2_map", "t2map",
                               "t2_star map", "t2_star_map", "t2* map", "r2 map", "r2_map",
                               "r2_star map", "r2_star_map", "r2* map", "r1 map", "pd map", "qsm",
                               "mwf"});
}

std::optional<NameVerdict> derived(Seen &seen) {
  seen.remember("Image Type");
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
    if (!is_quantitative_map(seen) &&
        seen.image_type_says({"secondary", "mpr", "mip", "minip", "reformatted", "tensor",
                              "tensor_b0", "mean_&_t-maps", "composed", "comp_sp"}))
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

std::optional<NameVerdict> motion_corrected(Seen &seen) {
  if (seen.image_type_says({"moco"}) || seen.says({"mocoseries", "moco series"}))
    return skipped("", "a motion-corrected copy that the scanner made");
  return std::nullopt;
}

/// Pictures of single coils, kept for a reconstruction elsewhere.
std::optional<NameVerdict> uncombined(Seen &seen) {
  if (seen.facts.coil_elements < 2) return std::nullopt;
  seen.remember(std::to_string(seen.facts.coil_elements) + " coil elements");
  return skipped("", "one coil of a series whose coils were not combined");
}

/// Stations of a spine or body put together. Source: Siemens Composing, whose Image Type and
/// description say COMPOSED, COMP_SP (spine) or COMP_AD.
std::optional<NameVerdict> composed(Seen &seen) {
  if (!seen.image_type_says({"composed", "comp_sp", "comp_ad", "comp_di"}) &&
      !seen.says({" composed", " composing", " comp sp ", " comp ad ", " comp di "}))
    return std::nullopt;
  return skipped("", "put together from several stations, which are kept themselves");
}

/// By names: Siemens inline results, GE Functool and ADC maps, Philips registered and computed
/// diffusion, projections of SWI and angiography.
std::optional<NameVerdict> computed_by_name(Seen &seen) {
  const bool is_called_so =
      seen.says({"mip images",
                 " minip",
                 " mip ",
                 "mpr range",
                 "mpr collection",
                 "perfusion weighted",
                 "relcbf",
                 "evaseries",
                 "phoenixzipreport",
                 "phoenix document",
                 "apparent diffusion",
                 "average dc",
                 "fractional aniso",
                 "exponential app",
                 "mean & t map",
                 "mean t map",
                 " pjn ",
                 "adc map",
                 "t map ",
                 "startfmri",
                 "colour fa",
                 "color fa"}) ||
      seen.says_word({"adc", "dadc", "eadc", "expadc", "tracew", "colfa", "relcbf", "cbf", "relcbv",
                      "relmtt", "rcbv", "rcbf", "dreg", "isodwi", "col3d"});
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
    BuiltinRule{"uncombined", uncombined},
    BuiltinRule{"composed", composed},
    BuiltinRule{"computed", computed_by_name},
};

} // namespace

std::span<const BuiltinRule> skip_rules() {
  return rules;
}

} // namespace curate::bids
