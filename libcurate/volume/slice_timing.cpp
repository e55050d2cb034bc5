#include <algorithm>
#include <cmath>
#include <libcurate/volume/slice_timing.hpp>

namespace curate::volume {
namespace {

constexpr double day_s = 86400;
// Headers give times of day to 1 or 2.5 ms, and sequences wait for their clock.
constexpr double same_s = 0.01;

using TimeOfSlice = std::optional<double> dicom::Frame::*;

std::vector<double> times_of_slices(std::span<const dicom::Frame> frames, const Stack &stack,
                                    std::size_t volume, TimeOfSlice time_of_slice) {
  const auto slices = static_cast<std::size_t>(stack.lattice.size[2]);
  std::vector<double> times;
  for (std::size_t slice = 0; slice < slices; ++slice) {
    const auto &time = frames[stack.frames[volume * slices + slice]].*time_of_slice;
    if (!time) return {};
    times.push_back(*time);
  }
  return times;
}

std::vector<double> times_of_tiles(std::span<const dicom::Frame> frames, const Stack &stack,
                                   std::size_t volume) {
  const dicom::Frame &frame = frames[stack.frames[volume]];
  if (!frame.mosaic) return {};
  std::vector<double> times = frame.mosaic->slice_times_ms;
  if (times.size() != static_cast<std::size_t>(stack.lattice.size[2])) return {};
  for (double &time : times)
    time /= 1000;
  if (stack.is_tile_order_reversed) std::ranges::reverse(times);
  return times;
}

/// After the first slice of the volume, which may have been taken before midnight; empty where all
/// slices have one time.
std::vector<double> after_the_first(std::vector<double> times) {
  if (times.empty()) return {};
  const double reference = times.front();
  for (double &time : times) {
    if (time - reference > day_s / 2) time -= day_s;
    if (time - reference < -day_s / 2) time += day_s;
  }
  const auto [first, last] = std::ranges::minmax(times);
  if (!(last > first)) return {};
  for (double &time : times)
    time = std::round((time - first) * 1e6) / 1e6; // headers give ms with two or three decimals
  return times;
}

/// Of GE's echo-planar scans whose protocol does not tell the order of slices: each slice has a
/// time of its own, within one repetition. Those of several slices at once are wrong in older
/// software. Source: rordenlab/dcm2niix, issues 311 (RTIA timer and Trigger Time) and 336 (several
/// slices).
std::vector<double> times_of_ge(std::span<const dicom::Frame> frames,
                                const dicom::SeriesFacts &facts, const Stack &stack,
                                std::size_t volume) {
  const bool is_echo_planar =
      (facts.scanning_sequence & static_cast<unsigned>(dicom::ScanningSequence::ep)) != 0;
  const auto repetition_s = frames[stack.frames.front()].repetition_time_s;
  if (!is_echo_planar || !repetition_s || facts.multiband_acceleration_factor.value_or(1) > 1)
    return {};
  for (const TimeOfSlice stated : {&dicom::Frame::slice_time_s, &dicom::Frame::trigger_time_s}) {
    auto times = after_the_first(times_of_slices(frames, stack, volume, stated));
    std::vector<double> sorted = times;
    std::ranges::sort(sorted);
    const bool is_each_different = std::ranges::adjacent_find(sorted) == sorted.end();
    if (!times.empty() && is_each_different && sorted.back() < *repetition_s) return times;
  }
  return {};
}

std::vector<double> times_of_volume(std::span<const dicom::Frame> frames,
                                    const dicom::SeriesFacts &facts, const Stack &stack,
                                    std::size_t volume) {
  if (volume >= static_cast<std::size_t>(std::max(0, stack.volume_count))) return {};
  if (stack.is_mosaic) {
    auto times = times_of_tiles(frames, stack, volume);
    if (!times.empty()) return after_the_first(std::move(times));
  }
  const auto slices = static_cast<std::size_t>(stack.lattice.size[2]);
  if (facts.slice_times_s.size() == slices) return after_the_first(facts.slice_times_s);
  const bool states_times_of_slices = facts.manufacturer == dicom::Manufacturer::siemens ||
                                      facts.manufacturer == dicom::Manufacturer::uih;
  if (states_times_of_slices && !stack.is_mosaic)
    return after_the_first(
        times_of_slices(frames, stack, volume, &dicom::Frame::acquisition_time_of_day_s));
  if (facts.manufacturer == dicom::Manufacturer::ge && !stack.is_mosaic)
    return times_of_ge(frames, facts, stack, volume);
  return {};
}

bool is_same(const std::vector<double> &a, const std::vector<double> &b) {
  return std::ranges::equal(a, b, [](double x, double y) { return std::abs(x - y) < same_s; });
}

} // namespace

std::vector<double> slice_timing_s(std::span<const dicom::Frame> frames,
                                   const dicom::SeriesFacts &facts, const Stack &stack) {
  const bool is_by_slice = stack.storage[2] == AxisUse{2, false} && stack.lattice.size[2] > 1;
  if (!is_by_slice || facts.acquisition_kind == dicom::AcquisitionKind::three_d) return {};
  const auto of = [&](std::size_t volume) { return times_of_volume(frames, facts, stack, volume); };
  std::vector<double> first = of(0);
  std::vector<double> second = of(1);
  if (second.empty() || is_same(first, second)) return first;
  const std::vector<double> third = of(2);
  if (!third.empty()) return is_same(second, third) ? second : first;
  const double repetition_s = frames[stack.frames.front()].repetition_time_s.value_or(0) + same_s;
  const auto fits = [repetition_s](const std::vector<double> &times) {
    return !times.empty() && *std::ranges::max_element(times) <= repetition_s;
  };
  return !fits(first) && fits(second) ? second : first;
}

} // namespace curate::volume
