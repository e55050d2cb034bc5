#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>
#include <libcurate/dicom/siemens_csa.hpp>
#include <libcurate/dicom/siemens_protocol.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace curate::dicom::siemens {

/// When each slice was taken, in ms, by the mode of the slice array: 1 ascending, 2 descending, 4
/// interleaved (the second slice first where their number is even); empty for other modes. For the
/// software before VB13, which does not record the times.
/// Source: Siemens' "slice timing" application note.
std::vector<double> slice_times_ms(const Protocol &protocol, int slice_count,
                                   double repetition_time_s);

/// How many slices are excited at once: how many share the first time. 1 where times are unknown.
int multiband_factor(const std::vector<double> &slice_times_ms);

/// The direction in which Siemens numbers slices unless told otherwise: to the left, to the back,
/// to the head, whichever is nearest to the normal; `is_reversed` turns it. Source: the default of
/// System / Miscellaneous / Image numbering, S (R>>L), C (A>>P), T (F>>H).
Vec3 usual_slice_normal_lps(const Vec3 &row_lps, const Vec3 &column_lps, bool is_reversed);

/// How many slices the long ICE dimensions of the XA line name (0021,xx8E): their 21st part.
std::optional<int> slice_count_of(std::string_view long_ice_dimensions);

/// The mosaic of an image, where Image Type says MOSAIC and the header says of how many slices: CSA
/// header, (0019,xx0A), long ICE dimensions or the protocol. The normal is that of the CSA header,
/// else the usual one, turned where the protocol numbers slices in reverse.
/// Source: dcm2niix' notes on sSliceArray.ucImageNumb.
std::optional<Mosaic> mosaic_of(const FrameView &view, const std::optional<CsaHeader> &image,
                                const Frame &frame);

} // namespace curate::dicom::siemens
