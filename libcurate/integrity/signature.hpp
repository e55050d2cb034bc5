#pragma once

#include <array>
#include <cstddef>
#include <libcurate/base/result.hpp>
#include <libcurate/base/secret.hpp>
#include <span>
#include <string>
#include <string_view>

namespace curate::integrity {

using PublicKey = std::array<std::byte, 32>;
using Signature = std::array<std::byte, 64>;
using KeyId = std::array<std::byte, 8>;

/// An Ed25519 key pair: `seed` is the private key as RFC 8032 calls it. `id` is minisign's: eight
/// random bytes by which a reader finds the right key.
struct SigningKey {
  Secret<std::array<std::byte, 32>> seed;
  PublicKey public_key{};
  KeyId id{};
};

/// A new pair.
SigningKey make_signing_key();

/// The public key that belongs to a seed. Source: RFC 8032, 5.1.5.
PublicKey public_key_of(const Secret<std::array<std::byte, 32>> &seed);

/// Ed25519 (pure, not prehashed). Source: RFC 8032, 5.1.6.
Signature sign(const SigningKey &key, std::span<const std::byte> message);

/// Whether the signature is the key's for exactly this message. Source: RFC 8032, 5.1.7.
bool verify(const PublicKey &key, std::span<const std::byte> message, const Signature &signature);

/// The two lines of a minisign public key file: `minisign -V -p` reads them.
/// Source: minisign documentation, "Public key format".
std::string public_key_text(const SigningKey &key);

/// One line per member, base64: only this program reads it. Keep it secret.
Secret<std::string> private_key_text(const SigningKey &key);

/// Reads `private_key_text`. Fails with KEY-DAMAGED.
Result<SigningKey> read_private_key(const Secret<std::string> &text);

/// Standard base64 with padding. Source: RFC 4648, 4.
std::string base64(std::span<const std::byte> bytes);

/// The bytes of standard base64. Fails with BASE64.
Result<std::string> from_base64(std::string_view text);

} // namespace curate::integrity
