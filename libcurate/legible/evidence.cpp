#include "libcurate/legible/evidence.hpp"

#include <algorithm>

namespace curate::legible {

namespace {

bool meet(const TextBox &a, const TextBox &b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

TextBox around(const TextBox &a, const TextBox &b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

/// On one line, with a gap of two letters at most.
bool are_neighbours(const TextBox &a, const TextBox &b) {
  const int lower = std::min(a.height(), b.height()), higher = std::max(a.height(), b.height());
  const int shared = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  const int gap = std::max(a.left, b.left) - std::min(a.right, b.right);
  return 2 * shared >= lower && higher <= 2 * lower + 2 && gap <= 2 * higher;
}

constexpr int tallest_px = 44; // letters of 32 px with descenders; tiles of mosaics are taller

// Measured on real and made pictures (docs/pixels.md): tissue is read as words of one or two
// letters, or without confidence; and its bright half is of many values.
bool is_sure(const ReadWord &word) {
  const double sameness = word.ink.sameness, confidence = word.confidence;
  if (word.box.height() > tallest_px) return false;
  if (word.letters >= 4 && confidence >= 85) return true;
  if (word.ink.cover < 0.06) return false;
  if (word.letters >= 4)
    return (confidence >= 75 && sameness >= 0.3) || (confidence >= 60 && sameness >= 0.85) ||
           (confidence >= 45 && sameness >= 0.7 && word.box.height() <= 24);
  if (word.letters == 3)
    return (confidence >= 80 && sameness >= 0.55) || (confidence >= 60 && sameness >= 0.8);
  return word.letters == 2 && confidence >= 90 && sameness >= 0.9;
}

bool is_sure(const GlyphRow &row) {
  if (row.is_raised) return false;
  return (row.glyphs >= 5 && row.likeness >= 0.95) || (row.glyphs >= 4 && row.likeness >= 1) ||
         (row.glyphs >= 8 && row.likeness > 0.8);
}

bool is_likely(const ReadWord &word) {
  return word.letters >= 3 && word.confidence >= 30 && word.ink.sameness >= 0.7 &&
         word.box.height() <= tallest_px;
}

/// Enough where another view shows the same.
bool may_be_word(const ReadWord &word) {
  return word.letters >= 4 && word.confidence >= 40 && word.ink.sameness >= 0.45 &&
         word.ink.cover >= 0.06 && word.box.height() <= tallest_px;
}

/// Half of each lies in the other.
bool are_one_place(const TextBox &a, const TextBox &b) {
  const int across = std::min(a.right, b.right) - std::max(a.left, b.left);
  const int down = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  const int larger = std::max(a.width() * a.height(), b.width() * b.height());
  return across > 0 && down > 0 && 2 * across * down >= larger;
}

/// Enough to belong to a line of which something is sure.
bool is_possible(const ReadWord &word) {
  return word.letters >= 1 && word.confidence >= 15 && word.ink.sameness >= 0.5;
}

/// Boxes on one line with small gaps become one.
std::vector<TextBox> joined_along_lines(std::vector<TextBox> boxes) {
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < boxes.size(); ++i)
      for (std::size_t j = boxes.size() - 1; j > i; --j)
        if (are_neighbours(boxes[i], boxes[j])) {
          boxes[i] = around(boxes[i], boxes[j]);
          boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(j));
          changed = true;
        }
  }
  return boxes;
}

/// Letters that no view showed, but of a value that the text is written in.
void add_shapes_beside(std::vector<TextBox> &sure, std::span<const Component> shapes) {
  std::vector<std::uint16_t> values;
  for (const Component &shape : shapes)
    if (std::ranges::any_of(sure, [&](const TextBox &box) { return meet(box, shape.box); }))
      values.push_back(shape.value);
  std::ranges::sort(values);
  std::vector<Component> left;
  for (const Component &shape : shapes)
    if (std::ranges::binary_search(values, shape.value)) left.push_back(shape);
  for (bool changed = true; changed;) {
    changed = false;
    std::erase_if(left, [&](const Component &shape) {
      const bool goes_on = std::ranges::any_of(
          sure, [&](const TextBox &box) { return are_neighbours(box, shape.box); });
      if (goes_on) sure.push_back(shape.box);
      changed = changed || goes_on;
      return goes_on;
    });
    sure = joined_along_lines(merged(std::move(sure)));
  }
}

} // namespace

int letters_in(std::string_view text) {
  int count = 0;
  for (const char c : text) {
    const bool is_ascii_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    // The first byte of a letter beyond ASCII; those of marks (dashes, quotes) begin with E2.
    const auto byte = static_cast<unsigned char>(c);
    const bool is_other = byte >= 0xC3 && byte != 0xE2;
    count += is_ascii_letter || (c >= '0' && c <= '9') || is_other ? 1 : 0;
  }
  return count;
}

std::vector<TextBox> merged(std::vector<TextBox> boxes) {
  for (bool changed = true; changed;) {
    changed = false;
    std::ranges::sort(boxes);
    std::vector<TextBox> out;
    for (const TextBox &box : boxes) {
      const auto found =
          std::ranges::find_if(out, [&](const TextBox &other) { return meet(box, other); });
      if (found == out.end()) {
        out.push_back(box);
      } else {
        *found = around(*found, box);
        changed = true;
      }
    }
    boxes = std::move(out);
  }
  return boxes;
}

std::vector<TextBox> text_among(std::span<const ReadWord> words, std::span<const GlyphRow> rows,
                                std::span<const Component> shapes) {
  std::vector<TextBox> sure;
  for (const GlyphRow &row : rows) {
    const bool is_read = std::ranges::any_of(
        words, [&](const ReadWord &word) { return is_likely(word) && meet(word.box, row.box); });
    if (is_sure(row) || (is_read && row.likeness >= 0.5)) sure.push_back(row.box);
  }
  for (const ReadWord &word : words) {
    const bool is_seen_twice =
        may_be_word(word) && std::ranges::any_of(words, [&](const ReadWord &other) {
          return other.view != word.view && other.is_bright == word.is_bright &&
                 may_be_word(other) && are_one_place(word.box, other.box);
        });
    if (is_sure(word) || is_seen_twice) sure.push_back(word.box);
  }
  // A line goes on as long as something stands beside what is known of it.
  std::vector<bool> taken(words.size(), false);
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (taken[i] || !is_possible(words[i])) continue;
      const bool goes_on = std::ranges::any_of(
          sure, [&](const TextBox &box) { return are_neighbours(box, words[i].box); });
      if (!goes_on) continue;
      taken[i] = changed = true;
      sure.push_back(words[i].box);
    }
  }
  add_shapes_beside(sure, shapes);
  return merged(joined_along_lines(merged(std::move(sure))));
}

} // namespace curate::legible
