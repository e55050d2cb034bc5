#include <libcurate/deid/confidentiality_codes.hpp>

#include <array>

namespace curate::deid {

namespace {

struct Row {
  Option option;
  std::string_view name;
  ConfidentialityCode code;
};

using enum Option;

constexpr std::array rows = std::to_array<Row>({
    {clean_pixel_data, "clean-pixel-data", {"113101", "Clean Pixel Data Option"}},
    {clean_visual_features,
     "clean-visual-features",
     {"113102", "Clean Recognizable Visual Features Option"}},
    {clean_graphics, "clean-graphics", {"113103", "Clean Graphics Option"}},
    {clean_structured_content,
     "clean-structured-content",
     {"113104", "Clean Structured Content Option"}},
    {clean_descriptors, "clean-descriptors", {"113105", "Clean Descriptors Option"}},
    {retain_full_dates,
     "retain-full-dates",
     {"113106", "Retain Longitudinal Temporal Information Full Dates Option"}},
    {retain_modified_dates,
     "retain-modified-dates",
     {"113107", "Retain Longitudinal Temporal Information Modified Dates Option"}},
    {retain_patient_characteristics,
     "retain-patient-characteristics",
     {"113108", "Retain Patient Characteristics Option"}},
    {retain_device_identity, "retain-device-identity", {"113109", "Retain Device Identity Option"}},
    {retain_uids, "retain-uids", {"113110", "Retain UIDs Option"}},
    {retain_safe_private, "retain-safe-private", {"113111", "Retain Safe Private Option"}},
    {retain_institution_identity,
     "retain-institution-identity",
     {"113112", "Retain Institution Identity Option"}},
});

constexpr auto options_of_rows = [] {
  std::array<Option, rows.size()> all{};
  for (std::size_t i = 0; i < rows.size(); ++i)
    all[i] = rows[i].option;
  return all;
}();

} // namespace

std::vector<ConfidentialityCode> confidentiality_codes(Options options) {
  std::vector<ConfidentialityCode> codes = {
      {"113100", "Basic Application Confidentiality Profile"}};
  for (const Row &row : rows)
    if (options.has(row.option)) codes.push_back(row.code);
  return codes;
}

std::string_view deidentification_method() {
  return "curate " CURATE_VERSION ", DICOM PS3.15 2024b Annex E";
}

std::string_view name_of(Option option) {
  for (const Row &row : rows)
    if (row.option == option) return row.name;
  return {};
}

std::span<const Option> all_options() {
  return options_of_rows;
}

} // namespace curate::deid
