#include <algorithm>
#include <libcurate/conversion/extent.hpp>
#include <libcurate/face/shows_head.hpp>

namespace curate::conversion {

namespace {

/// From the first slice to the last, divided by the gaps between; nothing where there are none.
std::optional<double> step_between_slices(const deid::CleanSeries &series,
                                          const volume::Picture &picture, int slices) {
  if (slices < 2) return {};
  double low = 0, high = 0;
  bool is_first = true;
  for (const std::size_t index : picture.frames) {
    const dicom::Frame &frame = series.frames()[index];
    if (!frame.has_position || frame.mosaic) return {};
    const double at =
        base::dot(frame.position_lps_mm, base::unit(base::cross(frame.row_lps, frame.column_lps)));
    low = is_first ? at : std::min(low, at);
    high = is_first ? at : std::max(high, at);
    is_first = false;
  }
  return (high - low) / (slices - 1);
}

} // namespace

bool Extent::may_hold_a_face() const {
  volume::Grid grid{.size = size, .index_to_ras_mm = {}};
  for (std::size_t a = 0; a < 3; ++a)
    grid.index_to_ras_mm.m[a][a] = step_mm[a];
  return face::may_hold_a_face(grid);
}

double Extent::covered_ml() const {
  double ml = 1e-3;
  for (std::size_t a = 0; a < 3; ++a)
    ml *= size[a] * step_mm[a];
  return ml;
}

double Extent::coarsest_mm() const {
  return std::ranges::max(step_mm);
}

Extent extent_of(const deid::CleanSeries &series, const volume::Picture &picture,
                 const bids::NamingFacts &facts) {
  if (picture.frames.empty()) return {};
  const dicom::Frame &first = series.frames()[picture.frames.front()];
  Extent extent;
  extent.size = {first.format.columns, first.format.rows, facts.slices};
  if (first.mosaic) {
    extent.size[0] /= std::max(1, first.mosaic->tile_columns);
    extent.size[1] /= std::max(1, first.mosaic->tile_rows);
  }
  extent.step_mm = {first.column_spacing_mm, first.row_spacing_mm,
                    first.spacing_between_slices_mm.value_or(first.slice_thickness_mm.value_or(0))};
  if (const auto step = step_between_slices(series, picture, facts.slices))
    extent.step_mm[2] = *step;
  return extent;
}

bool is_bright_in_tissue(dicom::Component component) {
  return component == dicom::Component::magnitude || component == dicom::Component::unknown;
}

} // namespace curate::conversion
