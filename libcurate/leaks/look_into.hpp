#pragma once

#include <libcurate/leaks/content.hpp>
#include <libcurate/leaks/file_report.hpp>
#include <string>

namespace curate::leaks {

/// Searches one file in every way in which it can be read: as DICOM, NIfTI, PNG or SQLite, opened
/// where it is compressed or an archive (files in archives are opened too, twice more), as text or
/// as bytes; besides, every byte as it lies there. What is damaged is searched as bytes, which a
/// finding says. `name` is the file's own, `file` what may be told of it. Throws SystemError when
/// TMPDIR is full.
void look_into(Content &content, const std::string &name, const std::string &file,
               FileReport &report);

} // namespace curate::leaks
