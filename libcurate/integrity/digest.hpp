#pragma once

#include <array>
#include <cstddef>
#include <libcurate/base/fs.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace curate::integrity {

/// 32 bytes of SHA-256 or HMAC-SHA-256.
using Digest = std::array<std::byte, 32>;

/// SHA-256 of bytes that come in parts. Source: FIPS 180-4.
class Sha256 {
public:
  Sha256();
  Sha256(const Sha256 &) = delete;
  Sha256 &operator=(const Sha256 &) = delete;
  ~Sha256();

  void add(std::span<const std::byte> bytes);
  void add(std::string_view text);
  /// The digest of all that was added; called once, last.
  Digest finish();

private:
  evp_md_ctx_st *context_;
};

/// SHA-256 of a run of bytes.
Digest sha256(std::span<const std::byte> bytes);
Digest sha256(std::string_view text);

/// SHA-256 of a file's bytes, read in parts. Throws InputError when it cannot be read.
Digest sha256_of_file(const fs::path &path);

/// Lower-case hexadecimal digits, two per byte.
std::string hex(std::span<const std::byte> bytes);

/// The digest of 64 lower-case hexadecimal digits; nothing for any other text.
std::optional<Digest> digest_of_hex(std::string_view digits);

/// Whether two runs of bytes are equal, in a time that does not depend on where they differ.
bool equal_in_constant_time(std::span<const std::byte> a, std::span<const std::byte> b);

} // namespace curate::integrity
