#include <libcurate/deid/profile_table.hpp>

#include <array>
#include <utility>

namespace curate::deid {

// An option that cleans never undoes one that retains: K of any option that is on comes first.
TableAction action_of(const TableRow &row, Options options) {
  const std::array<std::pair<Option, TableAction>, 10> said = {{
      {Option::retain_safe_private, row.safe_private},
      {Option::retain_uids, row.uids},
      {Option::retain_device_identity, row.device},
      {Option::retain_institution_identity, row.institution},
      {Option::retain_patient_characteristics, row.patient},
      {Option::retain_full_dates, row.full_dates},
      {Option::retain_modified_dates, row.modified_dates},
      {Option::clean_descriptors, row.descriptors},
      {Option::clean_structured_content, row.structured_content},
      {Option::clean_graphics, row.graphics},
  }};
  for (const TableAction wanted : {TableAction::k, TableAction::c})
    for (const auto &[option, action] : said)
      if (action == wanted && options.has(option)) return action;
  return row.basic;
}

} // namespace curate::deid
