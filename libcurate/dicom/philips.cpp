#include "libcurate/dicom/philips.hpp"

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/image_type.hpp>
#include <vector>

namespace curate::dicom::philips {

namespace {

constexpr std::string_view imaging = "Philips Imaging DD 001"; // 2001
constexpr std::string_view mr = "Philips MR Imaging DD 001";   // 2005
constexpr std::string_view mr_5 = "Philips MR Imaging DD 005"; // 2005
constexpr std::string_view mr_6 = "Philips MR Imaging DD 006"; // 2005
constexpr double fat_shift_ppm = 3.4;                          // Source: as estimated_readout

std::optional<int> whole(std::optional<double> value) {
  if (!value || std::abs(*value) > 2e9) return {};
  return static_cast<int>(std::lround(*value));
}

std::string_view text_of(const FrameView &view, std::uint16_t group, std::string_view creator,
                         std::uint8_t element) {
  const Element *found = view.find_private(group, creator, element);
  return found == nullptr ? std::string_view() : base::trim(view.root().text(*found).reveal());
}

/// The first number of the software's version; 0 where it says none.
double software_version(const FrameView &view) {
  const std::string_view said = base::trim(view.root().text(Tag{0x0018, 0x1020}).reveal());
  const std::string_view number = said.substr(0, said.find_first_not_of("0123456789"));
  return static_cast<double>(base::to_integer(number).value_or(0));
}

void read_compressed_sensing(const FrameView &view, SeriesFacts &facts, SeriesTexts &texts) {
  constexpr Tag mr_modifier{0x0018, 0x9115};
  const auto technique = view.terms(mr_modifier, Tag{0x0018, 0x9078});
  if (technique.empty() || technique.front() != "CSENSE") return;
  facts.compressed_sensing_factor = facts.parallel_reduction_factor_in_plane;
  facts.parallel_reduction_factor_in_plane = 1.0;
  texts.parallel_acquisition_technique.clear();
}

/// Of an inversion prepulse alone: others (saturation, magnetization transfer) have delays too.
std::optional<double> inversion_time_s(const FrameView &view) {
  if (!text_of(view, 0x2001, imaging, 0x1C).starts_with("INV")) return {};
  const auto delay_ms = view.private_number(0x2001, imaging, 0x1B);
  return delay_ms && *delay_ms > 0 ? std::optional(*delay_ms / 1e3) : std::nullopt;
}

void read_diffusion(const FrameView &view, Frame &frame) {
  auto b_value = view.private_number(0x2001, imaging, 0x03);
  if (frame.diffusion && frame.diffusion->b_value_s_per_mm2)
    b_value = frame.diffusion->b_value_s_per_mm2;
  const std::string_view kind = text_of(view, 0x2001, imaging, 0x04);
  if (!b_value || (kind.empty() && *b_value == 0 && !frame.diffusion)) return;
  DiffusionFact fact = frame.diffusion.value_or(DiffusionFact{});
  fact.b_value_s_per_mm2 = b_value;
  if (kind == "I") fact.is_isotropic = *b_value > 0;
  if (base::length(fact.direction) == 0) {
    Vec3 direction{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const auto element = static_cast<std::uint8_t>(0xB0 + axis); // RL, AP, FH
      direction[axis] = view.private_number(0x2005, mr, element).value_or(0.0);
    }
    fact.direction = base::unit(direction);
  }
  frame.diffusion = fact;
}

} // namespace

std::optional<Readout> estimated_readout(double water_fat_shift_px, double imaging_frequency_mhz,
                                         int epi_factor, int phase_lines) {
  if (!(water_fat_shift_px > 0) || !(imaging_frequency_mhz > 0) || epi_factor < 2 ||
      phase_lines < 2)
    return {};
  const double echo_spacing_s =
      water_fat_shift_px / (imaging_frequency_mhz * fat_shift_ppm * (epi_factor + 1));
  const double total_s = echo_spacing_s * epi_factor;
  return Readout{total_s / (phase_lines - 1), total_s};
}

std::optional<int> volume_number(const FrameView &view) {
  constexpr double most = 30'000;
  constexpr double newest_with_order = 10;
  const auto order = view.private_number(0x2005, mr_6, 0x96);
  if (order && *order > 0 && *order <= most && software_version(view) <= newest_with_order)
    return whole(order);
  if (view.is_enhanced()) return {}; // its dimensions say more
  const auto b_number = view.private_number(0x2005, mr_5, 0x12);
  const auto direction = view.private_number(0x2005, mr_5, 0x13);
  if (!b_number || !direction || *b_number < 0 || *direction < 0 || *b_number > most ||
      *direction > most)
    return {};
  return whole(*b_number * (most + 1) + *direction);
}

std::optional<double> volume_repetition_time_s(std::span<const Frame> frames) {
  std::vector<double> begins;
  for (const Frame &frame : frames) {
    if (!frame.dynamic_begin_s) return {};
    begins.push_back(*frame.dynamic_begin_s);
  }
  constexpr double same_s = 1e-3;
  std::ranges::sort(begins);
  const auto is_same = [](double a, double b) { return std::abs(a - b) < same_s; };
  begins.erase(std::unique(begins.begin(), begins.end(), is_same), begins.end());
  if (begins.size() < 2) return {};
  return (begins.back() - begins.front()) / static_cast<double>(begins.size() - 1);
}

void add_to(const FrameView &view, SeriesFacts &facts, SeriesTexts &texts) {
  if (const auto table = view.private_number(0x2005, mr_5, 0x3C))
    facts.table_position_mm = Vec3{0, 0, -*table};
  read_compressed_sensing(view, facts, texts);
  facts.water_fat_shift_px = view.private_number(0x2001, imaging, 0x22);
  facts.epi_factor = whole(view.private_number(0x2001, imaging, 0x13));
  if (facts.epi_factor && *facts.epi_factor > 1 && !facts.echo_train_length)
    facts.echo_train_length = *facts.epi_factor;
  if (const auto slices = whole(view.private_number(0x2001, imaging, 0x18)); slices && *slices > 0)
    facts.slice_count = slices;
  const bool is_epi = facts.epi_factor.value_or(0) > 1;
  if (is_epi)
    facts.scanning_sequence = static_cast<std::uint8_t>(
        facts.scanning_sequence | static_cast<unsigned>(ScanningSequence::ep));
  const auto readout = estimated_readout(
      facts.water_fat_shift_px.value_or(0), facts.imaging_frequency_mhz.value_or(0),
      facts.epi_factor.value_or(0), facts.recon_matrix_pe.value_or(0));
  if (!readout) return;
  facts.estimated_effective_echo_spacing_s = readout->effective_echo_spacing_s;
  facts.estimated_total_readout_time_s = readout->total_readout_time_s;
}

void add_to(const FrameView &view, Frame &frame) {
  if (const auto slope = view.private_number(0x2005, mr, 0x0E); slope && *slope != 0)
    frame.scaling.philips_scale_slope = slope;
  frame.scaling.philips_scale_intercept = view.private_number(0x2005, mr, 0x0D);
  const std::string_view kind = text_of(view, 0x2005, mr, 0x11);
  if (const Component said = component_of_term(kind); said != Component::unknown)
    frame.component = said;
  if (const DixonKind said = dixon_kind_of_term(kind); said != DixonKind::none) frame.dixon = said;
  if (!frame.stack_position)
    frame.stack_position = whole(view.private_number(0x2001, imaging, 0x0A));
  if (frame.inversion_time_s.value_or(0) <= 0)
    if (const auto delay = inversion_time_s(view)) frame.inversion_time_s = delay;
  frame.dynamic_begin_s = view.private_number(0x2005, mr, 0xA0);
  read_diffusion(view, frame);
  if (frame.diffusion) frame.volume_number = volume_number(view);
}

} // namespace curate::dicom::philips
