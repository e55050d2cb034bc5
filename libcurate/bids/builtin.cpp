#include <libcurate/bids/builtin.hpp>

#include <array>
#include <cmath>
#include <libcurate/bids/builtin_parts.hpp>

namespace curate::bids {
namespace {

std::optional<NameVerdict> first_of(std::span<const BuiltinRule> rules, Seen &seen) {
  for (const BuiltinRule &rule : rules) {
    seen.forget();
    if (auto verdict = rule.decide(seen)) {
      verdict->rule = "builtin." + std::string(rule.id);
      verdict->matched = seen.matched();
      return verdict;
    }
  }
  return std::nullopt;
}

std::array<std::span<const BuiltinRule>, 5> all_rules() {
  return {skip_rules(), field_map_rules(), epi_rules(), special_rules(), weighting_rules()};
}

/// What a header would have to say for the weighting of a picture to be told.
std::vector<std::string> missing_of(const NamingFacts &facts) {
  std::vector<std::string> missing;
  if (facts.series.scanning_sequence == 0) missing.emplace_back("spin or gradient echo");
  if (!facts.echo_time_s) missing.emplace_back("echo time");
  if (!facts.repetition_time_s) missing.emplace_back("repetition time");
  if (missing.empty()) missing.emplace_back("timing or a name of a known contrast");
  return missing;
}

/// A name that BIDS would not accept is no name.
NameVerdict checked(NameVerdict verdict) {
  if (verdict.status == NameVerdict::Status::named && !check(verdict.name))
    return unknown(verdict.rule, "what it is seems clear, but a part of the name is not known",
                   {check(verdict.name).error().message});
  return verdict;
}

} // namespace

NameVerdict builtin_name(const NamingFacts &facts) {
  Seen seen(facts);
  for (const auto rules : all_rules())
    if (auto verdict = first_of(rules, seen)) return checked(std::move(*verdict));
  return unknown("builtin.none", "no rule knows what kind of picture this is", missing_of(facts));
}

std::optional<NameVerdict> builtin_skip(const NamingFacts &facts) {
  Seen seen(facts);
  return first_of(skip_rules(), seen);
}

std::optional<NameVerdict> builtin_field_map(const NamingFacts &facts) {
  Seen seen(facts);
  return first_of(field_map_rules(), seen);
}

std::optional<int> echo_index(const NamingFacts &facts) {
  if (facts.series_echo_times_s.size() > 1 && facts.echo_time_s) {
    for (std::size_t i = 0; i < facts.series_echo_times_s.size(); ++i)
      if (std::abs(facts.series_echo_times_s[i] - *facts.echo_time_s) < 1e-5)
        return static_cast<int>(i + 1);
  }
  if (facts.series_echo_times_s.size() == 1 && facts.has_b0_map)
    return 1; // the map beside it may have been counted as an echo
  if (facts.echo_number && *facts.echo_number > 0) return facts.echo_number;
  return std::nullopt;
}

void add_echo_and_part(Entities &name, const NamingFacts &facts) {
  if (allows(name.datatype, name.suffix, Entity::part) && name.label(Entity::part).empty()) {
    switch (facts.component) {
    case dicom::Component::phase:
      name.labels[Entity::part] = "phase";
      break;
    case dicom::Component::real:
      name.labels[Entity::part] = "real";
      break;
    case dicom::Component::imaginary:
      name.labels[Entity::part] = "imag";
      break;
    case dicom::Component::magnitude:
    case dicom::Component::unknown:
      break;
    }
  }
  const auto &echoes = facts.series_echo_times_s;
  // Of proton density and T2 in one series each has a suffix, and a name, of its own.
  const bool is_dual_contrast = (name.suffix == "PDw" || name.suffix == "T2w") &&
                                echoes.size() == 2 && echoes[0] < 0.05 && echoes[1] >= 0.05;
  const auto echo = echo_index(facts);
  if (echoes.size() > 1 && !is_dual_contrast && echo &&
      allows(name.datatype, name.suffix, Entity::echo) && name.label(Entity::echo).empty())
    name.labels[Entity::echo] = std::to_string(*echo);
}

std::vector<std::string> builtin_rule_ids() {
  std::vector<std::string> ids;
  for (const auto rules : all_rules())
    for (const BuiltinRule &rule : rules)
      ids.push_back("builtin." + std::string(rule.id));
  return ids;
}

} // namespace curate::bids
