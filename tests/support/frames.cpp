#include "tests/support/frames.hpp"

#include <cmath>
#include <cstring>
#include <libcurate/volume/slice_order.hpp>
#include <numeric>

namespace curate::support {
namespace {

dicom::Frame frame_of(const Shape &shape) {
  dicom::Frame out;
  out.row_lps = shape.row_lps;
  out.column_lps = shape.column_lps;
  out.position_lps_mm = shape.origin_lps_mm;
  out.has_position = out.has_orientation = out.has_spacing = true;
  out.column_spacing_mm = shape.column_spacing_mm;
  out.row_spacing_mm = shape.row_spacing_mm;
  out.slice_thickness_mm = shape.slice_step_mm;
  out.spacing_between_slices_mm = shape.slice_step_mm;
  out.format.rows = shape.rows;
  out.format.columns = shape.columns;
  out.format.is_signed = true;
  return out;
}

dicom::SeriesFacts facts_of_made() {
  dicom::SeriesFacts out;
  out.manufacturer = dicom::Manufacturer::siemens;
  out.modality = dicom::Modality::mr;
  out.acquisition_kind = dicom::AcquisitionKind::two_d;
  return out;
}

} // namespace

volume::Picture MadePicture::picture() const {
  volume::Picture out;
  out.frames.resize(frames.size());
  std::iota(out.frames.begin(), out.frames.end(), std::size_t{0});
  return out;
}

volume::Decode MadePicture::decode() const {
  return [this](std::size_t frame, std::span<std::byte> out) -> Result<void> {
    if (out.size() != pixels[frame].size() * sizeof(std::int16_t))
      return problem("PIXELS-SHORT", "the frame has another size");
    std::memcpy(out.data(), pixels[frame].data(), out.size());
    return {};
  };
}

std::int16_t value_at(int column, int row, int slice, int volume) {
  return static_cast<std::int16_t>(column + 8 * (row + 8 * (slice + 40 * volume)));
}

MadePicture make_slices(const Shape &shape) {
  MadePicture out;
  out.facts = facts_of_made();
  for (int volume = 0; volume < shape.volumes; ++volume)
    for (int slice = 0; slice < shape.slices; ++slice) {
      dicom::Frame frame = frame_of(shape);
      frame.position_lps_mm =
          frame.position_lps_mm + volume::normal_lps(frame) * (slice * shape.slice_step_mm);
      frame.instance_number = static_cast<int>(out.frames.size()) + 1;
      out.frames.push_back(frame);
      auto &pixels = out.pixels.emplace_back();
      for (int row = 0; row < shape.rows; ++row)
        for (int column = 0; column < shape.columns; ++column)
          pixels.push_back(value_at(column, row, slice, volume));
    }
  return out;
}

MadePicture make_mosaics(const Shape &shape, bool is_reversed, bool is_square) {
  MadePicture out;
  out.facts = facts_of_made();
  const int across = static_cast<int>(std::ceil(std::sqrt(shape.slices)));
  const int down = is_square ? across : (shape.slices + across - 1) / across;
  for (int volume = 0; volume < shape.volumes; ++volume) {
    dicom::Frame frame = frame_of(shape);
    const Vec3 normal = volume::normal_lps(frame);
    frame.mosaic.emplace();
    frame.mosaic->slice_count = shape.slices;
    if (!is_square) {
      frame.mosaic->tile_columns = across;
      frame.mosaic->tile_rows = down;
    }
    frame.mosaic->slice_normal_lps = is_reversed ? normal * -1 : normal;
    frame.instance_number = frame.acquisition_number = volume + 1;
    frame.format.columns = shape.columns * across;
    frame.format.rows = shape.rows * down;
    // The header's position is that of a slice as large as the whole mosaic, around the same
    // centre.
    const int first = is_reversed ? shape.slices - 1 : 0;
    frame.position_lps_mm =
        shape.origin_lps_mm + normal * (first * shape.slice_step_mm) -
        shape.row_lps * (0.5 * shape.column_spacing_mm * shape.columns * (across - 1)) -
        shape.column_lps * (0.5 * shape.row_spacing_mm * shape.rows * (down - 1));
    out.frames.push_back(frame);
    auto &pixels =
        out.pixels.emplace_back(static_cast<std::size_t>(frame.format.columns * frame.format.rows));
    for (int slice = 0; slice < shape.slices; ++slice) {
      const int tile = is_reversed ? shape.slices - 1 - slice : slice;
      for (int row = 0; row < shape.rows; ++row)
        for (int column = 0; column < shape.columns; ++column) {
          const int y = (tile / across) * shape.rows + row,
                    x = (tile % across) * shape.columns + column;
          pixels[static_cast<std::size_t>(y * frame.format.columns + x)] =
              value_at(column, row, slice, volume);
        }
    }
  }
  return out;
}

} // namespace curate::support
