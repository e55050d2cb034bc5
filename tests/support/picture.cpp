#include "tests/support/picture.hpp"

#include "tests/support/random.hpp"
#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

namespace curate::support {

namespace {

/// How far out a point lies in an ellipsoid: 1 is its skin.
double depth(const Vec3 &point, const Vec3 &centre, const Vec3 &radii) {
  double sum = 0;
  for (std::size_t axis = 0; axis < 3; ++axis)
    sum += std::pow((point[axis] - centre[axis]) / radii[axis], 2);
  return std::sqrt(sum);
}

Tissue coarse_tissue(const Vec3 &ras_mm, double scale) {
  const double head = depth(ras_mm, {0, 0, 5}, {78 * scale, 100 * scale, 92 * scale});
  if (head > 1)
    return depth(ras_mm, {0, 105 * scale, -35}, {13, 16, 16}) < 1 ? Tissue::skin : Tissue::air;
  if (head > 0.95) return Tissue::fat;
  if (head > 0.89) return Tissue::compact_bone;
  if (head > 0.85 || depth(ras_mm, {0, -5, 12}, {16, 32, 16}) < 1) return Tissue::csf;
  return head > 0.75 ? Tissue::grey : Tissue::white;
}

float coarse_intensity(const Scan &scan, Tissue tissue, const Vec3 &ras_mm) {
  if (scan.contrast == Contrast::field_hz)
    return tissue == Tissue::air ? 0.0F : static_cast<float>(60 * std::sin(ras_mm[1] / 40));
  return intensity(tissue, scan);
}

Scan scan_of(const Sequence &sequence, int volume, int echo) {
  Scan scan;
  switch (sequence.kind) {
  case Kind::localizer:
    scan.contrast = Contrast::localizer;
    break;
  case Kind::t1w:
    scan.contrast = Contrast::t1w;
    break;
  case Kind::flair:
    scan.contrast = Contrast::flair;
    break;
  case Kind::dual_echo:
    scan.contrast = echo == 0 ? Contrast::pdw : Contrast::t2w;
    break;
  case Kind::bold:
    scan.contrast = Contrast::bold;
    break;
  case Kind::dwi: {
    const auto at = static_cast<std::size_t>(volume);
    const Vec3 &lps = sequence.gradients_lps.at(at);
    scan.contrast = Contrast::dwi;
    scan.b_value_s_per_mm2 = sequence.b_values.at(at);
    scan.gradient_ras = {-lps[0], -lps[1], lps[2]};
    break;
  }
  case Kind::field_magnitude:
    scan.contrast = echo == 0 ? Contrast::gre_short : Contrast::gre_long;
    break;
  case Kind::field_phase:
    scan.contrast = Contrast::field_hz;
    break;
  }
  return scan;
}

/// Between -pi and pi.
double wrapped(double angle_rad) {
  return std::remainder(angle_rad, 2 * std::numbers::pi);
}

} // namespace

Signal full_head(const Traits &traits) {
  // Shared by all copies of the function.
  auto head = std::make_shared<const Head>(traits);
  return [head](const Scan &scan, const Affine &affine, const std::array<int, 3> &size) {
    return head->signal(scan, affine, size);
  };
}

Signal coarse_head(const Traits &traits) {
  const double scale = 0.97 + 0.01 * static_cast<double>(traits.seed % 7);
  return [scale](const Scan &scan, const Affine &affine, const std::array<int, 3> &size) {
    std::vector<float> picture;
    picture.reserve(static_cast<std::size_t>(size[0]) * static_cast<std::size_t>(size[1]) *
                    static_cast<std::size_t>(size[2]));
    for (int k = 0; k < size[2]; ++k)
      for (int j = 0; j < size[1]; ++j)
        for (int i = 0; i < size[0]; ++i) {
          const Vec3 at = affine.apply(
              {static_cast<double>(i), static_cast<double>(j), static_cast<double>(k)});
          picture.push_back(coarse_intensity(scan, coarse_tissue(at, scale), at));
        }
    return picture;
  };
}

Painter::Painter(Signal signal, Vendor vendor, std::uint64_t seed)
    : signal_(std::move(signal)), vendor_(vendor), seed_(seed) {}

std::vector<float> Painter::signal_of(const Sequence &sequence, const Scan &scan) const {
  if (sequence.kind != Kind::localizer) return signal_(scan, index_to_ras(sequence), sequence.size);
  std::vector<float> picture; // every slice has a plane of its own
  for (int slice = 0; slice < sequence.size[2]; ++slice) {
    const SlicePlace place = place_of(sequence, slice);
    Affine affine;
    const auto set = [&](std::size_t column, const Vec3 &lps) {
      affine.set_column(column, {-lps[0], -lps[1], lps[2]});
    };
    set(0, place.row_lps * sequence.spacing_mm[0]);
    set(1, place.column_lps * sequence.spacing_mm[1]);
    set(2, place.normal_lps * sequence.thickness_mm);
    set(3, place.position_lps_mm);
    const auto one = signal_(scan, affine, {sequence.size[0], sequence.size[1], 1});
    picture.insert(picture.end(), one.begin(), one.end());
  }
  return picture;
}

std::vector<std::uint16_t> Painter::volume(const Sequence &sequence, int series_number, int volume,
                                           int echo, Component component) {
  Scan scan = scan_of(sequence, volume, echo);
  const bool is_phase = component == Component::phase;
  if (is_phase) scan.contrast = Contrast::field_hz;
  std::vector<float> picture;
  if (sequence.kind == Kind::bold) {
    if (volume == 0 || cached_signal_.empty()) cached_signal_ = signal_of(sequence, scan);
    picture = cached_signal_;
  } else {
    picture = signal_of(sequence, scan);
  }
  const std::uint64_t moment =
      Random::mixed(seed_ ^ Random::mixed(static_cast<std::uint64_t>(series_number) * 4096 +
                                          static_cast<std::uint64_t>(volume) * 4 +
                                          static_cast<std::uint64_t>(echo)));
  add_noise(picture, is_phase ? 3.0 : scan.noise, !is_phase, moment);
  std::vector<std::uint16_t> stored(picture.size());
  // Phase of one echo (GE), or the difference of the two (Siemens).
  const double time_s =
      (vendor_ == Vendor::siemens ? sequence.echo_times_ms.back() - sequence.echo_times_ms.front()
                                  : sequence.echo_times_ms.at(static_cast<std::size_t>(echo))) /
      1000;
  for (std::size_t at = 0; at < picture.size(); ++at) {
    long value = std::lround(static_cast<double>(picture[at]));
    if (is_phase) {
      const double angle =
          wrapped(2 * std::numbers::pi * static_cast<double>(picture[at]) * time_s);
      value = vendor_ == Vendor::siemens
                  ? std::clamp(std::lround((angle / std::numbers::pi + 1) * 2048), 0L, 4095L)
                  : std::lround(angle * 1000);
    } else {
      value = std::clamp(value, 0L, 4095L);
    }
    stored[at] = static_cast<std::uint16_t>(value);
  }
  return stored;
}

std::vector<std::uint16_t> Painter::slice_of(const std::vector<std::uint16_t> &volume,
                                             const Sequence &sequence, int slice) {
  const auto area =
      static_cast<std::ptrdiff_t>(sequence.size[0]) * static_cast<std::ptrdiff_t>(sequence.size[1]);
  return {volume.begin() + slice * area, volume.begin() + (slice + 1) * area};
}

} // namespace curate::support
