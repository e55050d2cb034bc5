#pragma once

#include <cstdint>
#include <libcurate/dicom/tag.hpp>
#include <libcurate/dicom/vr.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::deid {

/// What a rule asks for.
enum class RuleAction : std::uint8_t {
  keep,    ///< as it stands, unless it holds a value known to identify the person
  clean,   ///< by what the VR may hold, as the cleaning options do
  empty,   ///< no value
  replace, ///< by a value that says nothing
  remove
};

/// One rule of a study's own profile, with the reason that its writer gives.
struct ProfileRule {
  std::uint32_t tag = 0;
  std::uint32_t mask = 0;             ///< zeros where any digit fits; all zeros: no tag is named
  std::optional<dicom::Vr> vr;        ///< elements of this VR alone
  std::optional<std::string> creator; ///< private elements of this creator alone
  RuleAction action = RuleAction::remove;
};

/// The rules of a study's profile, in their order: the first that fits an element decides.
class ProfileRules {
public:
  ProfileRules() = default;
  explicit ProfileRules(std::vector<ProfileRule> rules) : rules_(std::move(rules)) {}

  /// Of a public element.
  std::optional<RuleAction> action_of(dicom::Tag tag, dicom::Vr vr) const;
  /// Of a private one, by its creator (letters without case) and the low byte of its number.
  std::optional<RuleAction> private_action_of(std::string_view creator, std::uint16_t group,
                                              std::uint8_t element, dicom::Vr vr) const;

  /// Whether any names a private creator.
  bool names_private() const;

private:
  std::vector<ProfileRule> rules_;
};

} // namespace curate::deid
