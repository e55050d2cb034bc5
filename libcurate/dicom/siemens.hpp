#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>
#include <libcurate/dicom/series.hpp>
#include <libcurate/dicom/siemens_csa.hpp>
#include <libcurate/dicom/siemens_mosaic.hpp>
#include <libcurate/dicom/siemens_protocol.hpp>
#include <optional>
#include <string_view>
#include <vector>

/// What Siemens' private elements say. Source, unless a function names another: Siemens MR DICOM
/// conformance statements (groups 0019, 0021, 0029, 0051), and dcm2niix' notes on the protocol's
/// keys (doi 10.1016/j.jneumeth.2016.03.001).
namespace curate::dicom::siemens {

/// The CSA header of the image (0029,xx10) or of the series (0029,xx20).
std::optional<CsaHeader> image_header(const FrameView &view);
std::optional<CsaHeader> series_header(const FrameView &view);

/// The text that holds the measurement protocol: MrPhoenixProtocol or MrProtocol of the series
/// header, or (0021,xx19) of the XA line; empty where absent.
std::string_view protocol_text(const FrameView &view, const std::optional<CsaHeader> &series);

/// Fraction of k-space lines measured: sKSpace.ucPhasePartialFourier is 1, 2, 4, 8, 16 for 4/8 to
/// 8/8.
std::optional<double> partial_fourier(const Protocol &protocol);

/// Offsets of the gradients and the higher-order shim currents: x, y, z, then up to five.
std::vector<int> shim_setting(const Protocol &protocol);

/// "GRAPPA" or "SENSE" by sPat.ucPATMode (2, 4); empty for 1, which is none.
std::string_view parallel_technique(const Protocol &protocol);

/// "Sum of Squares" or "Adaptive Combine" by ucCoilCombineMode (1, 2).
std::string_view coil_combination(const Protocol &protocol);

/// Echo time `index` (from 0) in s, where the protocol has that many contrasts.
std::optional<double> echo_time_s(const Protocol &protocol, std::size_t index);

/// Which of the inversion times of its sequence a picture was taken after, from 1; nothing for maps
/// made of several, and for other times.
std::optional<int> inversion_index(const Frame &frame, const std::vector<double> &times_s);

/// The inversion times of a sequence with several (MP2RAGE), in s; empty for others.
std::vector<double> inversion_times_s(const Protocol &protocol);

/// b-value and direction, in the patient's frame.
std::optional<DiffusionFact> diffusion_of(const FrameView &view,
                                          const std::optional<CsaHeader> &image);

/// Adds what is known about the series; `first` is its first frame.
void add_to(const FrameView &view, const Frame &first, SeriesFacts &facts, SeriesTexts &texts);

/// Adds what is known about one frame.
void add_to(const FrameView &view, Frame &frame);

} // namespace curate::dicom::siemens
