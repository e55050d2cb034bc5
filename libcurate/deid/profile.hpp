#pragma once

#include <libcurate/deid/options.hpp>
#include <libcurate/deid/profile_rules.hpp>
#include <string>
#include <vector>

namespace curate::deid {

/// What a study keeps besides the minimum. Everything is off unless the study says so.
struct Profile {
  /// Institution name, address and department. Source: DICOM PS3.15, E.3.12.
  bool retain_institution_identity = false;
  /// Device serial number and station name. Source: DICOM PS3.15, E.3.8.
  bool retain_device_identity = false;
  /// Words that may stand in protocol names besides the built-in vocabulary.
  std::vector<std::string> vocabulary;
  /// Of objects that are written as DICOM again.
  Options options;
  ProfileRules rules;
};

} // namespace curate::deid
