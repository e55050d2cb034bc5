#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/bids/entities.hpp>
#include <libcurate/release/select.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace curate::release {

namespace {

// Names of the BIDS schema for what stands in file names. Source: BIDS schema 1.11.1,
// objects.entities.
const std::map<std::string, std::string, std::less<>> &entity_names() {
  static const std::map<std::string, std::string, std::less<>> names = {
      {"subject", "sub"},        {"session", "ses"},   {"task", "task"},
      {"acquisition", "acq"},    {"ceagent", "ce"},    {"tracer", "trc"},
      {"reconstruction", "rec"}, {"direction", "dir"}, {"run", "run"},
      {"modality", "mod"},       {"echo", "echo"},     {"flip", "flip"},
      {"inversion", "inv"},      {"mtransfer", "mt"},  {"part", "part"},
      {"chunk", "chunk"},        {"suffix", "suffix"}, {"datatype", "datatype"},
      {"extension", "extension"}};
  return names;
}

// A cell as a number, or as it stands; ages above a bound are written with a plus.
expression::Value value_of(std::string_view cell) {
  if (cell.empty() || cell == "n/a") return {};
  if (cell.size() > 1 && cell.ends_with('+') && base::to_double(cell.substr(0, cell.size() - 1)))
    cell.remove_suffix(1);
  if (const auto number = base::to_double(cell)) return expression::Value::number(*number);
  return expression::Value::string(cell);
}

std::string known_names(const Facts &facts) {
  std::set<std::string> names;
  for (const auto &[name, key] : entity_names())
    names.insert(name);
  names.insert(facts.participants.columns.begin(), facts.participants.columns.end());
  for (const auto &[label, table] : facts.sessions)
    names.insert(table.columns.begin(), table.columns.end());
  return base::join({names.begin(), names.end()}, ", ");
}

} // namespace

const std::vector<std::string> *session_row(const bids::Tsv &table, const std::string &session) {
  const std::size_t column = table.column("session_id");
  if (column == table.columns.size()) return nullptr;
  for (const auto &row : table.rows)
    if (row[column] == "ses-" + session) return &row;
  return nullptr;
}

Select::Select(const std::string &expression, const Facts &facts) : facts_(facts) {
  const std::size_t id = facts.participants.column("participant_id");
  for (std::size_t i = 0; i < facts.participants.rows.size(); ++i)
    if (id < facts.participants.columns.size() &&
        facts.participants.rows[i][id].starts_with("sub-"))
      row_of_[facts.participants.rows[i][id].substr(4)] = i;
  if (base::trim(expression).empty()) return;
  const auto resolve = [&](std::string_view name) -> std::optional<std::size_t> {
    const auto is_known = [&](const bids::Tsv &table) {
      return table.column(name) < table.columns.size();
    };
    Name found{Where::entity, std::string(name), 0};
    if (const auto entity = entity_names().find(name); entity != entity_names().end())
      found.key = entity->second;
    else if (is_known(facts.participants))
      found = {Where::participants, std::string(name), facts.participants.column(name)};
    else if (std::ranges::any_of(facts.sessions,
                                 [&](const auto &one) { return is_known(one.second); }))
      found.where = Where::sessions;
    else
      return {};
    names_.push_back(std::move(found));
    return names_.size() - 1;
  };
  auto parsed = expression::Expression::parse(expression, resolve);
  if (!parsed)
    throw UsageError(
        fmt::format("--select: {}; the names are: {}", parsed.error().message, known_names(facts)));
  expression_ = std::move(*parsed);
  slots_.resize(names_.size());
}

std::string_view Select::text_of(const Name &name, const StudyFile &file) const {
  switch (name.where) {
  case Where::entity: {
    if (name.key == "suffix") return file.suffix;
    if (name.key == "datatype") return file.datatype;
    if (name.key == "extension") return file.extension;
    if (name.key == "sub") return file.subject;
    if (name.key == "ses") return file.session;
    return entity_of(file, name.key);
  }
  case Where::participants: {
    const auto row = row_of_.find(file.subject);
    return row == row_of_.end() ? std::string_view()
                                : facts_.participants.rows[row->second][name.column];
  }
  case Where::sessions: {
    const auto table = facts_.sessions.find(file.subject);
    if (table == facts_.sessions.end()) return {};
    const std::size_t column = table->second.column(name.key);
    const auto *row = session_row(table->second, file.session);
    return row && column < row->size() ? std::string_view((*row)[column]) : std::string_view();
  }
  }
  return {};
}

bool Select::takes(const StudyFile &file) {
  if (!expression_) return true;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const auto text = text_of(names_[i], file);
    // Labels that are digits compare with numbers and with texts alike.
    const bool is_label = names_[i].where == Where::entity && !base::to_integer(text);
    slots_[i] = is_label && !text.empty() ? expression::Value::string(text) : value_of(text);
  }
  return expression::is_true(expression_->evaluate(slots_, scratch_));
}

} // namespace curate::release
