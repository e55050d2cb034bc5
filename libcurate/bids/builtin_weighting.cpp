#include <libcurate/bids/builtin.hpp>
#include <libcurate/bids/builtin_parts.hpp>

#include <array>

namespace curate::bids {
namespace {

using dicom::ScanningSequence;
using dicom::SequenceVariant;

/// Two echoes of one spin-echo series with a contrast each.
bool is_dual_echo(const Seen &seen) {
  const auto &echoes = seen.facts.series_echo_times_s;
  return echoes.size() == 2 && echoes[0] < 0.05 && echoes[1] >= 0.05;
}

/// A picture of fat, or of fat and water against each other: no T1-weighted picture of a head.
/// Source: Dixon 1984, doi 10.1148/radiology.153.1.6089263; Siemens and Philips Image Type.
std::optional<NameVerdict> fat_picture(Seen &seen) {
  switch (seen.facts.dixon) {
  case dicom::DixonKind::none:
  case dicom::DixonKind::water:
  case dicom::DixonKind::in_phase:
  case dicom::DixonKind::t2_star: // the word also stands for a weighting
    return std::nullopt;
  case dicom::DixonKind::fat:
  case dicom::DixonKind::opposed_phase:
  case dicom::DixonKind::fat_fraction:
  case dicom::DixonKind::water_fraction:
  case dicom::DixonKind::r2_star:
    break;
  }
  seen.remember("a picture of a Dixon series, by its image type");
  return unknown("", "the fat or opposed-phase picture of a Dixon series or a map made of it, for "
                     "which BIDS has no suffix");
}

/// TI 1.4 to 3.2 s nulls cerebrospinal fluid between 1.5 and 7 T; the shorter ones belong to 3D
/// trains with T2 preparation.
std::optional<NameVerdict> flair(Seen &seen) {
  const bool nulls_fluid = seen.inversion_time_within(1.4, 3.2);
  const bool is_long_echo = seen.echo_time_within(0.06, 1.0);
  const bool is_called_so = seen.says(
      {"flair", "dark fluid", "darkfl", "da fl", "fluid attenuated", "fluid attenuation"});
  if (nulls_fluid && is_long_echo && !seen.is_epi() && !seen.is_gradient_echo())
    return anatomy(seen, "FLAIR", "a long echo with the inversion time that nulls fluid");
  if (!is_called_so || seen.is_gradient_echo() || seen.is_epi()) return std::nullopt;
  if (seen.says({"t1"}) && !seen.says({"t2"}) && !is_long_echo) return std::nullopt;
  if ((is_long_echo || !seen.facts.echo_time_s) && (nulls_fluid || !seen.facts.inversion_time_s))
    return anatomy(seen, "FLAIR", "called FLAIR, and nothing in its timing speaks against it");
  return std::nullopt;
}

std::optional<NameVerdict> short_inversion(Seen &seen) {
  if (seen.is_epi() || seen.is_gradient_echo()) return std::nullopt;
  const bool is_called_so = seen.says({" stir", "stir "});
  const bool is_short = seen.inversion_time_within(0.05, 0.35);
  if (is_short &&
      (is_called_so || seen.is(ScanningSequence::ir) || seen.says({" tirm", " tir "})) &&
      seen.repetition_time_within(1.6, 30))
    return anatomy(seen, "T2w", "short inversion time: fat is nulled", "stir");
  if (is_called_so && !seen.facts.inversion_time_s && seen.repetition_time_within(1.6, 30))
    return anatomy(seen, "T2w", "called STIR; the header gives no inversion time", "stir");
  return std::nullopt;
}

bool is_called_t1(Seen &seen) {
  return seen.says({"mprage", "mp rage", "t1 mpr",     "t1mpr",  "bravo",   "ir spgr", "ir fspgr",
                    "irspgr", "fspgr",   "3d t1",      "t1 3d",  "3dt1",    "t13d",    "t1w",
                    "t1 tfe", "t1tfe",   "t1 gre",     "t1 fl",  "t1 vibe", "t1 ffe",  "t1 spgr",
                    "mp2r",   "gre fsp", "t1 turbofl", "t1 tfl", "t1 rssg", "quick3d"}) ||
         seen.says_word({"t1", "mpr", "tfl3d", "tfl", "spgr", "vibe", "thrive", "lava", "geir",
                         "irtfe", "3dtfe", "tfe3d", "t1s", "t1se"});
}

/// Magnetization-prepared and spoiled gradient echo. Source: Mugler and Brookeman 1990, doi
/// 10.1002/mrm.1910150117 (MPRAGE); GE BRAVO and IR-FSPGR, Philips TFE, UIH GRE FSP, Hitachi GEIR.
std::optional<NameVerdict> t1_gradient_echo(Seen &seen) {
  if (seen.is_spin_echo() || seen.is_epi()) return std::nullopt;
  const bool is_short_echo = seen.echo_time_within(0, 0.012);
  const bool is_called_so = is_called_t1(seen);
  const bool inverts = seen.inversion_time_within(0.3, 1.6) &&
                       (seen.is_three_d() || seen.is(SequenceVariant::mp) || is_called_so);
  const bool says_t2 = seen.says({"t2"});
  const char *why = nullptr;
  if (is_short_echo && inverts)
    why = "gradient echo with an inversion time for T1";
  else if (is_short_echo && !says_t2 && seen.is(SequenceVariant::mp) && seen.is_three_d() &&
           seen.flip_angle_within(4, 20))
    why = "3D magnetization-prepared gradient echo";
  else if (is_called_so && (is_short_echo || !seen.facts.echo_time_s) && !says_t2)
    why = "called T1-weighted, with a short gradient echo";
  if (why == nullptr) return std::nullopt;
  constexpr int fewest_volumes_in_time = 5;
  if (seen.facts.volumes >= fewest_volumes_in_time)
    return unknown("", "T1-weighted pictures through time, for which BIDS has no suffix");
  auto verdict = anatomy(seen, "T1w", why);
  const bool is_mean = seen.says_word({"rms"}) || seen.image_type_says({"mean", "rms", "rms_echo"});
  if (is_mean && seen.facts.series_echo_times_s.size() < 2)
    verdict.name.labels[Entity::rec] = "rms";
  return verdict;
}

std::optional<NameVerdict> echo_trains_for_maps(Seen &seen) {
  if (seen.facts.series_echo_times_s.size() < 3 || !echo_index(seen.facts)) return std::nullopt;
  seen.remember(std::to_string(seen.facts.series_echo_times_s.size()) + " echo times");
  if (seen.is_spin_echo()) return anatomy(seen, "MESE", "three or more spin echoes in one series");
  if (seen.is(ScanningSequence::gr) && !seen.is_epi())
    return anatomy(seen, "MEGRE", "three or more gradient echoes in one series");
  return std::nullopt;
}

std::optional<NameVerdict> t2_star(Seen &seen) {
  if (!seen.is_gradient_echo() || seen.is_epi()) return std::nullopt;
  const bool is_called_so =
      seen.says({"t2star", "t2 star", "t2*",    "t2 stern",  "t2stern",     "hemo",
                 "haemo",  "medic",   " merge", "mffe",      "m ffe",       "me2d",
                 "t2s ",   "t2 fl2d", "t2 swi", "t2 gre",    "gre t2",      "t2 ffe",
                 "ffe t2", "t2 me2d", "t2 fe",  "t2 etoile", "t2 estrella", "t2 asterisco"}) ||
      seen.says_word({"t2s", "gre2d", "gret2", "t2gre", "t2ffe", "t2w"});
  if (is_called_so && seen.echo_time_within(0.008, 0.06))
    return anatomy(seen, "T2starw", "called T2*-weighted, a gradient echo");
  if (seen.echo_time_within(0.012, 0.06) && seen.flip_angle_within(5, 40) && !seen.says({"t1"}))
    return anatomy(seen, "T2starw", "gradient echo with a long echo time");
  return std::nullopt;
}

std::optional<NameVerdict> balanced(Seen &seen) {
  if (!seen.says({" ciss", "fiesta", "trufi", "bffe", "b ffe", "balanced ffe", "true fisp",
                  "truefisp", "trueffe", "drive", "dess "}) ||
      seen.is_spin_echo())
    return std::nullopt;
  return unknown("", "balanced gradient echo, for which BIDS has no suffix");
}

/// Spin echoes by echo and repetition time: short and short is T1, short and long is proton
/// density, long and long is T2. Source: any textbook of MR; the limits leave a gap where contrast
/// is mixed. In a single shot the repetition time is that of slices, and says nothing.
std::optional<NameVerdict> spin_echo(Seen &seen) {
  if (!seen.is_spin_echo() || seen.is_epi() || !seen.facts.echo_time_s) return std::nullopt;
  const bool inverts = seen.inversion_time_within(0.3, 1.4);
  if (seen.echo_time_within(0, 0.04) && (seen.repetition_time_within(0.2, 1.2) || inverts))
    return anatomy(seen, "T1w",
                   inverts ? "spin echo with a short echo and an inversion for T1"
                           : "spin echo with short echo and repetition times");
  if (seen.facts.inversion_time_s.value_or(0) > 0.05)
    return unknown("", "a spin echo whose inversion time fits neither FLAIR, STIR nor T1",
                   {"what its inversion nulls"});
  const bool is_single_shot = seen.says({"haste", "ssfse", "ss fse", "single shot", "sshtse",
                                         "ssh tse", "ss tse", " fase", "ssh t2"});
  if (is_single_shot && seen.echo_time_within(0.06, 1.5))
    return anatomy(seen, "T2w", "single-shot spin echo with a long echo time");
  if (!seen.repetition_time_within(1.6, 30))
    return unknown("", "a spin echo whose repetition time fits no contrast",
                   {"a repetition time of T1, T2 or proton density"});
  if (is_dual_echo(seen)) {
    seen.remember("2 echo times");
    seen.echo_time_within(0, 1.5);
    return *seen.facts.echo_time_s < 0.05
               ? anatomy(seen, "PDw", "the short echo of a dual-echo spin echo")
               : anatomy(seen, "T2w", "the long echo of a dual-echo spin echo");
  }
  if (seen.facts.series_echo_times_s.size() > 1) return std::nullopt;
  if (seen.echo_time_within(0, 0.0449))
    return anatomy(seen, "PDw", "spin echo with a short echo and a long repetition time");
  if (seen.echo_time_within(0.06, 1.5))
    return anatomy(seen, "T2w", "spin echo with long echo and repetition times");
  return unknown("", "a spin echo between proton density and T2 weighting",
                 {"an echo time below 45 ms or from 60 ms"});
}

/// Only where exactly one contrast is named, and the header gives no timing to ask.
std::optional<NameVerdict> by_words(Seen &seen) {
  if (seen.is_epi() || seen.facts.echo_time_s) return std::nullopt;
  const bool t1 = seen.says({"t1"});
  const bool t2 = seen.says({"t2"});
  const bool pd = seen.says_word({"pd", "pdw", "dp"});
  if (static_cast<int>(t1) + static_cast<int>(t2) + static_cast<int>(pd) != 1) return std::nullopt;
  return anatomy(seen, t1 ? "T1w" : (t2 ? "T2w" : "PDw"), "named so; the header gives no timing");
}

constexpr std::array rules = {
    BuiltinRule{"dixon", fat_picture},
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

std::span<const BuiltinRule> weighting_rules() {
  return rules;
}

} // namespace curate::bids
