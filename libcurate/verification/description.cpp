#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/schema_valijson.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/verification/description.hpp>

#include <fmt/format.h>

namespace curate::verification {

namespace {

constexpr std::size_t version_digits = 9;

std::optional<std::uint32_t> number_of(std::string_view text) {
  if (text.empty() || text.size() > version_digits || (text.size() > 1 && text[0] == '0'))
    return {};
  std::uint32_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return {};
    number = 10 * number + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

std::optional<std::string> optional_text(const json::Value &value, const char *name) {
  if (!value.contains(name)) return {};
  return value[name].get<std::string>();
}

json::Value value_of(const Selection &selection) {
  json::Value value = json::Value::object();
  if (!selection.expression.empty()) value["expression"] = selection.expression;
  if (!selection.variables.empty()) value["variables"] = selection.variables;
  if (!selection.derivatives.empty()) value["derivatives"] = selection.derivatives;
  return value;
}

Selection selection_of(const json::Value &value) {
  using Texts = std::vector<std::string>;
  return {value.value("expression", std::string()), value.value("variables", Texts()),
          value.value("derivatives", Texts())};
}

void read_counts(const json::Value &value, Description &description) {
  const auto &counts = value["counts"];
  description.subjects = counts["subjects"].get<std::uint64_t>();
  description.sessions = counts["sessions"].get<std::uint64_t>();
  description.files = counts["files"].get<std::uint64_t>();
  description.bytes = counts["bytes"].get<std::uint64_t>();
  if (!value.contains("left_out")) return;
  for (const auto &[reason, count] : value["left_out"].items())
    description.left_out[reason] = count.get<std::uint64_t>();
}

Description description_of(const json::Value &value) {
  Description description;
  description.dataset_name = value["dataset"]["name"].get<std::string>();
  description.dataset_id = value["dataset"]["id"].get<std::string>();
  description.version = version_of(value["version"].get<std::string>()).value_or(Version{});
  description.date = value["date"].get<std::string>();
  description.license_id = value["license"]["id"].get<std::string>();
  description.license_name = value["license"]["name"].get<std::string>();
  description.license_url = value["license"].value("url", std::string());
  description.access = value["access"].get<std::string>();
  description.recipient = optional_text(value, "recipient");
  description.doi = optional_text(value, "doi");
  read_counts(value, description);
  if (value.contains("selection")) description.selection = selection_of(value["selection"]);
  for (const auto &gate : value["gates"])
    description.gates.push_back({gate["gate"].get<std::string>(), gate["verdict"] == "pass"});
  for (const auto &program : value["made_by"])
    description.made_by.emplace_back(program["name"].get<std::string>(),
                                     program["version"].get<std::string>());
  description.nonce = value["nonce"].get<std::string>();
  if (value.contains("previous"))
    description.previous =
        Previous{version_of(value["previous"]["version"].get<std::string>()).value_or(Version{}),
                 value["previous"]["manifest_sha256"].get<std::string>()};
  description.manifest_sha256 = value["manifest"]["sha256"].get<std::string>();
  description.lines_sha256 = value["manifest"]["lines_sha256"].get<std::string>();
  description.signing_key = value["signing_key"].get<std::string>();
  if (value.contains("datacite")) description.datacite = value["datacite"];
  return description;
}

} // namespace

std::optional<Version> version_of(std::string_view text) {
  const auto parts = base::split(text, '.');
  if (parts.size() != 3) return {};
  const auto major = number_of(parts[0]), minor = number_of(parts[1]), patch = number_of(parts[2]);
  if (!major || !minor || !patch) return {};
  return Version{*major, *minor, *patch};
}

std::string text_of(const Version &version) {
  return fmt::format("{}.{}.{}", version.major, version.minor, version.patch);
}

std::string text_of(const Description &description) {
  json::Value value;
  value["schema_version"] = 1;
  value["dataset"]["name"] = description.dataset_name;
  value["dataset"]["id"] = description.dataset_id;
  value["version"] = text_of(description.version);
  value["date"] = description.date;
  value["license"]["id"] = description.license_id;
  value["license"]["name"] = description.license_name;
  if (!description.license_url.empty()) value["license"]["url"] = description.license_url;
  value["access"] = description.access;
  if (description.recipient) value["recipient"] = *description.recipient;
  if (description.doi) value["doi"] = *description.doi;
  value["counts"] = {{"subjects", description.subjects},
                     {"sessions", description.sessions},
                     {"files", description.files},
                     {"bytes", description.bytes}};
  if (!description.left_out.empty()) value["left_out"] = description.left_out;
  value["selection"] = value_of(description.selection);
  value["gates"] = json::Value::array();
  for (const auto &gate : description.gates)
    value["gates"].push_back(
        {{"gate", gate.gate}, {"verdict", gate.is_applicable ? "pass" : "not_applicable"}});
  value["made_by"] = json::Value::array();
  for (const auto &[name, version] : description.made_by)
    value["made_by"].push_back({{"name", name}, {"version", version}});
  value["nonce"] = description.nonce;
  if (description.previous)
    value["previous"] = {{"version", text_of(description.previous->version)},
                         {"manifest_sha256", description.previous->manifest_sha256}};
  value["manifest"]["sha256"] = description.manifest_sha256;
  value["manifest"]["lines_sha256"] = description.lines_sha256;
  value["signing_key"] = description.signing_key;
  if (!description.datacite.empty()) value["datacite"] = description.datacite;
  return json::to_text(value);
}

Result<Description> read_description(std::string_view text) {
  constexpr const char *code = "RELEASE-DESCRIPTION";
  constexpr const char *remedy = "download the release again, or ask whoever made it";
  const auto value = json::parse(text);
  if (!value) return problem(code, "RELEASE.json: " + value.error().message, remedy);
  const auto findings =
      json::check(*value, json::embedded("release.schema.json"), std::string(description_file));
  if (!findings.empty())
    return problem(
        code, fmt::format("RELEASE.json: {}: {}", findings[0].place, findings[0].message), remedy);
  return description_of(*value);
}

std::string revocation_token(std::string_view nonce, std::string_view label) {
  const auto bytes = integrity::digest_of_hex(nonce);
  if (!bytes)
    throw InputError("the nonce of a release has 64 hexadecimal digits; this one is damaged");
  integrity::Sha256 token;
  token.add(*bytes);
  token.add(label);
  return integrity::hex(token.finish());
}

} // namespace curate::verification
