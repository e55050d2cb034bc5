#pragma once

#include <array>
#include <cstddef>
#include <libcurate/base/finding.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/base/secret.hpp>
#include <libcurate/integrity/signature.hpp>
#include <string>

namespace curate::study {

/// 32 random bytes under which a study's pseudonyms are made.
using Key = Secret<std::array<std::byte, 32>>;

/// Makes the key and the signing key of a study where there are none, mode 0600; never overwrites.
/// Throws SystemError.
void make_keys(const fs::path &private_folder);

/// Throws PolicyError: STUDY-KEY-MISSING, as a new key would split people in two, or
/// STUDY-KEY-DAMAGED.
Key read_key(const fs::path &private_folder);

/// Throws PolicyError: STUDY-SIGNING-KEY-MISSING or STUDY-SIGNING-KEY-DAMAGED.
integrity::SigningKey read_signing_key(const fs::path &private_folder);

/// What a key is told apart by, and nothing can be computed from: 16 hexadecimal digits.
std::string fingerprint(const Key &key);

/// Takes from everybody but the owner the right to read the private folder and its keys. A finding
/// (STUDY-PERMISSIONS) for whatever was open; a warning where it was closed, an error where it
/// could not be.
Findings close_to_others(const fs::path &private_folder);

} // namespace curate::study
