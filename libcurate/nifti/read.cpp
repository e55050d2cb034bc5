#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <libcurate/archive/entries.hpp>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/nifti/kept_header.hpp>
#include <libcurate/nifti/layout.hpp>
#include <libcurate/nifti/read.hpp>

namespace curate::nifti {
namespace {

// A header in either byte order.
class Fields {
public:
  explicit Fields(std::span<const std::byte> bytes) : bytes_(bytes) {
    is_swapped_ = get<std::int32_t>(at::sizeof_hdr) != 348;
  }
  bool is_nifti() const { return get<std::int32_t>(at::sizeof_hdr) == 348; }
  bool is_swapped() const { return is_swapped_; }

  template <typename T> T get(std::size_t offset) const {
    std::array<std::byte, sizeof(T)> raw;
    std::memcpy(raw.data(), bytes_.data() + offset, sizeof(T));
    if (is_swapped_) std::ranges::reverse(raw);
    return std::bit_cast<T>(raw);
  }
  /// A float that is a number; else 0.
  double number(std::size_t offset) const {
    const double value = static_cast<double>(get<float>(offset));
    return std::isfinite(value) ? value : 0;
  }

private:
  std::span<const std::byte> bytes_;
  bool is_swapped_ = false;
};

double voxel_size(const Fields &fields, std::size_t axis) {
  const double size = std::abs(fields.number(at::pixdim + 4 * (axis + 1)));
  return size > 0 ? size : 1;
}

// Source: nifti1.h, METHOD 3, 2 and 1.
Affine affine_of(const Fields &fields, bool &is_placed) {
  Affine out;
  is_placed = true;
  if (fields.get<std::int16_t>(at::sform_code) > 0) {
    for (std::size_t row = 0; row < 3; ++row)
      for (std::size_t column = 0; column < 4; ++column)
        out.m[row][column] = fields.number(at::srow_x + 16 * row + 4 * column);
    if (std::abs(out.determinant()) > 1e-12) return out;
  }
  if (fields.get<std::int16_t>(at::qform_code) > 0) {
    double b = fields.number(at::quatern_b), c = fields.number(at::quatern_b + 4),
           d = fields.number(at::quatern_b + 8);
    const double rest = b * b + c * c + d * d;
    const double a = rest < 1 ? std::sqrt(1 - rest) : 0;
    if (rest > 1) { // rounding; the rotation is by half a turn
      const double shrink = 1 / std::sqrt(rest);
      b *= shrink, c *= shrink, d *= shrink;
    }
    const double z = voxel_size(fields, 2) * (fields.number(at::pixdim) < 0 ? -1 : 1);
    out.set_column(0,
                   Vec3{a * a + b * b - c * c - d * d, 2 * (b * c + a * d), 2 * (b * d - a * c)} *
                       voxel_size(fields, 0));
    out.set_column(1,
                   Vec3{2 * (b * c - a * d), a * a + c * c - b * b - d * d, 2 * (c * d + a * b)} *
                       voxel_size(fields, 1));
    out.set_column(
        2, Vec3{2 * (b * d + a * c), 2 * (c * d - a * b), a * a + d * d - c * c - b * b} * z);
    for (std::size_t axis = 0; axis < 3; ++axis)
      out.m[axis][3] = fields.number(at::qoffset_x + 4 * axis);
    return out;
  }
  is_placed = false;
  out = {};
  for (std::size_t axis = 0; axis < 3; ++axis)
    out.m[axis][axis] = voxel_size(fields, axis);
  return out;
}

// The volumes; fails where a size is no size. Fewer than 2^48 voxels, so that bytes can be counted.
Result<std::uint64_t> sizes_of(const Fields &fields, UncheckedVolume &out) {
  const int rank = fields.get<std::int16_t>(at::dim);
  const auto refused = problem("NIFTI-DIMENSION", "the header's dimensions are not usable");
  if (rank < 1 || rank > 7) return refused;
  std::uint64_t voxels = 1, volumes = 1;
  for (std::size_t i = 1; i <= 7; ++i) {
    const int size =
        i <= static_cast<std::size_t>(rank) ? fields.get<std::int16_t>(at::dim + 2 * i) : 1;
    if (size < 1) return refused;
    voxels *= static_cast<std::uint64_t>(size);
    if (i > 3) volumes *= static_cast<std::uint64_t>(size);
    if (voxels >= std::uint64_t{1} << 48) return refused;
    if (i <= 3) out.grid.size[i - 1] = size;
  }
  if (volumes > INT32_MAX) return refused;
  out.voxels.volume_count = static_cast<int>(volumes);
  return voxels;
}

/// Source: the NIfTI-2 standard, https://nifti.nimh.nih.gov/nifti-2: the header has 540 bytes, and
/// its magic stands after its size.
bool is_nifti_2(std::span<const std::byte> file) {
  return std::memcmp(file.data() + 4, "n+2", 4) == 0 || std::memcmp(file.data() + 4, "ni2", 4) == 0;
}

double repetition_time_s(const Fields &fields) {
  const double value = fields.number(at::pixdim + 16);
  switch (fields.get<std::uint8_t>(at::xyzt_units) & 0x38) {
  case 8:
    return value;
  case 16:
    return value / 1e3;
  case 24:
    return value / 1e6;
  }
  return 0;
}

} // namespace

bool is_of_scanner(const UncheckedVolume &volume) {
  const Fields fields(volume.header);
  const int sform = fields.get<std::int16_t>(at::sform_code);
  return (sform > 0 ? sform : fields.get<std::int16_t>(at::qform_code)) == 1;
}

Result<UncheckedVolume> parse_header(std::span<const std::byte> file) {
  if (file.size() < 348) return problem("NIFTI-NOT", "this is no NIfTI-1 file");
  const Fields fields(file);
  if (is_nifti_2(file))
    return problem("NIFTI-2", "this is a NIfTI-2 file, which is not read",
                   "write it as NIfTI-1, for example with nibabel");
  if (!fields.is_nifti()) return problem("NIFTI-NOT", "this is no NIfTI-1 file");
  if (std::memcmp(file.data() + at::magic, "ni1", 4) == 0)
    return problem("NIFTI-PAIR", "the voxels are in another file", "join them as .nii");
  if (std::memcmp(file.data() + at::magic, "n+1", 4) != 0)
    return problem("NIFTI-NOT", "this is no NIfTI-1 file");
  UncheckedVolume out;
  const auto count = sizes_of(fields, out);
  if (!count) return tl::unexpected(count.error());
  const auto type = type_of(fields.get<std::int16_t>(at::datatype));
  if (!type) return problem("NIFTI-TYPE", "voxels of this type are not read");
  out.voxels.type = *type;
  if (const double slope = fields.number(at::scl_slope); slope != 0) {
    out.voxels.slope = slope;
    out.voxels.intercept = fields.number(at::scl_inter);
  }
  out.grid.index_to_ras_mm = affine_of(fields, out.is_placed);
  out.repetition_time_s = repetition_time_s(fields);
  out.header = kept_header(file, fields.is_swapped());
  return out;
}

Result<UncheckedVolume> parse(std::span<const std::byte> file) {
  auto out = parse_header(file);
  if (!out) return out;
  const Fields fields(file);
  std::uint64_t length = volume::size_of(out->voxels.type);
  for (const int size : out->grid.size)
    length *= static_cast<std::uint64_t>(size);
  length *= static_cast<std::uint64_t>(out->voxels.volume_count);
  const double offset = fields.number(at::vox_offset);
  const std::uint64_t begin =
      offset >= 352 && offset < 1e9 ? static_cast<std::uint64_t>(offset) : 352;
  if (begin > file.size() || length > file.size() - begin)
    return problem("NIFTI-TRUNCATED", "the file is shorter than its header says");
  const auto stored = file.subspan(begin, length);
  std::vector<std::byte> &bytes = out->voxels.bytes;
  bytes.assign(stored.begin(), stored.end());
  const std::size_t word =
      out->voxels.type == volume::VoxelType::rgb24 ? 1 : volume::size_of(out->voxels.type);
  if (fields.is_swapped() && word > 1)
    for (std::size_t i = 0; i < length; i += word)
      std::reverse(bytes.data() + i, bytes.data() + i + word);
  return out;
}

Result<UncheckedVolume> read_header(const fs::path &path) {
  auto file = archive::Bytes::from_file(path.string());
  if (!file) return tl::unexpected(file.error());
  if (!archive::is_gzip(file->view())) return parse_header(file->view());
  struct Enough {}; // ends the unpacking
  std::vector<std::byte> start;
  try {
    archive::each_entry(file->view(), [&](const archive::EntryFacts &, const auto &read) {
      read([&](std::span<const std::byte> block) {
        start.insert(start.end(), block.begin(), block.end());
        if (start.size() >= 348) throw Enough{};
      });
    });
  } catch (const Enough &) {
  }
  return parse_header(start);
}

Result<UncheckedVolume> read(const fs::path &path, std::uint64_t limit_bytes) {
  auto file = archive::Bytes::from_file(path.string());
  if (!file) return tl::unexpected(file.error());
  if (!archive::is_gzip(file->view())) return parse(file->view());
  auto unpacked = archive::gunzip(file->view(), limit_bytes);
  if (!unpacked) return tl::unexpected(unpacked.error());
  return parse(unpacked->view());
}

} // namespace curate::nifti
