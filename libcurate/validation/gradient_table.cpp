#include <libcurate/validation/gradient_table.hpp>

#include <libcurate/base/text.hpp>

namespace curate::validation {

GradientTable parse_gradient_table(std::string_view text) {
  GradientTable table;
  for (const std::string_view line : base::split(text, '\n')) {
    std::vector<double> row;
    std::string_view rest = base::trim(line);
    if (rest.empty()) continue;
    while (!rest.empty()) {
      const auto end = rest.find_first_of(" \t");
      const auto value = base::to_double(rest.substr(0, end));
      if (!value) table.has_words = true;
      row.push_back(value.value_or(0));
      rest = end == std::string_view::npos ? std::string_view{} : base::trim(rest.substr(end));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

} // namespace curate::validation
