#include <libcurate/forget/file.hpp>
#include <libcurate/integrity/manifest.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/schema_valijson.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/verification/purge_journal.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::verification {

namespace {

// Whether the journal asks for nothing that a list did not ask for.
bool is_of(const PurgeJournal &journal, const Description &description) {
  if (journal.manifest_sha256 != description.manifest_sha256) return false;
  for (const auto &label : journal.labels)
    if (std::ranges::find(journal.note.tokens, revocation_token(description.nonce, label)) ==
        journal.note.tokens.end())
      return false;
  const forget::People people({journal.labels.begin(), journal.labels.end()});
  return std::ranges::all_of(journal.removed,
                             [&](const std::string &path) {
                               return integrity::is_inside(path) && people.are_named_in(path);
                             }) &&
         std::ranges::all_of(journal.rewritten, [&](const Rewriting &one) {
           return integrity::is_inside(one.path) && forget::can_be_rewritten(one.path);
         });
}

} // namespace

std::string text_of(const PurgeJournal &journal) {
  json::Value value;
  value["schema_version"] = 1;
  value["manifest_sha256"] = journal.manifest_sha256;
  value["labels"] = journal.labels;
  value["removed"] = journal.removed;
  value["rewritten"] = json::Value::array();
  for (const auto &one : journal.rewritten)
    value["rewritten"].push_back(
        {{"path", one.path}, {"before", one.before_sha256}, {"after", one.after_sha256}});
  value["note"] = text_of(journal.note);
  value["receipt"] = text_of(journal.receipt);
  return json::to_text(value);
}

Result<PurgeJournal> read_purge_journal(std::string_view text, const Description &description) {
  const auto wrong = [](const std::string &what) {
    return problem("PURGE-JOURNAL", "what an earlier purge was about to do cannot be used: " + what,
                   "download the release again, and purge that");
  };
  const auto value = json::parse(text);
  if (!value) return wrong(value.error().message);
  const auto findings = json::check(*value, json::embedded("purge_journal.schema.json"), "journal");
  if (!findings.empty())
    return wrong(fmt::format("{}: {}", findings[0].place, findings[0].message));
  using Texts = std::vector<std::string>;
  PurgeJournal journal;
  journal.manifest_sha256 = (*value)["manifest_sha256"].get<std::string>();
  journal.labels = (*value)["labels"].get<Texts>();
  journal.removed = (*value)["removed"].get<Texts>();
  for (const auto &one : (*value)["rewritten"])
    journal.rewritten.push_back({one["path"].get<std::string>(), one["before"].get<std::string>(),
                                 one["after"].get<std::string>()});
  auto note = read_purge_note((*value)["note"].get<std::string>());
  auto receipt = read_receipt((*value)["receipt"].get<std::string>());
  if (!note || !receipt) return wrong("its note or receipt is damaged");
  journal.note = std::move(*note);
  journal.receipt = std::move(*receipt);
  if (!is_of(journal, description)) return wrong("it is of another release, or asks for too much");
  return journal;
}

} // namespace curate::verification
