#include <algorithm>
#include <cmath>
#include <itkAffineTransform.h>
#include <itkImage.h>
#include <itkMattesMutualInformationImageToImageMetricv4.h>
#include <itkMultiThreaderBase.h>
#include <itkPointSet.h>
#include <itkRegistrationParameterScalesFromPhysicalShift.h>
#include <itkRegularStepGradientDescentOptimizerv4.h>
#include <itkSimilarity3DTransform.h>
#include <libcurate/face/register.hpp>
#include <numbers>

namespace curate::face {

namespace {

using ItkImage = itk::Image<float, 3>;
using Metric = itk::MattesMutualInformationImageToImageMetricv4<ItkImage, ItkImage>;
using Optimizer = itk::RegularStepGradientDescentOptimizerv4<double>;
using Similarity = itk::Similarity3DTransform<double>;
using AffineTransform = itk::AffineTransform<double, 3>;
using Points = Metric::FixedSampledPointSetType;

/// Coordinates are RAS in mm; ITK takes any right-handed frame.
ItkImage::Pointer to_itk(const Image &image) {
  auto out = ItkImage::New();
  ItkImage::SizeType size;
  ItkImage::SpacingType spacing;
  ItkImage::PointType origin;
  for (unsigned a = 0; a < 3; ++a) {
    size[a] = static_cast<itk::SizeValueType>(image.grid.size[a]);
    spacing[a] = image.grid.index_to_ras_mm.m[a][a];
    origin[a] = image.grid.index_to_ras_mm.m[a][3];
  }
  out->SetRegions(ItkImage::RegionType(size));
  out->SetSpacing(spacing);
  out->SetOrigin(origin);
  out->Allocate();
  std::copy(image.values.begin(), image.values.end(), out->GetBufferPointer());
  return out;
}

/// Every point of the atlas.
Points::Pointer points_of(const Image &image) {
  auto points = Points::New();
  Points::PointIdentifier id = 0;
  for (int k = 0; k < image.grid.size[2]; ++k)
    for (int j = 0; j < image.grid.size[1]; ++j)
      for (int i = 0; i < image.grid.size[0]; ++i) {
        const Vec3 at = image.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k});
        Points::PointType point;
        for (unsigned a = 0; a < 3; ++a)
          point[a] = static_cast<float>(at[a]);
        points->SetPoint(id++, point);
      }
  return points;
}

struct Effort {
  int iterations;
  double first_step_mm, last_step_mm;
};

/// Moves `transform` (atlas to subject) to where the pictures say most about each other, and gives
/// the metric there.
template <typename Transform>
double improve(const Image &atlas, const Image &subject, Transform *transform,
               const Effort &effort) {
  auto metric = Metric::New();
  const auto fixed = to_itk(atlas), moving = to_itk(subject);
  metric->SetFixedImage(fixed);
  metric->SetMovingImage(moving);
  metric->SetMovingTransform(transform);
  metric->SetVirtualDomainFromImage(fixed);
  metric->SetNumberOfHistogramBins(32);
  metric->SetUseMovingImageGradientFilter(false);
  metric->SetUseFixedImageGradientFilter(false);
  metric->SetFixedSampledPointSet(points_of(atlas));
  metric->SetUseSampledPointSet(true);
  metric->SetMaximumNumberOfWorkUnits(1);
  metric->Initialize();
  auto scales = itk::RegistrationParameterScalesFromPhysicalShift<Metric>::New();
  scales->SetMetric(metric);
  auto optimizer = Optimizer::New();
  optimizer->SetMetric(metric);
  optimizer->SetScalesEstimator(scales);
  optimizer->SetDoEstimateLearningRateOnce(false);
  optimizer->SetDoEstimateLearningRateAtEachIteration(false);
  optimizer->SetLearningRate(effort.first_step_mm);
  optimizer->SetMinimumStepLength(effort.last_step_mm);
  optimizer->SetRelaxationFactor(0.6);
  optimizer->SetNumberOfIterations(static_cast<itk::SizeValueType>(effort.iterations));
  optimizer->SetReturnBestParametersAndValue(true);
  optimizer->SetNumberOfWorkUnits(1);
  optimizer->StartOptimization();
  return optimizer->GetCurrentMetricValue();
}

Affine rounded(const itk::Matrix<double, 3, 3> &matrix, const itk::Vector<double, 3> &offset) {
  Affine out;
  for (unsigned r = 0; r < 3; ++r) {
    for (unsigned c = 0; c < 3; ++c)
      out.m[r][c] = std::round(matrix[r][c] * 1e4) / 1e4;
    out.m[r][3] = std::round(offset[r] * 1e2) / 1e2;
  }
  return out;
}

/// Whether an affine makes a head much longer one way than another: the longest of its axes over
/// the shortest. Source: head length, breadth and height vary by 5 % each (Farkas 1994).
bool is_stretched(const Affine &affine) {
  constexpr double most = 1.25;
  const auto axis = [&](std::size_t a) { return length(affine.column(a)); };
  const auto [shortest, longest] = std::minmax({axis(0), axis(1), axis(2)});
  return !(longest <= most * shortest);
}

struct Start {
  Similarity::Pointer transform;
  double metric = 1e300;
};

/// Enough for a head turned by 25 degrees to be followed all the way: of made heads so turned, 60
/// steps stop at a third of the turn. And what tells which way a head stands.
constexpr Effort whole_way{300, 6, 0.02}, first_steps{60, 6, 0.2};

template <typename Transform> Affine rounded(const Transform &transform) {
  return rounded(transform.GetMatrix(), transform.GetOffset());
}

void set_vector(auto &to, const Vec3 &from) {
  for (unsigned a = 0; a < 3; ++a)
    to[a] = from[a];
}

Similarity::Pointer similarity_about(const Vec3 &atlas_middle, const Vec3 &subject_middle) {
  auto transform = Similarity::New();
  Similarity::InputPointType centre;
  Similarity::OutputVectorType shift;
  set_vector(centre, atlas_middle);
  set_vector(shift, subject_middle - atlas_middle);
  transform->SetCenter(centre);
  transform->SetTranslation(shift);
  return transform;
}

/// The best similarity at 8 mm from a head nodding by some angle.
Start similarity_from(const Image &atlas, const Image &subject, const Vec3 &atlas_middle,
                      const Vec3 &subject_middle, double pitch_deg, const Effort &effort) {
  Start start{similarity_about(atlas_middle, subject_middle)};
  itk::Vector<double, 3> axis;
  set_vector(axis, {1, 0, 0});
  Similarity::VersorType turn;
  turn.Set(axis, pitch_deg * std::numbers::pi / 180);
  start.transform->SetRotation(turn);
  start.metric = improve(atlas, subject, start.transform.GetPointer(), effort);
  return start;
}

/// The best similarity near one that is known.
Start similarity_near(const Image &atlas, const Image &subject, const Vec3 &atlas_middle,
                      const Affine &known) {
  Start start{similarity_about(atlas_middle, known.apply(atlas_middle))};
  const double scale = std::cbrt(known.determinant());
  Similarity::MatrixType turn;
  for (unsigned r = 0; r < 3; ++r)
    for (unsigned c = 0; c < 3; ++c)
      turn[r][c] = known.m[r][c];
  // Rounded numbers make no rotation to ITK's measure: made square again, row by row.
  const Vec3 x = unit({turn[0][0], turn[0][1], turn[0][2]}),
             near_y{turn[1][0], turn[1][1], turn[1][2]}, y = unit(near_y - x * dot(x, near_y)),
             z = cross(x, y);
  Similarity::VersorType versor;
  Similarity::MatrixType square;
  for (unsigned c = 0; c < 3; ++c)
    square[0][c] = x[c], square[1][c] = y[c], square[2][c] = z[c];
  versor.Set(square);
  start.transform->SetRotation(versor);
  start.transform->SetScale(scale);
  start.metric = improve(atlas, subject, start.transform.GetPointer(), {200, 2, 0.02});
  return start;
}

/// Sums over threads come out otherwise on a machine with other cores.
void use_one_thread() {
  [[maybe_unused]] static const bool one_thread =
      (itk::MultiThreaderBase::SetGlobalMaximumNumberOfThreads(1), true);
}

/// Both pictures and their middles, where there is anything to lay over anything.
struct Meeting {
  Pair subject;
  Vec3 atlas_middle{}, subject_middle{};
};

std::optional<Meeting> meet(const AtlasPyramid &atlas, const ImageView &view) {
  use_one_thread();
  Meeting meeting{pyramid(view)};
  if (meeting.subject.at_8.values.empty() || atlas.at_8_mm().values.empty()) return {};
  const auto atlas_middle = middle_of_top(atlas.at_4_mm()),
             subject_middle = middle_of_top(meeting.subject.at_4);
  if (!atlas_middle || !subject_middle) return {};
  meeting.atlas_middle = *atlas_middle;
  meeting.subject_middle = *subject_middle;
  return meeting;
}

/// The affine at 4 mm that follows a similarity, and what it is worth.
void finish(const AtlasPyramid &atlas, const Pair &subject, const Similarity &start,
            Registration &found) {
  auto affine = AffineTransform::New();
  affine->SetCenter(start.GetCenter());
  affine->SetMatrix(start.GetMatrix());
  affine->SetTranslation(start.GetTranslation());
  const Affine before = rounded(*affine);
  found.metric = improve(atlas.at_4_mm(), subject.at_4, affine.GetPointer(), {100, 2, 0.05});
  found.atlas_to_subject = rounded(*affine);
  found.likeness = likeness_at(atlas.at_4_mm(), subject.at_4, found.atlas_to_subject);
  const double likeness_before = likeness_at(atlas.at_4_mm(), subject.at_4, before);
  if (is_stretched(found.atlas_to_subject) || likeness_before > found.likeness) {
    found.atlas_to_subject = before;
    found.likeness = likeness_before;
  }
  found.scale = std::cbrt(found.atlas_to_subject.determinant());
  found.angle_deg = start.GetVersor().GetAngle() * 180 / std::numbers::pi;
  // Source: the scales of 28 heads laid over Colin27 lay within.
  constexpr double smallest = 0.78, largest = 1.12;
  found.is_plausible =
      std::isfinite(found.metric) && found.scale >= smallest && found.scale <= largest;
}

} // namespace

double coarse_metric(const AtlasPyramid &atlas, const ImageView &view) try {
  const auto meeting = meet(atlas, view);
  if (!meeting) return 0;
  return similarity_from(atlas.at_8_mm(), meeting->subject.at_8, meeting->atlas_middle,
                         meeting->subject_middle, 0, first_steps)
      .metric;
} catch (const itk::ExceptionObject &) {
  return 0;
}

Registration register_atlas(const AtlasPyramid &atlas, const ImageView &view,
                            const std::optional<Hint> &hint) try {
  // Made heads' eyes lie 10 to 13 mm from where the best registration has them.
  constexpr double about_alike = 1.1, for_certain = 1.8;
  const double same_place_mm = hint && hint->is_certain ? 20 : 15;
  Registration found;
  const auto meeting = meet(atlas, view);
  if (!meeting) return found;
  const Image &subject = meeting->subject.at_8;
  std::vector<Start> starts;
  for (const double pitch_deg : {0.0, -20.0, 20.0})
    starts.push_back(similarity_from(atlas.at_8_mm(), subject, meeting->atlas_middle,
                                     meeting->subject_middle, pitch_deg, whole_way));
  if (hint)
    starts.push_back(
        similarity_near(atlas.at_8_mm(), subject, meeting->atlas_middle, hint->atlas_to_subject));
  // Starts are compared by likeness: outlines alone mislead the metric.
  double best = 0;
  Similarity::Pointer chosen;
  for (const Start &start : starts) {
    if (!std::isfinite(start.metric)) continue;
    const Affine laid = rounded(*start.transform);
    double likeness = likeness_at(atlas.at_4_mm(), meeting->subject.at_4, laid);
    if (hint && length(laid.apply(hint->seen_ras_mm) -
                       hint->atlas_to_subject.apply(hint->seen_ras_mm)) <= same_place_mm)
      likeness *= hint->is_certain ? for_certain : about_alike;
    if (likeness <= best) continue;
    best = likeness;
    chosen = start.transform;
  }
  if (chosen) finish(atlas, meeting->subject, *chosen, found);
  return found;
} catch (const itk::ExceptionObject &) {
  return {};
}

} // namespace curate::face
