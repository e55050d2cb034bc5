#pragma once

#include <cstddef>
#include <libcurate/base/result.hpp>
#include <span>
#include <vector>

namespace curate::deid {

/// Bytes of a compressed frame that go, and what stands in their place.
struct Edit {
  std::size_t begin = 0, end = 0; ///< the end is behind them
  std::vector<std::byte> instead{};
};

/// In the order of the bytes, apart from each other; none where the frame may stand as it is.
using Edits = std::vector<Edit>;

/// What must change in a JPEG or JPEG-LS frame: comments and application data go, but for the
/// colour transforms that decoders need (Adobe's, HP's) and JFIF's mark, which get one fixed form;
/// so does what stands behind the end marker, but for one zero. Coded data stay as they are: what
/// an encoder hides within them, behind the last pixel, is not seen. Fails with DEID-CODESTREAM
/// where the frame is damaged or holds a marker that is not known.
/// Source: ITU-T T.81, B.1 and B.2; T.87, C.2; JFIF 1.02; Adobe Technical Note 5116.
Result<Edits> jpeg_edits(std::span<const std::byte> frame, bool is_jpeg_ls);

/// What must change in a JPEG 2000 frame: comments, and lists of lengths that decoders do not need,
/// go from the main header and from those of tile-parts, whose lengths follow; so do boxes around
/// the codestream, and what stands behind its end, but for one zero. Coded data stay as they are.
/// Fails as above. Source: ITU-T T.800, Annexes A and I.
Result<Edits> jpeg_2000_edits(std::span<const std::byte> frame);

/// What must change in an RLE frame: header fields of no segment, what lies between segments, and
/// behind the runs of a segment where `pixels` says how many it holds (0: unknown). Fails as above.
/// Source: DICOM PS3.5, Annex G.
Result<Edits> rle_edits(std::span<const std::byte> frame, std::size_t pixels);

/// The frame with its edits made.
std::vector<std::byte> edited(std::span<const std::byte> frame, const Edits &edits);

} // namespace curate::deid
