#include <algorithm>
#include <cmath>
#include <libcurate/face/ball_mesh.hpp>
#include <libcurate/face/own_brain.hpp>
#include <libcurate/face/resample.hpp>

namespace curate::face {

namespace {

/// The middle of a brain in the atlas's frame, and half its length, breadth and height, RAS, mm.
/// Source: the mean brain of adults, 135 by 165 by 120 mm, about the middle of MNI space's.
constexpr Vec3 middle_mm{0, -18, 12}, half_mm{67, 82, 60};
/// Source of the constants below: Smith 2002, sections 2.1 to 2.3.
constexpr double step_mm = 2, look_in_mm = 20, look_for_bright_mm = 10;
/// Twice the volume of the mean brain: no brain reaches beyond.
constexpr double largest = 1.25;
constexpr double least_radius_mm = 3.33, most_radius_mm = 10;

/// Brightness of air, of the brain, and of what divides head from air.
struct Levels {
  float low = 0, middle = 0, tissue = 0;
};

/// What of a picture is brighter than bone: of CT the soft tissue alone, as its bone is bright.
void prepare(Image &image, Scale scale) {
  if (scale != Scale::hounsfield) return;
  // Source: brain and blood lie at 0 to 80 HU, bone above 150, fat at -100.
  for (float &value : image.values)
    value = value > 110 || value < -50 ? 0 : value + 60;
}

class Growth {
public:
  Growth(Image image, const Affine &atlas_to_subject)
      : image_(std::move(image)), first_(image_.grid.index_to_ras_mm.column(3)) {
    mesh_ = ball_mesh(3);
    egg_ = atlas_to_subject;
    for (std::size_t axis = 0; axis < 3; ++axis)
      egg_.set_column(axis, atlas_to_subject.column(axis) * half_mm[axis]);
    egg_.set_column(3, atlas_to_subject.apply(middle_mm));
    into_egg_ = egg_.inverse().value_or(Affine{});
    for (Vec3 &point : mesh_.points)
      point = egg_.apply(point * 0.5);
  }

  bool measure_levels() {
    std::vector<float> sorted = image_.values;
    const auto at = [](std::vector<float> &values, double part) {
      const auto place = values.begin() +
                         static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
      std::nth_element(values.begin(), place, values.end());
      return *place;
    };
    levels_.low = at(sorted, 0.02);
    const float high = at(sorted, 0.98);
    levels_.tissue = levels_.low + 0.1F * (high - levels_.low);
    std::vector<float> inner;
    for (const Vec3 &direction : ball_mesh(2).points)
      for (double part = 0.1; part < 0.75; part += 0.1)
        if (const float value = value_at(egg_.apply(direction * part)); value > levels_.tissue)
          inner.push_back(value);
    if (inner.size() < 200) return false;
    levels_.middle = at(inner, 0.5);
    return levels_.middle > levels_.tissue;
  }

  void grow() {
    // Coarse first, where a step is longer.
    for (int turn = 0; turn < 160; ++turn)
      move();
    mesh_ = finer(mesh_, false);
    for (int turn = 0; turn < 240; ++turn)
      move();
  }

  const Mesh &mesh() const { return mesh_; }

private:
  float value_at(const Vec3 &ras_mm) const {
    std::size_t at = 0;
    for (std::size_t axis = 3; axis-- > 0;) {
      const double nearest = std::round((ras_mm[axis] - first_[axis]) / step_mm);
      if (!(nearest >= 0 && nearest < image_.grid.size[axis])) return levels_.low;
      at =
          at * static_cast<std::size_t>(image_.grid.size[axis]) + static_cast<std::size_t>(nearest);
    }
    return image_.values[at];
  }

  /// How far outwards the brightness under a point of the surface drives it, -2 to 2: outwards in
  /// tissue, inwards where it has come to bone or water.
  double drive(const Vec3 &point, const Vec3 &outward) const {
    if (length(into_egg_.apply(point)) > largest) return -1;
    float least = levels_.middle, most = levels_.tissue;
    for (double mm = 1; mm <= look_in_mm; mm += step_mm) {
      const float value = value_at(point - outward * mm);
      least = std::min(least, value);
      if (mm <= look_for_bright_mm) most = std::max(most, value);
    }
    least = std::max(least, levels_.low);
    most = std::min(most, levels_.middle);
    const float bar = levels_.low + 0.5F * (most - levels_.low);
    return 2 * static_cast<double>((least - bar) / (most - levels_.low));
  }

  void move() {
    const auto normals = normals_of(mesh_);
    std::vector<Vec3> moved = mesh_.points;
    double edges = 0;
    for (std::size_t v = 0; v < mesh_.points.size(); ++v)
      edges += length(mesh_.points[mesh_.neighbours[v].front()] - mesh_.points[v]);
    const double edge = edges / static_cast<double>(mesh_.points.size());
    constexpr double bend = (1 / least_radius_mm + 1 / most_radius_mm) / 2,
                     sharpness = 6 / (1 / least_radius_mm - 1 / most_radius_mm);
    for (std::size_t v = 0; v < moved.size(); ++v) {
      Vec3 mean{};
      for (const std::size_t neighbour : mesh_.neighbours[v])
        mean = mean + mesh_.points[neighbour];
      const Vec3 &point = mesh_.points[v], &outward = normals[v];
      const Vec3 pull = mean * (1 / static_cast<double>(mesh_.neighbours[v].size())) - point,
                 across = outward * dot(pull, outward), along = pull - across;
      const double curvature = 2 * length(across) / (edge * edge),
                   smoothing = (1 + std::tanh(sharpness * (curvature - bend))) / 2;
      moved[v] = point + along * 0.5 + across * smoothing +
                 outward * (0.05 * drive(point, outward) * edge);
    }
    mesh_.points = std::move(moved);
  }

  Image image_;
  Vec3 first_;
  Affine egg_, into_egg_;
  Levels levels_;
  Mesh mesh_;
};

} // namespace

std::optional<OwnBrain> own_brain(const ImageView &view, const Affine &atlas_to_subject) {
  Image image = resampled(view, step_mm);
  if (image.values.empty()) return {};
  prepare(image, view.scale);
  Growth growth(std::move(image), atlas_to_subject);
  if (!growth.measure_levels()) return {};
  growth.grow();
  const Mesh mesh = finer(growth.mesh(), false);
  const auto normals = normals_of(mesh);
  OwnBrain brain;
  brain.volume_ml = volume_of(mesh) / 1000;
  brain.border_ras_mm = mesh.points;
  constexpr double below_mm = 5;
  for (std::size_t v = 0; v < mesh.points.size(); ++v)
    brain.inner_ras_mm.push_back(mesh.points[v] - normals[v] * below_mm);
  return brain;
}

bool is_plausible(const OwnBrain &brain, const Affine &atlas_to_subject) {
  // Source: the brain of Colin27 (ch2bet), with what a surface that bridges its folds holds more.
  constexpr double atlas_ml = 1737, least = 0.7, most = 1.3;
  const double expected_ml = atlas_ml * atlas_to_subject.determinant();
  return brain.volume_ml >= least * expected_ml && brain.volume_ml <= most * expected_ml;
}

} // namespace curate::face
