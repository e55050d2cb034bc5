#pragma once

#include <string_view>

namespace curate::deid {

/// Whether the word is of makers, scanners, their software and coils, and of nobody: "Siemens",
/// "Prisma", "syngo". Letters without case. Source: the makers' product pages and conformance
/// statements.
bool is_machine_word(std::string_view word);

} // namespace curate::deid
