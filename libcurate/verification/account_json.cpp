#include <libcurate/license/catalogue.hpp>
#include <libcurate/report/findings_json.hpp>
#include <libcurate/verification/account.hpp>
#include <libcurate/verification/account_json.hpp>

namespace curate::verification {

namespace {

template <typename Codes> json::Value names_of(const Codes &codes) {
  auto names = json::Value::array();
  for (const auto code : codes)
    names.push_back(license::name_of(code));
  return names;
}

json::Value terms_of(const std::string &id) {
  const auto known = license::find(id);
  if (!known) return {};
  return {{"permissions", names_of(known->permissions)},
          {"duties", names_of(known->duties)},
          {"limits", names_of(known->limits)}};
}

json::Value text_or_null(const std::optional<std::string> &text) {
  return text ? json::Value(shown(*text)) : json::Value();
}

void add_description(json::Value &value, const std::optional<Description> &description) {
  for (const char *name : {"dataset", "dataset_id", "version", "date", "doi", "recipient", "access",
                           "license", "terms"})
    value[name] = nullptr;
  if (!description) return;
  value["dataset"] = shown(description->dataset_name);
  value["dataset_id"] = description->dataset_id;
  value["version"] = text_of(description->version);
  value["date"] = description->date;
  value["doi"] = text_or_null(description->doi);
  value["recipient"] = text_or_null(description->recipient);
  value["access"] = description->access;
  value["license"] = description->license_id;
  value["terms"] = terms_of(description->license_id);
}

json::Value permitted(const Verification &verification) {
  if (verification.newest_list_date.empty()) return {};
  return verification.revoked.empty();
}

} // namespace

json::Value to_json(const Verification &verification, std::string_view release) {
  json::Value value;
  value["release"] = shown(release);
  add_description(value, verification.description);
  value["whole"] = verification.is_whole;
  value["genuine"] = verification.is_genuine;
  value["trust"] = name_of(verification.trust);
  value["signing_key"] =
      verification.key ? json::Value(integrity::text_of(*verification.key)) : json::Value();
  value["permitted"] = permitted(verification);
  value["revocations"] = nullptr;
  if (!verification.newest_list_date.empty())
    value["revocations"] = {{"number", verification.newest_list},
                            {"date", verification.newest_list_date}};
  value["files"] = verification.files;
  value["bytes"] = verification.bytes;
  value["revoked"] = json::Value::array();
  for (const auto &one : verification.revoked)
    value["revoked"].push_back({{"label", one.label},
                                {"demand", name_of(one.demand)},
                                {"token", one.token},
                                {"revocations", one.list_number}});
  value["citation"] = account_of(verification).citation;
  value["findings"] = report::to_json(verification.findings);
  return value;
}

} // namespace curate::verification
