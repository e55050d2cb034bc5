#include <libcurate/bids/builtin.hpp>
#include <libcurate/bids/builtin_parts.hpp>

namespace curate::bids {
namespace {

std::optional<NameVerdict> field_map(std::string_view suffix, std::string_view why) {
  Entities name;
  name.datatype = "fmap";
  name.suffix = std::string(suffix);
  return named("", std::string(why), std::move(name));
}

/// A map of B0 in hertz, and its magnitude. Source: BIDS, field maps, case 3; Philips Image Type
/// "B0 MAP"; GE B0 maps.
std::optional<NameVerdict> b0_map(Seen &seen) {
  if (seen.facts.flavor == dicom::Flavor::b0_map) {
    seen.remember("image type of a B0 map");
    return field_map("fieldmap", "a map of the static field, computed by the scanner");
  }
  if (seen.facts.has_b0_map && !seen.is_phase() && echo_index(seen.facts).value_or(1) == 1)
    return field_map("magnitude", "the magnitude beside a map of the static field");
  return std::nullopt;
}

bool is_gradient_field_map(Seen &seen) {
  const bool is_called_so = seen.says({"field map", "fieldmap", "fmap", "b0map", "b0 map",
                                       "grefield", "gre field", "feldkarte", "carte de champ"}) ||
                            seen.sequence_says({"fm2d"}) || seen.says_word({"fm"});
  const bool has_two_echoes = seen.facts.series.echo_time_1_s && seen.facts.series.echo_time_2_s;
  if (has_two_echoes) seen.remember("two echo times in the header");
  return !seen.is_epi() && (is_called_so || (has_two_echoes && seen.is_phase()));
}

/// Two gradient echoes, and the difference of their phases or both phases. Source: BIDS, field
/// maps, cases 1 and 2; Siemens gre_field_mapping gives magnitudes in one series and the difference
/// in the next.
std::optional<NameVerdict> gradient_field_map(Seen &seen) {
  if (!is_gradient_field_map(seen)) return std::nullopt;
  const auto echo = echo_index(seen.facts);
  const bool has_several = seen.facts.series_echo_times_s.size() > 1;
  switch (seen.facts.component) {
  case dicom::Component::phase:
    if (has_several && echo && *echo <= 2)
      return field_map(*echo == 1 ? "phase1" : "phase2", "the phase of one echo of a field map");
    if (has_several) return unknown("", "a field map with more than two echoes");
    return field_map("phasediff", "the phase difference of a gradient-echo field map");
  case dicom::Component::magnitude:
  case dicom::Component::unknown:
    if (echo && *echo > 2) return unknown("", "a field map with more than two echoes");
    return field_map(echo == 2 ? "magnitude2" : "magnitude1",
                     "a magnitude of a gradient-echo field map");
  case dicom::Component::real:
  case dicom::Component::imaginary:
    return unknown("", "a field map as real and imaginary parts, for which BIDS has no name");
  }
  return std::nullopt;
}

constexpr std::array rules = {
    BuiltinRule{"b0-map", b0_map},
    BuiltinRule{"field-map", gradient_field_map},
};

} // namespace

std::span<const BuiltinRule> field_map_rules() {
  return rules;
}

} // namespace curate::bids
