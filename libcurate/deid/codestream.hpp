#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/base/result.hpp>
#include <libcurate/dicom/transfer_syntax.hpp>
#include <optional>
#include <span>
#include <vector>

namespace curate::deid {

/// One compressed frame without what is no picture: comments, application data, boxes, and what
/// stands behind its end. Nothing where it may stand as it is. Pixels decode to the same values:
/// coded data are not touched, nor looked into. `pixels_per_frame` (rows times columns, 0 where not
/// known) tells the end of RLE's runs. Fails with DEID-CODESTREAM where the frame is damaged, or
/// its coding is none that this program takes apart (video, JPEG XL, HTJ2K, ...). Cost: linear.
Result<std::optional<std::vector<std::byte>>> strip_codestream(std::span<const std::byte> frame,
                                                               dicom::PixelCoding coding,
                                                               std::size_t pixels_per_frame = 0);

/// All of an encapsulated Pixel Data value: its offset table and fragments, with or without the
/// delimiter behind them. Nothing where it may stand as it is, without that delimiter. Otherwise
/// (no delimiter) one fragment for each frame, padded with a zero to an even length, and an offset
/// table that is right, or empty where it was empty or cannot hold the offsets; an Extended Offset
/// Table beside it holds no more and must go. A table that is wrong is not as it may stand. Fails
/// as above, or as dicom::Fragments where the frames cannot be told apart.
Result<std::optional<std::vector<std::byte>>>
strip_encapsulated(std::span<const std::byte> value, const dicom::TransferSyntax &syntax,
                   std::size_t frame_count, std::size_t pixels_per_frame = 0,
                   std::span<const std::uint64_t> extended_offsets = {});

} // namespace curate::deid
