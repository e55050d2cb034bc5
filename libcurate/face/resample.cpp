#include <algorithm>
#include <cmath>
#include <libcurate/face/resample.hpp>

namespace curate::face {

namespace {

struct Span {
  double low = 0, high = 0;
};

/// What the picture covers along one RAS axis, from the outer faces of its voxels.
Span covered(const volume::Grid &grid, std::size_t axis) {
  Span span{1e300, -1e300};
  for (int corner = 0; corner < 8; ++corner) {
    Vec3 index{};
    for (std::size_t a = 0; a < 3; ++a)
      index[a] = (corner >> a) & 1 ? grid.size[a] - 0.5 : -0.5;
    const double at = grid.index_to_ras_mm.apply(index)[axis];
    span.low = std::min(span.low, at);
    span.high = std::max(span.high, at);
  }
  return span;
}

/// Along one row of the new grid the old indices grow evenly.
struct Row {
  Vec3 start, step;
};

struct Part {
  int first, end;
};

/// The part of a row whose old indices lie between `low` and the size less `from_high`.
Part part_of(const Row &row, int width, const std::array<int, 3> &size, double low,
             double from_high) {
  Part part{0, width};
  for (std::size_t a = 0; a < 3; ++a) {
    const double high = size[a] - from_high;
    if (std::abs(row.step[a]) < 1e-9) {
      if (row.start[a] < low || row.start[a] > high) part.end = 0;
      continue;
    }
    double t0 = (low - row.start[a]) / row.step[a], t1 = (high - row.start[a]) / row.step[a];
    if (t0 > t1) std::swap(t0, t1);
    part.first = std::max(part.first, static_cast<int>(std::ceil(std::clamp(t0, -1e6, 1e6))));
    part.end = std::min(part.end, static_cast<int>(std::floor(std::clamp(t1, -1e6, 1e6))) + 1);
  }
  return part;
}

class Linear {
public:
  explicit Linear(const ImageView &view)
      : values_(view.values.data()), size_(view.grid.size), row_(size_[0]),
        slice_(static_cast<std::ptrdiff_t>(size_[0]) * size_[1]) {}

  /// A part of a row where every point has old points on all sides.
  void inner(const Row &row, const Part &part, float *out) const {
    const auto index = [&row](int i, std::size_t a) { return row.start[a] + row.step[a] * i; };
    const bool is_along_x = row.step[1] == 0 && row.step[2] == 0;
    const auto first = static_cast<std::ptrdiff_t>(index(part.first, 0));
    const bool is_point_by_point =
        is_along_x &&
        static_cast<std::ptrdiff_t>(index(part.end - 1, 0)) - first == part.end - 1 - part.first &&
        std::abs(row.step[0] - 1) < 1e-6;
    const auto mixed = [this](const float *v, float fx, float fy, float fz) {
      const auto pair = [v, fx](std::ptrdiff_t n) { return v[n] + (v[n + 1] - v[n]) * fx; };
      const float a = pair(0), b = pair(row_), c = pair(slice_), d = pair(slice_ + row_);
      const float low = a + (b - a) * fy, high = c + (d - c) * fy;
      return low + (high - low) * fz;
    };
    const auto down = [](double x) { return static_cast<std::ptrdiff_t>(static_cast<int>(x)); };
    if (is_point_by_point) {
      const std::ptrdiff_t y = down(row.start[1]), z = down(row.start[2]);
      const auto fy = static_cast<float>(row.start[1] - static_cast<double>(y)),
                 fz = static_cast<float>(row.start[2] - static_cast<double>(z));
      const int shift = static_cast<int>(first) - part.first;
      const float *v = values_ + z * slice_ + y * row_ + shift;
      for (int i = part.first; i < part.end; ++i) {
        const auto fx = static_cast<float>(index(i, 0) - static_cast<double>(i + shift));
        out[i] = mixed(v + i, fx, fy, fz);
      }
      return;
    }
    for (int i = part.first; i < part.end; ++i) {
      const double x = index(i, 0), y = index(i, 1), z = index(i, 2);
      const std::ptrdiff_t ix = down(x), iy = down(y), iz = down(z);
      out[i] = mixed(values_ + iz * slice_ + iy * row_ + ix,
                     static_cast<float>(x - static_cast<double>(ix)),
                     static_cast<float>(y - static_cast<double>(iy)),
                     static_cast<float>(z - static_cast<double>(iz)));
    }
  }

  float operator()(double x, double y, double z) const {
    const auto [i, fx, di] = place(x, size_[0], 1);
    const auto [j, fy, dj] = place(y, size_[1], row_);
    const auto [k, fz, dk] = place(z, size_[2], slice_);
    const float *v = values_ + k * slice_ + j * row_ + i;
    const auto pair = [&](const float *at) { return at[0] + (at[di] - at[0]) * fx; };
    const float a = pair(v), b = pair(v + dj), c = pair(v + dk), d = pair(v + dj + dk);
    const float low = a + (b - a) * fy, high = c + (d - c) * fy;
    return low + (high - low) * fz;
  }

private:
  struct Place {
    std::ptrdiff_t index;
    float part;
    std::ptrdiff_t to_next;
  };
  static Place place(double x, int size, std::ptrdiff_t stride) {
    const double clamped = std::clamp(x, 0.0, static_cast<double>(size - 1));
    const auto index = static_cast<std::ptrdiff_t>(clamped);
    return {index, static_cast<float>(clamped - static_cast<double>(index)),
            index + 1 < size ? stride : 0};
  }
  const float *values_;
  std::array<int, 3> size_;
  std::ptrdiff_t row_, slice_;
};

} // namespace

Image resampled(const ImageView &view, double step_mm, double limit_mm) {
  Image image;
  const auto inverse = view.grid.index_to_ras_mm.inverse();
  const std::size_t count = voxel_count(view.grid);
  if (!inverse || count == 0 || view.values.size() < count) return image;
  Affine to_ras;
  for (std::size_t a = 0; a < 3; ++a) {
    Span span = covered(view.grid, a);
    if (!std::isfinite(span.low) || !std::isfinite(span.high)) return image;
    if (span.high - span.low > limit_mm) {
      const double middle = 0.5 * (span.low + span.high);
      span = a == 2 ? Span{span.high - limit_mm, span.high}
                    : Span{middle - 0.5 * limit_mm, middle + 0.5 * limit_mm};
    }
    image.grid.size[a] = std::max(1, static_cast<int>((span.high - span.low) / step_mm + 0.5));
    to_ras.m[a][a] = step_mm;
    to_ras.m[a][3] = span.low + 0.5 * step_mm;
  }
  image.grid.index_to_ras_mm = to_ras;
  image.values.assign(voxel_count(image.grid), view.scale == Scale::hounsfield ? -1000.0F : 0.0F);
  const Affine to_old = *inverse * to_ras;
  const Linear read(view);
  const int width = image.grid.size[0];
  float *out = image.values.data();
  for (int k = 0; k < image.grid.size[2]; ++k)
    for (int j = 0; j < image.grid.size[1]; ++j, out += width) {
      const Row row{to_old.apply({0, 1.0 * j, 1.0 * k}), to_old.column(0)};
      const Part part = part_of(row, width, view.grid.size, -0.5, 0.5);
      // A millionth of a point inside: what is rounded stays there.
      Part inner = part_of(row, width, view.grid.size, 1e-6, 1 + 1e-6);
      inner.first = std::clamp(inner.first, part.first, std::max(part.first, part.end));
      inner.end = std::clamp(inner.end, inner.first, std::max(inner.first, part.end));
      const auto outer = [&](int from, int to) {
        for (int i = from; i < to; ++i)
          out[i] = read(row.start[0] + row.step[0] * i, row.start[1] + row.step[1] * i,
                        row.start[2] + row.step[2] * i);
      };
      outer(part.first, inner.first);
      if (inner.first < inner.end) read.inner(row, inner, out);
      outer(inner.end, part.end);
    }
  return image;
}

namespace {

// exp(-x^2 / 2) at 0, 1, 2, 3, divided by its sum.
constexpr std::array<float, 4> weights{0.39905F, 0.24204F, 0.05401F, 0.004433F};

/// `rows` of `width` values each, mixed with the rows up to three before and after.
void mix_rows(const float *in, float *out, std::ptrdiff_t rows, std::ptrdiff_t width) {
  for (std::ptrdiff_t r = 0; r < rows; ++r) {
    const auto row = [&](std::ptrdiff_t d) {
      return in + std::clamp<std::ptrdiff_t>(r + d, 0, rows - 1) * width;
    };
    const float *p0 = row(0), *a1 = row(-1), *b1 = row(1), *a2 = row(-2), *b2 = row(2),
                *a3 = row(-3), *b3 = row(3);
    float *o = out + r * width;
    for (std::ptrdiff_t i = 0; i < width; ++i)
      o[i] = weights[0] * p0[i] + weights[1] * (a1[i] + b1[i]) + weights[2] * (a2[i] + b2[i]) +
             weights[3] * (a3[i] + b3[i]);
  }
}

void mix_within(const float *in, float *out, std::ptrdiff_t width) {
  const auto at = [&](std::ptrdiff_t i) { return in[std::clamp<std::ptrdiff_t>(i, 0, width - 1)]; };
  const auto mixed = [&](std::ptrdiff_t i, const auto &v) {
    return weights[0] * v(i) + weights[1] * (v(i - 1) + v(i + 1)) +
           weights[2] * (v(i - 2) + v(i + 2)) + weights[3] * (v(i - 3) + v(i + 3));
  };
  const std::ptrdiff_t inner = std::max<std::ptrdiff_t>(3, width - 3);
  for (std::ptrdiff_t i = 0; i < std::min<std::ptrdiff_t>(3, width); ++i)
    out[i] = mixed(i, at);
  for (std::ptrdiff_t i = 3; i < width - 3; ++i)
    out[i] = mixed(i, [in](std::ptrdiff_t n) { return in[n]; });
  for (std::ptrdiff_t i = inner; i < width; ++i)
    out[i] = mixed(i, at);
}

} // namespace

void smooth(Image &image) {
  const std::ptrdiff_t ni = image.grid.size[0], nj = image.grid.size[1], nk = image.grid.size[2];
  if (image.values.empty()) return;
  std::vector<float> other(image.values.size());
  float *a = image.values.data(), *b = other.data();
  mix_rows(a, b, nk, ni * nj);
  for (std::ptrdiff_t k = 0; k < nk; ++k)
    mix_rows(b + k * ni * nj, a + k * ni * nj, nj, ni);
  for (std::ptrdiff_t row = 0; row < nj * nk; ++row)
    mix_within(a + row * ni, b + row * ni, ni);
  image.values.swap(other);
}

} // namespace curate::face
