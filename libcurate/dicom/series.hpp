#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/instance.hpp>
#include <libcurate/dicom/transfer_syntax.hpp>
#include <vector>

namespace curate::dicom {

/// The files that belong together: same person, study, series number and kind of picture. Made by
/// `group`. Files said twice are already left out. Still holds identity.
struct Series {
  std::vector<Instance> instances; ///< in order of instance number, then position, then path
  Findings findings;               ///< repeated files, repeated instance numbers, ...
};

struct StoredForm;

/// Where the pixels of one frame lie. Opaque outside this room: made by `load`, used by `decode`.
struct PixelSource {
  std::shared_ptr<const archive::Source> file; ///< shared by the frames of one file
  std::uint32_t frame_in_file = 0, frame_count = 1;
  /// Where the value of Pixel Data lies in the file (unpacked, where it is gzipped or a member of
  /// an archive). Not used for deflated files.
  std::uint64_t offset_bytes = 0, length_bytes = 0;
  TransferSyntax syntax;
  bool is_in_words = true; ///< OW: big-endian files swap pairs of bytes even of 8-bit pixels
  /// Extended Offset Table (7FE0,0001); shared by the frames of one file, mostly absent.
  std::shared_ptr<const std::vector<std::uint64_t>> extended_offsets;
  /// How the file holds the frames where `decode` gives them otherwise; shared, mostly absent.
  std::shared_ptr<const StoredForm> stored;
};

/// Texts of a series that may hold anything; only `deid` turns them into CleanText. UTF-8, trimmed.
struct SeriesTexts {
  std::string protocol_name, series_description, study_description, sequence_name,
      pulse_sequence_details;
  std::string image_comments, manufacturers_model_name, software_versions, receive_coil_name,
      receive_coil_active_elements;
  std::string transmit_coil_name, body_part, patient_position, scan_options, scanning_sequence,
      sequence_variant;
  std::string coil_combination_method, matrix_coil_mode, contrast_bolus_agent,
      procedure_step_description;
  std::string parallel_acquisition_technique;
  std::string consistency_info, image_orientation_text; ///< Siemens
  std::string internal_pulse_sequence_name;             ///< GE
  std::string device_serial_number, station_name, institution_name, institution_address,
      institutional_department_name;
  std::vector<std::string> image_type;
  /// Further names, ids and numbers of the person, and names of staff: looked for, never used.
  std::vector<std::string> identifying;
};

/// Dates and times as they stand in the header: "YYYYMMDD" and seconds of the day.
struct SeriesDates {
  std::string study_date, series_date, acquisition_date;
  std::optional<double> acquisition_time_of_day_s, series_time_of_day_s;
};

/// A series with its headers read: one entry in `frames` and `pixels` per frame, in the order of
/// the instances.
struct LoadedSeries {
  SeriesFacts facts;
  std::vector<Frame> frames;
  std::vector<PixelSource> pixels;
  base::Secret<SeriesTexts> texts;
  base::Secret<SeriesDates> dates;
  base::Secret<Identity> identity;
  base::Secret<std::string> study_uid, series_uid;
  Findings findings;
};

/// Reads the headers of a series. Memory: about 1 kB per frame.
/// Fails when the findings of `series` hold an error, no file of it is a picture, two persons are
/// in it, or its files contradict each other (SERIES-*).
Result<LoadedSeries> load(const Series &series);

} // namespace curate::dicom
