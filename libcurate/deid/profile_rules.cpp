#include <libcurate/deid/profile_rules.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>

namespace curate::deid {

namespace {

std::uint32_t number_of(dicom::Tag tag) {
  return std::uint32_t{tag.group} << 16 | tag.element;
}

bool fits(const ProfileRule &rule, dicom::Tag tag, dicom::Vr vr) {
  return (number_of(tag) & rule.mask) == (rule.tag & rule.mask) && (!rule.vr || *rule.vr == vr);
}

} // namespace

std::optional<RuleAction> ProfileRules::action_of(dicom::Tag tag, dicom::Vr vr) const {
  for (const ProfileRule &rule : rules_)
    if (!rule.creator && fits(rule, tag, vr)) return rule.action;
  return {};
}

bool ProfileRules::names_private() const {
  return std::ranges::any_of(rules_, [](const ProfileRule &rule) { return bool(rule.creator); });
}

std::optional<RuleAction> ProfileRules::private_action_of(std::string_view creator,
                                                          std::uint16_t group, std::uint8_t element,
                                                          dicom::Vr vr) const {
  // Rules name elements as "(0019,xx0C)": the block is wherever an archive moved it.
  const dicom::Tag tag{group, static_cast<std::uint16_t>(0x1000 | element)};
  for (const ProfileRule &rule : rules_)
    if (rule.creator && base::lower(*rule.creator) == base::lower(creator) &&
        (number_of(tag) & rule.mask & 0xFFFF00FF) == (rule.tag & rule.mask & 0xFFFF00FF) &&
        (!rule.vr || *rule.vr == vr))
      return rule.action;
  return {};
}

} // namespace curate::deid
