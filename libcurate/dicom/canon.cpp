#include "libcurate/dicom/canon.hpp"

#include <cmath>
#include <libcurate/base/text.hpp>

namespace curate::dicom::canon {

std::optional<DiffusionFact> diffusion_of_comment(std::string_view comment) {
  const std::size_t at = comment.find("b=");
  const std::size_t open = comment.find('(', at == std::string_view::npos ? 0 : at);
  const std::size_t close = comment.find(')', open == std::string_view::npos ? 0 : open);
  if (at == std::string_view::npos || open == std::string_view::npos ||
      close == std::string_view::npos)
    return {};
  const auto b_value = base::to_double(comment.substr(at + 2, open - at - 2));
  const auto parts = base::split(comment.substr(open + 1, close - open - 1), ',');
  if (!b_value || *b_value < 0 || parts.size() != 3) return {};
  DiffusionFact fact;
  fact.b_value_s_per_mm2 = b_value;
  fact.frame = DiffusionFact::Frame::ge_image;
  constexpr std::size_t places[] = {1, 0, 2}; // phase, frequency, slice
  for (std::size_t i = 0; i < 3; ++i) {
    const auto value = base::to_double(parts[i]);
    if (!value) return {};
    fact.direction[places[i]] = *value;
  }
  fact.direction = base::unit(fact.direction);
  return fact;
}

void add_to(const FrameView &view, Frame &frame) {
  const bool has_direction = frame.diffusion && base::length(frame.diffusion->direction) > 0;
  if (has_direction) return;
  const auto said = diffusion_of_comment(view.root().text(Tag{0x0020, 0x4000}).reveal());
  if (!said) return;
  const auto stated = frame.diffusion ? frame.diffusion->b_value_s_per_mm2 : std::nullopt;
  constexpr double rounding = 1; // comments hold whole numbers
  if (stated && std::abs(*stated - *said->b_value_s_per_mm2) > rounding) {
    frame.diffusion->is_direction_missing = *stated > 0; // the comment is of another picture
    return;
  }
  frame.diffusion = said;
  if (stated) frame.diffusion->b_value_s_per_mm2 = stated;
}

} // namespace curate::dicom::canon
