#include <algorithm>
#include <cmath>
#include <libcurate/dicom/ct.hpp>

namespace curate::dicom::ct {
namespace {

// Macros of enhanced CT. Source: DICOM PS3.3, C.8.15.3.
constexpr Tag ct_geometry{0x0018, 0x9312};
constexpr Tag ct_exposure{0x0018, 0x9321};
constexpr Tag ct_x_ray_details{0x0018, 0x9325};
constexpr Tag ct_reconstruction{0x0018, 0x9314};
constexpr Tag pixel_value_transformation{0x0028, 0x9145};
constexpr double steepest_tilt_deg = 90;

std::optional<double> positive(std::optional<double> value) {
  return value && std::isfinite(*value) && *value > 0 ? value : std::nullopt;
}

bool is_ct(const FrameView &view) {
  const auto terms = view.root().terms(tags::modality);
  return !terms.empty() && terms.front() == "CT";
}

// Without a Rescale Type an original picture that is no localizer is in Hounsfield units.
// Source: DICOM PS3.3, C.11.1.1.2.
bool is_hounsfield(const FrameView &view) {
  const auto type = view.text(pixel_value_transformation, Tag{0x0028, 0x1054});
  if (!type.empty()) return type == "HU";
  const auto kind = view.root().terms(tags::image_type);
  const auto says = [&](std::string_view term) {
    return std::ranges::find(kind, term) != kind.end();
  };
  return says("ORIGINAL") && !says("LOCALIZER");
}

} // namespace

std::optional<CtFacts> facts_of(const FrameView &view) {
  if (!is_ct(view)) return {};
  CtFacts out;
  out.tube_voltage_kv = positive(view.number(ct_x_ray_details, Tag{0x0018, 0x0060}));
  out.tube_current_ma = positive(view.number(ct_exposure, Tag{0x0018, 0x9330}));
  if (!out.tube_current_ma) out.tube_current_ma = positive(view.root().number(Tag{0x0018, 0x1151}));
  out.exposure_mas = positive(view.number(ct_exposure, Tag{0x0018, 0x9332}));
  if (!out.exposure_mas) out.exposure_mas = positive(view.root().number(Tag{0x0018, 0x1152}));
  auto time_ms = positive(view.number(ct_exposure, Tag{0x0018, 0x9328}));
  if (!time_ms) time_ms = positive(view.root().number(Tag{0x0018, 0x1150}));
  if (time_ms) out.exposure_time_s = *time_ms / 1000;
  out.reconstruction_diameter_mm = positive(view.number(ct_reconstruction, Tag{0x0018, 0x1100}));
  out.is_hounsfield = is_hounsfield(view);
  return out;
}

std::optional<double> gantry_tilt_deg(const FrameView &view) {
  const auto tilt = view.number(ct_geometry, Tag{0x0018, 0x1120});
  if (!tilt || !(std::abs(*tilt) < steepest_tilt_deg)) return {};
  return tilt;
}

} // namespace curate::dicom::ct
