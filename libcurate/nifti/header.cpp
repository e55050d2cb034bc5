#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <libcurate/nifti/header.hpp>
#include <libcurate/nifti/layout.hpp>
#include <numeric>

namespace curate::nifti {
namespace {

constexpr int largest_dimension = 32767;
constexpr std::uint8_t mm_and_s = 2 | 8; // NIFTI_UNITS_MM | NIFTI_UNITS_SEC
constexpr std::int16_t scanner = 1;      // NIFTI_XFORM_SCANNER_ANAT

class Writer {
public:
  template <typename T> void put(std::size_t offset, T value) {
    static_assert(std::endian::native == std::endian::little);
    std::memcpy(bytes_.data() + offset, &value, sizeof value);
  }
  void put_float(std::size_t offset, double value) { put(offset, static_cast<float>(value)); }
  const HeaderBytes &bytes() const { return bytes_; }

private:
  HeaderBytes bytes_{};
};

// Frequency, phase and slice axes (1 to 3, two bits each). Only pictures stored with rows flipped
// have a negative determinant; only of those the axes are known.
std::uint8_t dim_info_of(const volume::Grid &grid, const volume::Acquisition &acquisition) {
  using volume::Direction;
  if (grid.index_to_ras_mm.determinant() >= 0) return 0;
  int phase = 0;
  if (const auto &direction = acquisition.phase_encoding_direction)
    phase = *direction == Direction::i || *direction == Direction::i_minus ? 1 : 2;
  else if (acquisition.phase_encoding_axis)
    phase = *acquisition.phase_encoding_axis == dicom::InPlaneAxis::row ? 1 : 2;
  if (phase == 0) return 0;
  return static_cast<std::uint8_t>((3 - phase) | phase << 2 | 3 << 4);
}

void put_slices(Writer &out, const volume::Grid &grid, const volume::Acquisition &acquisition) {
  const std::vector<double> &times = acquisition.slice_timing_s;
  const int code = slice_code_of(times);
  if (code == 0) return;
  std::vector<double> sorted = times;
  std::ranges::sort(sorted);
  out.put(at::slice_end, static_cast<std::int16_t>(grid.size[2] - 1));
  out.put(at::slice_code, static_cast<std::int8_t>(code));
  out.put_float(at::slice_duration,
                (sorted.back() - sorted.front()) / static_cast<double>(sorted.size() - 1));
}

void put_position(Writer &out, const volume::Grid &grid) {
  const Affine &affine = grid.index_to_ras_mm;
  const Quaternion q = quaternion_of(affine);
  out.put_float(at::pixdim, q.qfac);
  for (std::size_t axis = 0; axis < 3; ++axis)
    out.put_float(at::pixdim + 4 * (axis + 1), length(affine.column(axis)));
  out.put(at::qform_code, scanner);
  out.put(at::sform_code, scanner);
  const double quatern[] = {q.b, q.c, q.d};
  for (std::size_t i = 0; i < 3; ++i) {
    out.put_float(at::quatern_b + 4 * i, quatern[i]);
    out.put_float(at::qoffset_x + 4 * i, affine.m[i][3]);
    for (std::size_t column = 0; column < 4; ++column)
      out.put_float(at::srow_x + 16 * i + 4 * column, affine.m[i][column] + 0.0); // -0 becomes 0
  }
}

} // namespace

Quaternion quaternion_of(const Affine &affine) {
  Vec3 x = unit(affine.column(0)), y = unit(affine.column(1)), z = unit(affine.column(2));
  Quaternion out;
  if (affine.determinant() < 0) {
    out.qfac = -1;
    z = z * -1;
  }
  // The trace decides which component is safe to divide by. Source: nifti1_io,
  // nifti_mat44_to_quatern.
  const double trace = x[0] + y[1] + z[2] + 1;
  double a = 0;
  if (trace > 0.5) {
    a = 0.5 * std::sqrt(trace);
    out.b = 0.25 * (y[2] - z[1]) / a;
    out.c = 0.25 * (z[0] - x[2]) / a;
    out.d = 0.25 * (x[1] - y[0]) / a;
    return out;
  }
  const double bb = 1 + x[0] - (y[1] + z[2]);
  const double cc = 1 + y[1] - (x[0] + z[2]);
  const double dd = 1 + z[2] - (x[0] + y[1]);
  if (bb > 1) {
    out.b = 0.5 * std::sqrt(bb);
    out.c = 0.25 * (y[0] + x[1]) / out.b;
    out.d = 0.25 * (z[0] + x[2]) / out.b;
    a = 0.25 * (y[2] - z[1]) / out.b;
  } else if (cc > 1) {
    out.c = 0.5 * std::sqrt(cc);
    out.b = 0.25 * (y[0] + x[1]) / out.c;
    out.d = 0.25 * (z[1] + y[2]) / out.c;
    a = 0.25 * (z[0] - x[2]) / out.c;
  } else {
    out.d = 0.5 * std::sqrt(std::max(dd, 0.0));
    if (out.d == 0) return out;
    out.b = 0.25 * (z[0] + x[2]) / out.d;
    out.c = 0.25 * (z[1] + y[2]) / out.d;
    a = 0.25 * (x[1] - y[0]) / out.d;
  }
  if (a < 0) {
    out.b = -out.b;
    out.c = -out.c;
    out.d = -out.d;
  }
  return out;
}

int slice_code_of(const std::vector<double> &slice_timing_s) {
  const std::size_t count = slice_timing_s.size();
  if (count < 3) return 0;
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return slice_timing_s[i]; });
  for (std::size_t i = 1; i < count; ++i) // slices taken at once have no code
    if (slice_timing_s[order[i]] - slice_timing_s[order[i - 1]] < 1e-6) return 0;
  const auto is_order = [&](std::size_t step, std::size_t first, bool is_decreasing) {
    std::vector<std::size_t> expected;
    for (std::size_t pass = 0; pass < step; ++pass)
      for (std::size_t slice = (first + pass) % step; slice < count; slice += step)
        expected.push_back(is_decreasing ? count - 1 - slice : slice);
    return expected == order;
  };
  if (is_order(1, 0, false)) return 1;
  if (is_order(1, 0, true)) return 2;
  if (is_order(2, 0, false)) return 3;
  if (is_order(2, 0, true)) return 4;
  if (is_order(2, 1, false)) return 5;
  if (is_order(2, 1, true)) return 6;
  return 0;
}

Result<HeaderBytes> header_of(const volume::Grid &grid, const volume::Voxels &voxels,
                              const volume::Acquisition &acquisition) {
  const int sizes[] = {grid.size[0], grid.size[1], grid.size[2], voxels.volume_count};
  Writer out;
  out.put(at::sizeof_hdr, std::int32_t{348});
  out.put(at::regular, 'r');
  out.put(at::dim, static_cast<std::int16_t>(voxels.volume_count > 1 ? 4 : 3));
  for (std::size_t i = 0; i < 4; ++i) {
    if (sizes[i] < 1 || sizes[i] > largest_dimension)
      return problem("NIFTI-DIMENSION", "NIfTI-1 holds 1 to 32767 voxels along each axis");
    out.put(at::dim + 2 * (i + 1), static_cast<std::int16_t>(sizes[i]));
  }
  for (std::size_t i = 5; i < 8; ++i) {
    out.put(at::dim + 2 * i, std::int16_t{1});
    out.put_float(at::pixdim + 4 * i, 1);
  }
  out.put(at::datatype, code_of(voxels.type));
  out.put(at::bitpix, static_cast<std::int16_t>(8 * volume::size_of(voxels.type)));
  out.put_float(at::pixdim + 16, acquisition.repetition_time_s.value_or(0));
  out.put_float(at::vox_offset, header_bytes);
  out.put_float(at::scl_slope, voxels.slope);
  out.put_float(at::scl_inter, voxels.intercept);
  out.put(at::xyzt_units, mm_and_s);
  out.put(at::dim_info, dim_info_of(grid, acquisition));
  put_slices(out, grid, acquisition);
  put_position(out, grid);
  out.put(at::magic, std::array<char, 4>{'n', '+', '1', '\0'});
  return out.bytes();
}

} // namespace curate::nifti
