#pragma once

#include <libcurate/dictionary/dictionary.hpp>
#include <string>
#include <string_view>

namespace curate::dictionary {

/// The unit that a heading ends with ("volume_ml", "Volume (mL)"); empty where it names none.
std::string units_of_heading(std::string_view heading);

/// Whether a heading is of what names a person or helps to find one: name, birth, address, remarks;
/// age, site, dates. `unstated` where it tells nothing.
Identifying identifying_of_heading(std::string_view heading);

} // namespace curate::dictionary
