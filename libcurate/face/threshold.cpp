#include <algorithm>
#include <cmath>
#include <libcurate/face/threshold.hpp>

namespace curate::face {

namespace {

constexpr int bins = 256;
using Histogram = std::array<double, bins>;

/// Otsu's bin: the one after which the two sides differ most. Source: Otsu, IEEE Trans. SMC 1979.
int otsu_bin(const Histogram &histogram) {
  double total = 0, sum = 0;
  for (int bin = 0; bin < bins; ++bin) {
    total += histogram[static_cast<std::size_t>(bin)];
    sum += bin * histogram[static_cast<std::size_t>(bin)];
  }
  double below = 0, sum_below = 0, best = -1;
  int best_bin = 0;
  for (int bin = 0; bin + 1 < bins; ++bin) {
    below += histogram[static_cast<std::size_t>(bin)];
    sum_below += bin * histogram[static_cast<std::size_t>(bin)];
    const double above = total - below;
    if (below <= 0 || above <= 0) continue;
    const double gap = sum_below / below - (sum - sum_below) / above;
    const double between = below * above * gap * gap;
    if (between > best) {
      best = between;
      best_bin = bin;
    }
  }
  return best_bin;
}

} // namespace

std::vector<float> thresholds(const Image &image, Scale scale) {
  if (image.values.empty()) return {};
  if (scale == Scale::hounsfield) return {-300};
  std::vector<float> sorted;
  for (std::size_t i = 0; i < image.values.size(); i += 7)
    sorted.push_back(image.values[i]);
  const auto rank = [&](double part) {
    const auto at =
        sorted.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(sorted.size() - 1));
    std::nth_element(sorted.begin(), at, sorted.end());
    return static_cast<double>(*at);
  };
  // Bright specks (vessels, fat near the coil) must not stretch the scale.
  const double low = std::max(0.0, rank(0.01)), high = rank(0.998);
  if (!(high > low) || !(high > 0)) return {};
  Histogram plain{}, logarithmic{};
  const double floor = std::max(low, high * 1e-3), range = std::log(high / floor);
  for (const float value : sorted) {
    const double v = static_cast<double>(value);
    if (v < low) continue;
    const double part = std::min(1.0, (v - low) / (high - low));
    ++plain[static_cast<std::size_t>(part * (bins - 1))];
    if (v < floor || range <= 0) continue;
    const double log_part = std::min(1.0, std::log(v / floor) / range);
    ++logarithmic[static_cast<std::size_t>(log_part * (bins - 1))];
  }
  const double half = 0.5 * (low + (otsu_bin(plain) + 1.0) / bins * (high - low)) + 0.5 * low;
  const double log_otsu = floor * std::exp((otsu_bin(logarithmic) + 1.0) / bins * range);
  std::vector<float> found;
  for (const double t : {half, std::sqrt(half * log_otsu), log_otsu})
    found.push_back(static_cast<float>(t));
  std::sort(found.begin(), found.end());
  // Closer than a tenth they give the same surface.
  std::vector<float> distinct;
  for (const float t : found)
    if (distinct.empty() || t > 1.1F * distinct.back()) distinct.push_back(t);
  return distinct;
}

} // namespace curate::face
