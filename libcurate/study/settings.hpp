#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/json/value.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::study {

/// What becomes of faces unless the command line says otherwise.
enum class FacePolicy { keep, remove };

/// The settings of a study: study.json. Its form is schemas/study.schema.json.
struct Settings {
  std::string name;
  std::string site;                    ///< stands for the issuer of ids where a header names none
  std::optional<std::string> subjects; ///< path of a table of id and label, as the file says
  std::optional<FacePolicy> face;
  bool retain_institution_identity = false;
  bool retain_device_identity = false;
  std::vector<std::string> vocabulary; ///< words that may stand in protocol names
  std::optional<std::string> dictionary;
  std::string registry; ///< "postgresql://..."; empty: private/registry.sqlite. May hold a password
  json::Value naming = json::Value::array(); ///< read by bids::read_rules
};

/// Reads and checks study.json. Throws InputError when it cannot be read, and UsageError that names
/// every place at which it breaks the schema.
Settings read_settings(const fs::path &file);

/// The text of a new study.json.
std::string new_settings_text(const std::string &name, const std::string &registry = {});

} // namespace curate::study
