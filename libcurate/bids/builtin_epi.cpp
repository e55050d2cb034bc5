#include <libcurate/bids/builtin.hpp>
#include <libcurate/bids/builtin_parts.hpp>

#include <algorithm>
#include <utility>

namespace curate::bids {
namespace {

constexpr int fewest_volumes_of_a_run = 10; // fewer: a reference, a field map, an aborted scan
constexpr double smallest_b_value = 50;     // s/mm2; below it scanners write b = 0 pictures

Entities epi_name(const Seen &seen, std::string_view datatype, std::string_view suffix,
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

bool says_direction(const Seen &seen) {
  return seen.words.has_word({"ap", "pa", "lr", "rl"});
}

bool says_field_map(const Seen &seen) {
  return seen.words.has({"fmap", "fieldmap", "field_map", "topup", "pepolar", "distortion",
                         "spinecho", "revpe", "rev_pe", "revphase", "invpe"}) ||
         seen.words.has_word({"blip", "rpe", "reverse", "reversed", "dismap"});
}

bool says_diffusion(const Seen &seen) {
  return seen.words.has({"dwi", "dti", "diff", "ep_b", "hardi", "dki", "noddi"});
}

bool says_functional(const Seen &seen) {
  return seen.words.has({"bold", "fmri", "func", "resting", "task"}) ||
         task_label(seen.facts) != "unspecified";
}

std::optional<NameVerdict> labelled_blood(const Seen &seen) {
  const bool is_called_so = seen.words.has({"pcasl", "pasl", "casl", "3dasl", "asl_", "_asl"}) ||
                            seen.words.has_word({"asl"});
  if (!is_called_so) return std::nullopt;
  return unknown("", "arterial spin labelling: BIDS asks for labelling facts that only you know");
}

std::optional<NameVerdict> diffusion(const Seen &seen) {
  const auto &b = seen.facts.b_values_s_per_mm2;
  const bool has_b_values = std::ranges::any_of(b, [](double v) { return v >= smallest_b_value; });
  if (!b.empty() && has_b_values)
    return named("", "diffusion: it has b-values", epi_name(seen, "dwi", "dwi", true));
  if (says_diffusion(seen) && says_sbref(seen.facts))
    return named("", "the single-band reference of a diffusion series",
                 epi_name(seen, "dwi", "sbref", true));
  if (b.empty() && !says_diffusion(seen)) return std::nullopt;
  if (!direction_label(seen.facts))
    return unknown("", "called diffusion, but without b-values or phase-encoding direction");
  return named("", "a b = 0 picture: it maps the distortion along its phase encoding",
               epi_name(seen, "fmap", "epi", true));
}

std::optional<NameVerdict> single_band_reference(const Seen &seen) {
  if (!says_sbref(seen.facts) || !seen.is_epi() || seen.facts.volumes >= fewest_volumes_of_a_run)
    return std::nullopt;
  return named("", "the single-band reference of a functional series",
               epi_name(seen, "func", "sbref", says_direction(seen)));
}

std::optional<NameVerdict> reversed_phase_encoding(const Seen &seen) {
  if (!seen.is_epi() || seen.facts.volumes >= 4 * fewest_volumes_of_a_run) return std::nullopt;
  const bool is_short = seen.facts.volumes < fewest_volumes_of_a_run;
  const bool is_meant = says_field_map(seen) || (is_short && !says_functional(seen) &&
                                                 (seen.is_spin_echo() || says_direction(seen)));
  if (!is_meant) return std::nullopt;
  if (!direction_label(seen.facts))
    return unknown("", "an echo-planar field map whose phase-encoding direction is not known");
  return named("", "a short echo-planar series for mapping distortion",
               epi_name(seen, "fmap", "epi", true));
}

std::optional<NameVerdict> functional(const Seen &seen) {
  if (!seen.is_epi() || seen.facts.volumes < 2) return std::nullopt;
  const bool is_called_so = says_functional(seen);
  const bool is_long = seen.facts.volumes >= fewest_volumes_of_a_run;
  if (is_long ? (seen.is_spin_echo() && !is_called_so) : !is_called_so) return std::nullopt;
  return named("", is_long ? "many volumes of gradient-echo EPI" : "called functional",
               epi_name(seen, "func", "bold", says_direction(seen)));
}

std::optional<NameVerdict> other_epi(const Seen &seen) {
  if (!seen.is_epi()) return std::nullopt;
  return unknown("", "echo-planar, but neither diffusion, functional nor a field map for certain");
}

constexpr std::array rules = {
    BuiltinRule{"asl", labelled_blood},
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
  return Words(facts.texts).has({"sbref", "sb_ref", "single-band ref", "single band ref"});
}

std::string task_label(const NamingFacts &facts) {
  const Words words(facts.texts);
  if (words.has({"resting"}) || words.has_word({"rest", "rest1", "rest2", "rest3", "rest4",
                                                "reststate", "rs", "rsfmri", "rfmri"}))
    return "rest";
  using Known = std::pair<std::string_view, std::string_view>; // the word, and the label
  static constexpr std::array known = {
      Known{"nback", "nback"},
      Known{"n-back", "nback"},
      Known{"stroop", "stroop"},
      Known{"flanker", "flanker"},
      Known{"gonogo", "gonogo"},
      Known{"go-nogo", "gonogo"},
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
