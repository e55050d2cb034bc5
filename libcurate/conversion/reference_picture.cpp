#include <algorithm>
#include <cmath>
#include <libcurate/conversion/reference_picture.hpp>
#include <tuple>

namespace curate::conversion {

namespace {

/// A head from vertex to chin in its box: some 200 mm each way, a quarter less for small ones.
constexpr double head_ml = 4000;
/// Finer voxels than these show no more of a face to the search, which looks at 1 mm.
constexpr double fine_mm = 1.25;

/// Smaller is better.
auto rank_of(const SurveyedSeries &series, std::size_t part) {
  const SurveyedPicture &picture = series.pictures[part];
  const dicom::SeriesFacts &facts = picture.facts.series;
  const bool is_3d = facts.acquisition_kind == dicom::AcquisitionKind::three_d ||
                     facts.modality == dicom::Modality::ct;
  const double coarsest_mm = std::max(picture.extent.coarsest_mm(), fine_mm);
  return std::tuple(picture.facts.flavor != dicom::Flavor::original, !is_3d,
                    picture.extent.covered_ml() < head_ml, std::lround(coarsest_mm * 2),
                    picture.verdict.name.suffix != "T1w", series.tokens.series, part);
}

bool may_be_one(const SurveyedPicture &picture) {
  const dicom::Modality modality = picture.facts.series.modality;
  const bool is_scan = modality == dicom::Modality::mr || modality == dicom::Modality::ct ||
                       modality == dicom::Modality::pt;
  return !picture.problem && is_scan && is_bright_in_tissue(picture.picture.component) &&
         picture.extent.may_hold_a_face();
}

} // namespace

std::vector<PicturePlace> by_worth_as_reference(const Survey &survey, const Wanted &wanted,
                                                std::span<const std::size_t> series) {
  std::vector<PicturePlace> places;
  for (const std::size_t s : series)
    for (std::size_t part = 0; part < survey.series[s].pictures.size(); ++part)
      if (wanted[s][part] && may_be_one(survey.series[s].pictures[part]))
        places.push_back({s, part});
  std::ranges::stable_sort(places, std::ranges::less{}, [&](const PicturePlace &place) {
    return rank_of(survey.series[place.series], place.part);
  });
  return places;
}

} // namespace curate::conversion
