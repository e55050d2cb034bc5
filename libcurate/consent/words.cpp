#include <algorithm>
#include <libcurate/base/text.hpp>
#include <libcurate/consent/disease.hpp>
#include <libcurate/consent/words.hpp>

#include <fmt/format.h>

namespace curate::consent {

namespace {

std::string named(const std::string &disease) {
  for (const DiseaseKind &known : disease_table())
    if (known.code == disease) return fmt::format("{} ({})", disease, known.name);
  return disease;
}

std::string yes_or_no(bool allowed) {
  return allowed ? "yes" : "no";
}

} // namespace

std::string words_of(const Purpose &purpose) {
  switch (purpose.permission) {
  case DuoPermission::no_restriction:
    return "any purpose";
  case DuoPermission::general_research:
    return "research of any kind";
  case DuoPermission::biomedical_research:
    return "health, medical and biomedical research";
  case DuoPermission::ancestry_only:
    return "research on population origins or ancestry alone";
  case DuoPermission::disease_specific:
    break;
  }
  std::vector<std::string> names;
  for (const std::string &disease : purpose.diseases)
    names.push_back(named(disease));
  return "research on " + base::join(names, ", ");
}

std::string words_of(const Regions &regions) {
  switch (regions.kind) {
  case Regions::Kind::everywhere:
    return "everywhere";
  case Regions::Kind::eea_and_adequate:
    return "in the EEA and in countries whose protection the EU finds adequate";
  case Regions::Kind::countries:
    break;
  }
  return "in " + base::join({regions.countries.begin(), regions.countries.end()}, ", ");
}

std::string words_of(Kind kind) {
  switch (kind) {
  case Kind::images:
    return "pictures without the face";
  case Kind::faces:
    return "pictures that keep the face";
  case Kind::clinical:
    return "clinical variables";
  case Kind::derived:
    return "derived data";
  }
  return {};
}

std::string_view words_of(DuoModifier modifier) {
  using M = DuoModifier;
  switch (modifier) {
  case M::research_specific:
    return "only the type of research that the consent names";
  case M::no_methods_research:
    return "no research whose aim is methods, software or algorithms";
  case M::genetic_studies_only:
    return "genetic studies only";
  case M::not_for_profit_and_non_commercial:
    return "non-commercial use by not-for-profit organisations only";
  case M::publication_required:
    return "results must be published";
  case M::collaboration_required:
    return "the study's investigators must take part";
  case M::ethics_approval_required:
    return "an ethics committee must have approved the project";
  case M::geographical:
    return "only in the regions named";
  case M::publication_moratorium:
    return "nothing may be published before the day agreed";
  case M::time_limit:
    return "only for the time agreed";
  case M::user_specific:
    return "only by the people admitted";
  case M::project_specific:
    return "only for the project admitted";
  case M::institution_specific:
    return "only within the institution admitted";
  case M::return_results:
    return "derived data must be returned to the study";
  case M::clinical_care:
    return "clinical care is allowed too";
  case M::no_ancestry_research:
    return "no research on population origins or ancestry";
  case M::not_for_profit_organisation:
    return "by not-for-profit organisations only";
  case M::non_commercial:
    return "non-commercial use only";
  }
  return {};
}

std::string words_of(const Scope &scope) {
  std::vector<std::string> kinds;
  for (const Kind kind : scope.kinds)
    kinds.push_back(words_of(kind));
  std::string text = fmt::format(
      "Purpose: {}.\nAccess: {} or stricter.\nWhere: {}.\nData: {}.\nCommercial use: {}.\n",
      words_of(scope.purpose), name_of(scope.access), words_of(scope.regions),
      base::join(kinds, ", "), yes_or_no(scope.commercial));
  for (const DuoModifier modifier : scope.modifiers)
    text += fmt::format("Condition: {} ({}).\n", words_of(modifier), term_of(modifier).shorthand);
  text += fmt::format("Pictures shown to the public for its help: {}.\nFurther contact: {}.\n",
                      yes_or_no(scope.crowdsourcing), yes_or_no(scope.recontact));
  if (scope.delete_on_withdrawal) text += "Recipients delete the data when the person withdraws.\n";
  if (scope.until) text += fmt::format("Last day of use: {}.\n", base::text_of(*scope.until));
  return text;
}

} // namespace curate::consent
