#pragma once

#include <libcurate/integrity/signature.hpp>

namespace curate::integrity {

/// A public key as minisign's public key files hold it.
struct VerifyingKey {
  PublicKey public_key{};
  KeyId id{};

  bool operator==(const VerifyingKey &) const = default;
};

/// The half of a pair that others may have.
VerifyingKey verifying_key_of(const SigningKey &key);

/// Reads a public key: the two lines of a file, or the base64 line alone. Fails with
/// KEY-NOT-PUBLIC.
Result<VerifyingKey> read_public_key(std::string_view text);

/// The base64 line of a public key: what `minisign -V -P` takes.
std::string text_of(const VerifyingKey &key);

/// The four lines of a signature of `message`: `minisign -V` accepts them, and shows the trusted
/// comment, which is signed too and holds no line break. The same every time.
/// Source: minisign documentation, "Signature format" (prehashed with BLAKE2b-512).
std::string minisign_text(const SigningKey &key, std::string_view message,
                          std::string_view trusted_comment);

/// Whether such a text is the key's for exactly this message and comment; gives the comment.
/// Fails with SIGNATURE-FORM (it is no such text), SIGNATURE-OTHER-KEY (made with a key of another
/// id) or SIGNATURE-WRONG. The older form, not prehashed, is accepted too.
Result<std::string> verify_minisign(const VerifyingKey &key, std::string_view message,
                                    std::string_view signature_text);

/// Whether a signature that was verified is, letter by letter, what `minisign_text` writes: then
/// nothing hides in the comment that is not signed.
bool is_as_written(std::string_view signature_text);

} // namespace curate::integrity
