#include <functional>
#include <gtest/gtest.h>
#include <libcurate/consent/decision.hpp>
#include <libcurate/consent/state.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/license/catalogue.hpp>
#include <rapidcheck/gtest.h>

namespace curate::consent {
namespace {

template <typename T> T one_of(std::vector<T> all) {
  return *rc::gen::elementOf(std::move(all));
}

bool coin(int percent = 50) {
  return *rc::gen::inRange(0, 100) < percent;
}

const std::vector<std::string> diseases{"MONDO:0005071", "MONDO:0005301", "MONDO:0005314",
                                        "MONDO:0004975", "MONDO:0099999"};
const std::vector<std::string> countries{"AT", "BR", "DE", "GB", "NO", "US"};

base::Day some_day() {
  return base::day_of("2027-01-01").value() + std::chrono::days(*rc::gen::inRange(-3, 4));
}

template <typename T> std::vector<T> some(const std::vector<T> &all, int percent) {
  std::vector<T> chosen;
  for (const T &one : all)
    if (coin(percent)) chosen.push_back(one);
  return chosen;
}

Purpose some_purpose() {
  Purpose purpose{static_cast<DuoPermission>(*rc::gen::inRange(0, 5)), {}};
  if (purpose.permission != DuoPermission::disease_specific) return purpose;
  purpose.diseases = some(diseases, 50);
  if (purpose.diseases.empty()) purpose.diseases = {"MONDO:0005301"};
  return purpose;
}

std::set<DuoModifier> some_modifiers(int percent) {
  std::set<DuoModifier> modifiers;
  for (const ModifierTerm &term : modifier_terms())
    if (coin(percent)) modifiers.insert(term.code);
  return modifiers;
}

Regions some_regions() {
  const int kind = *rc::gen::inRange(0, 3);
  if (kind == 0) return Regions::everywhere();
  if (kind == 1) return Regions::eea_and_adequate();
  const auto chosen = some(countries, 60);
  return {Regions::Kind::countries, {chosen.begin(), chosen.end()}};
}

/// A consent that allows much more often than not, so that a yes is not rare.
Scope some_scope() {
  Scope scope;
  scope.purpose = coin(60) ? Purpose{DuoPermission::no_restriction, {}} : some_purpose();
  scope.modifiers = some_modifiers(4);
  scope.access = coin(60) ? Access::open : static_cast<Access>(*rc::gen::inRange(0, 3));
  scope.regions = coin(60) ? Regions::everywhere() : some_regions();
  for (const Kind kind : {Kind::images, Kind::faces, Kind::clinical, Kind::derived})
    if (coin(90)) scope.kinds.insert(kind);
  scope.commercial = coin(60);
  scope.crowdsourcing = coin(90);
  scope.recontact = coin(90);
  scope.delete_on_withdrawal = coin(20);
  if (coin(20)) scope.until = some_day();
  return scope;
}

/// A public licence, or an agreement of any terms.
license::License some_license() {
  if (coin(40)) return one_of(license::catalogue());
  license::License license;
  license.id = "LicenseRef-some";
  if (coin(10)) license.permissions.insert(license::Permission::share);
  if (coin()) license.permissions.insert(license::Permission::adapt);
  if (coin(20)) license.permissions.insert(license::Permission::commercial_use);
  if (coin()) license.duties.insert(license::Duty::delete_on_withdrawal);
  license::Terms terms;
  const Purpose purpose = some_purpose();
  terms.purpose = coin(3) ? "DUO:0000099" : std::string(term_of(purpose.permission).id);
  terms.diseases = purpose.diseases;
  for (const DuoModifier modifier : some_modifiers(60))
    terms.modifiers.insert(std::string(term_of(modifier).id));
  const Regions regions = some_regions();
  terms.everywhere = regions.kind == Regions::Kind::everywhere;
  terms.eea_and_adequate = regions.kind == Regions::Kind::eea_and_adequate;
  terms.countries.assign(regions.countries.begin(), regions.countries.end());
  if (coin(60)) terms.until = some_day();
  license.terms = terms;
  return license;
}

Use some_use() {
  Use use;
  use.license = some_license();
  use.access = use.license.is_agreement() && coin(80)
                   ? Access::controlled
                   : static_cast<Access>(*rc::gen::inRange(0, 3));
  if (coin(20)) use.regions = some(countries, 30);
  use.kinds = {Kind::images};
  if (coin(20)) use.kinds.insert(Kind::clinical);
  if (coin(20)) use.purpose = some_purpose();
  use.commercial = coin(10);
  use.crowdsourcing = coin(10);
  use.recontact = coin(10);
  use.on = some_day();
  return use;
}

/// Takes something away from what a scope allows; says what.
std::string restrict(Scope &scope, base::Day on) {
  switch (*rc::gen::inRange(0, 10)) {
  case 0:
    scope.modifiers.insert(
        one_of<ModifierTerm>({modifier_terms().begin(), modifier_terms().end()}).code);
    scope.modifiers.erase(DuoModifier::clinical_care);
    return "a modifier";
  case 1: {
    const Purpose narrower = some_purpose();
    if (is_inside(narrower, scope.purpose)) scope.purpose = narrower;
    return "the purpose";
  }
  case 2:
    scope.access = std::max(scope.access, static_cast<Access>(*rc::gen::inRange(0, 3)));
    return "the access";
  case 3: {
    const Regions narrower = some_regions();
    if (is_inside(narrower, scope.regions, on)) scope.regions = narrower;
    return "the regions";
  }
  case 4:
    scope.kinds.erase(static_cast<Kind>(*rc::gen::inRange(0, 4)));
    return "a kind";
  case 5:
    scope.commercial = false;
    return "commercial use";
  case 6:
    scope.crowdsourcing = scope.recontact = false;
    return "crowdsourcing and contact";
  case 7:
    scope.delete_on_withdrawal = true;
    return "deletion";
  case 8: {
    const base::Day end = some_day();
    scope.until = std::min(scope.until.value_or(end), end);
    return "the end";
  }
  default:
    scope.modifiers.erase(DuoModifier::clinical_care);
    return "clinical care";
  }
}

RC_GTEST_PROP(decision_property, a_restriction_never_turns_a_no_into_a_yes, ()) {
  const Use use = some_use();
  Scope scope = some_scope();
  // Who contradicts himself gets a no, and taking one of the two back may turn that.
  RC_PRE(!contradiction_in(scope));
  for (int step = 0; step < 6; ++step) {
    const bool before = decide(scope, use).allowed;
    RC_TAG(before ? "yes" : "no");
    const std::string what = restrict(scope, use.on);
    if (contradiction_in(scope)) {
      RC_ASSERT(!decide(scope, use).allowed);
      return;
    }
    const bool after = decide(scope, use).allowed;
    if (after && !before) RC_FAIL("restricting " + what + " turned a no into a yes");
  }
}

RC_GTEST_PROP(decision_property, asking_for_more_never_turns_a_no_into_a_yes, ()) {
  const Scope scope = some_scope();
  const Use use = some_use();
  if (decide(scope, use).allowed) return;
  const auto still_no = [&](const std::function<void(Use &)> &change) {
    Use more = use;
    change(more);
    RC_ASSERT(!decide(scope, more).allowed);
  };
  still_no([](Use &more) { more.access = Access::open; });
  still_no([](Use &more) {
    if (more.access == Access::controlled) more.access = Access::registered;
  });
  still_no([](Use &more) { more.kinds.insert(Kind::faces); });
  still_no([](Use &more) { more.commercial = more.crowdsourcing = more.recontact = true; });
  still_no([](Use &more) { more.regions.push_back("US"); });
  still_no([](Use &more) { more.license.permissions.insert(license::Permission::share); });
  still_no([](Use &more) { more.license.permissions.insert(license::Permission::adapt); });
  // Who means to earn money under a licence that forbids it is helped by another licence.
  if (!use.commercial)
    still_no(
        [](Use &more) { more.license.permissions.insert(license::Permission::commercial_use); });
  still_no([](Use &more) { more.license.duties.clear(); });
}

RC_GTEST_PROP(decision_property, a_yes_holds_for_nobody_without_a_valid_consent, ()) {
  const Use use = some_use();
  State state;
  state.scope = some_scope();
  state.since = use.on;
  const bool plain = decide(state, use).allowed;
  RC_ASSERT(plain == decide(*state.scope, use).allowed);
  const auto no = [&](const std::function<void(State &)> &change) {
    State other = state;
    change(other);
    RC_ASSERT(!decide(other, use).allowed);
  };
  no([](State &other) { other.scope.reset(); });
  no([&](State &other) { other.since = use.on + std::chrono::days(1); });
  no([&](State &other) { other.until = use.on - std::chrono::days(1); });
  no([](State &other) { other.withdrawn = Level::access; });
  no([](State &other) { other.withdrawn = Level::use; });
  no([](State &other) { other.contradiction = "made"; });
  no([](State &other) { other.scope->kinds.clear(); });
  no([](State &other) { other.scope->purpose = {DuoPermission::disease_specific, {}}; });
}

RC_GTEST_PROP(decision_property, unknown_codes_are_no, ()) {
  const Scope scope = some_scope();
  Use use = some_use();
  use.regions = {one_of<std::string>({"XX", "de", "", "EU", "Germany"})};
  RC_ASSERT(!decide(scope, use).allowed);
  use = some_use();
  use.purpose = Purpose{DuoPermission::disease_specific,
                        {one_of<std::string>({"", "MS", "DOID:2377", "MONDO:123"})}};
  RC_ASSERT(!decide(scope, use).allowed);
}

RC_GTEST_PROP(decision_property, a_scope_survives_its_text, ()) {
  Scope scope = some_scope();
  RC_PRE(!contradiction_in(scope));
  std::ranges::sort(scope.purpose.diseases);
  const auto again = scope_of(to_json(scope));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == scope);
}

} // namespace
} // namespace curate::consent
