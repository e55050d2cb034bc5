#pragma once

#include <optional>
#include <string_view>

namespace curate::dicom {

/// How the pixels of a file are packed.
enum class PixelCoding { native, rle, jpeg, jpeg_lossless, jpeg_ls, jpeg_2000, unsupported };

/// A transfer syntax this program knows. Source: DICOM PS3.5, Annex A; PS3.6, Annex A.
struct TransferSyntax {
  std::string_view uid;
  bool is_explicit_vr = true;
  bool is_big_endian = false;
  bool is_deflated = false;
  PixelCoding coding = PixelCoding::native;
};

/// Nothing where the UID (without padding) is not known.
std::optional<TransferSyntax> transfer_syntax_of(std::string_view uid);

} // namespace curate::dicom
