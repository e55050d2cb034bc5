#pragma once

#include <libcurate/archive/bytes.hpp>
#include <libcurate/leaks/file_report.hpp>
#include <string>

namespace curate::leaks {

/// Searches a DICOM file: the value of every element at every level, text also decoded by its
/// character set, pixels as voxels, and all bytes besides (preamble, lengths, padding). Places are
/// tags, of items "(0040,0275)[1](0040,0254)", counted from 1. `bytes` is the whole file. Fails as
/// dicom::Header::parse; then nothing was searched.
Result<void> look_into_dicom(archive::Bytes bytes, const std::string &file, FileReport &report);

} // namespace curate::leaks
