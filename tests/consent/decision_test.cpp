#include <gtest/gtest.h>
#include <libcurate/consent/decision.hpp>
#include <libcurate/consent/needed.hpp>
#include <libcurate/consent/state.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/license/catalogue.hpp>

namespace curate::consent {
namespace {

base::Day day(const char *text) {
  return base::day_of(text).value();
}

/// A consent that allows everything.
Scope widest() {
  Scope scope;
  scope.purpose = {DuoPermission::no_restriction, {}};
  scope.access = Access::open;
  scope.regions = Regions::everywhere();
  scope.kinds = {Kind::images, Kind::faces, Kind::clinical, Kind::derived};
  scope.commercial = scope.crowdsourcing = scope.recontact = true;
  return scope;
}

Use use_of(const char *license, Access access) {
  Use use;
  use.license = license::find(license).value();
  use.access = access;
  use.kinds = {Kind::images};
  use.on = day("2027-01-01");
  return use;
}

license::License agreement(const char *changes = "{}") {
  json::Value value = *json::parse(license::agreement_template());
  value["id"] = "LicenseRef-ms";
  value["name"] = "Agreement of a study";
  value["notes"] = json::Value::array();
  value["agreement"]["until"] = "2030-12-31";
  value["agreement"].merge_patch(*json::parse(changes));
  return license::license_of(value).value();
}

Use agreed_use(const char *changes = "{}") {
  Use use = use_of("CC0-1.0", Access::controlled);
  use.license = agreement(changes);
  return use;
}

std::string clause(const Scope &scope, const Use &use) {
  return decide(scope, use).clause;
}

TEST(decision, a_consent_without_limits_goes_under_every_licence) {
  for (const license::License &license : license::catalogue())
    EXPECT_EQ(clause(widest(), use_of(license.id.c_str(), Access::open)), "CONSENT-GIVEN");
  EXPECT_EQ(clause(widest(), agreed_use()), "CONSENT-GIVEN");
}

TEST(decision, what_a_licence_needs_is_enough_and_no_part_of_it_is_too_much) {
  std::vector<license::License> all = license::catalogue();
  all.push_back(agreement());
  for (const license::License &license : all) {
    const Needed needed = needed_by(license);
    Use use = use_of("CC0-1.0", needed.access);
    use.license = license;
    EXPECT_EQ(clause(needed.scope, use), "CONSENT-GIVEN") << license.id;
    const auto not_enough = [&](const auto &change) {
      Scope scope = needed.scope;
      change(scope);
      EXPECT_FALSE(decide(scope, use).allowed) << license.id << " " << words_of(scope);
    };
    not_enough([](Scope &s) { s.purpose = {DuoPermission::disease_specific, {"MONDO:0005301"}}; });
    not_enough([](Scope &s) { s.regions = {Regions::Kind::countries, {"DE"}}; });
    not_enough([](Scope &s) { s.until = day("2028-01-01"); });
    if (needed.access == Access::open) not_enough([](Scope &s) { s.access = Access::registered; });
    if (needed.scope.commercial) not_enough([](Scope &s) { s.commercial = false; });
    if (needed.scope.kinds.contains(Kind::derived))
      not_enough([](Scope &s) { s.kinds.erase(Kind::derived); });
    if (!license.can_oblige_deletion()) not_enough([](Scope &s) { s.delete_on_withdrawal = true; });
    for (const DuoModifier modifier : not_kept_by(license))
      not_enough([&](Scope &s) {
        s.modifiers.insert(modifier);
        s.commercial = false;
      });
  }
}

TEST(decision, non_commercial_consents_never_go_under_a_licence_that_permits_commercial_use) {
  Scope scope = widest();
  scope.commercial = false;
  for (const DuoModifier modifier : {DuoModifier::non_commercial, DuoModifier::clinical_care}) {
    scope.modifiers = {modifier};
    for (const license::License &license : license::catalogue())
      EXPECT_EQ(decide(scope, use_of(license.id.c_str(), Access::open)).allowed,
                !license.permits(license::Permission::commercial_use))
          << license.id;
  }
}

TEST(decision, a_promise_to_delete_needs_somebody_who_can_be_obliged) {
  Scope scope = widest();
  scope.delete_on_withdrawal = true;
  for (const license::License &license : license::catalogue())
    EXPECT_EQ(clause(scope, use_of(license.id.c_str(), Access::controlled)), "CONSENT-DELETION");
  EXPECT_EQ(clause(scope, agreed_use()), "CONSENT-GIVEN");
}

TEST(decision, without_derived_data_only_what_forbids_to_pass_them_on) {
  Scope scope = widest();
  scope.kinds = {Kind::images};
  EXPECT_EQ(clause(scope, use_of("CC-BY-4.0", Access::open)), "CONSENT-DERIVED");
  EXPECT_EQ(clause(scope, use_of("CC-BY-ND-4.0", Access::open)), "CONSENT-GIVEN");
  EXPECT_EQ(clause(scope, agreed_use()), "CONSENT-GIVEN");
  Use use = use_of("CC-BY-ND-4.0", Access::open);
  use.kinds.insert(Kind::derived);
  EXPECT_EQ(clause(scope, use), "CONSENT-KIND");
}

TEST(decision, kinds_must_be_named_and_agreed_to) {
  Scope scope = widest();
  scope.kinds = {Kind::images, Kind::derived};
  Use use = use_of("CC0-1.0", Access::open);
  use.kinds = {Kind::faces};
  EXPECT_EQ(clause(scope, use), "CONSENT-KIND");
  use.kinds = {};
  EXPECT_EQ(clause(scope, use), "USE-KIND");
}

TEST(decision, an_agreement_must_end_with_the_consent_and_bind_to_the_region) {
  Scope scope = widest();
  scope.until = day("2030-12-31");
  EXPECT_EQ(clause(scope, agreed_use()), "CONSENT-GIVEN");
  scope.until = day("2030-12-30");
  EXPECT_EQ(clause(scope, agreed_use()), "CONSENT-TERM");
  EXPECT_EQ(clause(scope, use_of("CC0-1.0", Access::open)), "CONSENT-TERM");
  scope.until = day("2026-12-31");
  EXPECT_EQ(clause(scope, agreed_use()), "CONSENT-EXPIRED");
  scope = widest();
  scope.regions = {Regions::Kind::countries, {"DE"}};
  EXPECT_EQ(clause(scope, agreed_use()), "CONSENT-REGION");
  EXPECT_EQ(clause(scope, agreed_use(R"({"regions":["DE"]})")), "CONSENT-GIVEN");
  Use use = agreed_use(R"({"regions":["DE"]})");
  use.access = Access::registered;
  EXPECT_EQ(clause(scope, use), "CONSENT-REGION");
}

TEST(decision, recipients_must_be_where_the_agreement_lets_data_go) {
  Use use = agreed_use();
  const std::pair<const char *, const char *> cases[] = {
      {"DE", "CONSENT-GIVEN"},  {"NO", "CONSENT-GIVEN"},  {"GB", "CONSENT-GIVEN"},
      {"BR", "CONSENT-GIVEN"},  {"US", "LICENSE-REGION"}, {"CA", "LICENSE-REGION"},
      {"CN", "LICENSE-REGION"}, {"XX", "USE-REGION"},     {"Germany", "USE-REGION"}};
  for (const auto &[country, wanted] : cases) {
    use.regions = {"DE", country};
    EXPECT_EQ(clause(widest(), use), wanted) << country;
  }
  Use open = use_of("CC0-1.0", Access::open);
  open.regions = {"XX"};
  EXPECT_EQ(clause(widest(), open), "USE-REGION");
}

TEST(decision, a_project_counts_where_recipients_are_bound_to_it) {
  Scope scope = widest();
  scope.purpose = {DuoPermission::disease_specific, {"MONDO:0005301"}};
  EXPECT_EQ(clause(scope, agreed_use()), "CONSENT-PURPOSE");
  Use use = agreed_use();
  use.purpose = Purpose{DuoPermission::disease_specific, {"MONDO:0005314"}};
  EXPECT_EQ(clause(scope, use), "CONSENT-GIVEN");
  use.access = Access::registered;
  EXPECT_EQ(clause(scope, use), "CONSENT-PURPOSE");
  use = agreed_use(R"({"modifiers":["DUO:0000046"]})");
  use.purpose = Purpose{DuoPermission::disease_specific, {"MONDO:0005314"}};
  EXPECT_EQ(clause(scope, use), "CONSENT-PURPOSE");
  use = agreed_use();
  use.purpose = Purpose{DuoPermission::ancestry_only, {}};
  EXPECT_EQ(clause(widest(), use), "LICENSE-PURPOSE");
  use.purpose = Purpose{DuoPermission::disease_specific, {"multiple sclerosis"}};
  EXPECT_EQ(clause(widest(), use), "USE-PURPOSE");
}

TEST(decision, what_the_licence_does_not_let_be_done_is_said_of_it) {
  Use use = agreed_use();
  use.commercial = true;
  EXPECT_EQ(clause(widest(), use), "LICENSE-COMMERCIAL");
  use = agreed_use();
  use.access = Access::open;
  EXPECT_EQ(clause(widest(), use), "LICENSE-OPEN");
  use = agreed_use();
  use.on = day("2031-01-01");
  EXPECT_EQ(clause(widest(), use), "LICENSE-ENDED");
}

TEST(decision, the_public_and_letters_are_asked_for) {
  Scope scope = widest();
  scope.crowdsourcing = scope.recontact = false;
  Use use = use_of("CC0-1.0", Access::open);
  EXPECT_EQ(clause(scope, use), "CONSENT-GIVEN");
  use.crowdsourcing = true;
  EXPECT_EQ(clause(scope, use), "CONSENT-CROWDSOURCING");
  use.crowdsourcing = false;
  use.recontact = true;
  EXPECT_EQ(clause(scope, use), "CONSENT-RECONTACT");
}

TEST(decision, a_state_that_gives_no_consent_says_why) {
  const Use use = use_of("CC0-1.0", Access::open);
  State state;
  const auto clause_now = [&] { return decide(state, use).clause; };
  EXPECT_EQ(clause_now(), "CONSENT-NONE");
  state.scope = widest();
  state.since = day("2027-01-01");
  state.until = day("2027-01-01");
  EXPECT_EQ(clause_now(), "CONSENT-GIVEN");
  state.since = day("2027-01-02");
  EXPECT_EQ(clause_now(), "CONSENT-NOT-YET");
  state.since = day("2020-01-01");
  state.until = day("2026-12-31");
  EXPECT_EQ(clause_now(), "CONSENT-EXPIRED");
  state.until.reset();
  state.withdrawn = Level::contact;
  EXPECT_EQ(clause_now(), "CONSENT-GIVEN");
  for (const Level level : {Level::access, Level::use}) {
    state.withdrawn = level;
    EXPECT_EQ(clause_now(), "CONSENT-WITHDRAWN");
  }
  state.withdrawn.reset();
  state.contradiction = "two consents of one day differ";
  EXPECT_EQ(clause_now(), "CONSENT-CONTRADICTION");
}

TEST(decision, is_json_with_the_clause_and_words) {
  const Decision decision = decide(Scope(), use_of("CC0-1.0", Access::open));
  EXPECT_EQ(decision.clause, "CONSENT-CONTRADICTION");
  const json::Value value = to_json(decision);
  EXPECT_EQ(value["allowed"], false);
  EXPECT_EQ(value["clause"], decision.clause);
  EXPECT_EQ(value["words"], decision.words);
}

} // namespace
} // namespace curate::consent
