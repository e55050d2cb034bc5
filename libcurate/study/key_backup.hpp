#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/base/secret.hpp>
#include <string>
#include <string_view>

namespace curate::study {

/// Both private keys of a study under a passphrase, as text. Throws PolicyError where a key is
/// missing or damaged.
std::string backup_of(const fs::path &private_folder, const Secret<std::string> &passphrase);

/// Puts back the keys that are missing, mode 0600; those that are there must be the same. Throws
/// InputError (the passphrase is another, the backup is damaged), or PolicyError STUDY-KEY-OTHER
/// when a key that is there is another.
void restore(std::string_view backup, const Secret<std::string> &passphrase,
             const fs::path &private_folder);

} // namespace curate::study
