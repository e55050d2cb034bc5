#include <cstring>
#include <dlib/image_processing/frontal_face_detector.h>
#include <libcurate/face/detect.hpp>

namespace curate::face {

struct Detector::Weights {
  dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
};

Detector::Detector() : weights_(std::make_unique<Weights>()) {}
Detector::~Detector() = default;

std::vector<Hit> Detector::faces(std::span<const std::uint8_t> grey, int width, int height,
                                 double bar) {
  dlib::array2d<unsigned char> picture(height, width);
  for (int row = 0; row < height; ++row)
    std::memcpy(&picture[row][0], grey.data() + static_cast<std::ptrdiff_t>(row) * width,
                static_cast<std::size_t>(width));
  std::vector<dlib::rect_detection> found;
  weights_->detector(picture, found, bar);
  std::vector<Hit> hits;
  for (const dlib::rect_detection &one : found)
    hits.push_back({.score = one.detection_confidence,
                    .left = static_cast<double>(one.rect.left()),
                    .top = static_cast<double>(one.rect.top()),
                    .width = static_cast<double>(one.rect.width()),
                    .height = static_cast<double>(one.rect.height())});
  return hits;
}

} // namespace curate::face
