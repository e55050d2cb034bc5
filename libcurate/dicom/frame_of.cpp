#include "libcurate/dicom/frame_of.hpp"

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/ct.hpp>
#include <libcurate/dicom/date_time.hpp>
#include <libcurate/dicom/image_type.hpp>
#include <libcurate/dicom/pet.hpp>
#include <string>
#include <utility>

namespace curate::dicom {

namespace {

// Sequences of the functional groups. Source: DICOM PS3.3, C.7.6.16.2 and C.8.13.5.
constexpr Tag pixel_measures{0x0028, 0x9110};
constexpr Tag plane_position{0x0020, 0x9113};
constexpr Tag plane_orientation{0x0020, 0x9116};
constexpr Tag frame_content{0x0020, 0x9111};
constexpr Tag pixel_value_transformation{0x0028, 0x9145};
constexpr Tag real_world_value_mapping{0x0040, 0x9096};
constexpr Tag mr_echo{0x0018, 0x9114};
constexpr Tag mr_timing{0x0018, 0x9112};
constexpr Tag mr_modifier{0x0018, 0x9115};
constexpr Tag mr_frame_type{0x0018, 0x9226};
constexpr Tag ct_frame_type{0x0018, 0x9329};
constexpr Tag mr_diffusion{0x0018, 0x9117};
constexpr Tag cardiac{0x0018, 0x9118};

std::optional<double> thousandth(std::optional<double> value) {
  if (value) *value /= 1000.0;
  return value;
}

std::optional<int> whole(std::optional<double> value) {
  if (!value || std::abs(*value) > 2e9) return {};
  return static_cast<int>(std::lround(*value));
}

int whole_or(const Dataset &set, Tag tag, int fallback) {
  return whole(set.number(tag)).value_or(fallback);
}

void read_place(const FrameView &view, Frame &frame) {
  const auto position = view.numbers(plane_position, tags::image_position_patient);
  if (position.size() == 3) {
    frame.position_lps_mm = {position[0], position[1], position[2]};
    frame.has_position = true;
  }
  const auto orientation = view.numbers(plane_orientation, tags::image_orientation_patient);
  if (orientation.size() == 6) {
    const Vec3 row{orientation[0], orientation[1], orientation[2]};
    const Vec3 column{orientation[3], orientation[4], orientation[5]};
    if (base::length(row) > 0.5 && base::length(column) > 0.5) {
      frame.row_lps = row;
      frame.column_lps = column;
      frame.has_orientation = true;
    }
  }
  auto spacing = view.numbers(pixel_measures, tags::pixel_spacing);
  if (spacing.size() < 2)
    spacing = view.root().numbers(Tag{0x0018, 0x1164}); // Imager Pixel Spacing
  if (spacing.size() >= 2 && spacing[0] > 0 && spacing[1] > 0) {
    frame.row_spacing_mm = spacing[0];
    frame.column_spacing_mm = spacing[1];
    frame.has_spacing = true;
  }
  frame.slice_thickness_mm = view.number(pixel_measures, Tag{0x0018, 0x0050});
  frame.spacing_between_slices_mm = view.number(pixel_measures, Tag{0x0018, 0x0088});
  frame.gantry_tilt_deg = ct::gantry_tilt_deg(view);
}

void read_order(const FrameView &view, Frame &frame) {
  frame.instance_number = whole(view.root().number(tags::instance_number));
  frame.acquisition_number = whole(view.root().number(tags::acquisition_number));
  if (const auto own = whole(view.number(frame_content, Tag{0x0020, 0x9156}))) // Frame Acq. Number
    frame.acquisition_number = own;
  frame.echo_number = whole(view.root().number(Tag{0x0018, 0x0086}));
  frame.temporal_position = whole(view.root().number(Tag{0x0020, 0x0100}));
  if (const auto index = whole(view.number(frame_content, Tag{0x0020, 0x9128})))
    frame.temporal_position = index;
  frame.stack_position = whole(view.number(frame_content, Tag{0x0020, 0x9057}));
  if (const auto stack = base::to_integer(view.text(frame_content, Tag{0x0020, 0x9056}));
      stack && std::abs(*stack) < 1'000'000)
    frame.stack_id = static_cast<int>(*stack);
  for (const double index : view.numbers(frame_content, Tag{0x0020, 0x9157})) {
    if (index >= 0 && index < 4e9)
      frame.dimension_index.push_back(static_cast<std::uint32_t>(index));
  }
}

void read_times(const FrameView &view, Frame &frame) {
  const Dataset &root = view.root();
  frame.acquisition_time_of_day_s = time_of_day_s(root.text(tags::acquisition_time).reveal());
  if (!frame.acquisition_time_of_day_s)
    frame.acquisition_time_of_day_s =
        time_of_date_time_s(root.text(tags::acquisition_date_time).reveal());
  if (const auto own = time_of_date_time_s(view.text(frame_content, Tag{0x0018, 0x9074})))
    frame.acquisition_time_of_day_s = own;
  frame.content_time_of_day_s = time_of_day_s(root.text(tags::content_time).reveal());
  frame.trigger_time_s = thousandth(root.number(Tag{0x0018, 0x1060}));
  if (const auto delay = view.number(cardiac, Tag{0x0020, 0x9153}); delay && !frame.trigger_time_s)
    frame.trigger_time_s = *delay / 1000.0;
  frame.cardiac_phase_percent = view.number(cardiac, Tag{0x0020, 0x9241});
}

/// Implicit files do not say whether the value is signed: the pixels do.
/// Source: DICOM PS3.3, C.7.5.1.1.2.
std::optional<double> padding_value_of(const Dataset &root, const PixelFormat &format) {
  auto value = root.number(Tag{0x0028, 0x0120});
  const double half = std::ldexp(1.0, format.bits_allocated - 1);
  if (value && format.is_signed && format.bits_allocated <= 16 && *value >= half)
    *value -= 2 * half;
  return value;
}

void read_scaling(const FrameView &view, Scaling &scaling) {
  const auto slope = view.number(pixel_value_transformation, Tag{0x0028, 0x1053});
  const auto intercept = view.number(pixel_value_transformation, Tag{0x0028, 0x1052});
  if (slope && std::isfinite(*slope) && *slope != 0) {
    scaling.slope = *slope;
    scaling.intercept = intercept.value_or(0.0);
    scaling.has_rescale = true;
  }
  if (const auto mapping = view.item(real_world_value_mapping)) {
    scaling.real_world_slope = mapping->number(Tag{0x0040, 0x9225});
    scaling.real_world_intercept = mapping->number(Tag{0x0040, 0x9224});
  }
}

void read_method(const FrameView &view, Frame &frame) {
  frame.echo_time_s = thousandth(view.root().number(Tag{0x0018, 0x0081}));
  if (const auto effective = view.number(mr_echo, Tag{0x0018, 0x9082}))
    frame.echo_time_s = *effective / 1000.0;
  frame.repetition_time_s = thousandth(view.number(mr_timing, Tag{0x0018, 0x0080}));
  frame.flip_angle_deg = view.number(mr_timing, Tag{0x0018, 0x1314});
  frame.inversion_time_s = thousandth(view.root().number(Tag{0x0018, 0x0082}));
  if (const auto times = view.numbers(mr_modifier, Tag{0x0018, 0x9079}); !times.empty())
    frame.inversion_time_s = times.front() / 1000.0;
}

void read_kind(const FrameView &view, Frame &frame) {
  auto terms = view.terms(mr_frame_type, Tag{0x0008, 0x9007});
  if (terms.empty()) terms = view.terms(ct_frame_type, Tag{0x0008, 0x9007});
  if (terms.empty()) terms = view.root().terms(tags::image_type);
  frame.component = component_of(terms);
  frame.flavor = flavor_of(terms);
  frame.dixon = dixon_kind_of(terms);
  const auto complex = view.terms(mr_frame_type, Tag{0x0008, 0x9208});
  if (frame.component == Component::unknown && !complex.empty())
    frame.component = component_of_term(complex.front());
}

/// Source: DICOM PS3.3, C.8.13.5.9 (enhanced), C.8.13.1 note (classic use of the same attributes).
void read_diffusion(const FrameView &view, Frame &frame) {
  const auto b_value = view.number(mr_diffusion, Tag{0x0018, 0x9087});
  const auto directionality = view.terms(mr_diffusion, Tag{0x0018, 0x9075});
  if (!b_value && directionality.empty()) return;
  DiffusionFact fact;
  fact.b_value_s_per_mm2 = b_value;
  if (!b_value && directionality.front() == "NONE") fact.b_value_s_per_mm2 = 0.0;
  fact.is_isotropic = !directionality.empty() && directionality.front() == "ISOTROPIC";
  std::vector<double> direction = view.root().numbers(Tag{0x0018, 0x9089});
  if (const auto macro = view.item(mr_diffusion)) {
    const auto gradients = macro->items(Tag{0x0018, 0x9076});
    if (!gradients.empty()) direction = gradients.front().numbers(Tag{0x0018, 0x9089});
  }
  if (direction.size() == 3)
    fact.direction = base::unit({direction[0], direction[1], direction[2]});
  frame.diffusion = fact;
}

Photometric photometric_of(const Dataset &root) {
  constexpr std::pair<std::string_view, Photometric> names[] = {
      {"MONOCHROME1", Photometric::monochrome1},
      {"MONOCHROME2", Photometric::monochrome2},
      {"RGB", Photometric::rgb},
      {"YBR_FULL", Photometric::ybr_full},
      {"YBR_FULL_422", Photometric::ybr_full_422},
      {"YBR_PARTIAL_422", Photometric::ybr_partial_422},
      {"YBR_RCT", Photometric::ybr_rct},
      {"YBR_ICT", Photometric::ybr_ict},
      {"PALETTE COLOR", Photometric::palette},
  };
  const auto terms = root.terms(tags::photometric_interpretation);
  if (terms.empty()) return Photometric::monochrome2;
  for (const auto &[name, value] : names) {
    if (terms.front() == name) return value;
  }
  return Photometric::other;
}

} // namespace

Manufacturer manufacturer_of(const Dataset &root) {
  constexpr std::pair<std::string_view, Manufacturer> names[] = {
      {"siemens", Manufacturer::siemens},
      {"ge ", Manufacturer::ge},
      {"gems", Manufacturer::ge},
      {"general electric", Manufacturer::ge},
      {"philips", Manufacturer::philips},
      {"toshiba", Manufacturer::toshiba},
      {"canon", Manufacturer::canon},
      {"uih", Manufacturer::uih},
      {"united imaging", Manufacturer::uih},
      {"hitachi", Manufacturer::hitachi},
      {"fujifilm", Manufacturer::hitachi},
      {"bruker", Manufacturer::bruker},
      {"hyperfine", Manufacturer::hyperfine},
      {"mediso", Manufacturer::mediso},
  };
  const std::string said = base::lower(base::trim(root.text(tags::manufacturer).reveal())) + " ";
  for (const auto &[name, value] : names) {
    if (said.starts_with(name)) return value;
  }
  constexpr std::pair<Tag, Manufacturer> creators[] = {{Tag{0x0029, 0x0010}, Manufacturer::siemens},
                                                       {Tag{0x0043, 0x0010}, Manufacturer::ge},
                                                       {Tag{0x2005, 0x0010}, Manufacturer::philips},
                                                       {Tag{0x0065, 0x0010}, Manufacturer::uih}};
  for (const auto &[tag, value] : creators) {
    const std::string creator = base::lower(root.text(tag).reveal());
    const bool fits = value == Manufacturer::siemens   ? creator.starts_with("siemens")
                      : value == Manufacturer::ge      ? creator.starts_with("gems")
                      : value == Manufacturer::philips ? creator.starts_with("philips")
                                                       : creator.starts_with("image private");
    if (fits) return value;
  }
  return Manufacturer::unknown;
}

PixelFormat pixel_format_of(const Dataset &root) {
  PixelFormat format;
  format.rows = whole_or(root, tags::rows, 0);
  format.columns = whole_or(root, tags::columns, 0);
  format.samples_per_pixel = whole_or(root, tags::samples_per_pixel, 1);
  format.is_float =
      root.find(Tag{0x7FE0, 0x0008}) != nullptr || root.find(Tag{0x7FE0, 0x0009}) != nullptr;
  format.bits_allocated = whole_or(root, Tag{0x0028, 0x0100}, 16);
  format.bits_stored = whole_or(root, Tag{0x0028, 0x0101}, format.bits_allocated);
  format.high_bit = whole_or(root, Tag{0x0028, 0x0102}, format.bits_stored - 1);
  format.is_signed = whole_or(root, Tag{0x0028, 0x0103}, 0) == 1;
  format.is_planar = whole_or(root, Tag{0x0028, 0x0006}, 0) == 1;
  format.photometric = photometric_of(root);
  return format;
}

Frame frame_of(const FrameView &view) {
  Frame frame;
  frame.format = pixel_format_of(view.root());
  read_place(view, frame);
  read_order(view, frame);
  read_times(view, frame);
  read_scaling(view, frame.scaling);
  read_method(view, frame);
  read_kind(view, frame);
  read_diffusion(view, frame);
  frame.padding_value = padding_value_of(view.root(), frame.format);
  frame.pet = pet::frame_of(view);
  return frame;
}

} // namespace curate::dicom
