#pragma once

#include <libcurate/face/detect.hpp>
#include <libcurate/face/render.hpp>
#include <memory>

namespace curate::face {

/// A face on a head: how sure the detector is, and where its parts lie (RAS, mm).
struct Face {
  double score = 0; ///< the best of the pictures it was seen in
  int hits = 0;     ///< in how many pictures it was seen here
  int pictures = 0; ///< of how many
  /// The middles of the eyeballs, taken to lie 13 mm behind the lids.
  Vec3 right_eye_ras_mm{}, left_eye_ras_mm{};
  Vec3 nose_ras_mm{}, chin_ras_mm{}; ///< on the skin
};

/// What a search looked at and found.
struct Search {
  std::optional<Face> face;       ///< nothing where no picture scores above the bar
  std::optional<float> threshold; ///< of the surface that was looked at; nothing: no surface
  double volume_ml = 0;           ///< within that surface
  std::shared_ptr<const Surface> surface; ///< that was looked at; copies of a search share it
};

/// The bar of a search, in the detector's score.
inline constexpr double search_bar = 0.0;
/// From this score on it is a face. Below it a head without one may be seen as one: a head whose
/// face was cut off has scored 0.25.
inline constexpr double face_score = 0.3;

/// The camera of a search: 1.25 mm to a pixel, where faces from 100 mm wide are seen. Pictures of
/// 0.75 mm score the same and cost three times as much (docs/decisions/faces.md).
inline constexpr Camera search_camera{.distance_mm = 600, .field_mm = 300, .pixels = 240};

/// Looks at a head from some views under the three lights of a search. Parts of the face are the
/// mean, weighted by score, over the pictures whose eyes lie within 30 mm of where most have them.
/// Nothing where no picture scores above the bar.
std::optional<Face> look_for_face(const Renderer &renderer, Detector &detector,
                                  std::span<const View> views);

/// Looks for a face on the head that a picture shows: five views of the surface at each threshold
/// choose among these, then all views of the best one are looked at. Says what scores above the
/// bar of a search; who claims a face asks for `face_score`.
/// One core, 1 mm T1w: 1 to 2 s. Memory: 15 bytes per mm3 of the picture's box.
Search find_face(const ImageView &view, Detector &detector);

/// Looks once more, from in front of a head that is known to be turned: the parts of a leaning face
/// lie up to 20 mm beside where level pictures show them. What is found there takes the place of
/// what was found before, unless it is seen much worse. 0.5 s.
void look_along(const Axes &head, Search &search, Detector &detector);

/// Tries whether the head of a face that was seen leans to a side, up to 20 degrees, and looks
/// along where more of it is seen; says whether it did. 0.5 s, and as much again where it leans.
bool look_upright(Search &search, Detector &detector);

} // namespace curate::face
