// Which volume a frame belongs to, where files and frames come in any order.
#include <gtest/gtest.h>
#include <libcurate/volume/volume_timing.hpp>

#include "tests/volume/built.hpp"

namespace curate::volume {
namespace {

using support::MadePicture;
using support::Shape;

Shape three_volumes() {
  Shape out;
  out.slices = 4;
  out.volumes = 3;
  return out;
}

// Frame n of the shape is slice n % 4 of volume n / 4; `tell` says of each what its header says.
template <typename Tell> Result<Built> shuffled(const Tell &tell) {
  MadePicture made = support::make_slices(three_volumes());
  for (std::size_t i = 0; i < made.frames.size(); ++i)
    tell(made.frames[i], static_cast<int>(i) % 4, static_cast<int>(i) / 4);
  shuffle(made, {11, 0, 5, 7, 2, 9, 4, 1, 10, 3, 8, 6});
  return build(made);
}

void expect_told(const Result<Built> &built) {
  ASSERT_TRUE(built) << built.error().message;
  expect_in_its_place(*built, three_volumes());
}

TEST(volume_order, enhanced_frames_go_by_their_dimension_indices) {
  // Dimensions of a scanner in any order: time, stack, position within the stack.
  expect_told(shuffled([](dicom::Frame &f, int slice, int volume) {
    f.dimension_index = {static_cast<unsigned>(volume) + 1, 1, static_cast<unsigned>(slice) + 1};
  }));
  expect_told(shuffled([](dicom::Frame &f, int slice, int volume) {
    f.dimension_index = {1, 4 - static_cast<unsigned>(slice), static_cast<unsigned>(volume) + 1};
  }));
}

TEST(volume_order, enhanced_frames_of_several_files_go_by_time_index) {
  expect_told(shuffled([](dicom::Frame &f, int slice, int volume) {
    f.dimension_index = {1, static_cast<unsigned>(slice) + 1}; // one file a volume
    f.temporal_position = volume + 1;
  }));
}

TEST(volume_order, cardiac_phases_are_volumes) {
  expect_told(shuffled([](dicom::Frame &f, int, int volume) { f.trigger_time_s = 0.1 * volume; }));
  expect_told(
      shuffled([](dicom::Frame &f, int, int volume) { f.cardiac_phase_percent = 33.0 * volume; }));
}

TEST(volume_order, frames_of_pet_go_by_their_reference_time) {
  expect_told(shuffled([](dicom::Frame &f, int slice, int volume) {
    f.acquisition_number = 12 - slice - 4 * volume; // says nothing
    f.pet.emplace();
    f.pet->reference_time_s = 60.0 * volume;
  }));
}

TEST(volume_order, slices_taken_one_after_the_other_go_by_their_own_times) {
  expect_told(shuffled([](dicom::Frame &f, int slice, int volume) {
    f.acquisition_time_of_day_s = 100 + 0.5 * slice + 2.0 * volume;
  }));
}

TEST(volume_order, a_series_that_runs_over_midnight_goes_on) {
  expect_told(shuffled([](dicom::Frame &f, int, int volume) {
    f.acquisition_time_of_day_s = volume < 2 ? 86398.0 + volume : 0.5;
  }));
  expect_told(shuffled([](dicom::Frame &f, int slice, int volume) {
    const double time = 86390 + slice + 5.0 * volume;
    f.acquisition_time_of_day_s = time < 86400 ? time : time - 86400;
  }));
}

TEST(volume_order, a_missing_frame_is_refused) {
  MadePicture made = support::make_slices(three_volumes());
  for (std::size_t i = 0; i < made.frames.size(); ++i)
    made.frames[i].dimension_index = {static_cast<unsigned>(i % 4) + 1,
                                      static_cast<unsigned>(i / 4) + 1};
  made.frames.erase(made.frames.begin() + 5);
  const auto built = build(made);
  EXPECT_EQ(code_of(built), "VOLUME-MISSING-SLICES");
  EXPECT_FALSE(built.error().remedy.empty());
}

Stack stack_of(const MadePicture &made) {
  const auto stacked = stack(made.frames, made.facts, made.picture());
  EXPECT_TRUE(stacked);
  return *stacked;
}

// Four slices in each of five volumes, which begin at these times.
MadePicture begun_at(const std::vector<double> &starts_s) {
  Shape shape;
  shape.slices = 4;
  shape.volumes = static_cast<int>(starts_s.size());
  MadePicture made = support::make_slices(shape);
  for (std::size_t i = 0; i < made.frames.size(); ++i) {
    made.frames[i].temporal_position = static_cast<int>(i) / 4;
    made.frames[i].acquisition_time_of_day_s =
        std::fmod(starts_s[i / 4] + 0.1 * static_cast<double>(3 - i % 4), 86400);
  }
  return made;
}

TEST(volume_timing, tells_when_each_volume_began) {
  const MadePicture made = begun_at({1000, 1060, 1120, 1300, 1600});
  const auto starts = volume_starts_s(made.frames, stack_of(made));
  EXPECT_EQ(starts, (std::vector<double>{0, 60, 120, 300, 600}));
  EXPECT_TRUE(is_irregular(starts));
  EXPECT_FALSE(is_irregular(std::vector<double>{0, 2, 4.0005, 6}));
}

TEST(volume_timing, goes_on_over_midnight) {
  const MadePicture made = begun_at({86390, 86395, 86401});
  EXPECT_EQ(volume_starts_s(made.frames, stack_of(made)), (std::vector<double>{0, 5, 11}));
}

TEST(volume_timing, says_nothing_where_times_run_backwards_or_are_absent) {
  const MadePicture backwards = begun_at({1000, 900, 1100});
  EXPECT_TRUE(volume_starts_s(backwards.frames, stack_of(backwards)).empty());
  MadePicture absent = begun_at({1000, 1060, 1120});
  absent.frames[6].acquisition_time_of_day_s.reset();
  EXPECT_TRUE(volume_starts_s(absent.frames, stack_of(absent)).empty());
}

TEST(volume_timing, tells_what_each_frame_of_a_pet_says) {
  MadePicture made = begun_at({0, 60, 180});
  for (std::size_t i = 0; i < made.frames.size(); ++i) {
    made.frames[i].pet.emplace();
    made.frames[i].pet->duration_s = i / 4 == 0 ? 60 : 120;
  }
  const auto frames = pet_frames(made.frames, stack_of(made));
  ASSERT_EQ(frames.size(), 3U);
  EXPECT_EQ(frames[0].duration_s, 60.0);
  EXPECT_EQ(frames[2].duration_s, 120.0);
  made.frames[5].pet->duration_s = 61;
  EXPECT_TRUE(pet_frames(made.frames, stack_of(made)).empty());
}

} // namespace
} // namespace curate::volume
