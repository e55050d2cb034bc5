#pragma once

#include <libcurate/base/fs.hpp>
#include <string>
#include <utility>
#include <vector>

namespace curate::support {

/// A small MR picture for tests of reading, written by DCMTK.
struct TinyDicom {
  std::string transfer_syntax = "1.2.840.10008.1.2.1";
  std::string sop_class = "1.2.840.10008.5.1.4.1.1.4";
  std::string patient_id = "4711", patient_name = "Doe^Jane", study_date = "20260102";
  std::string study_uid = "1.2.3", series_uid = "1.2.3.4";
  std::string character_set = {};
  int series_number = 2, instance_number = 1;
  int rows = 4, columns = 6;
  int filler_elements = 0; ///< as many short private text elements beside
  bool has_nested_sequences = false;
  bool has_undefined_lengths = false; ///< of sequences and items
};

/// The bytes of the file.
std::vector<std::byte> tiny_dicom(const TinyDicom &what);

/// Writes it to a path, with its folders.
void write_tiny_dicom(const fs::path &path, const TinyDicom &what);

/// Writes any bytes to a path, with its folders.
void write_bytes(const fs::path &path, const std::vector<std::byte> &bytes);

} // namespace curate::support
