#pragma once

#include <libcurate/dicom/header.hpp>

#include "tests/support/dicom_writer.hpp"

namespace curate::support {

/// The header that our reader makes of a data set. Throws std::runtime_error when it refuses.
dicom::Header parsed(const Elements &elements, const WriteOptions &options = {});

} // namespace curate::support
