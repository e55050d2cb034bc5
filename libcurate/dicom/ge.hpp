#pragma once

#include <cstddef>
#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>
#include <libcurate/dicom/ge_protocol.hpp>
#include <libcurate/dicom/series.hpp>
#include <optional>
#include <span>

/// What GE's private elements say. Source, unless a function names another: GE MR DICOM conformance
/// statements (GEMS_ACQU_01, GEMS_RELA_01, GEMS_SERS_01, GEMS_PARM_01), and dcm2niix' notes on GE.
namespace curate::dicom::ge {

/// Raw Data Type (0043,xx2F): 0, 1, 2, 3 for magnitude, phase, real, imaginary.
Component component_of(int raw_data_type);

/// Whether lines of k-space are read in the usual direction: Rectilinear Phase Encode Reordering
/// (0018,9034), of which LINEAR is flipped and REVERSE_LINEAR is not; else the flags of User
/// Defined Data (0043,xx2A). Nothing where neither says. Source: J. Shin (GE Healthcare),
/// https://github.com/rordenlab/dcm2niix/issues/674.
std::optional<bool> is_polarity_unflipped(const FrameView &view);

/// The same from the bytes of User Defined Data: a raw-file header, whose version (at the offset
/// that stands at byte 24) decides where the flags lie. Every read is checked.
/// Source: dcm2niix, notes on (0043,102A).
std::optional<bool> is_polarity_unflipped(std::span<const std::byte> user_data);

/// Between two lines of the unaccelerated picture, in s: the lines measured after acceleration are
/// rounded up to a multiple of 2, or of 4 with partial Fourier; from the first to the last of them
/// passes as much time as from the first to the last of all `lines`. Pixels that were interpolated
/// lengthen the total readout time, not this.
/// Source: B. Fernandez (GE Healthcare), https://github.com/rordenlab/dcm2niix/pull/725 and 480.
double effective_echo_spacing_s(double echo_spacing_s, int lines, double acceleration,
                                bool is_partial_fourier);

/// Adds what is known about the series; `first` is its first frame. `delay_time_s` is the pause
/// after each volume: Repetition Time (0018,0080) does not hold it.
void add_to(const FrameView &view, Frame &first, SeriesFacts &facts, SeriesTexts &texts);

/// Adds what is known about one frame.
void add_to(const FrameView &view, Frame &frame);

} // namespace curate::dicom::ge
