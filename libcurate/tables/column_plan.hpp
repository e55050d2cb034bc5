#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/dictionary/check_table.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::tables {

/// What becomes of a column on its way into the dataset.
enum class Treatment { id, session, keep, shift_date, shift_date_time, fold_age, drop };

/// One column of a clinical table.
struct PlannedColumn {
  std::string name; ///< as the dataset will have it
  Treatment treatment = Treatment::keep;
  bool is_of_words = false; ///< its cells are kept words: none may be somebody's id, or a day
};

/// Decides by the dictionary: what identifies directly and free text is dropped, each with a
/// finding. Words whose values nobody stated (no levels, no pattern, not said to identify or not)
/// are taken for free text.
std::vector<PlannedColumn> plan_columns(const std::vector<std::string> &columns,
                                        const std::vector<const dictionary::Variable *> &variables,
                                        const std::string &id_column, Findings &findings);

/// A cell as the dataset will have it; "n/a" where there is none. Nothing where a date cannot be
/// moved.
std::optional<std::string> clean_cell(const PlannedColumn &column, std::string_view cell,
                                      const dictionary::CellVerdict &verdict, int shift_days);

} // namespace curate::tables
