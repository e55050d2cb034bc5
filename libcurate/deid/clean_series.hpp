#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/base/secret.hpp>
#include <libcurate/deid/clean_text.hpp>
#include <libcurate/deid/options.hpp>
#include <libcurate/dicom/frame.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace curate::dicom {
struct LoadedSeries;
struct PixelSource;
} // namespace curate::dicom

namespace curate::deid {

/// Texts of a series that were scrubbed and may be written.
struct CleanTexts {
  CleanText manufacturers_model_name, software_versions, sequence_name, pulse_sequence_details,
      protocol_name, series_description, receive_coil_name, receive_coil_active_elements,
      transmit_coil_name, body_part, patient_position, scan_options, scanning_sequence,
      sequence_variant, coil_combination_method, matrix_coil_mode, contrast_bolus_agent,
      parallel_acquisition_technique;
  CleanText consistency_info, image_orientation_text; ///< Siemens
  CleanText internal_pulse_sequence_name;             ///< GE
  CleanText device_serial_number, station_name, institution_name, institution_address,
      institutional_department_name; ///< empty unless the profile retains them
  std::vector<CleanText> image_type;
};

/// Texts that naming rules may match on, and nothing else may see.
struct NamingTexts {
  std::string protocol_name, series_description, sequence_name, image_comments, study_description;
  std::vector<std::string> image_type;
};

/// A series without identity: facts, scrubbed text, shifted dates, and the way to its pixels. Made
/// by `deid::apply` alone.
class CleanSeries {
public:
  CleanSeries(CleanSeries &&) noexcept;
  CleanSeries &operator=(CleanSeries &&) noexcept;
  ~CleanSeries();

  const dicom::SeriesFacts &facts() const;
  /// One per picture, in the order of the files.
  std::span<const dicom::Frame> frames() const;
  const CleanTexts &texts() const;
  const Secret<NamingTexts> &naming_texts() const;
  /// The subject label without "sub-"; empty in the flat layout, which has no key.
  const std::string &subject() const;
  /// Keyed digests (hex) of the series and study UIDs, and of the study's day: what the registry
  /// and the plan know a series by.
  const std::string &series_token() const;
  const std::string &study_token() const;
  const std::string &visit_token() const;
  /// Of the set of its files: another when a file was added to the series or is missing.
  const std::string &content_token() const;
  /// "YYYY-MM-DDThh:mm:ss[.ffffff]", shifted by the person's days; nothing without a key or a date.
  const std::optional<std::string> &shifted_acquisition_time() const;
  /// Age at the scan in whole years, over 89 folded to 90 ("89+"); from the header's age, or birth
  /// and study dates.
  std::optional<int> age_years() const;
  /// The options of the basic profile that were applied.
  Options options() const;
  const Findings &findings() const;

  /// The stored values of one frame; see dicom::decode.
  Result<void> decode(std::size_t frame, std::span<std::byte> out) const;

private:
  friend class Applier;
  struct State;
  explicit CleanSeries(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

} // namespace curate::deid
