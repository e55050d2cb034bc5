#include <libcurate/json/embedded.hpp>
#include <libcurate/json/schema_valijson.hpp>
#include <libcurate/license/license.hpp>
#include <libcurate/license/names.hpp>

#include <fmt/format.h>

namespace curate::license {

namespace {

/// How a place of the template begins that is still to be filled in.
constexpr std::string_view unfilled = "FILL IN";

bool has_unfilled(const json::Value &value) {
  if (value.is_string()) return value.get_ref<const std::string &>().starts_with(unfilled);
  for (const json::Value &part : value)
    if (part.is_structured() || part.is_string())
      if (has_unfilled(part)) return true;
  return false;
}

template <typename Code, std::size_t count>
std::set<Code> codes_of(const json::Value &names, const Names<Code, count> &known) {
  std::set<Code> codes;
  for (const json::Value &name : names)
    if (const auto code = code_in(known, name.get_ref<const std::string &>())) codes.insert(*code);
  return codes;
}

Result<Terms> terms_of(const json::Value &value) {
  Terms terms;
  terms.purpose = value.at("purpose").get<std::string>();
  terms.diseases = value.value("diseases", std::vector<std::string>());
  for (const std::string &code : value.value("modifiers", std::vector<std::string>()))
    terms.modifiers.insert(code);
  const json::Value &regions = value.at("regions");
  if (regions.is_array())
    terms.countries = regions.get<std::vector<std::string>>();
  else if (regions == "everywhere")
    terms.everywhere = true;
  else
    terms.eea_and_adequate = true;
  if (value.contains("until")) {
    terms.until = base::day_of(value.at("until").get<std::string>());
    if (!terms.until)
      return problem("LICENSE-DATE", "agreement/until is no day that exists",
                     "write the last day of use as 2030-12-31");
  }
  return terms;
}

/// What an agreement says that cannot stand together; nothing where it can.
std::optional<std::string> contradiction_in(const License &license) {
  const auto both = [&](Permission permission, Limit limit) {
    return license.permits(permission) && license.limits.contains(limit);
  };
  if (both(Permission::share, Limit::no_redistribution))
    return "it permits passing the data on and forbids it";
  if (both(Permission::adapt, Limit::no_derivatives))
    return "it permits derivatives and forbids them";
  if (both(Permission::commercial_use, Limit::non_commercial))
    return "it permits commercial use and forbids it";
  if (!license.terms) return std::nullopt;
  const Terms &terms = *license.terms;
  const auto binds = [&](const char *code) { return terms.modifiers.contains(code); };
  if (license.permits(Permission::commercial_use) && (binds("DUO:0000046") || binds("DUO:0000018")))
    return "it permits commercial use and binds to non-commercial use";
  if (binds("DUO:0000025") && !terms.until)
    return "it binds to a time limit (DUO:0000025) and has no last day of use (until)";
  if (binds("DUO:0000022") && terms.everywhere)
    return "it binds to a region (DUO:0000022) and lets the data go everywhere";
  if ((terms.purpose == "DUO:0000007") == terms.diseases.empty())
    return "diseases belong to disease-specific research (DUO:0000007), and that needs them";
  if (terms.purpose == "DUO:0000011" && binds("DUO:0000044"))
    return "it allows ancestry research alone and forbids it";
  return std::nullopt;
}

} // namespace

Result<License> license_of(const json::Value &value) {
  if (has_unfilled(value))
    return problem("LICENSE-UNFILLED", "a place that begins with FILL IN is still to be filled in",
                   "fill in every such place, or remove what does not apply");
  const Findings findings = json::check(value, json::embedded("license.schema.json"), "license");
  if (!findings.empty())
    return problem("LICENSE-SCHEMA",
                   fmt::format("{}: {}",
                               findings.front().place.empty() ? "/" : findings.front().place,
                               findings.front().message),
                   "docs/formats/license.md describes the form");
  License license;
  license.id = value.at("id").get<std::string>();
  license.name = value.at("name").get<std::string>();
  license.url = value.value("url", std::string());
  license.covers = *code_in(covers_names, value.at("covers").get<std::string>());
  license.permissions = codes_of(value.at("permissions"), permission_names);
  license.duties = codes_of(value.at("duties"), duty_names);
  license.limits = codes_of(value.at("limits"), limit_names);
  license.notes = value.value("notes", std::vector<std::string>());
  license.not_with = value.value("not_with", std::map<std::string, std::string>());
  if (value.contains("agreement")) {
    auto terms = terms_of(value.at("agreement"));
    if (!terms) return tl::unexpected<Problem>(terms.error());
    license.terms = std::move(*terms);
  }
  if (const auto why = contradiction_in(license))
    return problem("LICENSE-CONTRADICTION", *why, "say one of the two");
  return license;
}

std::string_view name_of(Permission permission) {
  return name_in(permission_names, permission);
}

std::string_view name_of(Duty duty) {
  return name_in(duty_names, duty);
}

std::string_view name_of(Limit limit) {
  return name_in(limit_names, limit);
}

std::string_view name_of(Covers covers) {
  return name_in(covers_names, covers);
}

json::Value to_json(const License &license) {
  const auto names = [](const auto &codes) {
    json::Value list = json::Value::array();
    for (const auto code : codes)
      list.push_back(name_of(code));
    return list;
  };
  json::Value value{{"id", license.id}, {"name", license.name}};
  if (!license.url.empty()) value["url"] = license.url;
  value["covers"] = name_of(license.covers);
  value["permissions"] = names(license.permissions);
  value["duties"] = names(license.duties);
  value["limits"] = names(license.limits);
  value["notes"] = license.notes;
  if (!license.not_with.empty()) value["not_with"] = license.not_with;
  if (!license.terms) return value;
  const Terms &terms = *license.terms;
  json::Value &agreement = value["agreement"];
  agreement["purpose"] = terms.purpose;
  agreement["diseases"] = terms.diseases;
  agreement["modifiers"] = terms.modifiers;
  if (terms.everywhere || terms.eea_and_adequate)
    agreement["regions"] = terms.everywhere ? "everywhere" : "eea_and_adequate";
  else
    agreement["regions"] = terms.countries;
  if (terms.until) agreement["until"] = base::text_of(*terms.until);
  return value;
}

} // namespace curate::license
