#include "libcurate/legible/glyph_rows.hpp"

#include <algorithm>
#include <cmath>
#include <libcurate/legible/range.hpp>
#include <libcurate/legible/views.hpp>
#include <tuple>

namespace curate::legible {

namespace {

constexpr int least_height = 4, greatest_height = 96;
constexpr std::uint32_t least_pixels = 4;
// Letters are meant to be read: they stand apart from what is around them.
constexpr double least_contrast = 0.12; // of the picture's range

bool may_be_letter(const Component &shape, double range) {
  const int width = shape.box.width(), height = shape.box.height();
  if (height < least_height || height > greatest_height) return false;
  if (width > height + height / 2 + 2) return false;
  if (shape.contrast() < least_contrast * range) return false;
  // A filled block is no letter, but an upright stroke is one.
  const bool is_stroke = 3 * width <= height + 2;
  const int box_area = width * height;
  return is_stroke ? 2 * shape.area >= box_area
                   : 10 * shape.area <= 8 * box_area && 8 * shape.area >= box_area;
}

/// A row that further shapes may join.
struct OpenRow {
  std::vector<TextBox> glyphs;
  TextBox box;
  int height = 0;          ///< of the tallest
  int top = 0, bottom = 0; ///< of the last
};

bool goes_on_with(const OpenRow &row, const TextBox &next) {
  const int height = std::max(row.height, next.height());
  const int tolerance = std::max(1, height / 7);
  const int gap = next.left - row.box.right;
  if (gap < -1 || 2 * gap > 3 * height + 4) return false;
  if (10 * std::min(row.height, next.height()) < 4 * height) return false;
  const bool shares_line =
      std::abs(next.bottom - row.bottom) <= tolerance || std::abs(next.top - row.top) <= tolerance;
  return shares_line && next.top >= row.box.top - height / 2 &&
         next.bottom <= row.box.bottom + height / 2;
}

void add(OpenRow &row, const TextBox &glyph) {
  if (row.glyphs.empty()) row.box = glyph;
  row.glyphs.push_back(glyph);
  row.box.left = std::min(row.box.left, glyph.left);
  row.box.top = std::min(row.box.top, glyph.top);
  row.box.right = std::max(row.box.right, glyph.right);
  row.box.bottom = std::max(row.box.bottom, glyph.bottom);
  row.height = std::max(row.height, glyph.height());
  row.top = glyph.top;
  row.bottom = glyph.bottom;
}

/// The share of glyphs for which some other has the same value of a measure, within one in eight.
template <typename Measure> double share_alike(const OpenRow &row, Measure measure) {
  std::size_t alike = 0;
  const double tolerance = row.height < 12 ? 0 : row.height / 12.0;
  for (std::size_t i = 0; i < row.glyphs.size(); ++i)
    for (std::size_t j = 0; j < row.glyphs.size(); ++j)
      if (i != j && std::abs(measure(row.glyphs[i]) - measure(row.glyphs[j])) <= tolerance) {
        ++alike;
        break;
      }
  return static_cast<double>(alike) / static_cast<double>(row.glyphs.size());
}

GlyphRow closed(const OpenRow &row) {
  GlyphRow out{row.box, static_cast<int>(row.glyphs.size()), 0, false};
  const double heights = share_alike(row, [](const TextBox &box) { return box.height(); });
  const double bottoms = share_alike(row, [](const TextBox &box) { return box.bottom; });
  out.likeness = (heights + bottoms) / 2;
  return out;
}

} // namespace

std::vector<Component> letter_shapes(const GreyPicture &picture) {
  const Range range = range_of(picture);
  std::vector<Component> shapes = components_of(picture, least_pixels);
  std::erase_if(shapes, [&](const Component &shape) {
    return !may_be_letter(shape, range.high - range.low);
  });
  return shapes;
}

std::vector<Component> raised_shapes(const GreyPicture &picture, bool above, double part) {
  GreyPicture raised = away_from_near(picture, above);
  const Range range = range_of(raised);
  const double least = range.low + part * (range.high - range.low);
  for (std::uint16_t &pixel : raised.pixels)
    pixel = pixel > least ? 1 : 0;
  std::vector<Component> shapes = components_of(raised, least_pixels);
  std::erase_if(
      shapes, [](const Component &shape) { return shape.value == 0 || !may_be_letter(shape, 1); });
  return shapes;
}

std::vector<GlyphRow> glyph_rows(std::vector<Component> shapes) {
  std::ranges::sort(shapes, {}, [](const Component &shape) {
    return std::tuple(shape.value, shape.box.left, shape.box.top);
  });
  std::vector<GlyphRow> out;
  std::vector<OpenRow> open;
  const auto close = [&](const OpenRow &row) {
    if (row.glyphs.size() >= 3) out.push_back(closed(row));
  };
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const TextBox &box = shapes[i].box;
    const bool is_new_value = i == 0 || shapes[i].value != shapes[i - 1].value;
    std::erase_if(open, [&](const OpenRow &row) {
      const bool is_over = is_new_value || box.left - row.box.right > 2 * greatest_height;
      if (is_over) close(row);
      return is_over;
    });
    const auto found =
        std::ranges::find_if(open, [&](const OpenRow &row) { return goes_on_with(row, box); });
    OpenRow &row = found == open.end() ? open.emplace_back() : *found;
    add(row, box);
  }
  for (const OpenRow &row : open)
    close(row);
  return out;
}

} // namespace curate::legible
