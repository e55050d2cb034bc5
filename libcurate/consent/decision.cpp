#include <libcurate/consent/decision.hpp>
#include <libcurate/consent/reach.hpp>
#include <libcurate/consent/state.hpp>
#include <libcurate/consent/words.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::consent {

namespace {

/// A use, what may become of the data under it, and what was agreed to.
struct Case {
  const Scope &scope;
  const Use &use;
  const Reach &reach;

  const std::string &license() const { return use.license.id; }
};

/// Why not; nothing where a clause does not object.
using Objection = std::optional<Decision>;

template <typename... Arguments>
Objection no(const char *clause, fmt::format_string<Arguments...> words, Arguments &&...arguments) {
  return Decision{false, clause, fmt::format(words, std::forward<Arguments>(arguments)...)};
}

Objection contradiction(const Case &of) {
  const auto why = contradiction_in(of.scope);
  if (!why) return std::nullopt;
  return no("CONSENT-CONTRADICTION", "the consent contradicts itself: {}", *why);
}

// What the licence itself does not let be done: the same for everybody.

Objection open_agreement(const Case &of) {
  if (!of.use.license.is_agreement() || of.use.access != Access::open) return std::nullopt;
  return no("LICENSE-OPEN",
            "{} is an agreement: somebody must accept it, and open access asks "
            "nobody. Give registered or controlled access",
            of.license());
}

Objection ended_agreement(const Case &of) {
  if (!of.use.license.terms || !of.use.license.terms->until ||
      *of.use.license.terms->until >= of.use.on)
    return std::nullopt;
  return no("LICENSE-ENDED", "{} ended on {}", of.license(),
            base::text_of(*of.use.license.terms->until));
}

Objection recipients_country(const Case &of) {
  for (const std::string &country : of.use.regions) {
    if (!is_country(country))
      return no("USE-REGION", "a recipient's region is no country code of ISO 3166-1");
    if (of.use.license.terms && !is_inside({Regions::Kind::countries, {country}},
                                           regions_of(*of.use.license.terms), of.use.on))
      return no("LICENSE-REGION", "{} does not let data go to {}", of.license(), country);
  }
  return std::nullopt;
}

Objection project(const Case &of) {
  if (!of.use.purpose) return std::nullopt;
  if (!is_inside(*of.use.purpose, {DuoPermission::no_restriction, {}}))
    return no("USE-PURPOSE", "disease-specific research needs codes of diseases, as MONDO:0005301");
  const auto &terms = of.use.license.terms;
  if (!terms) return std::nullopt;
  const auto permission = permission_of(terms->purpose);
  if (permission && is_inside(*of.use.purpose, {*permission, terms->diseases})) return std::nullopt;
  return no("LICENSE-PURPOSE", "{} is for {}, the project for {}", of.license(),
            permission ? words_of(Purpose{*permission, terms->diseases}) : "an unknown purpose",
            words_of(*of.use.purpose));
}

Objection earning(const Case &of) {
  if (!of.use.commercial || of.reach.commercial) return std::nullopt;
  return no("LICENSE-COMMERCIAL", "{} does not permit commercial use", of.license());
}

// Then what the person has not agreed to.

Objection last_day(const Case &of) {
  if (!of.scope.until || *of.scope.until >= of.use.on) return std::nullopt;
  return no("CONSENT-EXPIRED", "the consent ended on {}", base::text_of(*of.scope.until));
}

Objection kinds(const Case &of) {
  if (of.use.kinds.empty()) return no("USE-KIND", "no kind of data is named");
  for (const Kind kind : of.use.kinds)
    if (!of.scope.kinds.contains(kind))
      return no("CONSENT-KIND", "the consent does not cover {}", words_of(kind));
  return std::nullopt;
}

Objection access(const Case &of) {
  if (of.use.access < of.scope.access)
    return no("CONSENT-ACCESS", "the consent allows {} access, not {}", name_of(of.scope.access),
              name_of(of.use.access));
  if (of.reach.access < of.scope.access)
    return no("CONSENT-PASSED-ON",
              "the consent allows {} access; under {} whoever has the data may pass them on to "
              "anyone",
              name_of(of.scope.access), of.license());
  return std::nullopt;
}

Objection purpose(const Case &of) {
  if (is_inside(of.reach.purpose, of.scope.purpose)) return std::nullopt;
  return no("CONSENT-PURPOSE", "the consent is for {}; under {} the data may be used for {}",
            words_of(of.scope.purpose), of.license(), words_of(of.reach.purpose));
}

Objection clinical_care(const Case &of) {
  if (!of.reach.clinical_care || of.scope.purpose.permission == DuoPermission::no_restriction ||
      of.scope.modifiers.contains(DuoModifier::clinical_care))
    return std::nullopt;
  return no("CONSENT-CLINICAL-CARE", "the consent is for research; {} permits clinical care too",
            of.license());
}

Objection commercial(const Case &of) {
  if (!of.reach.commercial || of.scope.commercial) return std::nullopt;
  return no("CONSENT-COMMERCIAL", "the consent does not allow commercial use, which {} permits",
            of.license());
}

Objection regions(const Case &of) {
  if (of.scope.regions.kind == Regions::Kind::everywhere) return std::nullopt;
  const std::string allowed = words_of(of.scope.regions);
  if (of.reach.access < Access::controlled)
    return no("CONSENT-REGION",
              "the consent allows use {} alone; that is kept only where somebody is admitted "
              "(controlled access) under an agreement that says so",
              allowed);
  if (!is_inside(of.reach.regions, of.scope.regions, of.use.on))
    return no("CONSENT-REGION", "the consent allows use {} alone; {} lets data go {}", allowed,
              of.license(), words_of(of.reach.regions));
  return std::nullopt;
}

Objection term(const Case &of) {
  if (!of.scope.until) return std::nullopt;
  const std::string last = base::text_of(*of.scope.until);
  if (!of.reach.until)
    return no("CONSENT-TERM", "the consent ends on {}; {} has no end", last, of.license());
  if (of.reach.access < Access::controlled)
    return no("CONSENT-TERM",
              "the consent ends on {}; that is kept only where somebody is admitted (controlled "
              "access)",
              last);
  if (*of.reach.until > *of.scope.until)
    return no("CONSENT-TERM", "the consent ends on {}, {} on {}", last, of.license(),
              base::text_of(*of.reach.until));
  return std::nullopt;
}

Objection modifiers(const Case &of) {
  for (const DuoModifier modifier : of.scope.modifiers) {
    // Clinical care is allowed by it; nothing is asked for.
    if (modifier == DuoModifier::clinical_care) continue;
    const ModifierTerm &asked = term_of(modifier);
    const std::string clause = fmt::format("CONSENT-{}", asked.shorthand);
    if (!is_bound(of.use.license, of.reach, modifier))
      return no(clause.c_str(), "the consent asks for: {}; {} binds nobody to it", asked.label,
                of.license());
    if (of.reach.access < asked.widest_access)
      return no(clause.c_str(), "the consent asks for: {}; that is kept only under {} access",
                asked.label, name_of(asked.widest_access));
  }
  return std::nullopt;
}

Objection derived(const Case &of) {
  if (!of.reach.derived_is_shared || of.scope.kinds.contains(Kind::derived)) return std::nullopt;
  return no("CONSENT-DERIVED",
            "the consent does not cover derived data; {} lets anyone make and pass on such",
            of.license());
}

Objection deletion(const Case &of) {
  if (!of.scope.delete_on_withdrawal ||
      (of.use.license.can_oblige_deletion() && of.reach.access != Access::open))
    return std::nullopt;
  return no("CONSENT-DELETION",
            "it was promised that recipients delete the data on withdrawal; {} cannot oblige them",
            of.license());
}

Objection asked_of_people(const Case &of) {
  if (of.use.crowdsourcing && !of.scope.crowdsourcing)
    return no("CONSENT-CROWDSOURCING", "the consent does not allow pictures to be shown to the "
                                       "public for its help");
  if (of.use.recontact && !of.scope.recontact)
    return no("CONSENT-RECONTACT", "the consent does not allow the person to be written to");
  return std::nullopt;
}

constexpr Objection (*clauses[])(const Case &) = {
    contradiction, open_agreement, ended_agreement, recipients_country,
    project,       earning,        last_day,        kinds,
    access,        purpose,        clinical_care,   commercial,
    regions,       term,           modifiers,       derived,
    deletion,      asked_of_people};

} // namespace

Decision decide(const Scope &scope, const Use &use) {
  const Reach reach = reach_of(use);
  const Case of{scope, use, reach};
  for (const auto clause : clauses)
    if (auto objection = clause(of)) return std::move(*objection);
  return {
      true, "CONSENT-GIVEN",
      fmt::format("the consent covers {} access under {}", name_of(use.access), use.license.id)};
}

Decision decide(const State &state, const Use &use) {
  if (state.contradiction)
    return {false, "CONSENT-CONTRADICTION",
            "the consent contradicts itself: " + *state.contradiction};
  if (state.withdrawn && *state.withdrawn != Level::contact)
    return {false, "CONSENT-WITHDRAWN",
            *state.withdrawn == Level::use ? "the person has withdrawn from every further use"
                                           : "the person has withdrawn: no release from then on"};
  if (!state.scope) return {false, "CONSENT-NONE", "no consent is recorded for that day"};
  if (state.since > use.on)
    return {false, "CONSENT-NOT-YET", "the consent begins on " + base::text_of(state.since)};
  if (state.until && *state.until < use.on)
    return {false, "CONSENT-EXPIRED", "the consent ended on " + base::text_of(*state.until)};
  if (state.withdrawn && use.recontact)
    return {false, "CONSENT-RECONTACT", "the person does not want to be written to any more"};
  return decide(*state.scope, use);
}

json::Value to_json(const Decision &decision) {
  return {{"allowed", decision.allowed}, {"clause", decision.clause}, {"words", decision.words}};
}

} // namespace curate::consent
