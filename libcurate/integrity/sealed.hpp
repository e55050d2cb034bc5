#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/base/secret.hpp>
#include <string>
#include <string_view>

namespace curate::integrity {

/// Bytes under a passphrase, as text: scrypt (2^17, 8, 1: 128 MB and some half a second, so that
/// guessing is dear), then ChaCha20-Poly1305. Salt and nonce are new every time. Throws
/// SystemError. Source: RFC 7914; RFC 8439.
std::string sealed(const Secret<std::string> &bytes, const Secret<std::string> &passphrase);

/// What such a text holds. Fails with SEALED-FORM, or SEALED-PASSPHRASE where the passphrase is
/// another or a byte was changed: which of both cannot be known.
Result<Secret<std::string>> unsealed(std::string_view text, const Secret<std::string> &passphrase);

} // namespace curate::integrity
