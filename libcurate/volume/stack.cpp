#include <algorithm>
#include <libcurate/volume/mosaic.hpp>
#include <libcurate/volume/moved.hpp>
#include <libcurate/volume/stack.hpp>
#include <libcurate/volume/straighten.hpp>
#include <libcurate/volume/volume_order.hpp>

namespace curate::volume {
namespace {

// Siemens' tiles stay in their own order, also against the normal: times of slices stand in the
// same, and dcm2niix stores them so.
void keep_tile_order(Lattice &lattice) {
  lattice.origin_lps_mm = lattice.origin_lps_mm + lattice.step_lps_mm[2] * (lattice.size[2] - 1);
  lattice.step_lps_mm[2] = lattice.step_lps_mm[2] * -1;
}

double furthest_mm(std::span<const dicom::Frame> frames, const Picture &picture) {
  double most = 0;
  for (const std::size_t at : picture.frames)
    if (frames[at].has_position)
      most = std::max(most, movement_mm(frames[at], frames[picture.frames.front()]));
  return most;
}

Result<Stack> stack_of_mosaics(std::span<const dicom::Frame> frames,
                               const dicom::SeriesFacts &facts, const Picture &picture) {
  const dicom::Frame &first = frames[picture.frames.front()];
  const auto unfolded = unfold(first);
  if (!unfolded) return tl::unexpected(unfolded.error());
  for (const std::size_t at : picture.frames)
    if (frames[at].mosaic->slice_count != first.mosaic->slice_count)
      return problem("VOLUME-SIZE", "the mosaics of the series hold different numbers of slices");
  const double moved_mm = furthest_mm(frames, picture);
  if (moved_mm > most_movement_mm)
    return problem("VOLUME-SHIFTED",
                   "the volumes of the series lie further apart than a head moves",
                   "convert the parts that lie in one place apart");
  // Every mosaic lies in the same place: one "slice" per volume.
  SlicePositions places;
  places.slice_count = 1;
  places.slice_of_frame.assign(picture.frames.size(), 0);
  auto order = volume_order(frames, picture.frames, places);
  if (!order) return tl::unexpected(order.error());
  Stack out;
  out.frames = std::move(order->frames);
  out.volume_count = order->volume_count;
  out.findings = std::move(order->findings);
  out.lattice = unfolded->lattice;
  if (moved_mm > shift_tolerance * std::min(first.row_spacing_mm, first.column_spacing_mm))
    out.findings.push_back(movement_finding());
  out.is_mosaic = true;
  const bool is_kept = facts.manufacturer == dicom::Manufacturer::siemens;
  out.is_tile_order_reversed = unfolded->is_reversed && !is_kept;
  if (unfolded->is_reversed && is_kept) keep_tile_order(out.lattice);
  return out;
}

Result<Stack> stack_in(std::span<const dicom::Frame> frames, const Picture &picture,
                       const SlicePositions &slices) {
  auto order = volume_order(frames, picture.frames, slices);
  if (!order) return tl::unexpected(order.error());
  const dicom::Frame &first = frames[picture.frames.front()];
  Stack out;
  out.frames = std::move(order->frames);
  out.volume_count = order->volume_count;
  out.findings = std::move(order->findings);
  out.lattice.size = {first.format.columns, first.format.rows, slices.slice_count};
  out.lattice.origin_lps_mm = slices.origin_lps_mm;
  out.lattice.step_lps_mm = {first.row_lps * first.column_spacing_mm,
                             first.column_lps * first.row_spacing_mm, slices.step_lps_mm};
  return out;
}

// Where the slices fit no lattice: they are straightened.
Result<Stack> stack_straightened(std::span<const dicom::Frame> frames,
                                 const dicom::SeriesFacts &facts, const Picture &picture) {
  auto straight = straighten(frames, picture.frames, facts.modality);
  if (!straight) return tl::unexpected(straight.error());
  auto out = stack_in(frames, picture, straight->slices);
  if (!out) return out;
  out->lattice = straight->lattice;
  out->resampling = std::move(straight->resampling);
  out->findings.insert(out->findings.end(), straight->findings.begin(), straight->findings.end());
  return out;
}

// Where the volumes do not lie in one place: that of the first.
Result<Stack> stack_moved(std::span<const dicom::Frame> frames, const Picture &picture,
                          const SlicePositions &slices) {
  auto out = stack_in(frames, picture, slices);
  if (out) out->findings.push_back(movement_finding());
  return out;
}

Result<Stack> stack_of_slices(std::span<const dicom::Frame> frames, const dicom::SeriesFacts &facts,
                              const Picture &picture) {
  const auto slices = slice_order(frames, picture.frames);
  const auto as_they_lie =
      slices ? stack_in(frames, picture, *slices) : Result<Stack>(tl::unexpected(slices.error()));
  if (as_they_lie) return as_they_lie;
  const std::string &code = as_they_lie.error().code;
  const bool is_crooked = code == "VOLUME-GAPS" || code == "VOLUME-MISSING-SLICES" ||
                          code == "VOLUME-TILTED" || code == "VOLUME-SHIFTED";
  if (!is_crooked) return as_they_lie;
  if (const auto moved = moved_volumes(frames, picture.frames, facts.modality))
    return stack_moved(frames, picture, *moved);
  if (slices) return as_they_lie; // straight, but slices are missing
  auto straight = stack_straightened(frames, facts, picture);
  // What is wrong at first sight is told, in the finer words where there are some.
  if (!straight && straight.error().code != code && code != "VOLUME-TILTED") return as_they_lie;
  return straight;
}

} // namespace

Result<Stack> stack(std::span<const dicom::Frame> frames, const dicom::SeriesFacts &facts,
                    const Picture &picture) {
  if (picture.frames.empty()) return problem("VOLUME-EMPTY", "there is nothing to stack");
  auto out = frames[picture.frames.front()].mosaic ? stack_of_mosaics(frames, facts, picture)
                                                   : stack_of_slices(frames, facts, picture);
  if (!out) return out;
  for (const int size : out->lattice.size)
    if (size < 1) return problem("VOLUME-SIZE", "the picture has no extent");
  const bool is_three_d = facts.acquisition_kind == dicom::AcquisitionKind::three_d;
  out->storage = is_three_d && out->volume_count == 1 && out->lattice.size[2] > 1
                     ? nearest_ras(out->lattice)
                     : rows_flipped;
  return out;
}

} // namespace curate::volume
