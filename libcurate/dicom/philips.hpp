#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>
#include <libcurate/dicom/series.hpp>
#include <optional>
#include <span>

/// What Philips' private elements say. Source, unless a function names another: Philips MR DICOM
/// conformance statements (Philips Imaging DD 001, Philips MR Imaging DD 001).
namespace curate::dicom::philips {

/// Readout of an EPI, which Philips does not state.
struct Readout {
  double effective_echo_spacing_s = 0, total_readout_time_s = 0;
};

/// Reckoned from the shift between water and fat (3.4 ppm), the imaging frequency, the EPI factor
/// and the lines of the picture. Nothing where one of them is missing or makes no sense.
/// Source: dcm2niix, notes on Philips (issue 377); https://support.brainvoyager.com (echo spacing).
std::optional<Readout> estimated_readout(double water_fat_shift_px, double imaging_frequency_mhz,
                                         int epi_factor, int phase_lines);

/// Which volume of a diffusion series a frame belongs to, ascending in the order of acquisition
/// where that is known: Diffusion Order (2005,xx96; software 5.6 to 10), else, in classic
/// objects, the numbers of the b-value (2005,xx12) and of the direction (2005,xx13). Instance
/// numbers are scrambled. Source: https://github.com/neurolabusc/dcm_qa_philips_dwi; dcm2niix
/// issues 546 and 809.
std::optional<int> volume_number(const FrameView &view);

/// From volume to volume, by when each began (2005,xxA0): of a 3D echo-planar scan Repetition Time
/// (0018,0080) is that between two shots. Nothing where a frame does not say, or all began at once.
/// Source: https://github.com/rordenlab/dcm2niix/issues/369.
std::optional<double> volume_repetition_time_s(std::span<const Frame> frames);

/// Adds what is known about the series. Compressed SENSE states one factor for all its parts: it is
/// no in-plane factor, and no technique of parallel imaging.
/// Source: https://github.com/neurolabusc/dcm_qa_cs_dl.
void add_to(const FrameView &view, SeriesFacts &facts, SeriesTexts &texts);

/// Adds what is known about one frame: scaling, component, b-value and direction, its
/// slice and volume.
void add_to(const FrameView &view, Frame &frame);

} // namespace curate::dicom::philips
