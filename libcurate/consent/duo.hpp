#pragma once

#include <libcurate/consent/access.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace curate::consent {

/// What data may be used for: the data use permissions of the GA4GH Data Use Ontology.
/// Source: DUO, release 2021-02-23, subclasses of DUO:0000001.
enum class DuoPermission {
  no_restriction,      ///< DUO:0000004 NRES
  general_research,    ///< DUO:0000042 GRU
  biomedical_research, ///< DUO:0000006 HMB: health, medical, biomedical
  disease_specific,    ///< DUO:0000007 DS
  ancestry_only,       ///< DUO:0000011 POA: population origins or ancestry
};

/// Further conditions: the data use modifiers. All but `clinical_care` restrict.
/// Source: DUO, release 2021-02-23, subclasses of DUO:0000017.
enum class DuoModifier {
  research_specific,                 ///< DUO:0000012 RS
  no_methods_research,               ///< DUO:0000015 NMDS
  genetic_studies_only,              ///< DUO:0000016 GSO
  not_for_profit_and_non_commercial, ///< DUO:0000018 NPUNCU
  publication_required,              ///< DUO:0000019 PUB
  collaboration_required,            ///< DUO:0000020 COL
  ethics_approval_required,          ///< DUO:0000021 IRB
  geographical,                      ///< DUO:0000022 GS
  publication_moratorium,            ///< DUO:0000024 MOR
  time_limit,                        ///< DUO:0000025 TS
  user_specific,                     ///< DUO:0000026 US
  project_specific,                  ///< DUO:0000027 PS
  institution_specific,              ///< DUO:0000028 IS
  return_results,                    ///< DUO:0000029 RTN
  clinical_care,                     ///< DUO:0000043 CC: also allowed, not a restriction
  no_ancestry_research,              ///< DUO:0000044 NPOA
  not_for_profit_organisation,       ///< DUO:0000045 NPU
  non_commercial,                    ///< DUO:0000046 NCU
};

/// A term of the ontology.
template <typename Code> struct DuoTerm {
  Code code;
  std::string_view id, shorthand, label;
};

/// A modifier, and the most open access at which somebody can see to it that it is kept.
struct ModifierTerm : DuoTerm<DuoModifier> {
  Access widest_access;
};

/// All of them, in the order of the enumerations.
std::span<const DuoTerm<DuoPermission>> permission_terms();
std::span<const ModifierTerm> modifier_terms();
const DuoTerm<DuoPermission> &term_of(DuoPermission permission);
const ModifierTerm &term_of(DuoModifier modifier);

/// By id ("DUO:0000042") or shorthand ("GRU"), without regard to case; else nothing.
std::optional<DuoPermission> permission_of(std::string_view text);
std::optional<DuoModifier> modifier_of(std::string_view text);

/// What a use, a licence or a consent is for.
struct Purpose {
  DuoPermission permission = DuoPermission::disease_specific;
  std::vector<std::string> diseases; ///< MONDO codes; with disease_specific at least one

  bool operator==(const Purpose &) const = default;
};

/// Whether everything `inner` is for lies inside what `outer` allows: no restriction holds general
/// research, which holds biomedical and ancestry research; biomedical research holds that of any
/// disease. A disease lies inside itself and what it is a kind of.
bool is_inside(const Purpose &inner, const Purpose &outer);

} // namespace curate::consent
