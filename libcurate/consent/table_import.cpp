#include <libcurate/consent/consent_rows.hpp>
#include <libcurate/consent/table_import.hpp>

#include <fmt/format.h>

namespace curate::consent {

ImportOutcome import_table(Ledger &ledger, const TableImport &request, const LabelOf &label_of) {
  ImportOutcome outcome;
  dictionary::TableReader reader(request.table);
  ConsentRows rows(request, label_of);
  if (!rows.take_header(reader.columns(), reader.header_defects())) {
    outcome.findings = rows.findings();
    outcome.is_refused = true;
    return outcome;
  }
  while (const auto *row = reader.next()) {
    ++outcome.rows;
    rows.take(*row);
  }
  // What is looked at is what is added to: nobody else adds meanwhile.
  std::optional<study::Transaction> transaction;
  if (!request.is_dry_run) transaction.emplace(ledger.database(), ledger_table);
  const Review review = ledger.review(rows.events());
  for (const auto &refusal : review.refused)
    rows.tell(refusal.index, refusal.problem);
  outcome.findings = rows.findings();
  outcome.is_refused = !outcome.findings.empty();
  outcome.unchanged = review.already;
  outcome.added = rows.events().size() - review.already - review.refused.size();
  for (const auto &event : rows.events())
    outcome.subjects.insert(event.subject);
  if (outcome.is_refused || request.is_dry_run) return outcome;
  ledger.append(rows.events());
  transaction->commit();
  ledger.copy_newest_checkpoint();
  return outcome;
}

std::string template_text(dictionary::Dialect dialect) {
  const char separator = dialect == dictionary::Dialect::tsv ? '\t' : ',';
  std::string names = "participant_id", example = "sub-EXAMPLE";
  const auto add = [&](std::string_view name, std::string_view cell) {
    names.append(1, separator).append(name);
    example.append(1, separator).append(cell);
  };
  add("from", "2026-03-01");
  add("until", "");
  for (const auto &column : scope_columns())
    add(column.name, column.example);
  add("evidence_sha256", "");
  return names + "\n" + example + "\n";
}

std::string template_meanings() {
  std::string text;
  const auto add = [&](std::string_view name, std::string_view meaning, bool is_required) {
    text += fmt::format("{:<21}{}{}\n", name, meaning, is_required ? "" : "; may be left out");
  };
  add("participant_id", "the label, as sub-...; or a column of original ids, with --id-column",
      true);
  add("from", "the day of the consent, as 2026-03-01", true);
  add("until", "its last day", false);
  for (const auto &column : scope_columns())
    add(column.name, column.meaning, column.is_required);
  add("evidence_sha256", "SHA-256 of the signed document, which is never stored", false);
  return text;
}

} // namespace curate::consent
