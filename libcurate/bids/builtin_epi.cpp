#include <libcurate/bids/builtin.hpp>
#include <libcurate/bids/builtin_parts.hpp>

#include <algorithm>
#include <utility>

namespace curate::bids {
namespace {

constexpr int fewest_volumes_of_a_run = 10; // fewer: a reference, a field map, an aborted scan
constexpr double smallest_b_value = 50;     // s/mm2; below it scanners write b = 0 pictures

Entities epi_name(Seen &seen, std::string_view datatype, std::string_view suffix,
                  bool with_direction) {
  Entities name;
  name.datatype = std::string(datatype);
  name.suffix = std::string(suffix);
  if (datatype == "func") name.labels[Entity::task] = task_label(seen.facts);
  if (with_direction)
    if (const auto direction = direction_label(seen.facts)) name.labels[Entity::dir] = *direction;
  add_echo_and_part(name, seen.facts);
  return name;
}

bool says_direction(Seen &seen) {
  return seen.says_word({"ap", "pa", "lr", "rl"});
}

bool says_field_map(Seen &seen) {
  return seen.says({"fmap", "fieldmap", "field map", "topup", "pepolar", "distortion", "spinecho",
                    "spin echo field", "revpe", "rev pe", "revphase", "rev phase", "invpe"}) ||
         seen.says_word({"blip", "rpe", "reverse", "reversed", "dismap"});
}

bool says_diffusion(Seen &seen) {
  return seen.says({"dwi", "dti", "diff", "ep b", "hardi", " dki", "noddi", "dmri"});
}

bool says_functional(Seen &seen) {
  return seen.says({" bold", "fmri", " func", "resting", " task"}) ||
         task_label(seen.facts) != "unspecified";
}

std::optional<NameVerdict> labelled_blood(Seen &seen) {
  const bool is_called_so =
      seen.says({"pcasl", "pasl", "casl", "3dasl", " asl"}) || seen.says_word({"asl"});
  const bool is_labelled = seen.facts.series.spin_labeling != dicom::SpinLabeling::none;
  if (!is_called_so && !is_labelled) return std::nullopt;
  const auto &contexts = seen.facts.label_contexts;
  const auto has = [&contexts](dicom::LabelContext context) {
    return std::ranges::find(contexts, context) != contexts.end();
  };
  const bool is_m0 =
      has(dicom::LabelContext::m_zero) || (contexts.empty() && seen.says_word({"m0", "m0scan"}));
  const bool has_pairs = has(dicom::LabelContext::control) && has(dicom::LabelContext::label);
  if (is_m0 && !has_pairs && seen.facts.volumes < fewest_volumes_of_a_run)
    return named("", "the calibration (M0) of arterial spin labelling",
                 epi_name(seen, "perf", "m0scan", says_direction(seen)));
  if (has_pairs || (is_labelled && seen.facts.volumes > 1))
    return named("", "arterial spin labelling: the header says how blood is labelled",
                 epi_name(seen, "perf", "asl", says_direction(seen)));
  return unknown("", "arterial spin labelling: BIDS asks for labelling facts that only you know");
}

/// A bolus followed through time (DSC, DCE): no run of a task, and BIDS has no suffix for it.
std::optional<NameVerdict> bolus(Seen &seen) {
  if (seen.facts.volumes < fewest_volumes_of_a_run) return std::nullopt;
  const bool is_called_so =
      seen.says({"perf", " pwi", "bolus", "twist", "tricks", "dynamic susc"}) ||
      seen.says_word({"dsc", "dce", "pwi", "dyn", "t1perf"});
  if (is_called_so && seen.facts.b_values_s_per_mm2.empty() && !says_functional(seen))
    return unknown("", "a bolus followed through time, for which BIDS has no suffix");
  if (seen.facts.series.has_contrast_agent && seen.is_epi() && !says_functional(seen) &&
      seen.facts.b_values_s_per_mm2.empty() && !says_diffusion(seen))
    return unknown("", "many volumes after a contrast agent: a bolus, or a functional run",
                   {"whether it is functional"});
  return std::nullopt;
}

std::optional<NameVerdict> diffusion(Seen &seen) {
  const auto &b = seen.facts.b_values_s_per_mm2;
  const bool has_b_values = std::ranges::any_of(b, [](double v) { return v >= smallest_b_value; });
  if (!b.empty() && has_b_values) {
    seen.remember("b up to " +
                  std::to_string(static_cast<int>(std::min(*std::ranges::max_element(b), 1e6))));
    return named("", "diffusion: it has b-values", epi_name(seen, "dwi", "dwi", true));
  }
  if (says_diffusion(seen) && says_sbref(seen.facts))
    return named("", "the single-band reference of a diffusion series",
                 epi_name(seen, "dwi", "sbref", true));
  if (b.empty() && !says_diffusion(seen)) return std::nullopt;
  if (b.empty() && seen.facts.volumes >= fewest_volumes_of_a_run)
    return unknown("", "called diffusion, of many volumes, but the header gives no b-values",
                   {"b-values"});
  if (!direction_label(seen.facts))
    return unknown("", "called diffusion, but without b-values or phase-encoding direction",
                   {"b-values", "phase-encoding polarity"});
  return named("", "a b = 0 picture: it maps the distortion along its phase encoding",
               epi_name(seen, "fmap", "epi", true));
}

std::optional<NameVerdict> single_band_reference(Seen &seen) {
  if (!says_sbref(seen.facts) || !seen.is_epi() || seen.facts.volumes >= fewest_volumes_of_a_run)
    return std::nullopt;
  if (says_field_map(seen))
    return unknown("", "the single-band reference of a field map, for which BIDS has no name");
  return named("", "the single-band reference of a functional series",
               epi_name(seen, "func", "sbref", says_direction(seen)));
}

std::optional<NameVerdict> reversed_phase_encoding(Seen &seen) {
  if (!seen.is_epi() || seen.facts.volumes >= 4 * fewest_volumes_of_a_run) return std::nullopt;
  const bool is_short = seen.facts.volumes < fewest_volumes_of_a_run;
  const bool is_meant = says_field_map(seen) || (is_short && !says_functional(seen) &&
                                                 (seen.is_spin_echo() || says_direction(seen)));
  if (!is_meant) return std::nullopt;
  if (!direction_label(seen.facts))
    return unknown("", "an echo-planar field map whose phase-encoding direction is not known",
                   {"phase-encoding polarity"});
  return named("", "a short echo-planar series for mapping distortion",
               epi_name(seen, "fmap", "epi", true));
}

std::optional<NameVerdict> functional(Seen &seen) {
  if (!seen.is_epi() || seen.facts.volumes < 2) return std::nullopt;
  const bool is_called_so = says_functional(seen);
  const bool is_long = seen.facts.volumes >= fewest_volumes_of_a_run;
  seen.remember(std::to_string(seen.facts.volumes) + " volumes");
  if (is_long ? (seen.is_spin_echo() && !is_called_so) : !is_called_so) return std::nullopt;
  std::string why = is_long ? "many volumes of gradient-echo EPI" : "called functional";
  if (task_label(seen.facts) == "unspecified") why += "; which task is not said: give it by a rule";
  return named("", std::move(why), epi_name(seen, "func", "bold", says_direction(seen)));
}

std::optional<NameVerdict> other_epi(Seen &seen) {
  if (!seen.is_epi()) return std::nullopt;
  if (says_functional(seen) && seen.facts.volumes < 2)
    return unknown("", "called functional, but a single volume: a reference, or a run broken off",
                   {"whether it is a reference (SBRef)", "more volumes"});
  return unknown("", "echo-planar, but neither diffusion, functional nor a field map for certain",
                 {"a word for its purpose, ten volumes, or b-values"});
}

constexpr std::array rules = {
    BuiltinRule{"asl", labelled_blood},
    BuiltinRule{"bolus", bolus},
    BuiltinRule{"dwi", diffusion},
    BuiltinRule{"sbref", single_band_reference},
    BuiltinRule{"epi-field-map", reversed_phase_encoding},
    BuiltinRule{"bold", functional},
    BuiltinRule{"epi", other_epi},
};

} // namespace

std::span<const BuiltinRule> epi_rules() {
  return rules;
}

bool says_sbref(const NamingFacts &facts) {
  return Words(facts.texts).has({"sbref", "sb ref", "single band ref"});
}

std::string task_label(const NamingFacts &facts) {
  const Words words(facts.texts);
  if (words.has({"resting"}) || words.has_word({"rest", "rest1", "rest2", "rest3", "rest4",
                                                "reststate", "rs", "rsfmri", "rfmri"}))
    return "rest";
  using Known = std::pair<std::string_view, std::string_view>; // the word, and the label
  static constexpr std::array known = {
      Known{"nback", "nback"},
      Known{"n back", "nback"},
      Known{"stroop", "stroop"},
      Known{"flanker", "flanker"},
      Known{"gonogo", "gonogo"},
      Known{"go nogo", "gonogo"},
      Known{"fingertap", "motor"},
      Known{"finger", "motor"},
      Known{"motor", "motor"},
      Known{"emotion", "emotion"},
      Known{"faces", "faces"},
      Known{"language", "language"},
      Known{"gambling", "gambling"},
      Known{"social", "social"},
      Known{"relational", "relational"},
      Known{"workingmem", "wm"},
      Known{"oddball", "oddball"},
      Known{"checkerboard", "checkerboard"},
      Known{"visual", "visual"},
      Known{"movie", "movie"},
      Known{"retinotop", "retinotopy"},
      Known{"breathhold", "breathhold"},
      Known{"mid", "mid"},
      Known{"sst", "stopsignal"},
  };
  for (const auto &[word, label] : known)
    if (word.size() > 3 ? words.has({word}) : words.has_word({word})) return std::string(label);
  return "unspecified";
}

} // namespace curate::bids
