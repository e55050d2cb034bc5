#include <libcurate/json/embedded.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/schema_valijson.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/verification/receipt.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::verification {

std::string text_of(Receipt receipt) {
  std::ranges::sort(receipt.tokens);
  json::Value value;
  value["schema_version"] = 1;
  value["dataset"] = {{"name", receipt.dataset_name}, {"id", receipt.dataset_id}};
  value["version"] = text_of(receipt.version);
  value["manifest_sha256"] = receipt.manifest_sha256;
  if (receipt.recipient) value["recipient"] = *receipt.recipient;
  value["revocations"] = receipt.revocations;
  value["date"] = receipt.date;
  value["tokens"] = receipt.tokens;
  value["removed_files"] = receipt.removed_files;
  value["rewritten_files"] = receipt.rewritten_files;
  return json::to_text(value);
}

Result<Receipt> read_receipt(std::string_view text) {
  constexpr const char *remedy = "ask the recipient for the receipt as curate verify wrote it";
  const auto value = json::parse(text);
  if (!value) return problem("RECEIPT-FORM", value.error().message, remedy);
  const auto findings = json::check(*value, json::embedded("receipt.schema.json"), "receipt");
  if (!findings.empty())
    return problem("RECEIPT-FORM", fmt::format("{}: {}", findings[0].place, findings[0].message),
                   remedy);
  Receipt receipt;
  receipt.dataset_name = (*value)["dataset"]["name"].get<std::string>();
  receipt.dataset_id = (*value)["dataset"]["id"].get<std::string>();
  receipt.version = version_of((*value)["version"].get<std::string>()).value_or(Version{});
  receipt.manifest_sha256 = (*value)["manifest_sha256"].get<std::string>();
  if (value->contains("recipient")) receipt.recipient = (*value)["recipient"].get<std::string>();
  receipt.revocations = (*value)["revocations"].get<std::uint32_t>();
  receipt.date = (*value)["date"].get<std::string>();
  receipt.tokens = (*value)["tokens"].get<std::vector<std::string>>();
  receipt.removed_files = (*value)["removed_files"].get<std::uint64_t>();
  receipt.rewritten_files = (*value)["rewritten_files"].get<std::uint64_t>();
  return receipt;
}

} // namespace curate::verification
