#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/dicom/header.hpp>
#include <optional>
#include <span>
#include <vector>

namespace curate::deid {

/// The pixels of an object as they are written.
struct PixelPayload {
  dicom::Tag tag;
  dicom::Vr vr = dicom::Vr::OW;
  bool is_encapsulated = false;
  std::span<const std::byte> value; ///< of the header's bytes, or of `owned`
  std::vector<std::byte> owned;
};

/// The pixels with nothing beside them: native ones exactly as long as the header says, bits above
/// High Bit cleared where an overlay was kept in them; compressed ones without comments and
/// application segments. Nothing where the object has none.
/// Fails with PIXELS-SHORT, PIXELS-SIZE, DEID-PIXELS-UNKNOWN (no header to tell their length by),
/// DEID-CODESTREAM.
Result<std::optional<PixelPayload>> pixel_payload(const dicom::Header &header);

} // namespace curate::deid
