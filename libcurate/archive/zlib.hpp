#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace curate::archive {

/// A zlib stream (RFC 1950), as in PNG: the same bytes on every machine. Throws SystemError where
/// memory runs out.
std::vector<std::byte> zlib(std::span<const std::byte> bytes, int level);

/// The checksum of gzip and PNG, of several runs of bytes one after the other: begin with 0.
/// Source: RFC 1952, 8.
std::uint32_t crc32(std::uint32_t sum, std::span<const std::byte> bytes);

} // namespace curate::archive
