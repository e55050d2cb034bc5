#pragma once

#include <cstddef>
#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>
#include <libcurate/dicom/ge_protocol.hpp>
#include <libcurate/dicom/series.hpp>
#include <optional>
#include <span>
#include <vector>

/// What GE's private elements say. Source, unless a function names another: GE MR DICOM conformance
/// statements (GEMS_ACQU_01, GEMS_RELA_01, GEMS_SERS_01, GEMS_PARM_01), and dcm2niix' notes on GE.
namespace curate::dicom::ge {

/// Raw Data Type (0043,xx2F): 0, 1, 2, 3 for magnitude, phase, real, imaginary.
Component component_of(int raw_data_type);

/// Whether lines of k-space are read in the usual direction: the flags of User Defined Data
/// (0043,xx2A); else Rectilinear Phase Encode Reordering (0018,9034) is LINEAR, not REVERSE_LINEAR.
/// Nothing where neither says, or the picture is no EPI.
std::optional<bool> is_polarity_unflipped(const FrameView &view);

/// The same from the bytes of User Defined Data: a raw-file header, whose version (at the offset
/// that stands at byte 24) decides where the flags lie. Every read is checked.
/// Source: dcm2niix, notes on (0043,102A).
std::optional<bool> is_polarity_unflipped(std::span<const std::byte> user_data);

/// Lines measured after acceleration, rounded up to a multiple of 2, or of 4 with partial Fourier,
/// less one, times the echo spacing: from the first to the last echo, in s.
/// Source: dcm2niix, notes on GE's total readout time.
double total_readout_time_s(double echo_spacing_s, double lines, double acceleration,
                            bool is_partial_fourier);

/// When each slice was taken, in s, in the order in which GE numbers them.
/// `pause_s` is the time without slices at the end of each volume. With several bands an even
/// number of excitations gets one more, but since software DV27 R03.
/// Source: dcm2niix, notes on GE slice timing; https://osf.io/q4d53.
std::vector<double> slice_times_s(int slice_count, int band_count, bool is_interleaved,
                                  double repetition_time_s, double pause_s, bool adds_excitation);

/// Adds what is known about the series; `first` is its first frame.
void add_to(const FrameView &view, Frame &first, SeriesFacts &facts, SeriesTexts &texts);

/// Adds what is known about one frame.
void add_to(const FrameView &view, Frame &frame);

} // namespace curate::dicom::ge
