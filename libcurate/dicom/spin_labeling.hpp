#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>
#include <span>

/// Arterial spin labelling as the standard and vendors other than Siemens say it.
namespace curate::dicom {

/// The kind of labelling: (0018,9250), or what GE (0043,xxA3) and Siemens (0021,xx55) say in the
/// same terms; none where absent. Source: DICOM PS3.3, C.8.13.5.14; GE MR conformance statement.
SpinLabeling spin_labeling_of(const FrameView &view, Manufacturer manufacturer);

/// Adds what the MR Arterial Spin Labeling macro (0018,9251) says of the series: labelling duration
/// (ASL Pulse Train Duration: of the labelling, not the delay after it), bolus cut-off, crusher;
/// and GE's label duration (0043,xxA5), whose delay is the Inversion Time.
void read_spin_labeling(const FrameView &view, const Frame &first, SeriesFacts &facts);

/// What the volume of a frame shows: ASL Context (0018,9257), Philips' label type (2005,xx29).
LabelContext label_context_of(const FrameView &view, Manufacturer manufacturer);

/// Delays of single frames stay where they are those of the protocol, each of which occurs; else
/// all are dropped. Where there is one delay for the series, frames need none.
void settle_post_labeling_delays(std::span<Frame> frames, const SeriesFacts &facts);

} // namespace curate::dicom
