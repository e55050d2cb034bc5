#pragma once

#include <string>
#include <string_view>

namespace curate::deid {

/// Whether an id stands for nobody: empty, `***`, ANONYMOUS, 0000, TEST, one character repeated,
/// ...
bool is_placeholder_id(std::string_view id);

/// Whether a birth date tells nothing: no day of the calendar, or one that anonymisers write.
bool is_placeholder_birth_date(std::string_view yyyymmdd);

/// The parts of a name in lower case, sorted, with one space between them: "Doe^John^^" and
/// "JOHN DOE" are equal. Of a name written in several scripts the first is used; prefix and suffix
/// are left out. Empty for placeholders. Source: DICOM PS3.5, 6.2 (PN).
std::string normal_name(std::string_view name);

} // namespace curate::deid
