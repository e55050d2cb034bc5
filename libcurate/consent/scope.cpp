#include <libcurate/consent/scope.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/schema_valijson.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::consent {

namespace {

constexpr Kind all_kinds[] = {Kind::images, Kind::faces, Kind::clinical, Kind::derived};

Result<Regions> regions_of(const json::Value &value) {
  if (value == "everywhere") return Regions::everywhere();
  if (value == "eea_and_adequate") return Regions::eea_and_adequate();
  Regions regions;
  for (const std::string &country : value.get<std::vector<std::string>>()) {
    if (!is_country(country))
      return problem("CONSENT-COUNTRY", "regions holds what is no country",
                     "use two capital letters by ISO 3166-1 alpha-2, as DE");
    regions.countries.insert(country);
  }
  return regions;
}

json::Value to_json(const Regions &regions) {
  switch (regions.kind) {
  case Regions::Kind::everywhere:
    return "everywhere";
  case Regions::Kind::eea_and_adequate:
    return "eea_and_adequate";
  case Regions::Kind::countries:
    break;
  }
  return regions.countries;
}

Problem schema_problem(const Findings &findings) {
  const Finding &first = findings.front();
  return {"CONSENT-SCHEMA",
          fmt::format("{}: {}", first.place.empty() ? "/" : first.place, first.message),
          "docs/formats/consent.md describes the form"};
}

} // namespace

std::string_view name_of(Kind kind) {
  switch (kind) {
  case Kind::images:
    return "images";
  case Kind::faces:
    return "faces";
  case Kind::clinical:
    return "clinical";
  case Kind::derived:
    return "derived";
  }
  return {};
}

std::optional<Kind> kind_of(std::string_view name) {
  for (const Kind kind : all_kinds)
    if (name_of(kind) == name) return kind;
  return std::nullopt;
}

json::Value to_json(const Scope &scope) {
  json::Value value{{"permission", term_of(scope.purpose.permission).id}};
  auto diseases = scope.purpose.diseases;
  std::ranges::sort(diseases);
  value["diseases"] = diseases;
  value["modifiers"] = json::Value::array();
  for (const DuoModifier modifier : scope.modifiers)
    value["modifiers"].push_back(term_of(modifier).id);
  value["access"] = name_of(scope.access);
  value["regions"] = to_json(scope.regions);
  value["kinds"] = json::Value::array();
  for (const Kind kind : scope.kinds)
    value["kinds"].push_back(name_of(kind));
  value["commercial"] = scope.commercial;
  value["crowdsourcing"] = scope.crowdsourcing;
  value["recontact"] = scope.recontact;
  value["delete_on_withdrawal"] = scope.delete_on_withdrawal;
  if (scope.until) value["until"] = base::text_of(*scope.until);
  return value;
}

Result<Scope> scope_of(const json::Value &value) {
  const Findings findings = json::check(value, json::embedded("consent.schema.json"), "consent");
  if (!findings.empty()) return tl::unexpected<Problem>(schema_problem(findings));
  Scope scope;
  // The schema has seen to it that every code is known.
  scope.purpose.permission = *permission_of(value.at("permission").get<std::string>());
  scope.purpose.diseases = value.value("diseases", std::vector<std::string>());
  std::ranges::sort(scope.purpose.diseases);
  for (const std::string &code : value.value("modifiers", std::vector<std::string>()))
    scope.modifiers.insert(*modifier_of(code));
  scope.access = *access_of(value.at("access").get<std::string>());
  auto regions = regions_of(value.at("regions"));
  if (!regions) return tl::unexpected<Problem>(regions.error());
  scope.regions = std::move(*regions);
  for (const std::string &name : value.at("kinds").get<std::vector<std::string>>())
    scope.kinds.insert(*kind_of(name));
  scope.commercial = value.value("commercial", false);
  scope.crowdsourcing = value.value("crowdsourcing", false);
  scope.recontact = value.value("recontact", false);
  scope.delete_on_withdrawal = value.value("delete_on_withdrawal", false);
  if (value.contains("until")) {
    scope.until = base::day_of(value.at("until").get<std::string>());
    if (!scope.until)
      return problem("CONSENT-DATE", "until is no day that exists", "write it as 2030-12-31");
  }
  if (const auto why = contradiction_in(scope))
    return problem("CONSENT-CONTRADICTION", *why, "say one of the two");
  return scope;
}

std::optional<std::string> contradiction_in(const Scope &scope) {
  using M = DuoModifier;
  const auto has = [&](M modifier) { return scope.modifiers.contains(modifier); };
  const Purpose &purpose = scope.purpose;
  if ((purpose.permission == DuoPermission::disease_specific) == purpose.diseases.empty())
    return "diseases belong to disease-specific research (DUO:0000007), and that needs them";
  if (purpose.permission == DuoPermission::ancestry_only && has(M::no_ancestry_research))
    return "ancestry research alone is allowed (DUO:0000011) and forbidden (DUO:0000044)";
  if (scope.commercial && (has(M::non_commercial) || has(M::not_for_profit_and_non_commercial)))
    return "commercial use is allowed (commercial) and forbidden (DUO:0000046 or DUO:0000018)";
  if (has(M::geographical) && scope.regions.kind == Regions::Kind::everywhere)
    return "use is limited to a region (DUO:0000022) and allowed everywhere (regions)";
  if (has(M::time_limit) && !scope.until)
    return "use is limited in time (DUO:0000025) and has no last day (until)";
  if (scope.regions.kind == Regions::Kind::countries && scope.regions.countries.empty())
    return "no country is allowed";
  if (scope.kinds.empty()) return "no kind of data is allowed";
  return std::nullopt;
}

} // namespace curate::consent
