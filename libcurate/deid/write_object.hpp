#pragma once

#include <libcurate/base/atomic_file.hpp>
#include <libcurate/deid/clean_object.hpp>
#include <string>

namespace curate::deid {

/// Where an object lies below the output folder: subject/study UID/series UID/instance UID.dcm.
std::string path_of(const CleanObject &object);

/// Writes the file and gives the SHA-256 of its bytes as hexadecimal digits. It has its name only
/// when it is whole. Throws SystemError.
std::string write(const CleanObject &object, const fs::path &path, base::Overwrite overwrite);

} // namespace curate::deid
