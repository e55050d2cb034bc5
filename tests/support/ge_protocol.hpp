#pragma once

#include "tests/support/header.hpp"

namespace curate::support {

/// GE's protocol data block (0025,101B): four bytes of length, then gzipped lines NAME "value".
ByteString ge_protocol_block(const Scene &scene, const SeriesRun &run);

} // namespace curate::support
