#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/deid/blank_frames.hpp>
#include <libcurate/deid/verified_mask.hpp>
#include <libcurate/legible/reader.hpp>
#include <span>

namespace curate::deid {

/// A frame whose face is to be blanked: where it lies, and what its numbers mean.
struct FrameWithFace {
  const dicom::Frame &frame;
  bool is_ct = false; ///< Rescale Slope and Intercept give Hounsfield units
};

/// Puts background into every pixel whose middle lies in a voxel that one of the masks takes away,
/// by the frame's own position, orientation and spacing; says whether any did. `format` is what
/// `pixels` are: decoded, values from bit 0. Background is Pixel Padding Value where that can be
/// stored, else what stands for -1000 HU in CT and for 0 in all else, or the nearest value that can
/// be stored; black in colours.
/// Fails with DEID-VISUAL-MOSAIC (many slices on one frame), DEID-VISUAL-PLACE (the frame does not
/// say where it lies), DEID-VISUAL-UNCOVERED (no mask reaches over all of it).
Result<bool> blank_face(const FrameWithFace &where, const dicom::PixelFormat &format,
                        std::span<std::byte> pixels, std::span<const VerifiedMask> masks);

/// The same in every frame of an object; then, where there is a `reader`, text is looked for as
/// `blank_text` does. Fails as both do, and with PIXELS-*.
Result<BlankedPixels> blank_face_and_text(const dicom::Header &header,
                                          const archive::Source &source,
                                          std::span<const VerifiedMask> masks,
                                          legible::Reader *reader);

} // namespace curate::deid
