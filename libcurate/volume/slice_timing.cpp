#include <algorithm>
#include <cmath>
#include <libcurate/volume/slice_timing.hpp>

namespace curate::volume {
namespace {

std::vector<double> times_of_slices(std::span<const dicom::Frame> frames, const Stack &stack) {
  std::vector<double> times;
  for (int slice = 0; slice < stack.lattice.size[2]; ++slice) {
    const auto &time =
        frames[stack.frames[static_cast<std::size_t>(slice)]].acquisition_time_of_day_s;
    if (!time) return {};
    times.push_back(*time);
  }
  return times;
}

std::vector<double> times_by_slice(std::span<const dicom::Frame> frames,
                                   const dicom::SeriesFacts &facts, const Stack &stack) {
  const auto slices = static_cast<std::size_t>(stack.lattice.size[2]);
  if (stack.is_mosaic) {
    const dicom::Mosaic &mosaic = *frames[stack.frames.front()].mosaic;
    std::vector<double> times = mosaic.slice_times_ms;
    if (times.size() == slices) {
      for (double &time : times)
        time /= 1000;
      if (stack.is_tile_order_reversed) std::ranges::reverse(times);
      return times;
    }
  }
  if (facts.slice_times_s.size() == slices) return facts.slice_times_s;
  const bool states_times_of_slices = facts.manufacturer == dicom::Manufacturer::siemens ||
                                      facts.manufacturer == dicom::Manufacturer::uih;
  if (states_times_of_slices && !stack.is_mosaic) return times_of_slices(frames, stack);
  return {};
}

} // namespace

std::vector<double> slice_timing_s(std::span<const dicom::Frame> frames,
                                   const dicom::SeriesFacts &facts, const Stack &stack) {
  const bool is_by_slice = stack.storage[2] == AxisUse{2, false} && stack.lattice.size[2] > 1;
  if (!is_by_slice || facts.acquisition_kind == dicom::AcquisitionKind::three_d) return {};
  std::vector<double> times = times_by_slice(frames, facts, stack);
  if (times.empty()) return {};
  const auto [first, last] = std::ranges::minmax(times);
  if (!(last > first)) return {};
  for (double &time : times)
    time = std::round((time - first) * 1e6) / 1e6; // headers give ms with two or three decimals
  return times;
}

} // namespace curate::volume
