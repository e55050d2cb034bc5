// How fast 100,000 people's consents are decided on, on one core. Run by hand: decision_speed.

#include <benchmark/benchmark.h>
#include <libcurate/consent/decision.hpp>
#include <libcurate/consent/state.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/license/catalogue.hpp>

namespace curate {
namespace {

constexpr std::size_t person_count = 100'000;

/// Consents that differ in purpose, access, regions and conditions; some withdrawn.
std::vector<consent::State> people() {
  std::vector<consent::State> all(person_count);
  for (std::size_t at = 0; at < all.size(); ++at) {
    consent::Scope scope;
    scope.purpose.permission = static_cast<consent::DuoPermission>(at % 5);
    if (scope.purpose.permission == consent::DuoPermission::disease_specific)
      scope.purpose.diseases = {"MONDO:0005301"};
    scope.access = static_cast<consent::Access>(at / 5 % 3);
    scope.regions =
        at % 2 == 0 ? consent::Regions::everywhere() : consent::Regions::eea_and_adequate();
    scope.kinds = {consent::Kind::images, consent::Kind::clinical};
    if (at % 7 != 0) scope.kinds.insert(consent::Kind::derived);
    if (at % 4 == 0) scope.modifiers.insert(consent::DuoModifier::ethics_approval_required);
    if (at % 6 == 0) scope.modifiers.insert(consent::DuoModifier::non_commercial);
    all[at].scope = scope;
    all[at].since = *base::day_of("2020-01-01");
    if (at % 11 == 0) all[at].withdrawn = consent::Level::access;
  }
  return all;
}

consent::Use use_under(bool agreement) {
  consent::Use use;
  use.license = *license::find("CC-BY-NC-4.0");
  use.access = consent::Access::open;
  use.kinds = {consent::Kind::images, consent::Kind::clinical};
  use.on = *base::day_of("2027-01-01");
  if (!agreement) return use;
  json::Value value = *json::parse(license::agreement_template());
  value["id"] = "LicenseRef-made";
  value["name"] = "made";
  value["notes"] = json::Value::array();
  value["agreement"]["until"] = "2030-12-31";
  use.license = *license::license_of(value);
  use.access = consent::Access::controlled;
  use.regions = {"DE", "FR"};
  return use;
}

void decide_for_all(benchmark::State &run) {
  const auto all = people();
  const consent::Use use = use_under(run.range(0) != 0);
  std::size_t yes = 0;
  for (auto _ : run) {
    yes = 0;
    for (const consent::State &state : all)
      yes += consent::decide(state, use).allowed ? 1 : 0;
    benchmark::DoNotOptimize(yes);
  }
  run.counters["people"] = static_cast<double>(all.size());
  run.counters["yes"] = static_cast<double>(yes);
}

BENCHMARK(decide_for_all)->ArgName("agreement")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace curate
