#pragma once

#include <libcurate/deid/options.hpp>
#include <span>
#include <string_view>
#include <vector>

namespace curate::deid {

/// One code of what was done: Coding Scheme Designator is DCM.
struct ConfidentialityCode {
  std::string_view value;   ///< "113100"
  std::string_view meaning; ///< "Basic Application Confidentiality Profile"

  bool operator==(const ConfidentialityCode &) const = default;
};

/// The codes of the basic profile and of these options, by number.
/// Source: DICOM PS3.16 2024b, CID 7050.
std::vector<ConfidentialityCode> confidentiality_codes(Options options);

/// What stands in De-identification Method (0012,0063) and in sidecars.
std::string_view deidentification_method();

/// The word of an option on the command line: "retain-uids".
std::string_view name_of(Option option);
/// All of them, in the order of the standard.
std::span<const Option> all_options();

} // namespace curate::deid
