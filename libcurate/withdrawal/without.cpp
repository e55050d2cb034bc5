#include <libcurate/base/text.hpp>
#include <libcurate/forget/file.hpp>
#include <libcurate/withdrawal/find.hpp>
#include <libcurate/withdrawal/roles.hpp>

namespace curate::withdrawal {

namespace {

std::string_view bare(std::string_view cell) {
  cell = base::trim(cell);
  if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"')
    cell = base::trim(cell.substr(1, cell.size() - 2));
  return cell.starts_with("sub-") ? cell.substr(4) : cell;
}

// A table of ids and labels, with a header or without: a row that holds the label goes.
std::optional<std::string> rows_without_label(std::string_view text, std::string_view label) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const auto row = text.substr(0, end);
    bool is_of_label = false;
    for (const char separator : {'\t', ',', ';'})
      for (const auto cell : base::split(row, separator))
        is_of_label = is_of_label || bare(cell) == label;
    if (!is_of_label) out += row;
    text.remove_prefix(end);
  }
  return out;
}

} // namespace

std::optional<std::string> without(const study::Study &study, const std::string &path,
                                   const std::string &text, const Trace &trace) {
  if (!Roles(study).is_table_of_subjects(path)) return forget::without(path, text, trace.people());
  auto left = rows_without_label(text, trace.label());
  if (left == text) return {};
  return left;
}

} // namespace curate::withdrawal
