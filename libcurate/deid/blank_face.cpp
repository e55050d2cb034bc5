#include <libcurate/deid/blank_face.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <libcurate/deid/blank_text.hpp>
#include <libcurate/dicom/frame_of.hpp>
#include <libcurate/dicom/frames_of.hpp>
#include <limits>

namespace curate::deid {

namespace {

using dicom::PixelFormat;

constexpr double air_hu = -1000; // Source: DICOM PS3.3, C.11.1.1.2 (HU of air).

// How far a pixel may lie outside a mask's grid, in voxels: slices of a tilted gantry lie between
// those of the straightened picture.
constexpr double most_outside = 1;

/// The range of what can be stored.
std::pair<double, double> storable(const PixelFormat &format) {
  if (format.is_float) {
    const double most = format.bits_allocated == 64 ? std::numeric_limits<double>::max()
                                                    : double{std::numeric_limits<float>::max()};
    return {-most, most};
  }
  const double half = std::ldexp(1.0, format.bits_stored - 1);
  return format.is_signed ? std::pair{-half, half - 1} : std::pair{0.0, 2 * half - 1};
}

double background(const FrameWithFace &where, const PixelFormat &format) {
  if (format.samples_per_pixel != 1) return 0;
  const auto [least, most] = storable(format);
  const auto &padding = where.frame.padding_value;
  if (padding && *padding >= least && *padding <= most) return *padding;
  const auto &scaling = where.frame.scaling;
  const double slope = scaling.slope != 0 && std::isfinite(scaling.slope) ? scaling.slope : 1;
  const double intercept = std::isfinite(scaling.intercept) ? scaling.intercept : 0;
  const double value = ((where.is_ct ? air_hu : 0) - intercept) / slope;
  return std::clamp(format.is_float ? value : std::round(value), least, most);
}

struct Sample {
  std::array<std::byte, 8> bytes{};
  std::size_t size = 1;
};

template <typename Number> Sample as(Number value) {
  Sample out;
  out.size = sizeof value;
  std::memcpy(out.bytes.data(), &value, sizeof value);
  return out;
}

/// A value as it is stored: little endian, like this machine.
Sample sample_of(double value, const PixelFormat &format) {
  if (format.is_float)
    return format.bits_allocated == 64 ? as(value) : as(static_cast<float>(value));
  Sample out =
      value < 0 ? as(static_cast<std::int64_t>(value)) : as(static_cast<std::uint64_t>(value));
  out.size = static_cast<std::size_t>(format.bits_allocated) / 8;
  return out;
}

/// How a frame's pixels lie in a mask's grid: index = origin + column * step + row * step.
struct Walk {
  Vec3 origin, per_column, per_row;
};

Vec3 ras(const Vec3 &lps) {
  return {-lps[0], -lps[1], lps[2]};
}

Vec3 turned(const Affine &affine, const Vec3 &direction) {
  return affine.apply(direction) - affine.column(3);
}

std::optional<Walk> walk_of(const dicom::Frame &frame, const VerifiedMask &mask) {
  const auto inverse = mask.index_to_ras_mm().inverse();
  if (!inverse) return {};
  Walk walk{inverse->apply(ras(frame.position_lps_mm)),
            turned(*inverse, ras(frame.row_lps) * frame.column_spacing_mm),
            turned(*inverse, ras(frame.column_lps) * frame.row_spacing_mm)};
  for (const double column : {0.0, 1.0 * (frame.format.columns - 1)})
    for (const double row : {0.0, 1.0 * (frame.format.rows - 1)}) {
      const Vec3 corner = walk.origin + walk.per_column * column + walk.per_row * row;
      for (std::size_t axis = 0; axis < 3; ++axis)
        if (!(corner[axis] >= -most_outside &&
              corner[axis] <= mask.size()[axis] - 1 + most_outside))
          return {};
    }
  return walk;
}

int nearest(double index, int size) {
  return static_cast<int>(std::clamp(index, 0.0, 1.0 * (size - 1)) + 0.5);
}

/// Marks what the mask takes of the frame.
void mark(const Walk &walk, const VerifiedMask &mask, int columns, int rows,
          std::vector<bool> &taken) {
  const auto &size = mask.size();
  std::size_t at = 0;
  for (int row = 0; row < rows; ++row) {
    const Vec3 begin = walk.origin + walk.per_row * row;
    for (int column = 0; column < columns; ++column, ++at) {
      const Vec3 index = begin + walk.per_column * column;
      if (mask.takes(nearest(index[0], size[0]), nearest(index[1], size[1]),
                     nearest(index[2], size[2])))
        taken[at] = true;
    }
  }
}

} // namespace

Result<bool> blank_face(const FrameWithFace &where, const PixelFormat &format,
                        std::span<std::byte> pixels, std::span<const VerifiedMask> masks) {
  const dicom::Frame &frame = where.frame;
  if (frame.mosaic)
    return problem("DEID-VISUAL-MOSAIC",
                   "all slices of a volume lie on one frame (a mosaic), of which no face can be "
                   "blanked",
                   "convert the series to NIfTI, which removes the face, or leave it out");
  if (!frame.has_position || !frame.has_orientation || !frame.has_spacing)
    return problem("DEID-VISUAL-PLACE", "a frame does not say where in the patient it lies",
                   "leave the file out");
  std::vector<bool> taken(static_cast<std::size_t>(frame.format.rows) *
                          static_cast<std::size_t>(frame.format.columns));
  bool is_covered = false;
  for (const VerifiedMask &mask : masks)
    if (const auto walk = walk_of(frame, mask)) {
      is_covered = true;
      mark(*walk, mask, frame.format.columns, frame.format.rows, taken);
    }
  if (!is_covered)
    return problem("DEID-VISUAL-UNCOVERED",
                   "a frame lies outside of the picture whose face was removed",
                   "leave the file out, or convert the series to NIfTI");
  const Sample sample = sample_of(background(where, format), format);
  const auto samples = static_cast<std::size_t>(format.samples_per_pixel);
  bool changes = false;
  for (std::size_t at = 0; at < taken.size(); ++at) {
    if (!taken[at]) continue;
    changes = true;
    for (std::size_t i = 0; i < samples; ++i)
      std::memcpy(pixels.data() + (at * samples + i) * sample.size, sample.bytes.data(),
                  sample.size);
  }
  return changes;
}

Result<BlankedPixels> blank_face_and_text(const dicom::Header &header,
                                          const archive::Source &source,
                                          std::span<const VerifiedMask> masks,
                                          legible::Reader *reader) {
  const auto file = dicom::file_pixels_of(header, source);
  if (!file) return tl::unexpected(file.error());
  const dicom::Dataset root = header.root();
  const dicom::FrameViews views(root);
  const auto manufacturer = dicom::manufacturer_of(root);
  const auto modality = root.terms(dicom::tags::modality);
  const bool is_ct = !modality.empty() && modality.front() == "CT";
  std::size_t boxes = 0;
  auto out = blank_frames(*file,
                          [&](std::uint32_t number, const PixelFormat &format,
                              std::span<std::byte> pixels) -> Result<bool> {
                            const auto frame =
                                dicom::whole_frame_of(views.of(number), manufacturer, file->format);
                            const auto changes = blank_face({frame, is_ct}, format, pixels, masks);
                            if (!changes || reader == nullptr) return changes;
                            const auto found =
                                blank_text(format, pixels, frame.padding_value, *reader);
                            if (!found) return tl::unexpected(found.error());
                            boxes += *found;
                            return *changes || *found > 0;
                          });
  if (out) out->boxes = boxes;
  return out;
}

} // namespace curate::deid
