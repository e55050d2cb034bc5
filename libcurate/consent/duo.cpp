#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>
#include <libcurate/consent/disease.hpp>
#include <libcurate/consent/duo.hpp>

namespace curate::consent {

namespace {

using P = DuoPermission;
using M = DuoModifier;

// Source: GA4GH DUO, release 2021-02-23, duo.csv (id, shorthand, label).
constexpr std::array<DuoTerm<P>, 5> permissions{
    {{P::no_restriction, "DUO:0000004", "NRES", "no restriction"},
     {P::general_research, "DUO:0000042", "GRU", "general research use"},
     {P::biomedical_research, "DUO:0000006", "HMB", "health or medical or biomedical research"},
     {P::disease_specific, "DUO:0000007", "DS", "disease specific research"},
     {P::ancestry_only, "DUO:0000011", "POA", "population origins or ancestry research only"}}};

// The access is what each asks for: somebody must have agreed (registered), or must be looked at
// before the data are given and be held to a stated project or place (controlled).
// Non-commercial use alone can be asked of anyone, by a licence that does.
constexpr std::array<ModifierTerm, 18> modifiers{{
    {{M::research_specific, "DUO:0000012", "RS", "research specific restrictions"},
     Access::controlled},
    {{M::no_methods_research, "DUO:0000015", "NMDS", "no general methods research"},
     Access::registered},
    {{M::genetic_studies_only, "DUO:0000016", "GSO", "genetic studies only"}, Access::registered},
    {{M::not_for_profit_and_non_commercial, "DUO:0000018", "NPUNCU",
      "not for profit, non commercial use only"},
     Access::controlled},
    {{M::publication_required, "DUO:0000019", "PUB", "publication required"}, Access::registered},
    {{M::collaboration_required, "DUO:0000020", "COL", "collaboration required"},
     Access::controlled},
    {{M::ethics_approval_required, "DUO:0000021", "IRB", "ethics approval required"},
     Access::controlled},
    {{M::geographical, "DUO:0000022", "GS", "geographical restriction"}, Access::controlled},
    {{M::publication_moratorium, "DUO:0000024", "MOR", "publication moratorium"},
     Access::controlled},
    {{M::time_limit, "DUO:0000025", "TS", "time limit on use"}, Access::controlled},
    {{M::user_specific, "DUO:0000026", "US", "user specific restriction"}, Access::controlled},
    {{M::project_specific, "DUO:0000027", "PS", "project specific restriction"},
     Access::controlled},
    {{M::institution_specific, "DUO:0000028", "IS", "institution specific restriction"},
     Access::controlled},
    {{M::return_results, "DUO:0000029", "RTN", "return to database or resource"},
     Access::controlled},
    {{M::clinical_care, "DUO:0000043", "CC", "clinical care use"}, Access::open},
    {{M::no_ancestry_research, "DUO:0000044", "NPOA",
      "population origins or ancestry research prohibited"},
     Access::registered},
    {{M::not_for_profit_organisation, "DUO:0000045", "NPU", "not for profit organisation use only"},
     Access::controlled},
    {{M::non_commercial, "DUO:0000046", "NCU", "non-commercial use only"}, Access::open},
}};

template <typename Terms> auto code_of(const Terms &terms, std::string_view text) {
  using Code = decltype(terms.front().code);
  const std::string wanted = base::lower(text);
  for (const auto &term : terms)
    if (base::lower(term.id) == wanted || base::lower(term.shorthand) == wanted)
      return std::optional<Code>(term.code);
  return std::optional<Code>();
}

/// Whether a permission includes all of another, diseases aside. Source: DUO, the order of its
/// subclasses; biomedical research "does not include the study of population origins or ancestry".
bool holds(P outer, P inner) {
  switch (outer) {
  case P::no_restriction:
    return true;
  case P::general_research:
    return inner != P::no_restriction;
  case P::biomedical_research:
    return inner == P::biomedical_research || inner == P::disease_specific;
  case P::disease_specific:
    return inner == P::disease_specific;
  case P::ancestry_only:
    return inner == P::ancestry_only;
  }
  return false;
}

} // namespace

std::span<const DuoTerm<DuoPermission>> permission_terms() {
  return permissions;
}

std::span<const ModifierTerm> modifier_terms() {
  return modifiers;
}

const DuoTerm<DuoPermission> &term_of(DuoPermission permission) {
  return permissions[static_cast<std::size_t>(permission)];
}

const ModifierTerm &term_of(DuoModifier modifier) {
  return modifiers[static_cast<std::size_t>(modifier)];
}

std::optional<DuoPermission> permission_of(std::string_view text) {
  return code_of(permissions, text);
}

std::optional<DuoModifier> modifier_of(std::string_view text) {
  return code_of(modifiers, text);
}

bool is_inside(const Purpose &inner, const Purpose &outer) {
  if (!holds(outer.permission, inner.permission)) return false;
  if (inner.permission != P::disease_specific) return true;
  if (inner.diseases.empty() || !std::ranges::all_of(inner.diseases, is_mondo_code)) return false;
  if (outer.permission != P::disease_specific) return true;
  return std::ranges::all_of(inner.diseases, [&](const std::string &disease) {
    return std::ranges::any_of(
        outer.diseases, [&](const std::string &whole) { return is_kind_of(disease, whole); });
  });
}

} // namespace curate::consent
