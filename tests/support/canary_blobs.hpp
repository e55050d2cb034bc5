#pragma once

#include "tests/support/canary.hpp"

namespace curate::support {

/// Adds what vendors pack into single elements, a canary in each of their fields: CSA image and
/// series headers with every name that scanners write, the protocol as Phoenix text and once more
/// as plain text, GE's gzipped protocol, an ICC profile, an icon image, an overlay's pixels.
/// The file is explicit little endian.
ByteString planted_in_blobs(ByteString file, Canaries &canaries);

/// Canaries into what surrounds the pixels: COM and APP1 segments of JPEG, a comment of JPEG 2000,
/// bytes behind the end of the last frame or of native pixels.
ByteString planted_around_pixels(ByteString file, Canaries &canaries);

} // namespace curate::support
