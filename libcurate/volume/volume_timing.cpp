#include <algorithm>
#include <cmath>
#include <libcurate/volume/volume_timing.hpp>
#include <limits>

namespace curate::volume {
namespace {

constexpr double day_s = 86400;

std::size_t frames_per_volume(const Stack &stack) {
  return stack.volume_count > 0 ? stack.frames.size() / static_cast<std::size_t>(stack.volume_count)
                                : 0;
}

} // namespace

std::vector<double> volume_starts_s(std::span<const dicom::Frame> frames, const Stack &stack) {
  const std::size_t per_volume = frames_per_volume(stack);
  if (stack.volume_count == 1) return {0};
  std::vector<double> starts;
  double before = 0;
  for (std::size_t at = 0; per_volume > 0 && at < stack.frames.size(); at += per_volume) {
    double first = std::numeric_limits<double>::infinity();
    for (std::size_t i = at; i < at + per_volume; ++i) {
      const auto &time = frames[stack.frames[i]].acquisition_time_of_day_s;
      if (!time) return {};
      double since = starts.empty() ? *time : *time - before;
      // Less than half a day back is no midnight, but volumes in another order.
      if (!starts.empty() && since < -day_s / 2) since += day_s;
      first = std::min(first, since);
    }
    if (starts.empty())
      starts.push_back(0);
    else if (first > 0)
      starts.push_back(starts.back() + std::round(first * 1e6) / 1e6);
    else
      return {};
    before = std::fmod(starts.size() == 1 ? first : before + first, day_s);
  }
  return starts;
}

bool is_irregular(std::span<const double> starts_s) {
  if (starts_s.size() < 3) return false;
  std::vector<double> gaps;
  for (std::size_t i = 1; i < starts_s.size(); ++i)
    gaps.push_back(starts_s[i] - starts_s[i - 1]);
  std::ranges::sort(gaps);
  const double usual = gaps[gaps.size() / 2];
  const double tolerance = std::max(0.1, 0.1 * usual);
  return usual - gaps.front() > tolerance || gaps.back() - usual > tolerance;
}

std::vector<dicom::PetFrame> pet_frames(std::span<const dicom::Frame> frames, const Stack &stack) {
  const std::size_t per_volume = frames_per_volume(stack);
  std::vector<dicom::PetFrame> out;
  for (std::size_t at = 0; per_volume > 0 && at < stack.frames.size(); at += per_volume) {
    const auto &first = frames[stack.frames[at]].pet;
    if (!first) return {};
    for (std::size_t i = at; i < at + per_volume; ++i) {
      const auto &other = frames[stack.frames[i]].pet;
      if (!other || other->duration_s != first->duration_s) return {};
    }
    out.push_back(*first);
  }
  return out;
}

} // namespace curate::volume
