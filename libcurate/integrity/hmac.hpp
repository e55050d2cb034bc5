#pragma once

#include <libcurate/integrity/digest.hpp>

namespace curate::integrity {

/// HMAC-SHA-256 of `data` under `key`. Source: RFC 2104.
Digest hmac_sha256(std::span<const std::byte> key, std::string_view data);

} // namespace curate::integrity
