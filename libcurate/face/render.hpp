#pragma once

#include <libcurate/face/skin_blocks.hpp>

namespace curate::face {

/// How a head stands: its right, its front and its top (RAS, unit, at right angles).
struct Axes {
  Vec3 right{1, 0, 0}, forward{0, 1, 0}, up{0, 0, 1};
};

/// A picture taken from in front of a head, with the distance of what each point of it shows.
struct View {
  double yaw_deg = 0;   ///< positive: the camera stands to the head's left
  double pitch_deg = 0; ///< positive: the camera stands above the head

  bool operator==(const View &) const = default;
};

/// How a head is looked at: a pinhole camera, its axis through a point in the middle of the head.
struct Camera {
  double distance_mm = 600;
  double field_mm = 300; ///< width of what is seen at the middle of the head
  int pixels = 400;      ///< width and height of the picture
};

/// Where the light stands, seen from the front of the head, and how dark the shadows stay.
struct Light {
  double elevation_deg = 45;
  double ambient = 0.2;
};

/// What a camera sees: for each pixel, rows from the top, the depth along its ray in mm (below 0:
/// nothing) and the outward direction of the surface.
struct Sight {
  Camera camera;
  Vec3 eye_ras_mm{};
  Vec3 right{}, up{}, forward{}; ///< unit, RAS
  std::vector<float> depth_mm;
  std::vector<std::array<float, 3>> normals;

  /// Where a point in space is seen: column and row, fractions of pixels.
  std::array<double, 2> pixel_of(const Vec3 &ras_mm) const;
  /// The point of the surface that a pixel shows (fractions allowed), or nothing. Where the pixel
  /// itself shows nothing, the nearest that does within `reach` pixels is taken.
  std::optional<Vec3> point_at(double column, double row, int reach = 6) const;
};

/// Looks at surfaces: made once per surface, then asked for many views.
class Renderer {
public:
  explicit Renderer(const Surface &surface, const Axes &head = {});
  Sight look(const View &view, const Camera &camera) const;
  /// What all cameras look at.
  const Vec3 &middle_ras_mm() const { return middle_; }

private:
  const Surface &surface_;
  SkinBlocks blocks_;
  Axes head_;
  Vec3 first_{}, middle_{};
};

/// A sight as a grey picture: lit from above, on a grey ground.
std::vector<std::uint8_t> shaded(const Sight &sight, const Light &light);

/// The 25 views of a search: yaw and pitch from -20 to 20 degrees by 10.
std::vector<View> search_views();
/// The three lights of a search.
std::array<Light, 3> search_lights();

} // namespace curate::face
