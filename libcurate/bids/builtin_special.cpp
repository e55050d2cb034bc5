#include <libcurate/bids/builtin.hpp>
#include <libcurate/bids/builtin_parts.hpp>

#include <array>

namespace curate::bids {
namespace {

using dicom::Component;
using dicom::Flavor;

std::optional<NameVerdict> too_few_slices(Seen &seen) {
  if (seen.facts.slices == 0 || seen.facts.slices >= 3) return std::nullopt;
  return unknown("", "fewer than three slices", {"more slices"});
}

/// Source: Marques et al. 2010, doi 10.1016/j.neuroimage.2009.10.002; BIDS, "Quantitative MRI".
std::optional<NameVerdict> mp2rage(Seen &seen) {
  const bool is_called_so = seen.says({"mp2rage"});
  const bool is_uniform = seen.facts.flavor == Flavor::uniform_mp2rage;
  if (!is_called_so && !is_uniform) return std::nullopt;
  if (seen.says({" uni den", " uniden"})) {
    auto verdict = anatomy(seen, "UNIT1", "the uniform picture of MP2RAGE without its noise");
    verdict.name.labels[Entity::rec] = "denoised";
    return verdict;
  }
  if (is_uniform || seen.says({" uni ", " uni images"}) || seen.image_type_says({"uni"}))
    return anatomy(seen, "UNIT1", "the uniform picture of MP2RAGE");
  if (seen.says({"t1 images", "t1map", "t1 map"}) || seen.image_type_says({"t1 map", "t1_map"}))
    return anatomy(seen, "T1map", "the map of T1 that the scanner made of MP2RAGE");
  auto inversion = seen.number_after({"inv", "inversion"});
  if (!inversion) inversion = seen.facts.inversion_index;
  if (!inversion || *inversion > 2)
    return unknown("", "MP2RAGE, but which of its pictures is not said", {"which inversion it is"});
  auto verdict = anatomy(seen, "MP2RAGE", "one inversion of MP2RAGE");
  verdict.name.labels[Entity::inv] = std::to_string(*inversion);
  return verdict;
}

/// Maps that the scanner computed and that BIDS keeps among raw data. Source: BIDS, "Quantitative
/// MRI"; Siemens MapIt and GE CartiGram give their Image Type.
std::optional<NameVerdict> quantitative_map(Seen &seen) {
  std::string_view suffix;
  const auto typed = [&](std::string_view map, std::initializer_list<std::string_view> values) {
    if (suffix.empty() && seen.image_type_says(values)) suffix = map;
  };
  typed("T2starmap", {"t2_star map", "t2_star_map", "t2star_map", "t2star map", "t2* map"});
  typed("R2starmap", {"r2_star map", "r2_star_map", "r2star_map", "r2star map", "r2* map"});
  typed("T1map", {"t1 map", "t1_map", "t1map"});
  typed("T2map", {"t2 map", "t2_map", "t2map"});
  typed("R1map", {"r1 map", "r1_map", "r1map"});
  typed("R2map", {"r2 map", "r2_map", "r2map"});
  typed("PDmap", {"pd map", "pd_map", "pdmap"});
  typed("MWFmap", {"mwf", "mwf map", "mwf_map", "mwfmap"});
  typed("Chimap", {"qsm", "chi map", "chi_map", "chimap", "susceptibility map"});
  const auto called = [&](std::string_view map, std::initializer_list<std::string_view> parts) {
    if (suffix.empty() && seen.facts.flavor == Flavor::derived && seen.says(parts)) suffix = map;
  };
  called("T2starmap", {"t2star map", "t2* map"});
  called("R2starmap", {"r2star map", "r2* map"});
  called("T1map", {"t1 map "});
  called("T2map", {"t2 map "});
  called("MWFmap", {" mwf", "myelin water fraction"});
  called("Chimap", {" qsm ", "chimap", "chi map"});
  if (suffix.empty()) return std::nullopt;
  return anatomy(seen, suffix, "a quantitative map that the scanner computed");
}

/// Maps of the transmit field, and what they are made of. Source: BIDS, TB1TFL; Siemens tfl_b1map.
std::optional<NameVerdict> transmit_field(Seen &seen) {
  if (!seen.says({"b1map", "b1 map", "b1+map", "b1+ map", "b1 mapping", "b1mapping", "rfmap"}))
    return std::nullopt;
  const bool is_turbo_flash = seen.says({" tfl"}) || seen.sequence_says({"tfl"});
  if (is_turbo_flash && seen.image_type_says({"flip angle map", "flip_angle_map"})) {
    auto verdict = anatomy(seen, "TB1TFL", "a map of flip angles", "famp");
    verdict.name.datatype = "fmap";
    return verdict;
  }
  return unknown("", "a map of the transmit field, or a picture for one",
                 {"which of its pictures it is"});
}

/// Magnetization transfer with and without its pulse. Source: BIDS, "MTR".
std::optional<NameVerdict> magnetization_transfer(Seen &seen) {
  if (!seen.says_word({"mtr", "mt", "mtc", "mton", "mtoff", "mt0", "mt1"}) || seen.is_epi() ||
      !seen.is_gradient_echo())
    return std::nullopt;
  if (seen.says({"t1"}))
    return std::nullopt; // a T1-weighted picture with the pulse, often after Gd
  const bool says_off = seen.says({"mt off", "mtc off", "no mt", "mt0", "mt 0 ", "without mt",
                                   "ohne mt", "sans mt", "mtr off"});
  const bool says_on =
      seen.says({"mt on", "mtc on", "with mt", "mt1", "mt 1 ", "mit mt", "avec mt", "mtr on"});
  const auto fact = seen.facts.series.has_magnetization_transfer;
  const bool has_pulse = seen.is(dicom::SequenceVariant::mtc) || fact.value_or(false);
  if (says_off == says_on && !has_pulse)
    return unknown("", "magnetization transfer, but whether its pulse was on is not said",
                   {"whether the pulse was on or off"});
  if ((says_off && has_pulse) || (says_on && fact && !*fact))
    return unknown("", "the name and the header disagree on the magnetization transfer pulse",
                   {"whether the pulse was on or off"});
  auto verdict = anatomy(seen, "MTR", "one of a pair for magnetization transfer");
  verdict.name.labels[Entity::mt] = says_off ? "off" : "on";
  return verdict;
}

std::optional<NameVerdict> angiography(Seen &seen) {
  if (seen.says({"csf flow", "flow quant", "liquorfluss"}) || seen.says_word({"cine"}))
    return unknown("", "flow through time, for which BIDS has no suffix");
  if (seen.facts.series.is_time_of_flight) seen.remember("time of flight");
  const bool is_flow = seen.facts.series.is_time_of_flight ||
                       seen.says({"angio", "tof3d", "3dtof", "tof 3d", "inhance"}) ||
                       seen.says_word({"tof", "mra", "mrv", "venc", "pca", "3dpca", "2dpca"});
  if (!is_flow || seen.is_spin_echo()) return std::nullopt;
  return anatomy(seen, "angio", "time of flight or phase contrast");
}

/// Susceptibility-weighted gradient echoes: Siemens SWI (Mag, Pha, SWI and mIP), GE SWAN, Philips
/// SWIp and VenBOLD, Canon FSBB, Hitachi BSI. The scanner's combination has no part; projections
/// are left out before this rule.
std::optional<NameVerdict> susceptibility(Seen &seen) {
  const bool is_called_so =
      seen.says({" swi", "swi ", "swi3d", " swan", "venbold", "ven bold", "suscept"}) ||
      seen.says_word({"qsm", "swip", "eswan", "fsbb", "bsi"}) || seen.image_type_says({"swi"});
  if (!is_called_so || seen.is_spin_echo() || seen.is_epi()) return std::nullopt;
  if (seen.facts.echo_time_s && !seen.echo_time_within(0.005, 0.08)) return std::nullopt;
  if (seen.facts.series_echo_times_s.size() > 2) return std::nullopt; // echoes for maps
  auto verdict = anatomy(seen, "T2starw", "susceptibility-weighted gradient echo", "swi");
  auto &labels = verdict.name.labels;
  if (seen.says({" filt pha"})) {
    labels[Entity::part] = "phase";
    labels[Entity::rec] = "filtered";
  } else if (seen.says({" pha images", "phase images"})) {
    labels[Entity::part] = "phase";
  } else if (seen.says({" mag images", "magnitude images"})) {
    labels[Entity::part] = "mag";
  }
  return verdict;
}

/// Phase-sensitive inversion recovery. Siemens writes the signed picture and the magnitude as two
/// series, Philips as real ("CR": phase corrected) and magnitude.
/// Source: Kellman et al. 2002, doi 10.1002/mrm.10051.
std::optional<NameVerdict> phase_sensitive(Seen &seen) {
  const bool is_signed = seen.image_type_says({"psir"});
  if (!is_signed && !seen.says({"psir", "phase sensitive"})) return std::nullopt;
  if (seen.is_epi()) return std::nullopt;
  auto verdict = anatomy(seen, "T1w", "phase-sensitive inversion recovery", "psir");
  auto &labels = verdict.name.labels;
  if (is_signed || seen.image_type_says({"cr", "cr_ir", "real", "r_ir"}))
    labels[Entity::part] = "real";
  else if (labels.count(Entity::part) == 0 && seen.says_word({"mag", "magn", "magnitude"}))
    labels[Entity::part] = "mag";
  return verdict;
}

/// Double inversion recovery: BIDS has no suffix of its own for it; its echo is that of a T2.
/// Source: Redpath and Smith 1994, doi 10.1259/0007-1285-67-804-1258.
std::optional<NameVerdict> double_inversion(Seen &seen) {
  const bool is_called_so =
      seen.says({"double inversion", "double ir", "doppelte inversion", "double inv"}) ||
      (seen.says_word({"dir", "3ddir", "dir3d"}) && !seen.is_epi() &&
       seen.facts.b_values_s_per_mm2.empty());
  if (!is_called_so || seen.is_epi() || seen.is_gradient_echo()) return std::nullopt;
  if (!seen.echo_time_within(0.06, 1.0))
    return unknown("", "called double inversion recovery, but its echo time is not of one",
                   {"a T2-weighted echo time"});
  return anatomy(seen, "T2w", "double inversion recovery, kept with the T2-weighted", "dir");
}

constexpr std::array rules = {
    BuiltinRule{"few-slices", too_few_slices},
    BuiltinRule{"mp2rage", mp2rage},
    BuiltinRule{"quantitative", quantitative_map},
    BuiltinRule{"b1-map", transmit_field},
    BuiltinRule{"mtr", magnetization_transfer},
    BuiltinRule{"angio", angiography},
    BuiltinRule{"swi", susceptibility},
    BuiltinRule{"psir", phase_sensitive},
    BuiltinRule{"dir", double_inversion},
};

} // namespace

std::span<const BuiltinRule> special_rules() {
  return rules;
}

} // namespace curate::bids
