#pragma once

#include <cstdint>
#include <libcurate/release/request.hpp>
#include <libcurate/study/database.hpp>
#include <libcurate/study/study.hpp>
#include <libcurate/verification/description.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace curate::release {

/// A file of a release as the study remembers it: keyed tokens of its path and of its content, from
/// which nothing can be told without the study's key.
using FileTokens = std::map<std::string, std::string>;

/// What the releases of a study are told apart from those of others by: 16 hexadecimal digits.
std::string dataset_id(const study::Key &key);

/// The token of a path in a release, and that of a digest.
std::string path_token(const study::Key &key, std::string_view path);
std::string content_token(const study::Key &key, std::string_view sha256);

/// What the study remembers of a release beside its row in the registry, in
/// private/releases/<key>/: it names nobody.
struct Record {
  verification::Description description;
  std::string changes; ///< the text of CHANGES
  FileTokens files;
  Format format;           ///< as it was built first
  std::int64_t events = 0; ///< of consent, when it was decided
};

/// The folder of a release's record. The recipient's name is not in it.
fs::path record_folder(const study::Study &study, const std::string &key);

/// Nothing where there is none. Throws InputError when it is damaged.
std::optional<Record> read_record(const study::Study &study, const std::string &key);
void write_record(const study::Study &study, const std::string &key, const Record &record);

/// The newest release before a version, of the same recipient or of none: what a new one is
/// compared with.
std::optional<Record> record_before(const study::Study &study, study::Database &database,
                                    const verification::Version &version,
                                    const std::optional<std::string> &recipient);

} // namespace curate::release
