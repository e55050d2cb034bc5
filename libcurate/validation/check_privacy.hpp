#pragma once

#include <libcurate/validation/dataset_check.hpp>

namespace curate::validation {

/// Says which fields of a sidecar tell of a person, a place or a day; never what they hold.
void check_sidecar_privacy(const Dataset &dataset, const Item &item, Notes &notes);

/// Looks at the cells of a column of a table of people, row by row.
class ColumnPrivacy {
public:
  explicit ColumnPrivacy(std::string_view column);
  /// `row` counts from 1, the header's.
  void look_at(std::string_view cell, std::size_t row, const std::string &path, Notes &notes);
  /// After the last row.
  void finish(const std::string &path, Notes &notes) const;

private:
  std::string column_;
  bool is_age_ = false, is_person_ = false, is_place_ = false, is_key_ = false;
  std::size_t filled_ = 0, texts_ = 0;
};

} // namespace curate::validation
