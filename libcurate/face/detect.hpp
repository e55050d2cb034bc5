#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace curate::face {

/// A face that the detector sees in a picture: a square in pixels, and how sure it is (0 is its
/// own bar; faces of people in photographs score 1 to 3).
struct Hit {
  double score = 0;
  double left = 0, top = 0, width = 0, height = 0;
};

/// dlib's detector of frontal faces (a histogram of gradients under a linear classifier). Made
/// once: reading its weights takes a quarter of a second. Not for two threads at once.
/// Source: King, "Max-Margin Object Detection", 2015; Dalal and Triggs, CVPR 2005.
class Detector {
public:
  Detector();
  ~Detector();
  Detector(const Detector &) = delete;
  Detector &operator=(const Detector &) = delete;

  /// The faces of a grey picture that score above `bar`, best first. It sees faces from 80 pixels.
  std::vector<Hit> faces(std::span<const std::uint8_t> grey, int width, int height, double bar);

private:
  struct Workshop;
  std::unique_ptr<Workshop> workshop_;
};

} // namespace curate::face
