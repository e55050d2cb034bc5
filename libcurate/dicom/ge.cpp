#include "libcurate/dicom/ge.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/ge_diffusion.hpp>
#include <string>

namespace curate::dicom::ge {

namespace {

constexpr std::string_view acquisition = "GEMS_ACQU_01";  // 0019
constexpr std::string_view relation = "GEMS_RELA_01";     // 0021
constexpr std::string_view series_block = "GEMS_SERS_01"; // 0025
constexpr std::string_view parameters = "GEMS_PARM_01";   // 0043

std::optional<std::uint32_t> little(std::span<const std::byte> bytes, std::size_t at,
                                    std::size_t count) {
  if (at > bytes.size() || count > bytes.size() - at) return {};
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i)
    value |= std::to_integer<std::uint32_t>(bytes[at + i]) << (8 * i);
  return value;
}

std::string_view text_of(const FrameView &view, std::uint16_t group, std::string_view creator,
                         std::uint8_t element) {
  const Element *found = view.find_private(group, creator, element);
  return found == nullptr ? std::string_view() : base::trim(view.root().text(*found).reveal());
}

bool has_option(const FrameView &view, std::string_view option) {
  const auto options = view.root().terms(Tag{0x0018, 0x0022});
  return std::ranges::find(options, option) != options.end();
}

/// The gap after each volume, in s: (0043,xx7C).
double group_delay_s(const FrameView &view) {
  const auto delay = view.private_number(0x0043, parameters, 0x7C);
  return delay && *delay > 0 && *delay < 1000 ? *delay : 0.0;
}

/// EPI whose slice order is known: internal name "EPI", or the sequences epi and epiRT; not the
/// diffusion sequence epi2.
bool is_functional_epi(const FrameView &view) {
  const std::string_view name = text_of(view, 0x0019, acquisition, 0x9C);
  return text_of(view, 0x0019, acquisition, 0x9E) == "EPI" || name == "epi" || name == "epiRT";
}

/// Software "27\LX\MR Software release:DV27.0_R03..." and later.
bool is_dv27_r03_or_later(std::string_view software) {
  const std::size_t at = software.find("DV");
  if (at == std::string_view::npos || at + 4 > software.size())
    return software.find("release:MR3") != std::string_view::npos; // MR30 and later
  const auto version = base::to_integer(software.substr(at + 2, 2));
  if (!version) return false;
  return *version > 27 || (*version == 27 && software.find("_R03") != std::string_view::npos);
}

void read_slice_times(const FrameView &view, const Protocol &protocol, const Frame &first,
                      SeriesFacts &facts, const SeriesTexts &texts) {
  const auto order = protocol.number("SLICEORDER");
  if (!order || !facts.slice_count || !first.repetition_time_s || !is_functional_epi(view)) return;
  const double bands = facts.multiband_acceleration_factor.value_or(1.0);
  facts.slice_times_s = slice_times_s(*facts.slice_count, static_cast<int>(bands), *order == 1,
                                      *first.repetition_time_s, group_delay_s(view),
                                      !is_dv27_r03_or_later(texts.software_versions));
}

void read_readout(const FrameView &view, SeriesFacts &facts) {
  const auto spacing_us = view.private_number(0x0043, parameters, 0x2C);
  if (!spacing_us || *spacing_us <= 0 || !facts.acquisition_matrix_pe) return;
  facts.vendor_echo_spacing_s = *spacing_us / 1e6;
  const double acceleration = facts.parallel_reduction_factor_in_plane.value_or(1.0);
  facts.total_readout_time_s =
      total_readout_time_s(*facts.vendor_echo_spacing_s, *facts.acquisition_matrix_pe, acceleration,
                           has_option(view, "PFF"));
  if (facts.recon_matrix_pe && *facts.recon_matrix_pe > 1)
    facts.effective_echo_spacing_s = *facts.total_readout_time_s / (*facts.recon_matrix_pe - 1);
}

} // namespace

Component component_of(int raw_data_type) {
  switch (raw_data_type) {
  case 0:
    return Component::magnitude;
  case 1:
    return Component::phase;
  case 2:
    return Component::real;
  case 3:
    return Component::imaginary;
  default:
    return Component::unknown;
  }
}

std::optional<bool> is_polarity_unflipped(std::span<const std::byte> user_data) {
  const auto header_offset = little(user_data, 24, 2);
  if (!header_offset) return {};
  const auto version_bits = little(user_data, *header_offset, 4);
  if (!version_bits) return {};
  const auto version = std::bit_cast<float>(*version_bits);
  if (!(version >= 5.0F && version <= 40.0F)) return {};
  const bool is_new = version >= 25.002F;
  const std::size_t flags = *header_offset + (is_new ? 0x4CU : 0U);
  const auto is_epi = little(user_data, flags + 0x3A, 2);
  const auto polarity = little(user_data, flags + 0x30, 2);
  const auto view_order = little(user_data, flags + 0x394 - (is_new ? 0x8CU : 0U), 2);
  if (!is_epi || !polarity || !view_order || (*is_epi & 0x800U) == 0) return {};
  const bool is_flipped = (*polarity & 0x4U) != 0;
  const bool is_bottom_up = *view_order == 2;
  return is_flipped == is_bottom_up;
}

std::optional<bool> is_polarity_unflipped(const FrameView &view) {
  // The raw-file header goes first: (0018,9034) is LINEAR in flipped pictures too (dcm_qa_ge).
  const Element *user_data = view.find_private(0x0043, parameters, 0x2A);
  if (user_data != nullptr)
    if (const auto said = is_polarity_unflipped(user_data->value)) return said;
  const auto order = view.root().terms(Tag{0x0018, 0x9034});
  if (!order.empty() && order.front() == "LINEAR") return true;
  if (!order.empty() && order.front() == "REVERSE_LINEAR") return false;
  return {};
}

double total_readout_time_s(double echo_spacing_s, double lines, double acceleration,
                            bool is_partial_fourier) {
  const double step = is_partial_fourier ? 4.0 : 2.0;
  return (std::ceil(lines / acceleration / step) * step - 1.0) * echo_spacing_s;
}

std::vector<double> slice_times_s(int slice_count, int band_count, bool is_interleaved,
                                  double repetition_time_s, double pause_s, bool adds_excitation) {
  if (slice_count < 2 || slice_count > 4096 || band_count < 1 || repetition_time_s <= pause_s)
    return {};
  int excitations = (slice_count + band_count - 1) / band_count;
  if (band_count > 1 && adds_excitation && excitations % 2 == 0) ++excitations;
  const double each_s = (repetition_time_s - pause_s) / excitations;
  const int evens = (excitations + 1) / 2;
  std::vector<double> times;
  for (int slice = 0; slice < slice_count; ++slice) {
    const int shot = slice % excitations;
    const int place = !is_interleaved ? shot : shot % 2 == 0 ? shot / 2 : evens + shot / 2;
    times.push_back(each_s * place);
  }
  return times;
}

void add_to(const FrameView &view, Frame &first, SeriesFacts &facts, SeriesTexts &texts) {
  facts.is_phase_encoding_positive = is_polarity_unflipped(view);
  if (const auto share = view.private_number(0x0043, parameters, 0x83); share && *share > 0)
    facts.parallel_reduction_factor_in_plane = 1.0 / *share;
  if (const auto share = view.private_number(0x0043, parameters, 0x83, 1); share && *share > 0)
    facts.parallel_reduction_factor_out_of_plane = 1.0 / *share;
  if (const auto count = view.private_number(0x0021, relation, 0x4F); count && *count > 0)
    facts.slice_count = static_cast<int>(std::min(*count, 1e6));
  const auto bands =
      base::to_integer(text_of(view, 0x0043, parameters, 0xB6)
                           .substr(0, text_of(view, 0x0043, parameters, 0xB6).find('\\')));
  if (bands && *bands > 1 && *bands < 100)
    facts.multiband_acceleration_factor = static_cast<double>(*bands);
  std::vector<int> shim;
  for (const std::uint8_t element : {std::uint8_t{0x02}, std::uint8_t{0x03}, std::uint8_t{0x04}}) {
    if (const auto value = view.private_number(0x0043, parameters, element))
      shim.push_back(static_cast<int>(*value));
  }
  if (shim.size() == 3) facts.shim_setting = shim;
  if (const auto duration = view.private_number(0x0019, acquisition, 0x5A);
      duration && *duration > 0)
    facts.acquisition_duration_s = *duration / 1e6;
  if (const auto shots = view.private_number(0x0043, parameters, 0x06); shots && *shots > 0)
    facts.shot_count = static_cast<int>(*shots);
  texts.internal_pulse_sequence_name = text_of(view, 0x0019, acquisition, 0x9E);
  if (texts.sequence_name.empty()) texts.sequence_name = text_of(view, 0x0019, acquisition, 0x9C);
  read_readout(view, facts);
  const Element *block = view.find_private(0x0025, series_block, 0x1B);
  if (block == nullptr) return;
  if (const auto protocol = Protocol::parse(block->value))
    read_slice_times(view, *protocol, first, facts, texts);
}

void add_to(const FrameView &view, Frame &frame) {
  if (const auto kind = view.private_number(0x0043, parameters, 0x2F);
      kind && *kind >= 0 && *kind < 4)
    frame.component = component_of(static_cast<int>(*kind));
  // The rate at which volumes come includes the pause after each.
  if (frame.repetition_time_s) *frame.repetition_time_s += group_delay_s(view);
  add_diffusion_to(view, frame);
}

} // namespace curate::dicom::ge
