#include <libcurate/base/text.hpp>
#include <libcurate/consent/scope_cells.hpp>

#include <algorithm>

namespace curate::consent {

namespace {

tl::unexpected<CellProblem> wrong(const std::string &column, std::string code, std::string message,
                                  std::string remedy) {
  return tl::unexpected<CellProblem>(
      CellProblem{column, {std::move(code), std::move(message), std::move(remedy)}});
}

std::vector<std::string> parts_of(const std::string &cell) {
  std::vector<std::string> parts(1);
  for (const char letter : cell)
    if (letter == ' ' || letter == ',' || letter == ';' || letter == '|')
      parts.emplace_back();
    else
      parts.back() += letter;
  std::erase(parts, "");
  return parts;
}

std::string upper(std::string text) {
  for (char &letter : text)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return text;
}

// Every part of a cell as a member of an array; `known` gives the code, or nothing.
template <typename Known>
std::optional<json::Value> codes_of(const std::string &cell, Known known) {
  json::Value all = json::Value::array();
  for (const std::string &part : parts_of(cell)) {
    const std::optional<std::string> code = known(part);
    if (!code) return {};
    if (std::ranges::find(all, json::Value(*code)) == all.end()) all.push_back(*code);
  }
  return all;
}

std::optional<std::string> modifier_id(const std::string &part) {
  const auto modifier = modifier_of(part);
  if (!modifier) return {};
  return std::string(term_of(*modifier).id);
}

std::optional<std::string> kind_name(const std::string &part) {
  const auto kind = kind_of(base::lower(part));
  if (!kind) return {};
  return std::string(name_of(*kind));
}

std::optional<bool> yes_or_no(const std::string &cell) {
  const std::string word = base::lower(cell);
  if (word.empty() || word == "no" || word == "n" || word == "false" || word == "0") return false;
  if (word == "yes" || word == "y" || word == "true" || word == "1") return true;
  return {};
}

bool is_yes_no(const std::string &column) {
  return column == "commercial" || column == "crowdsourcing" || column == "recontact" ||
         column == "delete_on_withdrawal";
}

// What the schema of a scope has in the place of this cell; nothing where it cannot be.
std::optional<json::Value> value_of(const std::string &column, const std::string &cell) {
  if (column == "permission") {
    const auto permission = permission_of(cell);
    if (!permission) return {};
    return json::Value(term_of(*permission).id);
  }
  if (column == "diseases")
    return codes_of(cell, [](const std::string &part) { return std::optional(upper(part)); });
  if (column == "modifiers") return codes_of(cell, modifier_id);
  if (column == "kinds") return codes_of(cell, kind_name);
  if (column == "access") {
    const auto access = access_of(base::lower(cell));
    if (!access) return {};
    return json::Value(name_of(*access));
  }
  const std::string word = base::lower(cell);
  if (word == "everywhere" || word == "eea_and_adequate") return json::Value(word);
  return codes_of(cell, [](const std::string &part) -> std::optional<std::string> {
    if (!is_country(upper(part))) return {};
    return upper(part);
  });
}

} // namespace

const std::vector<ScopeColumn> &scope_columns() {
  static const std::vector<ScopeColumn> columns = {
      {"permission",
       "GA4GH DUO: NRES no restriction, GRU general research, HMB health research, DS "
       "disease-specific, POA ancestry",
       "HMB", true},
      {"diseases", "MONDO codes, with DS only", "", false},
      {"modifiers", "DUO codes of further conditions, as NPU or DUO:0000045", "", false},
      {"access", "the most open allowed: open, registered, controlled", "registered", true},
      {"regions", "everywhere, eea_and_adequate, or countries as DE FR", "eea_and_adequate", true},
      {"kinds", "images, faces, clinical, derived", "images clinical derived", true},
      {"commercial", "yes or no", "no", false},
      {"crowdsourcing", "yes or no: pictures shown to the public, for it to help", "no", false},
      {"recontact", "yes or no: the person may be written to", "yes", false},
      {"delete_on_withdrawal", "yes or no: recipients delete on withdrawal, as promised", "yes",
       false},
  };
  return columns;
}

tl::expected<Scope, CellProblem> scope_of_cells(const std::map<std::string, std::string> &cells) {
  json::Value value = json::Value::object();
  for (const auto &[column, text] : cells) {
    if (std::ranges::find(scope_columns(), column, &ScopeColumn::name) == scope_columns().end())
      return wrong(column, "CONSENT-COLUMN", "a scope has no such part",
                   "see curate consent template for those there are");
    const std::string cell(base::trim(text));
    if (is_yes_no(column)) {
      const auto answer = yes_or_no(cell);
      if (!answer)
        return wrong(column, "CONSENT-YES-NO", "it is neither yes nor no", "write yes or no");
      value[column] = *answer;
    } else if (!cell.empty()) {
      auto known = value_of(column, cell);
      if (!known)
        return wrong(column, "CONSENT-CODE", "it holds a code or word that is not known",
                     "see curate consent template for what may stand there");
      value[column] = std::move(*known);
    }
  }
  for (const auto &column : scope_columns())
    if (column.is_required && !value.contains(column.name))
      return wrong(std::string(column.name), "CONSENT-CODE", "it is empty",
                   "without it nobody knows what was agreed to");
  auto scope = scope_of(value);
  if (!scope) return tl::unexpected<CellProblem>(CellProblem{{}, scope.error()});
  return std::move(*scope);
}

Result<std::map<std::string, std::string>> cells_of_words(const std::vector<std::string> &words) {
  std::map<std::string, std::string> cells;
  for (const std::string &text : words)
    for (const auto word : base::split(text, ' ')) {
      if (word.empty()) continue;
      const auto equals = word.find('=');
      const std::string name(word.substr(0, equals));
      const std::string cell(equals == std::string_view::npos ? "yes" : word.substr(equals + 1));
      if (!cells.emplace(name, cell).second)
        return problem("CONSENT-ALLOW", "a part of the scope is said twice", "say it once");
    }
  return cells;
}

} // namespace curate::consent
