#pragma once

#include "tests/support/dicom_writer.hpp"
#include "tests/support/made_scan.hpp"

namespace curate::support {

/// The data sets of a scan, in the order it was taken, before they are written.
std::vector<Elements> elements_of(const MadeScan &scan, int series_number);

/// The same as files.
std::vector<ByteString> files_of(const MadeScan &scan, int series_number);

} // namespace curate::support
