#include <cmath>
#include <dlib/image_processing/frontal_face_detector.h>
#include <gtest/gtest.h>
#include <libcurate/face/detect.hpp>
#include <libcurate/face/render.hpp>

#include "tests/support/head.hpp"
#include "tests/support/random.hpp"

namespace curate::face {
namespace {

struct Picture {
  int width, height;
  std::vector<std::uint8_t> grey;
};

std::vector<Hit> by_dlib(const Picture &picture, double bar) {
  static dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
  dlib::array2d<unsigned char> copy(picture.height, picture.width);
  std::copy(picture.grey.begin(), picture.grey.end(), copy.begin());
  std::vector<dlib::rect_detection> found;
  detector(copy, found, bar);
  std::vector<Hit> hits;
  for (const auto &one : found)
    hits.push_back({one.detection_confidence, static_cast<double>(one.rect.left()),
                    static_cast<double>(one.rect.top()), static_cast<double>(one.rect.width()),
                    static_cast<double>(one.rect.height())});
  return hits;
}

/// How many faces were found, by both the same.
std::size_t found_by_both(const Picture &picture, double bar) {
  static Detector detector;
  const auto ours = detector.faces(picture.grey, picture.width, picture.height, bar),
             theirs = by_dlib(picture, bar);
  EXPECT_EQ(ours.size(), theirs.size());
  for (std::size_t n = 0; n < std::min(ours.size(), theirs.size()); ++n) {
    EXPECT_EQ(ours[n].score, theirs[n].score);
    EXPECT_EQ(ours[n].left, theirs[n].left);
    EXPECT_EQ(ours[n].top, theirs[n].top);
    EXPECT_EQ(ours[n].width, theirs[n].width);
    EXPECT_EQ(ours[n].height, theirs[n].height);
  }
  return theirs.size();
}

TEST(Detector, finds_what_dlib_finds_on_heads_bit_for_bit) {
  const support::Head head({});
  volume::Grid grid{{118, 172, 172}, {}};
  grid.index_to_ras_mm = support::centred_grid(grid.size, {1.5, 1.5, 1.5}, {0, -10, -35});
  Image image = resampled({head.sample({}, grid.index_to_ras_mm, grid.size, 1), grid}, 1);
  smooth(image);
  const auto surface = surface_of(image, 100);
  ASSERT_TRUE(surface);
  const Renderer renderer(*surface);
  std::size_t found = 0;
  for (const int pixels : {240, 400, 203})
    for (const View &view : {View{0, 0}, View{20, -10}, View{-10, 30}}) {
      const Sight sight = renderer.look(view, {.pixels = pixels});
      for (const Light &light : search_lights())
        found += found_by_both({pixels, pixels, shaded(sight, light)}, -1.5);
    }
  EXPECT_GT(found, 40U);
}

TEST(Detector, finds_what_dlib_finds_in_noise_of_any_size) {
  support::Random random(7);
  std::size_t found = 0;
  for (const auto &[width, height] :
       {std::pair{240, 240}, {333, 97}, {64, 300}, {81, 80}, {20, 20}, {12, 90}, {5, 5}, {1, 1}}) {
    Picture picture{width, height, {}};
    // Waves and noise: every direction, every cell.
    for (int n = 0; n < width * height; ++n)
      picture.grey.push_back(static_cast<std::uint8_t>(
          100 + 60 * std::sin(n % width * 0.07) * std::cos(n / width * 0.05) +
          80 * random.uniform()));
    found += found_by_both(picture, -2.5);
  }
  EXPECT_GT(found, 20U);
}

TEST(Detector, sees_nothing_in_a_blank_picture) {
  EXPECT_EQ(found_by_both({240, 240, std::vector<std::uint8_t>(240 * 240, 128)}, -0.5), 0U);
}

} // namespace
} // namespace curate::face
