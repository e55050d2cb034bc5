#include <cmath>
#include <gtest/gtest.h>
#include <libcurate/volume/describe.hpp>
#include <libcurate/volume/scaling.hpp>

#include "tests/support/frames.hpp"

namespace curate::volume {
namespace {

using support::MadePicture;
using support::Shape;

Acquisition described(const MadePicture &made) {
  const auto stacked = stack(made.frames, made.facts, made.picture());
  EXPECT_TRUE(stacked);
  return describe(made.frames, made.facts, made.picture(), *stacked);
}

TEST(phase_encoding, turns_its_sign_with_the_flipped_rows) {
  MadePicture made = support::make_slices({});
  made.facts.phase_encoding_axis = dicom::InPlaneAxis::column;
  made.facts.is_phase_encoding_positive = true;
  EXPECT_EQ(described(made).phase_encoding_direction, Direction::j_minus);
  made.facts.is_phase_encoding_positive = false;
  EXPECT_EQ(described(made).phase_encoding_direction, Direction::j);
  made.facts.phase_encoding_axis = dicom::InPlaneAxis::row;
  EXPECT_EQ(described(made).phase_encoding_direction, Direction::i_minus);
  made.facts.is_phase_encoding_positive.reset();
  EXPECT_FALSE(described(made).phase_encoding_direction);
  EXPECT_EQ(described(made).phase_encoding_axis, dicom::InPlaneAxis::row);
}

TEST(phase_encoding, follows_the_axes_of_a_reoriented_picture) {
  Shape sagittal; // rows run from head to foot, columns to the back
  sagittal.row_lps = {0, 1, 0};
  sagittal.column_lps = {0, 0, -1};
  MadePicture made = support::make_slices(sagittal);
  made.facts.acquisition_kind = dicom::AcquisitionKind::three_d;
  made.facts.phase_encoding_axis = dicom::InPlaneAxis::row;
  made.facts.is_phase_encoding_positive = true; // to the back, and j grows to the front
  EXPECT_EQ(described(made).phase_encoding_direction, Direction::j_minus);
}

TEST(phase_encoding, computes_readout_times_from_the_bandwidth) {
  Shape shape;
  shape.rows = 6;
  MadePicture made = support::make_slices(shape);
  made.facts.phase_encoding_axis = dicom::InPlaneAxis::column;
  made.facts.bandwidth_per_pixel_pe_hz = 50;
  const Acquisition acquisition = described(made);
  EXPECT_NEAR(acquisition.effective_echo_spacing_s.value_or(0), 1.0 / 300, 1e-12);
  EXPECT_NEAR(acquisition.total_readout_time_s.value_or(0), 5.0 / 300, 1e-12);
  EXPECT_EQ(acquisition.series.recon_matrix_pe, 6);
}

TEST(slice_timing, follows_the_slices_of_the_first_volume) {
  Shape shape;
  shape.slices = 3;
  shape.volumes = 2;
  MadePicture made = support::make_slices(shape);
  const double times[] = {100.5, 100, 101, 102.5, 102, 103};
  for (std::size_t i = 0; i < 6; ++i)
    made.frames[i].acquisition_time_of_day_s = times[i];
  EXPECT_EQ(described(made).slice_timing_s, (std::vector{0.5, 0.0, 1.0}));
  made.facts.manufacturer = dicom::Manufacturer::philips; // states the time of the series
  EXPECT_TRUE(described(made).slice_timing_s.empty());
}

TEST(slice_timing, of_ge_comes_from_the_timer_of_each_slice_where_the_protocol_is_silent) {
  using Time = std::optional<double> dicom::Frame::*;
  Shape shape;
  shape.slices = 3;
  shape.volumes = 2;
  const std::vector<double> interleaved = {0.0, 1.0, 0.5};
  for (const Time time : {&dicom::Frame::slice_time_s, &dicom::Frame::trigger_time_s}) {
    MadePicture made = support::make_slices(shape);
    made.facts.manufacturer = dicom::Manufacturer::ge;
    made.facts.scanning_sequence = static_cast<std::uint8_t>(dicom::ScanningSequence::ep);
    for (std::size_t i = 0; i < 6; ++i) {
      made.frames[i].repetition_time_s = 1.5;
      made.frames[i].*time = 7 + interleaved[i % 3] + (i < 3 ? 0 : 1.5);
    }
    EXPECT_EQ(described(made).slice_timing_s, interleaved);
    MadePicture at_once = made; // several slices at once: the times are not to be trusted
    at_once.facts.multiband_acceleration_factor = 3;
    EXPECT_TRUE(described(at_once).slice_timing_s.empty());
    MadePicture no_epi = made; // triggers of the heart
    no_epi.facts.scanning_sequence = 0;
    EXPECT_TRUE(described(no_epi).slice_timing_s.empty());
    MadePicture too_long = made; // times of a scan whose slices are taken one after the other
    for (dicom::Frame &frame : too_long.frames)
      frame.repetition_time_s = 0.9;
    EXPECT_TRUE(described(too_long).slice_timing_s.empty());
    made.facts.slice_times_s = {0, 0.4, 0.8}; // the protocol goes first
    EXPECT_EQ(described(made).slice_timing_s, made.facts.slice_times_s);
  }
}

TEST(slice_timing, follows_tiles_that_run_against_the_normal) {
  Shape shape;
  shape.slices = 3;
  for (const bool is_reversed : {false, true}) {
    MadePicture made = support::make_mosaics(shape, is_reversed);
    made.frames[0].mosaic->slice_times_ms = {0, 700, 300};
    EXPECT_EQ(described(made).slice_timing_s, (std::vector{0.0, 0.7, 0.3})); // the tiles' order
    made.facts.manufacturer = dicom::Manufacturer::uih; // laid along the normal
    const auto expected = is_reversed ? std::vector{0.3, 0.7, 0.0} : std::vector{0.0, 0.7, 0.3};
    EXPECT_EQ(described(made).slice_timing_s, expected);
  }
}

TEST(slice_timing, is_not_told_of_slices_taken_together) {
  MadePicture made = support::make_slices({});
  for (dicom::Frame &frame : made.frames)
    frame.acquisition_time_of_day_s = 100;
  EXPECT_TRUE(described(made).slice_timing_s.empty());
}

MadePicture diffusion_series() {
  Shape shape;
  shape.slices = 2;
  shape.volumes = 3;
  MadePicture made = support::make_slices(shape);
  const Vec3 directions[] = {{0, 0, 0}, {1, 0, 0}, {0, 0.6, 0.8}};
  for (std::size_t i = 0; i < made.frames.size(); ++i) {
    made.frames[i].diffusion.emplace();
    made.frames[i].diffusion->b_value_s_per_mm2 = i < 2 ? 0 : 1000;
    made.frames[i].diffusion->direction = directions[i / 2];
  }
  return made;
}

TEST(diffusion, gives_directions_along_the_stored_axes) {
  const Acquisition acquisition = described(diffusion_series());
  EXPECT_EQ(acquisition.b_values_s_per_mm2, (std::vector<double>{0, 1000, 1000}));
  ASSERT_EQ(acquisition.gradients.size(), 3U);
  EXPECT_EQ(acquisition.gradients[0], (Vec3{0, 0, 0}));
  EXPECT_EQ(acquisition.gradients[1], (Vec3{1, 0, 0}));
  EXPECT_EQ(acquisition.gradients[2], (Vec3{0, -0.6, 0.8}));
}

TEST(diffusion, is_not_told_where_nothing_is_weighted) {
  MadePicture made = diffusion_series();
  for (dicom::Frame &frame : made.frames)
    frame.diffusion->b_value_s_per_mm2 = 0;
  EXPECT_TRUE(described(made).b_values_s_per_mm2.empty());
}

TEST(diffusion, turns_the_image_frame_of_ge_and_canon) {
  MadePicture made = diffusion_series();
  for (dicom::Frame &frame : made.frames)
    frame.diffusion->frame = dicom::DiffusionFact::Frame::ge_image;
  made.facts.manufacturer = dicom::Manufacturer::ge;
  made.facts.phase_encoding_axis = dicom::InPlaneAxis::column;
  EXPECT_EQ(described(made).gradients.at(2), (Vec3{0, 0.6, 0.8}));
  made.facts.phase_encoding_axis = dicom::InPlaneAxis::row;
  EXPECT_EQ(described(made).gradients.at(2), (Vec3{-0.6, 0, 0.8}));
  made.facts.manufacturer = dicom::Manufacturer::canon;
  EXPECT_TRUE(described(made).gradients.empty()); // not known: not guessed
  made.facts.phase_encoding_axis = dicom::InPlaneAxis::column;
  EXPECT_EQ(described(made).gradients.at(2), (Vec3{0, 0.6, 0.8}));
}

TEST(diffusion, gives_no_directions_where_one_is_missing) {
  MadePicture made = diffusion_series();
  made.frames[4].diffusion->is_direction_missing = true;
  EXPECT_EQ(described(made).b_values_s_per_mm2.size(), 3U);
  EXPECT_TRUE(described(made).gradients.empty());
}

TEST(diffusion, says_of_a_diffusion_scan_that_nothing_is_weighted) {
  MadePicture made = diffusion_series();
  for (dicom::Frame &frame : made.frames)
    frame.diffusion->b_value_s_per_mm2 = 0;
  made.facts.is_diffusion = true;
  EXPECT_EQ(described(made).b_values_s_per_mm2, (std::vector<double>{0, 0, 0}));
  EXPECT_EQ(described(made).gradients, (std::vector<Vec3>(3)));
}

TEST(diffusion, follows_the_count_of_volumes_of_the_vendor) {
  MadePicture made = diffusion_series();
  for (std::size_t i = 0; i < made.frames.size(); ++i)
    made.frames[i].volume_number = 3 - static_cast<int>(i / 2); // the last first
  EXPECT_EQ(described(made).b_values_s_per_mm2, (std::vector<double>{1000, 1000, 0}));
}

TEST(diffusion, takes_directions_given_along_rows_and_columns) {
  MadePicture made = diffusion_series();
  for (dicom::Frame &frame : made.frames) {
    frame.diffusion->frame = dicom::DiffusionFact::Frame::image_plane;
    frame.row_lps = {0, 1, 0};
    frame.column_lps = {0, 0, -1};
    std::swap(frame.position_lps_mm[0], frame.position_lps_mm[2]);
    frame.position_lps_mm[2] = 0;
  }
  EXPECT_EQ(described(made).gradients.at(2), (Vec3{0, -0.6, 0.8}));
}

TEST(diffusion, puts_volumes_together_by_weighting_where_files_are_scrambled) {
  MadePicture made = diffusion_series();
  std::swap(made.frames[2], made.frames[4]); // volume 1 and 2, slice 0
  const Acquisition acquisition = described(made);
  EXPECT_EQ(acquisition.gradients[1], (Vec3{0, -0.6, 0.8}));
  EXPECT_EQ(acquisition.gradients[2], (Vec3{1, 0, 0}));
}

// (stored * 2 - 10) / (2 * 0.5) and / (2 * 0.25), by the formula of Chenevert et al. 2014.
TEST(scaling, takes_the_precise_values_of_philips) {
  dicom::Frame frame;
  frame.scaling.has_rescale = true;
  frame.scaling.slope = 2;
  frame.scaling.intercept = -10;
  frame.scaling.philips_scale_slope = 0.5;
  EXPECT_EQ(scaling_of(frame, dicom::Manufacturer::philips), (Linear{2, -10}));
  EXPECT_EQ(scaling_of(frame, dicom::Manufacturer::siemens), (Linear{2, -10}));
  frame.scaling.philips_scale_slope = 0.25;
  EXPECT_EQ(scaling_of(frame, dicom::Manufacturer::philips), (Linear{4, -20}));
}

TEST(scaling, takes_real_world_values_of_philips_where_nothing_else_scales) {
  dicom::Frame frame;
  frame.scaling.real_world_slope = 0.5;
  frame.scaling.real_world_intercept = -3;
  EXPECT_EQ(scaling_of(frame, dicom::Manufacturer::philips), (Linear{0.5, -3}));
  EXPECT_EQ(scaling_of(frame, dicom::Manufacturer::siemens), (Linear{1, 0}));
  frame.scaling.has_rescale = true;
  frame.scaling.slope = 2;
  EXPECT_EQ(scaling_of(frame, dicom::Manufacturer::philips), (Linear{2, 0}));
}

TEST(scaling, ignores_slopes_that_are_none) {
  dicom::Frame frame;
  frame.scaling.has_rescale = true;
  for (const double slope : {0.0, 1e300, 1e-300}) {
    frame.scaling.slope = slope;
    EXPECT_EQ(scaling_of(frame, dicom::Manufacturer::ge).slope, 1);
  }
}

TEST(describe, counts_the_bands_of_echo_planar_pictures) {
  Shape shape;
  shape.slices = 6;
  MadePicture made = support::make_slices(shape);
  made.facts.manufacturer = dicom::Manufacturer::siemens;
  made.facts.scanning_sequence = static_cast<std::uint8_t>(dicom::ScanningSequence::ep);
  const auto factor = [&made](std::initializer_list<double> times) {
    std::size_t i = 0;
    for (const double time : times)
      made.frames[i++].acquisition_time_of_day_s = time;
    return described(made).series.multiband_acceleration_factor;
  };
  EXPECT_EQ(factor({0, 1, 0, 1, 0, 1}), 3.0);
  EXPECT_EQ(factor({0, 2, 1, 0, 2, 1}), 2.0);
  EXPECT_EQ(factor({0, 1, 2, 3, 4, 5}), std::nullopt);
  EXPECT_EQ(factor({0, 0, 1, 1, 2, 2}), std::nullopt); // neighbours are never taken at once
  made.facts.scanning_sequence = 0;
  EXPECT_EQ(factor({0, 1, 0, 1, 0, 1}), std::nullopt);
}

TEST(describe, tells_what_each_volume_of_spin_labelling_shows) {
  Shape shape;
  shape.slices = 2;
  shape.volumes = 3;
  MadePicture made = support::make_slices(shape);
  using dicom::LabelContext;
  const LabelContext contexts[] = {LabelContext::m_zero, LabelContext::label,
                                   LabelContext::control};
  for (std::size_t i = 0; i < 6; ++i)
    made.frames[i].label_context = contexts[i / 2];
  EXPECT_EQ(described(made).label_contexts,
            (std::vector{LabelContext::m_zero, LabelContext::label, LabelContext::control}));
  made.frames[5].label_context = LabelContext::unknown;
  EXPECT_TRUE(described(made).label_contexts.empty());
}

TEST(scaling, keeps_the_precision_of_the_reference_only_where_little_is_lost) {
  dicom::Frame frame;
  frame.scaling.has_rescale = true;
  frame.scaling.slope = 0.24420024420024;
  frame.scaling.intercept = -500;
  frame.scaling.philips_scale_slope = 4.095000267;
  const Linear near = scaling_of(frame, dicom::Manufacturer::philips);
  EXPECT_FLOAT_EQ(static_cast<float>(near.slope), 0.24420166F); // dcm_qa_enh series 801
  EXPECT_FLOAT_EQ(static_cast<float>(near.intercept), -499.99994F);
  frame.scaling.slope = 1e-4; // single precision would lose all of it
  frame.scaling.intercept = -5000;
  frame.scaling.philips_scale_slope = 1;
  const Linear far = scaling_of(frame, dicom::Manufacturer::philips);
  EXPECT_NEAR(far.slope, 1, 1e-12);
}

TEST(slice_timing, comes_from_the_second_volume_where_the_first_stands_alone) {
  Shape shape;
  shape.slices = 4;
  shape.volumes = 3;
  MadePicture made = support::make_mosaics(shape, false);
  made.frames[0].mosaic->slice_times_ms = {0, 1000, 500, 1500}; // of the single-band reference
  made.frames[1].mosaic->slice_times_ms = {0, 500, 0, 500};
  made.frames[2].mosaic->slice_times_ms = {0, 502.5, 0, 500};
  EXPECT_EQ(described(made).slice_timing_s, (std::vector{0.0, 0.5, 0.0, 0.5}));
  made.frames[2].mosaic->slice_times_ms = {0, 900, 0, 900}; // no two agree
  EXPECT_EQ(described(made).slice_timing_s, (std::vector{0.0, 1.0, 0.5, 1.5}));
}

TEST(slice_timing, of_two_volumes_prefers_the_one_within_the_repetition_time) {
  Shape shape;
  shape.slices = 4;
  shape.volumes = 2;
  MadePicture made = support::make_mosaics(shape, false);
  for (auto &frame : made.frames)
    frame.repetition_time_s = 1;
  made.frames[0].mosaic->slice_times_ms = {0, 1000, 500, 1500};
  made.frames[1].mosaic->slice_times_ms = {0, 500, 0, 500};
  EXPECT_EQ(described(made).slice_timing_s, (std::vector{0.0, 0.5, 0.0, 0.5}));
  made.frames[0].repetition_time_s = 2;
  EXPECT_EQ(described(made).slice_timing_s, (std::vector{0.0, 1.0, 0.5, 1.5}));
}

TEST(slice_timing, goes_on_over_midnight) {
  Shape shape;
  shape.slices = 3;
  MadePicture made = support::make_mosaics(shape, false);
  made.frames[0].mosaic->slice_times_ms = {0, 86399600, 80}; // the second slice was the first
  EXPECT_EQ(described(made).slice_timing_s, (std::vector{0.4, 0.0, 0.48}));
}

TEST(describe, puts_controls_before_labels_of_the_same_temporal_position) {
  Shape shape;
  shape.slices = 2;
  shape.volumes = 4;
  MadePicture made = support::make_slices(shape);
  using dicom::LabelContext;
  for (std::size_t i = 0; i < 8; ++i) { // label, control, label, control
    made.frames[i].label_context = i / 2 % 2 == 0 ? LabelContext::label : LabelContext::control;
    made.frames[i].temporal_position = static_cast<int>(i / 4) + 1;
  }
  EXPECT_EQ(described(made).label_contexts,
            (std::vector{LabelContext::control, LabelContext::control, LabelContext::label,
                         LabelContext::label}));
}

} // namespace
} // namespace curate::volume
