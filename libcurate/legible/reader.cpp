#include "libcurate/legible/reader.hpp"

#include <algorithm>
#include <libcurate/legible/evidence.hpp>
#include <libcurate/legible/views.hpp>

namespace curate::legible {

namespace {

// Larger pictures are read in tiles that overlap by more than a word.
constexpr int tile_px = 1200, overlap_px = 200;

// Tissue too has thin bright strokes, now and then some in a row.
constexpr int least_raised_glyphs = 5;

/// How much larger a view is made: Tesseract reads capitals of some 20 to 40 px best.
/// Source: Tesseract's documentation, Improving the quality of the output.
struct Scales {
  int large = 2, small = 1;
};

Scales scales_for(const GreyPicture &picture) {
  return std::max(picture.columns, picture.rows) <= 640 ? Scales{3, 2} : Scales{2, 1};
}

GreyPicture tile_of(const GreyPicture &picture, const TextBox &part) {
  GreyPicture tile{part.width(), part.height(), {}};
  tile.pixels.reserve(static_cast<std::size_t>(part.width()) *
                      static_cast<std::size_t>(part.height()));
  for (int row = part.top; row < part.bottom; ++row) {
    const auto from =
        picture.pixels.begin() + static_cast<std::ptrdiff_t>(row) * picture.columns + part.left;
    tile.pixels.insert(tile.pixels.end(), from, from + part.width());
  }
  return tile;
}

TextBox in_picture(const TextBox &box, const View &view, const GreyPicture &picture) {
  const int scale = view.scale;
  return {std::clamp(box.left / scale, 0, picture.columns),
          std::clamp(box.top / scale, 0, picture.rows),
          std::clamp((box.right + scale - 1) / scale, 0, picture.columns),
          std::clamp((box.bottom + scale - 1) / scale, 0, picture.rows)};
}

} // namespace

Result<Reader> Reader::make() {
  auto tesseract = Tesseract::load();
  if (!tesseract) return tl::unexpected(tesseract.error());
  return Reader(std::move(*tesseract));
}

std::vector<TextBox> Reader::find(const GreyPicture &picture) {
  const bool is_whole = picture.columns > 0 && picture.rows > 0 &&
                        picture.pixels.size() == static_cast<std::size_t>(picture.columns) *
                                                     static_cast<std::size_t>(picture.rows);
  if (!is_whole) return {};
  if (std::max(picture.columns, picture.rows) <= tile_px) return find_in_tile(picture);
  std::vector<TextBox> all;
  const int step = tile_px - overlap_px;
  for (int top = 0; top == 0 || top + overlap_px < picture.rows; top += step)
    for (int left = 0; left == 0 || left + overlap_px < picture.columns; left += step) {
      const TextBox part{left, top, std::min(picture.columns, left + tile_px),
                         std::min(picture.rows, top + tile_px)};
      for (const TextBox &box : find_in_tile(tile_of(picture, part)))
        all.push_back({box.left + left, box.top + top, box.right + left, box.bottom + top});
    }
  return merged(std::move(all));
}

std::vector<TextBox> Reader::find_in_tile(const GreyPicture &picture) {
  const auto shapes = letter_shapes(picture);
  const auto [large, small] = scales_for(picture);
  std::vector<ReadWord> words;
  const auto read = [&](const View &view, bool is_bright, int number) {
    if (is_noise(view)) return;
    for (const Word &word : tesseract_.words(view.pixels, view.columns, view.rows)) {
      const TextBox box = in_picture(word.box, view, picture);
      const int letters = letters_in(word.text);
      if (letters == 0 || box.width() < 1 || box.height() < 1) continue;
      words.push_back(
          {box, letters, word.confidence, ink_in(picture, box, is_bright), is_bright, number});
    }
  };
  constexpr Stretch for_bright[] = {Stretch::bright, Stretch::brightest, Stretch::above_near};
  constexpr Stretch for_dark[] = {Stretch::dark, Stretch::below_near};
  int number = 0;
  for (const Stretch stretch : for_bright)
    read(view_of(picture, stretch, large), true, ++number);
  for (const Stretch stretch : for_dark)
    read(view_of(picture, stretch, large), false, ++number);
  read(view_of(picture, Stretch::bright, small), true, 1);
  read(view_of(picture, Stretch::above_near, small), true, 3);
  if (!shapes.empty()) read(view_of_shapes(picture, shapes, large), true, ++number);
  auto rows = glyph_rows(shapes);
  for (const bool above : {true, false})
    for (const double part : {0.35, 0.6})
      for (GlyphRow row : glyph_rows(raised_shapes(picture, above, part))) {
        row.is_raised = true;
        if (row.glyphs >= least_raised_glyphs) rows.push_back(row);
      }
  return text_among(words, rows, shapes);
}

} // namespace curate::legible
