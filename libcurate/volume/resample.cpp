#include <algorithm>
#include <cmath>
#include <cstring>
#include <libcurate/volume/resample.hpp>
#include <limits>
#include <type_traits>

namespace curate::volume {
namespace {

template <typename T> T load(const std::byte *from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <typename T> T rounded(double value) {
  if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(value);
  } else {
    const double lowest = std::numeric_limits<T>::min(), highest = std::numeric_limits<T>::max();
    return static_cast<T>(std::clamp(std::round(value), lowest, highest));
  }
}

// Two neighbours and how far the point is from the first towards the second; equal at an edge.
struct Between {
  std::size_t low = 0, high = 0;
  double share = 0;
};

// Nothing where the point lies more than half a step outside of what was measured.
std::optional<Between> between(double at, int count) {
  const double last = count - 1;
  if (!(at >= -0.5) || !(at <= last + 0.5)) return {};
  at = std::clamp(at, 0.0, last);
  const double low = std::min(std::floor(at), last);
  Between out;
  out.low = static_cast<std::size_t>(low);
  out.high = static_cast<std::size_t>(std::min(low + 1, last));
  out.share = at - low;
  return out;
}

template <typename T> class Resampler {
public:
  Resampler(const Voxels &source, const Lattice &lattice, const Storage &storage,
            const Resampling &how)
      : source_(source), lattice_(lattice), how_(how), strides_(strides_of(lattice, storage)) {
    for (std::size_t axis = 0; axis < 3; ++axis)
      volume_ *= static_cast<std::size_t>(how.source_size[axis]);
    step_ = {1, static_cast<std::size_t>(how.source_size[0]),
             static_cast<std::size_t>(how.source_size[0]) *
                 static_cast<std::size_t>(how.source_size[1])};
    padding_ = how.padding.value_or(lowest());
  }

  void fill(std::span<std::byte> out) const {
    const auto &size = lattice_.size;
    const auto per_volume = static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]) *
                            static_cast<std::size_t>(size[2]);
    std::vector<double> plane(static_cast<std::size_t>(size[0]) *
                              static_cast<std::size_t>(size[1]));
    std::vector<double> next = plane;
    for (int v = 0; v < source_.volume_count; ++v) {
      std::byte *target = out.data() + static_cast<std::size_t>(v) * per_volume * sizeof(T);
      for (int k = 0; k < size[2]; ++k) {
        const auto slice = between(how_.slice_at[static_cast<std::size_t>(k)], how_.source_size[2])
                               .value_or(Between{});
        moved(v, slice.low, plane);
        if (slice.share > 0) {
          moved(v, slice.high, next);
          for (std::size_t i = 0; i < plane.size(); ++i)
            plane[i] = mixed(plane[i], next[i], slice.share);
        }
        store(plane, k, target);
      }
    }
  }

private:
  double lowest() const {
    const bool is_negative = source_.slope < 0;
    double found = is_negative ? -std::numeric_limits<double>::infinity()
                               : std::numeric_limits<double>::infinity();
    for (std::size_t at = 0; at + sizeof(T) <= source_.bytes.size(); at += sizeof(T)) {
      const auto value = static_cast<double>(load<T>(source_.bytes.data() + at));
      if (std::isfinite(value))
        found = is_negative ? std::max(found, value) : std::min(found, value);
    }
    return std::isfinite(found) ? found : 0;
  }

  // What is padding stays so: between it and a measured value there is nothing true.
  double mixed(double a, double b, double share) const {
    const bool is_padding = how_.padding && (a == *how_.padding || b == *how_.padding);
    if (is_padding) return share > 0.5 ? b : a;
    return a + (b - a) * share;
  }

  // One source slice, moved along the sheared axis.
  void moved(int volume, std::size_t slice, std::vector<double> &plane) const {
    const std::byte *from =
        source_.bytes.data() +
        (static_cast<std::size_t>(volume) * volume_ + slice * step_[2]) * sizeof(T);
    const std::size_t along = how_.sheared_axis, across = 1 - along;
    const std::array<std::size_t, 2> out_step{1, static_cast<std::size_t>(lattice_.size[0])};
    const auto width = static_cast<std::size_t>(how_.source_size[across]);
    for (int i = 0; i < lattice_.size[along]; ++i) {
      const auto at = between(i - how_.shift[slice], how_.source_size[along]);
      double *to = plane.data() + static_cast<std::size_t>(i) * out_step[along];
      for (std::size_t j = 0; j < width; ++j) {
        double &value = to[j * out_step[across]];
        if (!at) {
          value = padding_;
          continue;
        }
        const std::byte *base = from + j * step_[across] * sizeof(T);
        const auto low = static_cast<double>(load<T>(base + at->low * step_[along] * sizeof(T)));
        value = low;
        if (at->share > 0)
          value =
              mixed(low, static_cast<double>(load<T>(base + at->high * step_[along] * sizeof(T))),
                    at->share);
      }
    }
  }

  void store(const std::vector<double> &plane, int k, std::byte *target) const {
    std::size_t i = 0;
    for (int row = 0; row < lattice_.size[1]; ++row)
      for (int column = 0; column < lattice_.size[0]; ++column, ++i) {
        const std::ptrdiff_t at = strides_.first + column * strides_.step[0] +
                                  row * strides_.step[1] + k * strides_.step[2];
        const T value = rounded<T>(plane[i]);
        std::memcpy(target + at * static_cast<std::ptrdiff_t>(sizeof(T)), &value, sizeof value);
      }
  }

  const Voxels &source_;
  const Lattice &lattice_;
  const Resampling &how_;
  Strides strides_;
  std::size_t volume_ = 1;
  std::array<std::size_t, 3> step_{};
  double padding_ = 0;
};

template <typename T>
void fill(const Voxels &source, const Lattice &lattice, const Storage &storage,
          const Resampling &how, std::span<std::byte> out) {
  Resampler<T>(source, lattice, storage, how).fill(out);
}

} // namespace

Result<Voxels> resample(const Voxels &source, const Lattice &lattice, const Storage &storage,
                        const Resampling &how) {
  Voxels out;
  out.type = source.type;
  out.volume_count = source.volume_count;
  out.slope = source.slope;
  out.intercept = source.intercept;
  std::size_t count = static_cast<std::size_t>(source.volume_count);
  for (const int extent : lattice.size)
    count *= static_cast<std::size_t>(extent);
  out.bytes.resize(count * size_of(out.type));
  switch (source.type) {
  case VoxelType::u8:
    fill<std::uint8_t>(source, lattice, storage, how, out.bytes);
    return out;
  case VoxelType::i8:
    fill<std::int8_t>(source, lattice, storage, how, out.bytes);
    return out;
  case VoxelType::u16:
    fill<std::uint16_t>(source, lattice, storage, how, out.bytes);
    return out;
  case VoxelType::i16:
    fill<std::int16_t>(source, lattice, storage, how, out.bytes);
    return out;
  case VoxelType::u32:
    fill<std::uint32_t>(source, lattice, storage, how, out.bytes);
    return out;
  case VoxelType::i32:
    fill<std::int32_t>(source, lattice, storage, how, out.bytes);
    return out;
  case VoxelType::f32:
    fill<float>(source, lattice, storage, how, out.bytes);
    return out;
  case VoxelType::f64:
    fill<double>(source, lattice, storage, how, out.bytes);
    return out;
  case VoxelType::rgb24:
    break;
  }
  return problem("VOLUME-PIXEL-FORMAT",
                 "the slices lie askew or at unequal distances, and colours are not mixed");
}

} // namespace curate::volume
