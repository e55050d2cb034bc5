#include <libcurate/consent/reach.hpp>

namespace curate::consent {

namespace {

using license::Limit;
using license::Permission;

bool has(const license::Terms &terms, DuoModifier modifier) {
  return terms.modifiers.contains(std::string(term_of(modifier).id));
}

const Purpose biomedical{DuoPermission::biomedical_research, {}};

} // namespace

Regions regions_of(const license::Terms &terms) {
  if (terms.everywhere) return Regions::everywhere();
  if (terms.eea_and_adequate) return Regions::eea_and_adequate();
  return {Regions::Kind::countries, {terms.countries.begin(), terms.countries.end()}};
}

Reach reach_of(const Use &use) {
  const license::License &license = use.license;
  Reach reach;
  reach.access = license.permits(Permission::share) ? Access::open : use.access;
  reach.regions = Regions::everywhere();
  reach.purpose = {DuoPermission::no_restriction, {}};
  reach.commercial = license.permits(Permission::commercial_use) &&
                     !license.limits.contains(Limit::non_commercial);
  reach.derived_is_shared =
      license.permits(Permission::share) && license.permits(Permission::adapt);
  // Who has the data from somebody that passed them on has agreed to nothing.
  if (!license.terms || reach.access == Access::open) return reach;
  const license::Terms &terms = *license.terms;
  reach.regions = regions_of(terms);
  // An unknown code would be no restriction: what is there already.
  if (const auto permission = permission_of(terms.purpose))
    reach.purpose = {*permission, terms.diseases};
  if (use.purpose && reach.access == Access::controlled &&
      has(terms, DuoModifier::project_specific))
    reach.purpose = *use.purpose;
  reach.clinical_care = reach.purpose.permission == DuoPermission::no_restriction ||
                        has(terms, DuoModifier::clinical_care);
  reach.until = terms.until;
  return reach;
}

bool is_bound(const license::License &license, const Reach &reach, DuoModifier modifier) {
  using M = DuoModifier;
  if (modifier == M::non_commercial) return !reach.commercial;
  if (!license.terms || reach.access == Access::open) return false;
  const license::Terms &terms = *license.terms;
  switch (modifier) {
  case M::not_for_profit_and_non_commercial:
    return has(terms, modifier) ||
           (has(terms, M::not_for_profit_organisation) && !reach.commercial);
  case M::not_for_profit_organisation:
    return has(terms, modifier) || has(terms, M::not_for_profit_and_non_commercial);
  case M::no_ancestry_research:
    return has(terms, modifier) || is_inside(reach.purpose, biomedical);
  case M::geographical:
    return reach.regions.kind != Regions::Kind::everywhere;
  case M::time_limit:
    return reach.until.has_value();
  case M::research_specific:
  case M::no_methods_research:
  case M::genetic_studies_only:
  case M::publication_required:
  case M::collaboration_required:
  case M::ethics_approval_required:
  case M::publication_moratorium:
  case M::user_specific:
  case M::project_specific:
  case M::institution_specific:
  case M::return_results:
  case M::clinical_care:
  case M::non_commercial:
    return has(terms, modifier);
  }
  return false;
}

} // namespace curate::consent
