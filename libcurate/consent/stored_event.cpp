#include <libcurate/base/text.hpp>
#include <libcurate/consent/stored_event.hpp>
#include <libcurate/integrity/hmac.hpp>

namespace curate::consent {

namespace {

constexpr std::size_t hashed_columns = 12;

std::string text_of_day(const std::optional<base::Day> &day) {
  return day ? base::text_of(*day) : std::string();
}

tl::unexpected<Problem> changed() {
  return problem("CONSENT-EVENT-CHANGED", "the event was changed after it was recorded");
}

} // namespace

const std::vector<std::string> &event_columns() {
  static const std::vector<std::string> columns = {
      "number",   "subject", "kind",  "valid_from", "valid_until", "recorded", "recorded_by",
      "evidence", "scope",   "level", "corrects",   "previous",    "hash",     "seal"};
  return columns;
}

std::string canonical_text(const study::Cells &row) {
  std::string text = "curate consent event 1\n";
  for (std::size_t i = 0; i < hashed_columns; ++i)
    text.append(event_columns()[i])
        .append(" ")
        .append(std::to_string(row[i].size()))
        .append("\n")
        .append(row[i])
        .append("\n");
  return text;
}

std::string hash_of(const study::Cells &row) {
  return integrity::hex(integrity::sha256(canonical_text(row)));
}

std::string seal_of(const std::string &hash, const study::Key &key) {
  const auto digest = integrity::hmac_sha256(key.reveal(), "consent event " + hash);
  return integrity::hex(std::span(digest).first(16));
}

study::Cells sealed_row(const Event &event, const study::Key &key) {
  study::Cells row = {std::to_string(event.number),
                      event.subject,
                      std::string(name_of(event.kind)),
                      base::text_of(event.valid_from),
                      text_of_day(event.valid_until),
                      event.recorded,
                      event.by,
                      event.evidence_sha256,
                      event.scope,
                      event.level ? std::string(name_of(*event.level)) : std::string(),
                      std::to_string(event.corrects.value_or(0)),
                      event.previous};
  row.push_back(hash_of(row));
  row.push_back(seal_of(row.back(), key));
  return row;
}

std::optional<Problem> problem_of_row(const study::Cells &row, const study::Key &key) {
  if (row[12] != hash_of(row)) return changed().value();
  if (row[13] != seal_of(row[12], key))
    return Problem{
        "CONSENT-EVENT-SEAL", "the event was made, or hashed anew, without the study's key", {}};
  return {};
}

Result<Event> event_of(const study::Cells &row) {
  Event event;
  const auto number = base::to_integer(row[0]), corrects = base::to_integer(row[10]);
  const auto kind = event_kind_of(row[2]);
  const auto from = base::day_of(row[3]), until = base::day_of(row[4]);
  const auto level = level_of(row[9]);
  if (!number || !corrects || !kind || !from || (!until && !row[4].empty()) ||
      (!level && !row[9].empty()))
    return changed();
  event.number = *number;
  event.subject = row[1];
  event.kind = *kind;
  event.valid_from = *from;
  event.valid_until = until;
  event.recorded = row[5];
  event.by = row[6];
  event.evidence_sha256 = row[7];
  event.scope = row[8];
  event.level = level;
  if (*corrects != 0) event.corrects = *corrects;
  event.previous = row[11];
  event.hash = row[12];
  event.seal = row[13];
  return event;
}

} // namespace curate::consent
