#pragma once

#include <string_view>

namespace curate::validation {

/// What the name of a field or column says that its values tell.
enum class Identifies { nothing, person, place, time };

/// By the names that DICOM and converters give to fields, and usual names of columns; without
/// regard to case, blanks, underscores and hyphens.
Identifies identified_by(std::string_view name);

/// Whether a text is a day of this or the last century, from 1926 on (BIDS has shifted dates lie
/// before): 2024-05-12, 20240512, 12.05.2024, 05/12/2024; a time of day may follow.
bool is_date(std::string_view text);

/// Whether a text looks like something that leads to a person: an e-mail address, or a name as
/// DICOM writes it (with ^).
bool is_contact_or_name(std::string_view text);

} // namespace curate::validation
