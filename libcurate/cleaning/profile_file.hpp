#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/deid/profile.hpp>

namespace curate::cleaning {

/// Adds a study's own options, words and rules to a profile. The file's form is
/// schemas/profile.schema.json. Throws InputError when it cannot be read, UsageError that names
/// every place at which it breaks the schema.
void add_profile_file(const fs::path &file, deid::Profile &profile);

/// The option of a word: "retain-uids". Nothing for other words.
std::optional<deid::Option> option_of(std::string_view word);

} // namespace curate::cleaning
