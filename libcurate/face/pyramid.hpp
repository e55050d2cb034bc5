#pragma once

#include <libcurate/face/atlas.hpp>
#include <libcurate/face/likeness.hpp>

namespace curate::face {

/// A picture at two steps, both along RAS, smoothed, brightness 0 to 255; empty where there is
/// none.
struct Pair {
  Image at_4, at_8;
};
Pair pyramid(const ImageView &view);

/// What registration asks of an atlas: the head at 4 mm, and its points. Made once; immutable.
class AtlasPyramid {
public:
  explicit AtlasPyramid(const Image &head);
  const Image &at_4_mm() const { return at_4_; }
  /// The points of its head 4 and 8 mm apart.
  const std::vector<AtlasPoint> &points_4_mm() const { return points_4_; }
  const std::vector<AtlasPoint> &points_8_mm() const { return points_8_; }

private:
  Image at_4_;
  std::vector<AtlasPoint> points_4_, points_8_;
};

/// How much two pictures of one head say about each other within the atlas's tissue, as it is laid
/// over the subject (of AtlasPyramid::at_4_mm, both): mutual information, in nats.
double likeness_at(const Image &atlas, const Image &subject, const Affine &atlas_to_subject);

/// The middle of what is brighter than air within 140 mm below the top of the head (RAS, mm).
std::optional<Vec3> middle_of_top(const Image &image);

} // namespace curate::face
