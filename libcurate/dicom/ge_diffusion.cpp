#include "libcurate/dicom/ge_diffusion.hpp"

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>

namespace curate::dicom::ge {

namespace {

constexpr std::string_view acquisition = "GEMS_ACQU_01"; // 0019
constexpr std::string_view relation = "GEMS_RELA_01";    // 0021
constexpr std::string_view parameters = "GEMS_PARM_01";  // 0043
constexpr int tensor_type = 16;
constexpr int t2_type = 14;

bool is_echo_planar(const FrameView &view) {
  const auto sequence = view.root().terms(Tag{0x0018, 0x0020});
  const auto options = view.root().terms(Tag{0x0018, 0x0022});
  const auto pulse = view.root().terms(Tag{0x0018, 0x9018});
  return std::ranges::find(sequence, "EP") != sequence.end() ||
         std::ranges::find(options, "EPI_GEMS") != options.end() ||
         std::ranges::find(pulse, "YES") != pulse.end();
}

/// User Data 20…22; nothing where one of them is absent.
std::optional<Vec3> stored_direction(const FrameView &view) {
  Vec3 out{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const auto value =
        view.private_number(0x0019, acquisition, static_cast<std::uint8_t>(0xBB + axis));
    // Rounding leaves components up to 1.05 (issue 769); other sequences store other numbers here.
    if (!value || std::abs(*value) > 1.5) return {};
    out[axis] = *value;
  }
  return out;
}

std::optional<int> type_of_picture(const FrameView &view) {
  const auto type = view.private_number(0x0043, parameters, 0x30);
  return type && *type > 0 && *type < 1000 ? std::optional(static_cast<int>(*type)) : std::nullopt;
}

} // namespace

std::optional<double> b_value(double stored) {
  constexpr double offset = 1e9;
  if (stored >= offset) stored = std::fmod(stored, offset);
  if (stored < 0 || stored > 1e5) return {};
  return stored;
}

Weighting weighting_of(double nominal_b_s_per_mm2, const Vec3 &stored) {
  constexpr double shortest = 0.03;
  constexpr double step = 5;
  const double length = base::length(stored);
  Weighting out{nominal_b_s_per_mm2, base::unit(stored)};
  if (length <= shortest || length >= 1 - shortest || nominal_b_s_per_mm2 <= 0) return out;
  const double share = nominal_b_s_per_mm2 * length * length;
  out.b_value_s_per_mm2 = std::max(step, std::floor(share / step + 0.5) * step);
  return out;
}

DiffusionScan diffusion_scan_of(const FrameView &view) {
  const auto type = type_of_picture(view);
  if (type && *type != tensor_type && *type != t2_type) return DiffusionScan::clinical;
  if (const auto series = view.private_number(0x0021, relation, 0x5A); series && *series > 0)
    return *series == tensor_type ? DiffusionScan::tensor : DiffusionScan::clinical;
  if (type == tensor_type) return DiffusionScan::tensor;
  const auto directions = view.private_number(0x0019, acquisition, 0xE0);
  if (!directions) return DiffusionScan::unknown;
  return *directions >= 1 ? DiffusionScan::tensor : DiffusionScan::clinical;
}

std::optional<Flavor> flavor_of_map(const FrameView &view) {
  constexpr int fa_type = 18;
  constexpr int trace_type = 19;
  const auto type = type_of_picture(view);
  if (type == fa_type) return Flavor::fractional_anisotropy;
  return type == trace_type ? std::optional(Flavor::trace) : std::nullopt;
}

bool is_t2_of_diffusion(const FrameView &view) {
  return type_of_picture(view) == t2_type;
}

void add_diffusion_to(const FrameView &view, Frame &frame) {
  const auto stored_b = view.private_number(0x0043, parameters, 0x39);
  const auto public_b = frame.diffusion ? frame.diffusion->b_value_s_per_mm2 : std::nullopt;
  auto nominal = stored_b ? b_value(*stored_b) : std::nullopt;
  if (!nominal) nominal = public_b;
  if (!is_echo_planar(view) && public_b.value_or(0) <= 0) nominal.reset();
  if (!nominal || (*nominal <= 0 && !frame.diffusion)) return; // completed with the series
  const auto stored = stored_direction(view);
  const Weighting weighting = weighting_of(*nominal, stored.value_or(Vec3{}));
  DiffusionFact fact;
  fact.b_value_s_per_mm2 = weighting.b_value_s_per_mm2;
  fact.direction = weighting.direction;
  fact.frame = DiffusionFact::Frame::ge_image;
  if (frame.diffusion && base::length(frame.diffusion->direction) > 0) {
    fact.direction = frame.diffusion->direction;
    fact.frame = DiffusionFact::Frame::patient_lps;
  }
  const DiffusionScan scan = diffusion_scan_of(view);
  if (base::length(fact.direction) == 0 && *nominal > 0) {
    const bool is_unweighted =
        is_t2_of_diffusion(view) || (scan == DiffusionScan::tensor && stored.has_value());
    if (is_unweighted) fact.b_value_s_per_mm2 = 0.0;
    fact.is_isotropic = !is_unweighted && scan != DiffusionScan::tensor;
    fact.is_direction_missing = !is_unweighted && scan == DiffusionScan::tensor;
  }
  frame.diffusion = fact;
}

} // namespace curate::dicom::ge
