#include <libcurate/base/text.hpp>
#include <libcurate/consent/needed.hpp>
#include <libcurate/consent/reach.hpp>
#include <libcurate/consent/words.hpp>

#include <fmt/format.h>

namespace curate::consent {

namespace {

Use widest_use(const license::License &license) {
  Use use;
  use.license = license;
  use.access = license.is_agreement() ? Access::controlled : Access::open;
  return use;
}

bool keeps(const license::License &license, const Reach &reach, DuoModifier modifier) {
  return modifier == DuoModifier::clinical_care ||
         (is_bound(license, reach, modifier) && reach.access >= term_of(modifier).widest_access);
}

} // namespace

Needed needed_by(const license::License &license) {
  const Use use = widest_use(license);
  const Reach reach = reach_of(use);
  Needed needed;
  needed.access = use.access;
  Scope &scope = needed.scope;
  scope.purpose = reach.purpose;
  scope.access = reach.access;
  scope.regions = reach.regions;
  scope.kinds = {Kind::images};
  if (reach.derived_is_shared) scope.kinds.insert(Kind::derived);
  scope.commercial = reach.commercial;
  scope.delete_on_withdrawal = license.can_oblige_deletion();
  scope.until = reach.until;
  for (const ModifierTerm &term : modifier_terms())
    if (term.code != DuoModifier::clinical_care && keeps(license, reach, term.code))
      scope.modifiers.insert(term.code);
  if (scope.purpose.permission == DuoPermission::ancestry_only)
    scope.modifiers.erase(DuoModifier::no_ancestry_research);
  if (reach.clinical_care && scope.purpose.permission != DuoPermission::no_restriction)
    scope.modifiers.insert(DuoModifier::clinical_care);
  return needed;
}

std::vector<DuoModifier> not_kept_by(const license::License &license) {
  const Use use = widest_use(license);
  const Reach reach = reach_of(use);
  std::vector<DuoModifier> missing;
  for (const ModifierTerm &term : modifier_terms())
    if (!keeps(license, reach, term.code)) missing.push_back(term.code);
  return missing;
}

std::string words_of(const Needed &needed, const license::License &license) {
  const Scope &scope = needed.scope;
  std::string text = fmt::format("access: {}\npurpose: {}\nwhere: {}\n", name_of(scope.access),
                                 words_of(scope.purpose), words_of(scope.regions));
  if (scope.commercial) text += "commercial use\n";
  if (scope.modifiers.contains(DuoModifier::clinical_care)) text += "clinical care\n";
  if (scope.kinds.contains(Kind::derived)) text += "derived data\n";
  if (scope.until)
    text += fmt::format("use until {}, or longer\n", base::text_of(*scope.until));
  else
    text += "use without an end\n";
  std::vector<std::string> missing;
  for (const DuoModifier modifier : not_kept_by(license))
    missing.emplace_back(term_of(modifier).shorthand);
  if (!license.can_oblige_deletion()) missing.emplace_back("deletion on withdrawal");
  if (!missing.empty())
    text += fmt::format("no condition it cannot keep: {}\n", base::join(missing, ", "));
  return text;
}

} // namespace curate::consent
