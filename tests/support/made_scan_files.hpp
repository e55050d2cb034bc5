#pragma once

#include <span>

#include "tests/support/dicom_writer.hpp"
#include "tests/support/made_scan.hpp"

namespace curate::support {

/// The data sets of a series, before they are written: of one scan, or of several parts of one form
/// and size (echoes, components, planes; not of mosaics and grids), part after part, each in the
/// order it was taken. Instance numbers go through the parts of each picture first.
std::vector<Elements> elements_of(std::span<const MadeScan> parts, int series_number);

/// The same as files.
std::vector<ByteString> files_of(std::span<const MadeScan> parts, int series_number);

} // namespace curate::support
