#include "tests/support/compare_pictures.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>
#include <tuple>

namespace curate::support {
namespace {

constexpr std::string_view fields[] = {"EchoTime",
                                       "RepetitionTime",
                                       "InversionTime",
                                       "FlipAngle",
                                       "MagneticFieldStrength",
                                       "Manufacturer",
                                       "ManufacturersModelName",
                                       "SliceThickness",
                                       "SpacingBetweenSlices",
                                       "SliceTiming",
                                       "PhaseEncodingDirection",
                                       "PhaseEncodingAxis",
                                       "EffectiveEchoSpacing",
                                       "TotalReadoutTime",
                                       "BandwidthPerPixelPhaseEncode",
                                       "MultibandAccelerationFactor",
                                       "ParallelReductionFactorInPlane",
                                       "PartialFourier",
                                       "EchoNumber",
                                       "EchoTime1",
                                       "EchoTime2",
                                       "PixelBandwidth",
                                       "DwellTime",
                                       "ReconMatrixPE",
                                       "PhaseEncodingSteps",
                                       "AcquisitionMatrixPE",
                                       "RepetitionTimePreparation",
                                       "LabelingDuration",
                                       "PostLabelingDelay"};

constexpr double slack_in_lists = 2.6e-3; // s: scanners' raster of 2.5 ms

bool is_same(const json::Value &a, const json::Value &b, double slack = 0) {
  if (a.is_number() && b.is_number()) {
    const double x = a.get<double>(), y = b.get<double>();
    return std::abs(x - y) <= std::max({1e-6, 1e-3 * std::abs(y), slack});
  }
  if (!a.is_array() || !b.is_array()) return a == b;
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!is_same(a[i], b[i], slack_in_lists)) return false;
  return true;
}

std::string shortened(const json::Value &value) {
  std::string text = value.dump();
  if (text.size() > 70) text = text.substr(0, 67) + "...";
  return text;
}

/// Which axis of the first picture each axis of the second one runs along, and whether backwards.
struct Matching {
  std::array<std::size_t, 3> axis{};
  std::array<bool, 3> is_backwards{};
};

std::optional<Matching> match(const Affine &first, const Affine &second) {
  Matching best;
  double best_sum = -1;
  std::array<std::size_t, 3> order{0, 1, 2};
  do {
    double sum = 0;
    for (std::size_t k = 0; k < 3; ++k)
      sum += std::abs(dot(unit(first.column(order[k])), unit(second.column(k))));
    if (sum <= best_sum) continue;
    best_sum = sum;
    best.axis = order;
  } while (std::ranges::next_permutation(order).found);
  for (std::size_t k = 0; k < 3; ++k)
    best.is_backwards[k] = dot(first.column(best.axis[k]), second.column(k)) < 0;
  return best_sum > 0 ? std::optional(best) : std::nullopt;
}

/// The place of each voxel in the first picture, for an index of the second one.
struct Mapping {
  std::array<std::ptrdiff_t, 3> step{};
  std::ptrdiff_t first = 0;
};

Mapping mapping_of(const Matching &matching, const std::array<int, 3> &size) {
  const std::array<std::ptrdiff_t, 3> stride{1, size[0], std::ptrdiff_t{size[0]} * size[1]};
  Mapping out;
  for (std::size_t k = 0; k < 3; ++k) {
    const std::size_t axis = matching.axis[k];
    out.step[k] = matching.is_backwards[k] ? -stride[axis] : stride[axis];
    if (matching.is_backwards[k]) out.first += stride[axis] * (size[axis] - 1);
  }
  return out;
}

double corner_distance_mm(const ConvertedPicture &ours, const ConvertedPicture &reference,
                          const Matching &matching) {
  double most = 0;
  for (unsigned corner = 0; corner < 8; ++corner) {
    Vec3 there{}, here{};
    for (std::size_t k = 0; k < 3; ++k) {
      const int last = reference.size[k] - 1;
      const int index = (corner >> k & 1U) != 0 ? last : 0;
      there[k] = index;
      here[matching.axis[k]] = matching.is_backwards[k] ? last - index : index;
    }
    const Vec3 away = ours.index_to_ras_mm.apply(here) - reference.index_to_ras_mm.apply(there);
    for (const double distance : away)
      most = std::max(most, std::abs(distance));
  }
  return most;
}

bool is_near(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return std::abs(a - b) <= 1e-6 + 1e-5 * std::abs(b);
}

std::size_t count_different(const ConvertedPicture &ours, const ConvertedPicture &reference,
                            const Matching &matching) {
  const Mapping map = mapping_of(matching, ours.size);
  const auto colours = static_cast<std::size_t>(ours.values_per_voxel);
  const bool is_exact = ours.is_whole && reference.is_whole;
  const auto volume_size = static_cast<std::ptrdiff_t>(ours.size[0]) * ours.size[1] * ours.size[2];
  std::size_t at = 0, different = 0;
  for (std::ptrdiff_t volume = 0; volume < ours.volume_count; ++volume)
    for (int k = 0; k < reference.size[2]; ++k)
      for (int j = 0; j < reference.size[1]; ++j)
        for (int i = 0; i < reference.size[0]; ++i)
          for (std::size_t colour = 0; colour < colours; ++colour, ++at) {
            const std::ptrdiff_t voxel = map.first + volume * volume_size + i * map.step[0] +
                                         j * map.step[1] + k * map.step[2];
            const double a = ours.values[static_cast<std::size_t>(voxel) * colours + colour];
            const double b = reference.values[at];
            different += is_exact ? a != b : !is_near(a, b);
          }
  return different;
}

void compare_gradients(const ConvertedPicture &ours, const ConvertedPicture &reference,
                       std::vector<Difference> &out) {
  if (reference.b_values.empty()) return;
  if (ours.b_values.empty()) return out.push_back({"gradients", "there are none"});
  bool is_equal = ours.b_values.size() == reference.b_values.size();
  for (std::size_t i = 0; is_equal && i < ours.b_values.size(); ++i) {
    const double b = reference.b_values[i];
    is_equal = std::abs(ours.b_values[i] - b) <= std::max(1.0, 1e-3 * b);
  }
  if (!is_equal) return out.push_back({"bval", "they differ"});
  if (reference.gradients.size() != reference.b_values.size()) return;
  if (ours.gradients.size() != ours.b_values.size())
    return out.push_back({"bvec", "there are none"});
  double worst = 0;
  for (std::size_t i = 0; i < ours.gradients.size(); ++i) {
    if (reference.b_values[i] <= 50) continue;
    const Vec3 a = unit(ours.gradients[i]), b = unit(reference.gradients[i]);
    if (length(a) == 0 && length(b) == 0) continue; // an isotropic volume
    const double cosine = std::min(1.0, std::abs(dot(a, b)));
    worst = std::max(worst, std::acos(cosine) * 180 / M_PI);
  }
  if (worst > 0.1) out.push_back({"bvec", fmt::format("off by {:.2f} degrees", worst)});
}

/// How far two pictures are from being partners: smaller is nearer.
auto remoteness(const ConvertedPicture &ours, const ConvertedPicture &reference) {
  const auto sorted = [](const ConvertedPicture &p) {
    auto size = p.size;
    std::ranges::sort(size);
    return size;
  };
  const auto time = [](const ConvertedPicture &p) { return p.sidecar.value("EchoTime", 0.0); };
  return std::tuple(sorted(ours) != sorted(reference), ours.volume_count != reference.volume_count,
                    ours.kind() != reference.kind(),
                    std::abs(time(ours) - time(reference)) > 1e-3 * time(reference));
}

} // namespace

std::span<const std::string_view> compared_fields() {
  return fields;
}

std::vector<Difference> differences(const ConvertedPicture &ours, const ConvertedPicture &reference,
                                    bool with_fields) {
  std::vector<Difference> out;
  const auto matching = match(ours.index_to_ras_mm, reference.index_to_ras_mm);
  bool is_same_shape = matching && ours.volume_count == reference.volume_count &&
                       ours.values_per_voxel == reference.values_per_voxel;
  for (std::size_t k = 0; is_same_shape && k < 3; ++k)
    is_same_shape = ours.size[matching->axis[k]] == reference.size[k];
  if (!is_same_shape)
    return {{"shape", fmt::format("{}x{}x{}x{} for {}x{}x{}x{}", ours.size[0], ours.size[1],
                                  ours.size[2], ours.volume_count, reference.size[0],
                                  reference.size[1], reference.size[2], reference.volume_count)}};
  if (const std::size_t count = count_different(ours, reference, *matching); count > 0)
    out.push_back({"voxels", fmt::format("{} of {}", count, reference.values.size())});
  if (const double distance = corner_distance_mm(ours, reference, *matching); distance > 1e-3)
    out.push_back({"affine", fmt::format("off by {:.4f} mm", distance)});
  compare_gradients(ours, reference, out);
  if (!with_fields) return out;
  for (const std::string_view field : fields) {
    const auto there = reference.sidecar.find(std::string(field));
    if (there == reference.sidecar.end()) continue;
    const auto here = ours.sidecar.find(std::string(field));
    const json::Value value = here == ours.sidecar.end() ? json::Value() : *here;
    if (!is_same(value, *there))
      out.push_back({std::string(field), shortened(value) + " for " + shortened(*there)});
  }
  return out;
}

FolderComparison compare_folders(const fs::path &ours, const fs::path &reference,
                                 bool with_fields) {
  std::vector<ConvertedPicture> mine;
  for (const fs::path &file : converted_files(ours))
    mine.push_back(read_converted(file));
  FolderComparison out;
  std::set<const ConvertedPicture *> used;
  for (const fs::path &file : converted_files(reference)) {
    const ConvertedPicture theirs = read_converted(file);
    std::vector<const ConvertedPicture *> near;
    for (const ConvertedPicture &one : mine)
      if (!used.contains(&one) && one.series_number() == theirs.series_number())
        near.push_back(&one);
    std::ranges::stable_sort(near, {},
                             [&](const ConvertedPicture *one) { return remoteness(*one, theirs); });
    ComparedPair pair{theirs.name, {}, theirs.series_number(), {{"picture", "is not there"}}};
    const ConvertedPicture *best = nullptr;
    for (const ConvertedPicture *one : near) {
      auto found = differences(*one, theirs, with_fields);
      if (best != nullptr && found.size() >= pair.differences.size()) continue;
      best = one;
      pair.ours = one->name;
      pair.differences = std::move(found);
      if (pair.differences.empty()) break;
    }
    if (best != nullptr) used.insert(best);
    out.pairs.push_back(std::move(pair));
  }
  for (const ConvertedPicture &one : mine)
    if (!used.contains(&one)) out.without_partner.push_back(one.name);
  return out;
}

} // namespace curate::support
