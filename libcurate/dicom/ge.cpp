#include "libcurate/dicom/ge.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/ge_diffusion.hpp>
#include <libcurate/dicom/ge_timing.hpp>
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

/// The protocol says how slices follow each other, and pauses that no other element holds.
void read_protocol(const FrameView &view, const Protocol &protocol, const Frame &first,
                   SeriesFacts &facts, const SeriesTexts &texts) {
  const double bands = protocol.number("MBACCEL").value_or(1.0);
  if (bands > facts.multiband_acceleration_factor.value_or(1.0) && bands < 100)
    facts.multiband_acceleration_factor = std::floor(bands);
  const auto pause = pause_s(epi_kind_of(view, protocol), view, protocol);
  if (pause.value_or(0) > 0) facts.delay_time_s = pause;
  if (!first.repetition_time_s) return;
  facts.slice_times_s =
      slice_times_of(view, protocol, facts, *first.repetition_time_s + pause.value_or(0),
                     texts.software_versions, texts.manufacturers_model_name);
}

/// Volume 1 of a B0 map is the field in Hz, volume 2 the magnitude.
/// Source: https://github.com/rordenlab/dcm2niix/issues/501.
void read_b0_map(const FrameView &view, Frame &frame) {
  const bool is_b0_map =
      text_of(view, 0x0019, acquisition, 0x9C).find("b0map") != std::string_view::npos ||
      text_of(view, 0x0019, acquisition, 0x9E) == "B0map";
  const auto slices = view.private_number(0x0021, relation, 0x4F);
  if (!is_b0_map || !slices || *slices < 1 || !frame.instance_number) return;
  const bool is_field = *frame.instance_number <= *slices;
  frame.component = is_field ? Component::real : Component::magnitude;
  if (is_field) frame.flavor = Flavor::b0_map;
}

/// The research sequence with both polarities: User Data 12 says 1 for the reverse one, 2 and 3 for
/// volumes that alternate, of which no one direction can be told.
/// Source: https://github.com/nipy/heudiconv/issues/479; dcm2niix issue 532.
std::optional<bool> polarity_of_pepolar(const FrameView &view, std::optional<bool> said) {
  const double order = view.private_number(0x0019, acquisition, 0xB3).value_or(0);
  if (order >= 2) return {};
  return said && order == 1 ? std::optional(!*said) : said;
}

/// Millimetres along the bore, less the shift of the table; compressed sensing as a whole.
/// Source: https://github.com/rordenlab/dcm2niix/issues/726 and 672.
void read_table_and_sensing(const FrameView &view, SeriesFacts &facts) {
  const auto places = base::split(text_of(view, 0x0043, parameters, 0xB2), '\\');
  const auto along = places.size() > 2 ? base::to_double(base::trim(places[2])) : std::nullopt;
  const double shift = view.private_number(0x0019, acquisition, 0x7F).value_or(0);
  if (along) facts.table_position_mm = Vec3{0, 0, *along - shift};
  const auto factors = base::split(text_of(view, 0x0043, parameters, 0xB7), '\\');
  const auto factor = factors.empty() ? std::nullopt : base::to_double(base::trim(factors[0]));
  if (factor && *factor > 1 && *factor < 1000) facts.compressed_sensing_factor = factor;
}

void read_readout(const FrameView &view, SeriesFacts &facts) {
  const auto spacing_us = view.private_number(0x0043, parameters, 0x2C);
  const auto &acceleration = facts.parallel_reduction_factor_in_plane;
  const int lines = facts.acquisition_matrix_pe.value_or(0);
  if (!spacing_us || *spacing_us <= 0 || lines < 2 || !acceleration) return;
  facts.vendor_echo_spacing_s = *spacing_us / 1e6;
  facts.effective_echo_spacing_s = effective_echo_spacing_s(*facts.vendor_echo_spacing_s, lines,
                                                            *acceleration, has_option(view, "PFF"));
  if (facts.recon_matrix_pe && *facts.recon_matrix_pe > 1)
    facts.total_readout_time_s = *facts.effective_echo_spacing_s * (*facts.recon_matrix_pe - 1);
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
  const auto order = view.root().terms(Tag{0x0018, 0x9034});
  if (!order.empty() && order.front() == "LINEAR") return false;
  if (!order.empty() && order.front() == "REVERSE_LINEAR") return true;
  const Element *user_data = view.find_private(0x0043, parameters, 0x2A);
  return user_data == nullptr ? std::nullopt : is_polarity_unflipped(user_data->value);
}

double effective_echo_spacing_s(double echo_spacing_s, int lines, double acceleration,
                                bool is_partial_fourier) {
  const double step = is_partial_fourier ? 4.0 : 2.0;
  const double played = std::ceil(lines / acceleration / step) * step;
  return (played - 1.0) * echo_spacing_s / (lines - 1.0);
}

void add_to(const FrameView &view, Frame &first, SeriesFacts &facts, SeriesTexts &texts) {
  facts.is_phase_encoding_positive = is_polarity_unflipped(view);
  const std::string_view name = text_of(view, 0x0019, acquisition, 0x9C);
  if (name.find("epi_pepolar") != std::string_view::npos) // polarities may alternate
    facts.is_phase_encoding_positive = polarity_of_pepolar(view, facts.is_phase_encoding_positive);
  facts.is_diffusion |= text_of(view, 0x0019, acquisition, 0x9E) == "EPI2" ||
                        name.find("epi2") != std::string_view::npos;
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
  read_table_and_sensing(view, facts);
  const auto pause = view.private_number(0x0043, parameters, 0x7C);
  if (pause && *pause > 0 && *pause < 1000) facts.delay_time_s = pause;
  const Element *block = view.find_private(0x0025, series_block, 0x1B);
  if (block == nullptr) return;
  if (const auto protocol = Protocol::parse(block->value))
    read_protocol(view, *protocol, first, facts, texts);
}

void add_to(const FrameView &view, Frame &frame) {
  if (const auto kind = view.private_number(0x0043, parameters, 0x2F);
      kind && *kind >= 0 && *kind < 4)
    frame.component = component_of(static_cast<int>(*kind));
  read_b0_map(view, frame);
  // In tenths of a ms. Source: rordenlab/dcm2niix, issues 286 (the unit) and 311.
  if (const auto timer = view.private_number(0x0021, relation, 0x5E))
    frame.slice_time_s = *timer / 10000;
  if (frame.flavor == Flavor::derived) frame.flavor = flavor_of_map(view).value_or(frame.flavor);
  add_diffusion_to(view, frame);
}

} // namespace curate::dicom::ge
