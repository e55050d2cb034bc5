#pragma once

#include <libcurate/bids/naming_facts.hpp>
#include <libcurate/bids/verdict.hpp>
#include <libcurate/bids/words.hpp>
#include <optional>
#include <span>
#include <string_view>

namespace curate::bids {

/// A picture as a built-in rule sees it. Whatever is asked and holds is remembered, to explain the
/// match: words of ours and facts, never text of the header.
class Seen {
public:
  const NamingFacts &facts;

  explicit Seen(const NamingFacts &f) : facts(f), words_(f.texts) {}

  /// As Words::find and its like.
  bool says(std::initializer_list<std::string_view> parts);
  bool says_word(std::initializer_list<std::string_view> words);
  bool sequence_says(std::initializer_list<std::string_view> parts);
  bool image_type_says(std::initializer_list<std::string_view> values);
  std::optional<int> number_after(std::initializer_list<std::string_view> words) const {
    return words_.number_after(words);
  }

  bool is(dicom::ScanningSequence sequence) const;
  bool is(dicom::SequenceVariant variant) const;
  bool is_three_d();
  bool is_phase() const { return facts.component == dicom::Component::phase; }
  /// Echo-planar, by header or by name.
  bool is_epi();
  /// Spin echo, by header or by the vendors' names for it.
  bool is_spin_echo();
  /// Gradient echo and no spin echo, by header; without a header's word, by the vendors' names.
  bool is_gradient_echo();

  /// Between the two, both included; false where the fact is not known.
  bool echo_time_within(double lowest_s, double highest_s);
  bool repetition_time_within(double lowest_s, double highest_s);
  bool inversion_time_within(double lowest_s, double highest_s);
  bool flip_angle_within(double lowest_deg, double highest_deg);

  /// What held since the last `forget`, each once, in the order of asking.
  const std::vector<std::string> &matched() const { return matched_; }
  void remember(std::string fact);
  void forget() { matched_.clear(); }

private:
  bool note(const char *what, const std::optional<std::string_view> &found);

  Words words_;
  std::vector<std::string> matched_;
};

/// A built-in rule: its id, and what it says of a picture; nothing where it does not fit.
struct BuiltinRule {
  std::string_view id;
  std::optional<NameVerdict> (*decide)(Seen &seen);
};

/// In the order in which they are asked: what is skipped, field maps, diffusion and functional,
/// then anatomy: what words and timing name for certain before what timing alone tells.
std::span<const BuiltinRule> skip_rules();
std::span<const BuiltinRule> field_map_rules();
std::span<const BuiltinRule> epi_rules();
std::span<const BuiltinRule> special_rules();
std::span<const BuiltinRule> weighting_rules();

/// What is no MR: PET has a name, other modalities have no place among BIDS' raw data.
std::optional<NameVerdict> not_mr(Seen &seen);

/// An anatomical name with what the texts and the header add: contrast agent, part of the body,
/// echo and part. `acq` may be empty.
NameVerdict anatomy(Seen &seen, std::string_view suffix, std::string_view why,
                    std::string_view acq = {});

/// Whether a contrast agent was given: "gadolinium", "ferumoxytol", or empty. Words that deny it
/// ("pre", "ohne KM", "sans gado") stand above the header, where agents are often entered once for
/// the whole examination.
std::string_view contrast_agent(Seen &seen);

/// The part of the spine that is shown: "cervical", "thoracic", "lumbar", "spine"; empty for heads
/// and where nothing is said.
std::string_view spine_part(Seen &seen);

} // namespace curate::bids
