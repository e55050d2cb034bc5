#include <libcurate/volume/mosaic.hpp>
#include <libcurate/volume/slice_order.hpp>

namespace curate::volume {

Result<Unfolded> unfold(const dicom::Frame &frame) {
  const int slices = frame.mosaic ? frame.mosaic->slice_count : 0;
  const dicom::PixelFormat &format = frame.format;
  Unfolded out;
  while (out.tiles_across * out.tiles_across < slices && out.tiles_across <= format.columns)
    ++out.tiles_across;
  const int across = out.tiles_across;
  if (across == 0 || format.columns % across != 0 || format.rows % across != 0 ||
      format.columns < across || format.rows < across)
    return problem("VOLUME-MOSAIC", "the size of the mosaic does not fit the number of its slices");
  const Vec3 normal = normal_lps(frame);
  if (!frame.has_position || !frame.has_orientation || length(normal) == 0)
    return problem("VOLUME-NO-POSITION",
                   "(0020,0032) or (0020,0037) is absent: where the slices lie is not known");
  const double spacing =
      frame.spacing_between_slices_mm.value_or(frame.slice_thickness_mm.value_or(0));
  if (!(spacing > 0))
    return problem("VOLUME-MOSAIC", "(0018,0088) and (0018,0050) are absent: the distance of the "
                                    "mosaic's slices is not known");

  Lattice &l = out.lattice;
  l.size = {format.columns / across, format.rows / across, slices};
  l.step_lps_mm = {frame.row_lps * frame.column_spacing_mm, frame.column_lps * frame.row_spacing_mm,
                   normal * spacing};
  l.origin_lps_mm = frame.position_lps_mm +
                    l.step_lps_mm[0] * (0.5 * (format.columns - l.size[0])) +
                    l.step_lps_mm[1] * (0.5 * (format.rows - l.size[1]));
  const double along = dot(frame.mosaic->slice_normal_lps, normal);
  out.is_reversed = along != 0 ? along < 0 : frame.mosaic->is_interleaved_reversed;
  // The position is that of the first tile, which then is the last slice.
  if (out.is_reversed) l.origin_lps_mm = l.origin_lps_mm - l.step_lps_mm[2] * (slices - 1);
  return out;
}

} // namespace curate::volume
