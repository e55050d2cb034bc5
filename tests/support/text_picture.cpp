#include "tests/support/text_picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace curate::support {

namespace {

constexpr int dots_across = 5, dots_down = 9, dots_of_capital = 7, dots_apart = 6;

struct Glyph {
  char letter;
  std::string_view rows; ///< two hexadecimal digits for each of nine rows: five dots, left first
};

// clang-format off
constexpr Glyph font[] = {
    {'(', "020408080804020000"},
    {')', "080402020204080000"},
    {',', "00000000000C040800"},
    {'-', "0000001E0000000000"},
    {'.', "00000000000C0C0000"},
    {'/', "010102040810100000"},
    {'0', "0E11131519110E0000"},
    {'1', "040C040404040E0000"},
    {'2', "0E11010204081F0000"},
    {'3', "1E01010E01011E0000"},
    {'4', "02060A121F02020000"},
    {'5', "1F101E0101110E0000"},
    {'6', "0608101E11110E0000"},
    {'7', "1F0102020404040000"},
    {'8', "0E11110E11110E0000"},
    {'9', "0E11110F01020C0000"},
    {':', "000C0C000C0C000000"},
    {'A', "0E11111F1111110000"},
    {'B', "1E11111E11111E0000"},
    {'C', "0F10101010100F0000"},
    {'D', "1E11111111111E0000"},
    {'E', "1F10101E10101F0000"},
    {'F', "1F10101E1010100000"},
    {'G', "0F10101711110F0000"},
    {'H', "1111111F1111110000"},
    {'I', "0E04040404040E0000"},
    {'J', "0101010101110E0000"},
    {'K', "111214181412110000"},
    {'L', "1010101010101F0000"},
    {'M', "111B15151111110000"},
    {'N', "111919151313110000"},
    {'O', "0E11111111110E0000"},
    {'P', "1E11111E1010100000"},
    {'Q', "0E11111115120D0000"},
    {'R', "1E11111E1412110000"},
    {'S', "0F10100E01011E0000"},
    {'T', "1F0404040404040000"},
    {'U', "1111111111110E0000"},
    {'V', "111111110A0A040000"},
    {'W', "11111115151B110000"},
    {'X', "11110A040A11110000"},
    {'Y', "11110A040404040000"},
    {'Z', "1F01020408101F0000"},
    {'^', "040A11000000000000"},
    {'a', "00000E010F110F0000"},
    {'b', "10101E1111111E0000"},
    {'c', "00000F1010100F0000"},
    {'d', "01010F1111110F0000"},
    {'e', "00000E111F100F0000"},
    {'f', "06081E080808080000"},
    {'g', "00000F1111110F010E"},
    {'h', "10101E111111110000"},
    {'i', "04000C0404040E0000"},
    {'j', "02000602020202020C"},
    {'k', "101012141C12110000"},
    {'l', "0C04040404040E0000"},
    {'m', "00001A151515150000"},
    {'n', "00001E111111110000"},
    {'o', "00000E1111110E0000"},
    {'p', "00001E1111111E1010"},
    {'q', "00000F1111110F0101"},
    {'r', "000016191010100000"},
    {'s', "00000F100E011E0000"},
    {'t', "08081E080808060000"},
    {'u', "0000111111110F0000"},
    {'v', "000011110A0A040000"},
    {'w', "0000111515150A0000"},
    {'x', "0000110A040A110000"},
    {'y', "0000111111110F010E"},
    {'z', "00001F0204081F0000"},
};
// clang-format on

int digit(char c) {
  return c <= '9' ? c - '0' : c - 'A' + 10;
}

bool has_dot(char letter, int across, int down) {
  if (across < 0 || across >= dots_across || down < 0 || down >= dots_down) return false;
  const auto *glyph = std::ranges::find(font, letter, &Glyph::letter);
  if (glyph == std::end(font)) return false;
  const auto at = static_cast<std::size_t>(2 * down);
  const int row = digit(glyph->rows[at]) * 16 + digit(glyph->rows[at + 1]);
  return ((row >> (dots_across - 1 - across)) & 1) != 0;
}

/// How much of the pixel is covered, 0 to 1, from 4 by 4 points in it.
double covered(std::string_view text, int x, int y, double dot_px, bool is_bold) {
  int hits = 0;
  for (int i = 0; i < 16; ++i) {
    const double u = (x + (i % 4 + 0.5) / 4) / dot_px, v = (y + (i / 4 + 0.5) / 4) / dot_px;
    const auto ink = [&](double across) {
      if (across < 0) return false;
      const int dot = static_cast<int>(std::floor(across));
      const auto letter = static_cast<std::size_t>(dot / dots_apart);
      return letter < text.size() &&
             has_dot(text[letter], dot % dots_apart, static_cast<int>(std::floor(v)));
    };
    hits += ink(u) || (is_bold && ink(u - 0.5)) ? 1 : 0;
  }
  return hits / 16.0;
}

double dot_of(const Lettering &lettering) {
  return static_cast<double>(lettering.height_px) / dots_of_capital;
}

} // namespace

legible::TextBox text_extent(std::string_view text, int left, int top, const Lettering &lettering) {
  const double dot_px = dot_of(lettering);
  const auto letters = static_cast<double>(text.size());
  return {left, top, left + static_cast<int>(std::ceil(letters * dots_apart * dot_px)),
          top + static_cast<int>(std::ceil(dots_down * dot_px))};
}

legible::TextBox draw_text(legible::GreyPicture &picture, std::string_view text, int left, int top,
                           const Lettering &lettering) {
  const legible::TextBox extent = text_extent(text, left, top, lettering);
  legible::TextBox ink{extent.right, extent.bottom, extent.left, extent.top};
  for (int row = std::max(0, top); row < std::min(picture.rows, extent.bottom); ++row)
    for (int column = std::max(0, left); column < std::min(picture.columns, extent.right);
         ++column) {
      const double part =
          covered(text, column - left, row - top, dot_of(lettering), lettering.is_bold);
      if (lettering.is_smooth ? part == 0 : part < 0.5) continue;
      auto &pixel =
          picture.pixels[static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.columns) +
                         static_cast<std::size_t>(column)];
      const double alpha = lettering.is_smooth ? part : 1;
      pixel = static_cast<std::uint16_t>(std::lround(pixel + alpha * (lettering.value - pixel)));
      ink.left = std::min(ink.left, column);
      ink.top = std::min(ink.top, row);
      ink.right = std::max(ink.right, column + 1);
      ink.bottom = std::max(ink.bottom, row + 1);
    }
  return ink;
}

} // namespace curate::support
