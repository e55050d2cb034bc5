#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/given_labels.hpp>

namespace curate::deid {

namespace {

constexpr std::size_t max_table_bytes = std::size_t{64} << 20;

std::string label_of(std::string_view text) {
  if (text.starts_with("sub-")) text.remove_prefix(4);
  return std::string(text);
}

void check_label(const std::string &label, std::string_view option) {
  if (!is_label(label))
    throw UsageError(
        fmt::format("{}: a label is letters and digits only, 1 to 64 of them", option));
}

std::string_view unquoted(std::string_view cell) {
  cell = base::trim(cell);
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"')
    cell = cell.substr(1, cell.size() - 2);
  return cell;
}

char separator_of(std::string_view line) {
  for (const char c : {'\t', ';', ','})
    if (line.find(c) != std::string_view::npos) return c;
  return '\t';
}

} // namespace

GivenLabels given_labels(const std::optional<std::string> &subject,
                         const std::optional<fs::path> &table) {
  GivenLabels given;
  if (subject) {
    given.of_all = label_of(*subject);
    check_label(*given.of_all, "--subject");
  }
  if (!table) return given;
  const std::string text = base::read_file(*table, max_table_bytes);
  std::string_view rest = text;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  std::map<std::string, std::string> labels;
  std::size_t row = 0;
  for (const auto line : base::split(rest, '\n')) {
    ++row;
    if (base::trim(line).empty()) continue;
    const auto cells = base::split(line, separator_of(line));
    if (cells.size() < 2)
      throw UsageError(fmt::format(
          "the table of subjects, row {}: two columns are needed, original id and label", row));
    const std::string id(unquoted(cells[0])), label = label_of(unquoted(cells[1]));
    if (!is_label(label)) {
      // A header row names its columns, with letters that no label has.
      if (row == 1) continue;
      throw UsageError(fmt::format(
          "the table of subjects, row {}: a label is letters and digits only, 1 to 64 of them",
          row));
    }
    if (row == 1 && (base::lower(label) == "label" || base::lower(label) == "subject")) continue;
    const auto [at, is_new] = labels.emplace(id, label);
    if (!is_new && at->second != label)
      throw UsageError(fmt::format(
          "the table of subjects, row {}: its id has another label in a row before", row));
  }
  given.by_id = Secret(std::move(labels));
  return given;
}

} // namespace curate::deid
