#pragma once

#include <cstddef>
#include <span>

namespace curate::integrity {

/// Fills `out` with bytes fit for keys. Throws SystemError when the machine has none to give.
void random_bytes(std::span<std::byte> out);

} // namespace curate::integrity
