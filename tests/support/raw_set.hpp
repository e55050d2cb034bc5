#pragma once

#include <cstdint>
#include <libcurate/dicom/tag.hpp>
#include <libcurate/dicom/vr.hpp>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/dicom_writer.hpp"

namespace curate::support {

struct RawElement;

/// A data set as its bytes: for files that no careful writer would make.
using RawSet = std::map<dicom::Tag, RawElement>;

/// One element: its value as it stands in the file, or its items.
struct RawElement {
  dicom::Vr vr = dicom::Vr::UN;
  std::string bytes{};         ///< written with an even length; of encapsulated pixels: the items
  std::vector<RawSet> items{}; ///< of sequences
  bool is_undefined = false;   ///< its length stands as undefined, and a delimiter ends it
};

/// A file taken apart: 128 bytes, the meta information, the data set.
struct RawFile {
  std::string preamble = std::string(128, '\0');
  RawSet meta{}, data{};
};

/// Takes a file of explicit little endian apart (native or encapsulated). Throws
/// std::runtime_error where it is none, or is damaged.
RawFile taken_apart(std::span<const std::byte> file);
/// The same of any file that DCMTK reads: others than explicit little endian are converted first.
RawFile taken_apart_by_dcmtk(std::span<const std::byte> file);

/// The bytes: explicit little endian, the meta information's length made right.
ByteString put_together(RawFile file);
/// Of a data set alone; implicit VR on demand.
std::string bytes_of_set(const RawSet &set, bool is_implicit = false);

} // namespace curate::support
