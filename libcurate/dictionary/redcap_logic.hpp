#pragma once

#include <functional>
#include <libcurate/base/result.hpp>
#include <string>
#include <string_view>

namespace curate::dictionary {

/// A REDCap condition ("[sex] = '1' and [age] > 18") as an expression of ours; `is_field` says
/// which names the dictionary has. A checkbox's `[symptom(2)]` is the column symptom___2, an empty
/// text is null. Fails with REDCAP-LOGIC for what has no counterpart: functions, events, instances,
/// smart variables. Source: REDCap help, "How to use branching logic".
Result<std::string> expression_of_redcap(std::string_view logic,
                                         const std::function<bool(std::string_view)> &is_field);

} // namespace curate::dictionary
