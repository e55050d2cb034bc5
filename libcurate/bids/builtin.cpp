#include <libcurate/bids/builtin.hpp>

#include <algorithm>
#include <cmath>
#include <libcurate/bids/builtin_parts.hpp>

namespace curate::bids {
namespace {

std::optional<NameVerdict> first_of(std::span<const BuiltinRule> rules, const Seen &seen) {
  for (const BuiltinRule &rule : rules) {
    if (auto verdict = rule.decide(seen)) {
      verdict->rule = "builtin." + std::string(rule.id);
      return verdict;
    }
  }
  return std::nullopt;
}

/// A name that BIDS would not accept is no name.
NameVerdict checked(NameVerdict verdict) {
  if (verdict.status == NameVerdict::Status::named && !check(verdict.name))
    return unknown(verdict.rule, "what it is seems clear, but a part of the name is not known");
  return verdict;
}

} // namespace

bool Seen::is(dicom::ScanningSequence sequence) const {
  return (facts.series.scanning_sequence & static_cast<std::uint8_t>(sequence)) != 0;
}

bool Seen::is(dicom::SequenceVariant variant) const {
  return (facts.series.sequence_variant & static_cast<std::uint8_t>(variant)) != 0;
}

bool Seen::is_three_d() const {
  return facts.series.acquisition_kind == dicom::AcquisitionKind::three_d;
}

bool Seen::is_epi() const {
  return is(dicom::ScanningSequence::ep) || words.sequence_has({"epfid", "epse", "ep_b", "epi"}) ||
         words.has({"ep2d", "_epi", "epi_", "bold", "fmri"});
}

bool Seen::is_spin_echo() const {
  return is(dicom::ScanningSequence::se) || words.sequence_has({"tse", "spc", "epse", "*se"});
}

bool Seen::within(const std::optional<double> &value, double lowest, double highest) {
  return value && *value >= lowest && *value <= highest;
}

NameVerdict builtin_name(const NamingFacts &facts) {
  const Seen seen(facts);
  for (const auto rules : {skip_rules(), field_map_rules(), epi_rules(), anatomy_rules()})
    if (auto verdict = first_of(rules, seen)) return checked(std::move(*verdict));
  return unknown("builtin.none", "no rule knows what kind of picture this is");
}

std::optional<NameVerdict> builtin_skip(const NamingFacts &facts) {
  return first_of(skip_rules(), Seen(facts));
}

std::optional<NameVerdict> builtin_field_map(const NamingFacts &facts) {
  return first_of(field_map_rules(), Seen(facts));
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
  const auto echo = echo_index(facts);
  if (facts.series_echo_times_s.size() > 1 && echo &&
      allows(name.datatype, name.suffix, Entity::echo) && name.label(Entity::echo).empty())
    name.labels[Entity::echo] = std::to_string(*echo);
}

std::vector<std::string> builtin_rule_ids() {
  std::vector<std::string> ids;
  for (const auto rules : {skip_rules(), field_map_rules(), epi_rules(), anatomy_rules()})
    for (const BuiltinRule &rule : rules)
      ids.push_back("builtin." + std::string(rule.id));
  return ids;
}

} // namespace curate::bids
