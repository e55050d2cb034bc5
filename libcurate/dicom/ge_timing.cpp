#include "libcurate/dicom/ge_timing.hpp"

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>

namespace curate::dicom::ge {

namespace {

constexpr std::string_view acquisition = "GEMS_ACQU_01"; // 0019
constexpr std::string_view parameters = "GEMS_PARM_01";  // 0043
constexpr double longest_pause_s = 1000;

std::string_view text_of(const FrameView &view, std::uint8_t element) {
  const Element *found = view.find_private(0x0019, acquisition, element);
  return found == nullptr ? std::string_view() : base::trim(view.root().text(*found).reveal());
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

bool is_capital(char letter) {
  return letter >= 'A' && letter <= 'Z';
}

/// Takes the digits that `text` begins with; nothing where there are none, or too many.
std::optional<int> take_number(std::string_view &text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count]))
    ++count;
  if (count == 0 || count > 4) return {};
  const auto value = base::to_integer(text.substr(0, count));
  text.remove_prefix(count);
  return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

std::optional<SoftwareVersion> version_at(std::string_view text) {
  if (text.size() < 5 || !is_capital(text[0]) || !is_capital(text[1])) return {};
  text.remove_prefix(2);
  SoftwareVersion out;
  const auto line = take_number(text);
  if (!line || text.empty() || text.front() != '.') return {};
  text.remove_prefix(1);
  const auto minor = take_number(text);
  if (!minor) return {};
  out.line = *line;
  out.minor = *minor;
  if (text.starts_with("_R")) {
    text.remove_prefix(2);
    out.release = take_number(text).value_or(0);
  }
  return out;
}

} // namespace

std::optional<SoftwareVersion> software_version(std::string_view said) {
  for (std::size_t at = 0; at < said.size(); ++at)
    if (const auto found = version_at(said.substr(at))) return found;
  return {};
}

EpiKind epi_kind_of(const FrameView &view, const Protocol &protocol) {
  const std::string_view name = text_of(view, 0x9C);
  const std::string_view internal = text_of(view, 0x9E);
  const std::string_view options = protocol.text("IOPT");
  if (holds(name, "epi_pepolar")) return EpiKind::multiphase; // research, slices interleaved
  const bool is_diffusion = holds(name, "epi2") || internal == "EPI2";
  const bool has_pause = view.find_private(0x0043, parameters, 0x7C) != nullptr;
  if (!is_diffusion && (holds(name, "epiRT") || has_pause || holds(options, "FMRI")))
    return EpiKind::functional;
  if (!is_diffusion && (holds(name, "epi") || internal == "EPI" || holds(options, "MPh")))
    return EpiKind::multiphase;
  return is_diffusion || holds(options, "DIFF") ? EpiKind::diffusion : EpiKind::none;
}

bool is_diffusion_cycled(const FrameView &view, std::string_view model) {
  const bool is_premier = holds(model, "Premier");
  const bool is_strong = holds(model, "UHP") || holds(model, "7.0T");
  if (!is_premier && !is_strong) return false;
  const double user_15 = view.private_number(0x0019, acquisition, 0xB6).value_or(0);
  const bool is_off = (is_premier && std::abs(user_15 - 0.72) < 1e-4) ||
                      (is_strong && user_15 >= 0.5 && user_15 <= 1.0);
  return !is_off;
}

std::optional<double> pause_s(EpiKind kind, const FrameView &view, const Protocol &protocol) {
  if (kind == EpiKind::multiphase) {
    if (holds(protocol.text("IOPT"), "MPhVar")) return {};
    if (protocol.text("DELACQ") == "Minimum") return 0.0;
    const double pause = protocol.number("DELACQNOAV").value_or(0);
    return std::abs(pause) < longest_pause_s ? std::max(pause, 0.0) : 0.0;
  }
  const double pause = view.private_number(0x0043, parameters, 0x7C).value_or(0);
  return pause > 0 && pause < longest_pause_s ? pause : 0.0;
}

std::vector<double> slice_times_s(const SliceScheme &scheme) {
  const int bands = scheme.band_count;
  if (scheme.slice_count < 2 || scheme.slice_count > 4096 || bands < 1 || bands > 4096 ||
      scheme.repetition_time_s <= scheme.pause_s)
    return {};
  int excitations = (scheme.slice_count + bands - 1) / bands;
  const bool is_even_multiband = bands > 1 && excitations % 2 == 0;
  if (is_even_multiband && scheme.adds_excitation) ++excitations;
  const double each_s = (scheme.repetition_time_s - scheme.pause_s) / excitations;
  const int evens = (excitations + 1) / 2;
  std::vector<double> of_shot;
  for (int shot = 0; shot < excitations; ++shot) {
    const int place = !scheme.is_interleaved ? shot : shot % 2 == 0 ? shot / 2 : evens + shot / 2;
    of_shot.push_back(each_s * place);
  }
  if (is_even_multiband && !scheme.adds_excitation && scheme.is_interleaved && excitations > 2)
    std::swap(of_shot[of_shot.size() - 1], of_shot[of_shot.size() - 3]);
  std::vector<double> times;
  for (int slice = 0; slice < scheme.slice_count; ++slice)
    times.push_back(of_shot[static_cast<std::size_t>(slice % excitations)]);
  return times;
}

std::vector<double> slice_times_of(const FrameView &view, const Protocol &protocol,
                                   const SeriesFacts &facts, double repetition_time_s,
                                   std::string_view software, std::string_view model) {
  constexpr SoftwareVersion first_multiband{26, 0, 0};
  constexpr SoftwareVersion new_order{27, 0, 3};
  const auto version = software_version(software);
  const EpiKind kind = epi_kind_of(view, protocol);
  if (kind == EpiKind::none || !facts.slice_count || !version) return {};
  if (kind == EpiKind::diffusion && is_diffusion_cycled(view, model)) return {};
  const auto pause = pause_s(kind, view, protocol);
  if (!pause) return {};
  SliceScheme scheme;
  scheme.slice_count = *facts.slice_count;
  scheme.band_count = static_cast<int>(facts.multiband_acceleration_factor.value_or(1.0));
  if (scheme.band_count > 1 && *version < first_multiband) return {};
  // Only fMRI lets the user choose; the protocol counts interleaved as 1.
  const auto order = protocol.number("SLICEORDER");
  if (kind == EpiKind::functional && !order) return {};
  scheme.is_interleaved = kind != EpiKind::functional || *order != 0;
  scheme.repetition_time_s = repetition_time_s;
  scheme.pause_s = *pause;
  scheme.adds_excitation = kind == EpiKind::diffusion || *version < new_order;
  return slice_times_s(scheme);
}

} // namespace curate::dicom::ge
