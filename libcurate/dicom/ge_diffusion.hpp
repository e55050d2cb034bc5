#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>
#include <optional>
#include <span>

namespace curate::dicom::ge {

/// b-value from the first value of Slop_int_6… (0043,xx39): series with several b-values add 10^9
/// (Bias for b-value, 0043,xx7F). Nothing below 0 or above 10^5.
/// Source: J. Shin (GE Healthcare), https://github.com/rordenlab/dcm2niix/issues/602.
std::optional<double> b_value(double stored);

/// b-value and unit direction of one picture.
struct Weighting {
  double b_value_s_per_mm2 = 0;
  Vec3 direction{};
};

/// Several shells in one table: the header has the largest b-value, and directions shortened by the
/// square root of their share of it. The shares are prescribed in steps of 5 s/mm2. Directions
/// within 3 % of unit length, and below 3 % of it, are not scaled.
/// Source: https://github.com/rordenlab/dcm2niix/issues/163 and 245.
Weighting weighting_of(double nominal_b_s_per_mm2, const Vec3 &stored);

/// What a diffusion scan measures: directions for tensors, or single axes and their mean.
enum class DiffusionScan { unknown, tensor, clinical };

/// From Diffusion Direction of the series (0021,xx5A: 16 is TENSOR), Vas Collapse Flag of the
/// picture (0043,xx30: 14 is unweighted, 16 a direction of a tensor), or the number of directions
/// (0019,xxE0). Source: J. Shin (GE Healthcare), https://github.com/rordenlab/dcm2niix/issues/690.
DiffusionScan diffusion_scan_of(const FrameView &view);

/// Which map a picture is, by Vas Collapse Flag: 18 FA, 19 trace; nothing for others.
/// Source: J. Shin (GE Healthcare), https://github.com/rordenlab/dcm2niix/issues/574.
std::optional<Flavor> flavor_of_map(const FrameView &view);

/// The picture is unweighted, whatever its b-value: Vas Collapse Flag 14.
bool is_t2_of_diffusion(const FrameView &view);

/// Sets the diffusion fact of one frame: the private b-value goes before the public one, which
/// holds the largest of a table; a public direction before the private one, which stands along
/// frequency, phase and slice. Software before 29.1 gives the b-value of the table to unweighted
/// pictures of a tensor scan: those without direction are b = 0.
/// Pictures that are no echo-planar ones are taken for diffusion only by a public b-value: others
/// keep other numbers in the private places.
/// Source: https://github.com/rordenlab/dcm2niix/issues/449, 503, 777.
void add_diffusion_to(const FrameView &view, Frame &frame);

} // namespace curate::dicom::ge
