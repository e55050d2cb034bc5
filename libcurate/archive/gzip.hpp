#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/archive/bytes.hpp>
#include <libcurate/base/result.hpp>
#include <span>
#include <vector>

namespace curate::archive {

/// How hard `gzip` tries: 1 (fast) to 12 (small). 4 is about zlib's 6 in size.
inline constexpr int default_gzip_level = 4;

/// One gzip member without name, comment or time, operating system "unknown": the same bytes on
/// every machine. Throws SystemError where memory runs out.
std::vector<std::byte> gzip(std::span<const std::byte> bytes, int level = default_gzip_level);

/// One gzip member of two runs of bytes, without joining them in memory: `head` (at most 65535
/// bytes) is stored as it is, `body` is compressed. For the rest as above.
Bytes gzip(std::span<const std::byte> head, std::span<const std::byte> body, int level);

/// Whether the bytes begin like a gzip file.
bool is_gzip(std::span<const std::byte> bytes);

/// All members of a gzip file, one after the other. Fails with ARCHIVE-DAMAGED, ARCHIVE-TRUNCATED
/// or ARCHIVE-TOO-LARGE (more than `limit_bytes`); zeros after the last member are padding.
Result<Bytes> gunzip(std::span<const std::byte> bytes, std::uint64_t limit_bytes);

/// A bare deflate stream (RFC 1951), as in the DICOM deflated transfer syntax. What follows its end
/// is ignored. Fails as `gunzip` does.
Result<Bytes> inflate(std::span<const std::byte> bytes, std::uint64_t limit_bytes);

} // namespace curate::archive
