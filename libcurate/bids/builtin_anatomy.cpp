#include <libcurate/bids/builtin.hpp>
#include <libcurate/bids/builtin_parts.hpp>

namespace curate::bids {
namespace {

using dicom::ScanningSequence;
using dicom::SequenceVariant;

/// An anatomical name; `acq` may be empty.
std::optional<NameVerdict> anatomy(const Seen &seen, std::string_view suffix, std::string_view why,
                                   std::string_view acq = {}) {
  Entities name;
  name.datatype = "anat";
  name.suffix = std::string(suffix);
  if (!acq.empty()) name.labels[Entity::acq] = std::string(acq);
  if (seen.facts.series.has_contrast_agent ||
      seen.words.has({"+gd", "+ gd", "post_gd", "postgd", "post gd", "+c_", "+km", "gadolin"}) ||
      seen.words.has_word({"gd", "gad", "postcontrast", "ce", "km"}))
    name.labels[Entity::ce] = "contrast";
  add_echo_and_part(name, seen.facts);
  return named("", std::string(why), std::move(name));
}

/// Two echoes of one spin-echo series with a contrast each.
bool is_dual_echo(const Seen &seen) {
  const auto &echoes = seen.facts.series_echo_times_s;
  return echoes.size() == 2 && echoes[0] < 0.05 && echoes[1] >= 0.05;
}

std::optional<NameVerdict> too_few_slices(const Seen &seen) {
  if (seen.facts.slices == 0 || seen.facts.slices >= 3) return std::nullopt;
  return unknown("", "fewer than three slices");
}

std::optional<NameVerdict> mp2rage(const Seen &seen) {
  if (seen.facts.flavor == dicom::Flavor::uniform_mp2rage ||
      (seen.words.has({"mp2rage", "mp2r"}) && seen.words.has({"uni"})))
    return anatomy(seen, "UNIT1", "the uniform picture of MP2RAGE");
  if (!seen.words.has({"mp2rage"})) return std::nullopt;
  int inversion = 0;
  if (seen.words.has({"inv1", "inv-1"}))
    inversion = 1;
  else if (seen.words.has({"inv2", "inv-2"}))
    inversion = 2;
  if (inversion == 0) return unknown("", "MP2RAGE, but which of its pictures is not said");
  auto verdict = anatomy(seen, "MP2RAGE", "one inversion of MP2RAGE");
  verdict->name.labels[Entity::inv] = std::to_string(inversion);
  return verdict;
}

std::optional<NameVerdict> angiography(const Seen &seen) {
  const bool is_flow = seen.facts.series.is_time_of_flight ||
                       seen.words.has({"angio", "tof3d", "3dtof", "tof_"}) ||
                       seen.words.has_word({"tof", "mra", "mrv", "inhance", "venc"});
  if (!is_flow) return std::nullopt;
  return anatomy(seen, "angio", "time of flight or phase contrast");
}

std::optional<NameVerdict> susceptibility(const Seen &seen) {
  if (!seen.words.has({"swi", "swan", "qsm", "venobold", "swip"}) || seen.is_spin_echo())
    return std::nullopt;
  return anatomy(seen, "T2starw", "susceptibility-weighted gradient echo", "swi");
}

std::optional<NameVerdict> inversion_recovery_oddities(const Seen &seen) {
  if (seen.words.has({"psir"}))
    return anatomy(seen, "T1w", "phase-sensitive inversion recovery", "psir");
  if (seen.words.has({"double inversion", "double_ir", "dir_spc", "spc_dir", "dir_space",
                      "space_dir", "3d_dir", "3ddir", "dir_3d"}))
    return unknown("", "double inversion recovery, for which BIDS has no suffix");
  return std::nullopt;
}

/// TI 1.5 to 3.2 s nulls cerebrospinal fluid between 1.5 and 7 T.
std::optional<NameVerdict> flair(const Seen &seen) {
  const bool nulls_fluid = Seen::within(seen.facts.inversion_time_s, 1.5, 3.2);
  const bool is_long_echo = Seen::within(seen.facts.echo_time_s, 0.06, 1.0);
  const bool is_called_so =
      seen.words.has({"flair", "dark_fluid", "dark-fluid", "dark fluid", "darkfl", "da_fl"});
  const bool says_t1 = seen.words.has({"t1"});
  if (nulls_fluid && is_long_echo && !seen.is_epi())
    return anatomy(seen, "FLAIR", "a long echo with the inversion time that nulls fluid");
  if (is_called_so && !says_t1 && (is_long_echo || !seen.facts.echo_time_s) &&
      (nulls_fluid || !seen.facts.inversion_time_s))
    return anatomy(seen, "FLAIR", "called FLAIR, and nothing in its timing speaks against it");
  return std::nullopt;
}

std::optional<NameVerdict> short_inversion(const Seen &seen) {
  const bool is_called_so = seen.words.has_word({"stir"}) || seen.words.has({"_stir", "stir_"});
  if (!is_called_so || !Seen::within(seen.facts.inversion_time_s, 0.05, 0.35)) return std::nullopt;
  return anatomy(seen, "T2w", "short inversion time: fat is nulled", "stir");
}

/// Magnetization-prepared and spoiled gradient echo in 3D. Source: Mugler and Brookeman 1990, doi
/// 10.1002/mrm.1910150117 (MPRAGE).
std::optional<NameVerdict> t1_gradient_echo(const Seen &seen) {
  if (seen.is_spin_echo() || seen.is_epi()) return std::nullopt;
  const bool is_short_echo = Seen::within(seen.facts.echo_time_s, 0, 0.012);
  const bool is_called_so =
      seen.words.has({"mprage",  "mp-rage", "mp_rage",  "t1_mpr",  "t1mpr",  "bravo",  "irspgr",
                      "ir-spgr", "ir_spgr", "ir-fspgr", "3d t1",   "t1_3d",  "t1w",    "t1_tfe",
                      "t1tfe",   "t1_gre",  "t1_fl3d",  "t1_vibe", "t1_tfl", "t1 ffe", "3dt1",
                      "mpr_",    "t1_fl2d", "fspgr",    "memprage"}) ||
      seen.words.has_word({"t1", "mpr", "t1w", "tfl3d", "tfl"});
  const bool inverts = Seen::within(seen.facts.inversion_time_s, 0.3, 1.5) &&
                       (seen.is_three_d() || seen.is(SequenceVariant::mp) || is_called_so);
  if (is_short_echo && inverts)
    return anatomy(seen, "T1w", "3D gradient echo with an inversion time for T1");
  const bool prepares = seen.is_three_d() && seen.is(SequenceVariant::mp) &&
                        Seen::within(seen.facts.flip_angle_deg, 4, 20);
  if (is_short_echo && prepares && !seen.words.has({"t2"}))
    return anatomy(seen, "T1w", "3D magnetization-prepared gradient echo");
  if (is_called_so && (is_short_echo || !seen.facts.echo_time_s) && !seen.words.has({"t2"}))
    return anatomy(seen, "T1w", "called T1-weighted, with a short gradient echo");
  return std::nullopt;
}

std::optional<NameVerdict> echo_trains_for_maps(const Seen &seen) {
  if (seen.facts.series_echo_times_s.size() < 3 || !echo_index(seen.facts)) return std::nullopt;
  if (seen.is_spin_echo()) return anatomy(seen, "MESE", "three or more spin echoes in one series");
  if (seen.is(ScanningSequence::gr) && !seen.is_epi())
    return anatomy(seen, "MEGRE", "three or more gradient echoes in one series");
  return std::nullopt;
}

std::optional<NameVerdict> t2_star(const Seen &seen) {
  const bool is_called_so =
      seen.words.has({"t2star", "t2_star", "t2*", "hemo", "medic", "t2s_", "t2_fl2d", "t2_swi"}) ||
      seen.words.has_word({"t2s", "gre2d", "ffe"});
  const bool is_gradient = seen.is(ScanningSequence::gr) && !seen.is(ScanningSequence::se);
  const bool is_long_echo = Seen::within(seen.facts.echo_time_s, 0.012, 0.06);
  if (!is_gradient || seen.is_epi() || !is_long_echo) return std::nullopt;
  if (is_called_so || Seen::within(seen.facts.flip_angle_deg, 5, 40))
    return anatomy(seen, "T2starw", "gradient echo with a long echo time");
  return std::nullopt;
}

std::optional<NameVerdict> balanced(const Seen &seen) {
  if (!seen.words.has({"ciss", "fiesta", "trufi", "bffe", "true_fisp", "truefisp"}))
    return std::nullopt;
  return unknown("", "balanced gradient echo, for which BIDS has no suffix");
}

/// Spin echoes by echo and repetition time: short and short is T1, short and long is proton
/// density, long and long is T2. Source: any textbook of MR; the limits leave a gap where contrast
/// is mixed.
std::optional<NameVerdict> spin_echo(const Seen &seen) {
  if (!seen.is_spin_echo() || seen.is_epi() || !seen.facts.echo_time_s) return std::nullopt;
  const double echo = *seen.facts.echo_time_s;
  const auto &tr = seen.facts.repetition_time_s;
  const bool inverts_for_t1 = Seen::within(seen.facts.inversion_time_s, 0.3, 1.4);
  if (echo <= 0.04 && (Seen::within(tr, 0.2, 1.2) || inverts_for_t1))
    return anatomy(seen, "T1w", "spin echo with short echo and repetition times");
  if (!Seen::within(tr, 1.6, 30) || seen.facts.inversion_time_s.value_or(0) > 0.05)
    return std::nullopt;
  if (is_dual_echo(seen)) {
    auto verdict = echo < 0.05 ? anatomy(seen, "PDw", "the short echo of a dual-echo spin echo")
                               : anatomy(seen, "T2w", "the long echo of a dual-echo spin echo");
    verdict->name.labels.erase(Entity::echo); // the suffixes tell them apart
    return verdict;
  }
  if (echo < 0.045)
    return anatomy(seen, "PDw", "spin echo with a short echo and a long repetition time");
  if (echo >= 0.06) return anatomy(seen, "T2w", "spin echo with long echo and repetition times");
  return std::nullopt;
}

/// Only where exactly one contrast is named, and the header gives no timing to ask.
std::optional<NameVerdict> by_words(const Seen &seen) {
  if (seen.is_epi() || seen.facts.echo_time_s) return std::nullopt;
  const bool t1 = seen.words.has({"t1"});
  const bool t2 = seen.words.has({"t2"});
  const bool pd = seen.words.has_word({"pd", "pdw"});
  if (static_cast<int>(t1) + static_cast<int>(t2) + static_cast<int>(pd) != 1) return std::nullopt;
  return anatomy(seen, t1 ? "T1w" : (t2 ? "T2w" : "PDw"), "named so; the header gives no timing");
}

constexpr std::array rules = {
    BuiltinRule{"few-slices", too_few_slices},
    BuiltinRule{"mp2rage", mp2rage},
    BuiltinRule{"angio", angiography},
    BuiltinRule{"swi", susceptibility},
    BuiltinRule{"inversion", inversion_recovery_oddities},
    BuiltinRule{"flair", flair},
    BuiltinRule{"stir", short_inversion},
    BuiltinRule{"t1w", t1_gradient_echo},
    BuiltinRule{"echo-train", echo_trains_for_maps},
    BuiltinRule{"t2starw", t2_star},
    BuiltinRule{"balanced", balanced},
    BuiltinRule{"spin-echo", spin_echo},
    BuiltinRule{"words", by_words},
};

} // namespace

std::span<const BuiltinRule> anatomy_rules() {
  return rules;
}

} // namespace curate::bids
