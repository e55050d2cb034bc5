#include <algorithm>
#include <cmath>
#include <cstdint>
#include <libcurate/volume/mosaic.hpp>
#include <libcurate/volume/place.hpp>
#include <libcurate/volume/slice_order.hpp>

namespace curate::volume {

Result<Unfolded> unfold(const dicom::Frame &frame) {
  const int slices = frame.mosaic ? frame.mosaic->slice_count : 0;
  if (slices < 1)
    return problem("VOLUME-MOSAIC", "it is a mosaic, but nothing says of how many slices",
                   "export it again with the scanner's private elements");
  const dicom::PixelFormat &format = frame.format;
  Unfolded out;
  int across = frame.mosaic ? frame.mosaic->tile_columns : 0;
  int down = frame.mosaic ? frame.mosaic->tile_rows : 0;
  if (across < 1 || down < 1) // a square, as Siemens lays them out
    for (across = 1; across < format.columns && std::int64_t{across} * across < slices;)
      down = ++across;
  down = std::max(down, 1);
  const bool fits = std::int64_t{across} * down >= slices && across <= format.columns &&
                    down <= format.rows && format.columns % across == 0 && format.rows % down == 0;
  if (!fits)
    return problem("VOLUME-MOSAIC", "the size of the mosaic does not fit the number of its slices");
  const Vec3 normal = normal_lps(frame);
  if (auto placed = check_place(frame); !placed) return tl::unexpected(placed.error());
  // Tiles say their own order: a sign of the distance adds nothing.
  const double spacing =
      std::abs(frame.spacing_between_slices_mm.value_or(frame.slice_thickness_mm.value_or(0)));
  if (!(spacing > 0) || spacing > 1000)
    return problem("VOLUME-MOSAIC", "(0018,0088) and (0018,0050) are absent: the distance of the "
                                    "mosaic's slices is not known");

  Lattice &l = out.lattice;
  l.size = {format.columns / across, format.rows / down, slices};
  l.step_lps_mm = {frame.row_lps * frame.column_spacing_mm, frame.column_lps * frame.row_spacing_mm,
                   normal * spacing};
  l.origin_lps_mm = frame.position_lps_mm +
                    l.step_lps_mm[0] * (0.5 * (format.columns - l.size[0])) +
                    l.step_lps_mm[1] * (0.5 * (format.rows - l.size[1]));
  const double along = dot(frame.mosaic->slice_normal_lps, normal);
  out.is_reversed = along < 0;
  // The position is that of the first tile, which then is the last slice.
  if (out.is_reversed) l.origin_lps_mm = l.origin_lps_mm - l.step_lps_mm[2] * (slices - 1);
  return out;
}

} // namespace curate::volume
