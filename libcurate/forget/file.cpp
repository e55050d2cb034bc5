#include <libcurate/forget/file.hpp>
#include <libcurate/forget/references.hpp>
#include <libcurate/forget/table.hpp>

namespace curate::forget {

bool can_be_rewritten(std::string_view path) {
  return path.ends_with(".tsv") || path.ends_with(".csv") || path.ends_with(".json");
}

std::optional<std::string> without(std::string_view path, std::string_view text,
                                   const People &people) {
  if (path.ends_with(".tsv")) return rows_without(text, Separator::tab, people);
  if (path.ends_with(".csv")) return rows_without(text, Separator::comma, people);
  if (path.ends_with(".json")) return references_without(text, people);
  return {};
}

} // namespace curate::forget
