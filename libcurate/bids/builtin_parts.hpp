#pragma once

#include <libcurate/bids/naming_facts.hpp>
#include <libcurate/bids/verdict.hpp>
#include <libcurate/bids/words.hpp>
#include <optional>
#include <span>
#include <string_view>

namespace curate::bids {

/// A picture as a built-in rule sees it.
struct Seen {
  const NamingFacts &facts;
  Words words;

  explicit Seen(const NamingFacts &f) : facts(f), words(f.texts) {}
  bool is(dicom::ScanningSequence sequence) const;
  bool is(dicom::SequenceVariant variant) const;
  bool is_three_d() const;
  bool is_phase() const { return facts.component == dicom::Component::phase; }
  /// Echo-planar, by header or by name.
  bool is_epi() const;
  /// Spin echo, by header or by Siemens' names for it.
  bool is_spin_echo() const;
  /// Below, at or above; false where the fact is not known.
  static bool within(const std::optional<double> &value, double lowest, double highest);
};

/// A built-in rule: its id, and what it says of a picture; nothing where it does not fit.
struct BuiltinRule {
  std::string_view id;
  std::optional<NameVerdict> (*decide)(const Seen &seen);
};

/// In the order in which they are asked: what is skipped, field maps, diffusion and functional,
/// then anatomy.
std::span<const BuiltinRule> skip_rules();
std::span<const BuiltinRule> field_map_rules();
std::span<const BuiltinRule> epi_rules();
std::span<const BuiltinRule> anatomy_rules();

} // namespace curate::bids
