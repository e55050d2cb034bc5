#include "libcurate/dicom/image_type.hpp"

#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>
#include <utility>

namespace curate::dicom {

namespace {

using base::lower;

constexpr std::pair<std::string_view, Component> components[] = {
    {"m", Component::magnitude},
    {"magnitude", Component::magnitude},
    {"m_ffe", Component::magnitude},
    {"m_se", Component::magnitude},
    {"m_ir", Component::magnitude},
    {"m_pca", Component::magnitude},
    {"p", Component::phase},
    {"phase", Component::phase},
    {"phase map", Component::phase},
    {"phase_map", Component::phase},
    {"velocity map", Component::phase},
    {"p_ffe", Component::phase},
    {"p_se", Component::phase},
    {"p_ir", Component::phase},
    {"p_pca", Component::phase},
    {"r", Component::real},
    {"real", Component::real},
    {"r_ffe", Component::real},
    {"r_se", Component::real},
    {"r_ir", Component::real},
    {"i", Component::imaginary},
    {"imaginary", Component::imaginary},
    {"i_ffe", Component::imaginary},
    {"i_se", Component::imaginary},
    {"i_ir", Component::imaginary},
};

// Earlier rows win: a colour FA is also an FA, a trace map also a diffusion picture.
constexpr std::pair<std::string_view, Flavor> flavors[] = {
    {"csa report", Flavor::scanner_report},
    {"csareport", Flavor::scanner_report},
    {"csaparallel", Flavor::scanner_report},
    {"report", Flavor::scanner_report},
    {"screen save", Flavor::screenshot},
    {"screen_save", Flavor::screenshot},
    {"screensave", Flavor::screenshot},
    {"colfa", Flavor::colour_fa},
    {"fa_color", Flavor::colour_fa},
    {"adc", Flavor::adc},
    {"adc_unspecified", Flavor::adc},
    {"exponential", Flavor::adc},
    {"fa", Flavor::fractional_anisotropy},
    {"tracew", Flavor::trace},
    {"trace", Flavor::trace},
    {"isotropic", Flavor::trace},
    {"cbf", Flavor::perfusion_map},
    {"relcbf", Flavor::perfusion_map},
    {"rcbf", Flavor::perfusion_map},
    {"cbv", Flavor::perfusion_map},
    {"relcbv", Flavor::perfusion_map},
    {"rcbv", Flavor::perfusion_map},
    {"mtt", Flavor::perfusion_map},
    {"relmtt", Flavor::perfusion_map},
    {"ttp", Flavor::perfusion_map},
    {"pbp", Flavor::perfusion_map},
    {"gbp", Flavor::perfusion_map},
    {"t_map", Flavor::t_map},
    {"t-map", Flavor::t_map},
    {"ttest", Flavor::t_map},
    {"t_test", Flavor::t_map},
    {"subtraction", Flavor::subtraction},
    {"sub", Flavor::subtraction},
    {"mpr", Flavor::multiplanar},
    {"csa mpr", Flavor::multiplanar},
    {"reformatted", Flavor::multiplanar},
    {"projection image", Flavor::projection},
    {"mip", Flavor::projection},
    {"max_ip", Flavor::projection},
    {"min_ip", Flavor::projection},
    {"csa mip", Flavor::projection},
    {"mip_sag", Flavor::projection},
    {"mip_tra", Flavor::projection},
    {"mip_cor", Flavor::projection},
    {"b0", Flavor::b0_map},
    {"b0 map", Flavor::b0_map},
    {"b0_map", Flavor::b0_map},
    {"field_map", Flavor::b0_map},
    {"fieldmap", Flavor::b0_map},
    {"uni", Flavor::uniform_mp2rage},
};

constexpr std::pair<std::string_view, DixonKind> dixon_kinds[] = {
    {"w", DixonKind::water},
    {"water", DixonKind::water},
    {"f", DixonKind::fat},
    {"fat", DixonKind::fat},
    {"ip", DixonKind::in_phase},
    {"in", DixonKind::in_phase},
    {"in_phase", DixonKind::in_phase},
    {"inphase", DixonKind::in_phase},
    {"op", DixonKind::opposed_phase},
    {"opp", DixonKind::opposed_phase},
    {"opp_phase", DixonKind::opposed_phase},
    {"opposed_phase", DixonKind::opposed_phase},
    {"out_phase", DixonKind::opposed_phase},
    {"out_of_phase", DixonKind::opposed_phase},
    {"outphase", DixonKind::opposed_phase},
    {"ff", DixonKind::fat_fraction},
    {"fat_fraction", DixonKind::fat_fraction},
    {"wf", DixonKind::water_fraction},
    {"water_fraction", DixonKind::water_fraction},
    {"r2_star", DixonKind::r2_star},
    {"r2_star_map", DixonKind::r2_star},
    {"t2_star", DixonKind::t2_star},
    {"t2_star_map", DixonKind::t2_star},
};

} // namespace

Component component_of_term(std::string_view term) {
  const std::string wanted = lower(base::trim(term));
  const auto *found =
      std::ranges::find(components, wanted, &std::pair<std::string_view, Component>::first);
  return found == std::end(components) ? Component::unknown : found->second;
}

Component component_of(std::span<const std::string_view> image_type) {
  for (std::size_t i = 2; i < image_type.size(); ++i) {
    const Component component = component_of_term(image_type[i]);
    if (component != Component::unknown) return component;
  }
  return Component::unknown;
}

DixonKind dixon_kind_of_term(std::string_view term) {
  const std::string wanted = lower(base::trim(term));
  const auto *found =
      std::ranges::find(dixon_kinds, wanted, &std::pair<std::string_view, DixonKind>::first);
  return found == std::end(dixon_kinds) ? DixonKind::none : found->second;
}

DixonKind dixon_kind_of(std::span<const std::string_view> image_type) {
  for (std::size_t i = 2; i < image_type.size(); ++i) {
    const DixonKind kind = dixon_kind_of_term(image_type[i]);
    if (kind != DixonKind::none) return kind;
  }
  return DixonKind::none;
}

Flavor flavor_of(std::span<const std::string_view> image_type) {
  std::size_t best = std::size(flavors);
  for (std::size_t i = 2; i < image_type.size(); ++i) {
    const std::string term = lower(base::trim(image_type[i]));
    const auto *found =
        std::ranges::find(flavors, term, &std::pair<std::string_view, Flavor>::first);
    best = std::min(best, static_cast<std::size_t>(found - std::begin(flavors)));
  }
  if (best < std::size(flavors)) return flavors[best].second;
  if (!image_type.empty() && lower(base::trim(image_type[0])) == "derived") return Flavor::derived;
  return Flavor::original;
}

} // namespace curate::dicom
