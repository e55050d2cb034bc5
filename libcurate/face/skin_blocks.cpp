#include <algorithm>
#include <cstring>
#include <libcurate/face/skin_blocks.hpp>

namespace curate::face {

namespace {

using Bytes = std::vector<std::uint8_t>;

/// A point is solid from 128 on: its highest bit tells.
constexpr std::uint8_t solid_bit = 128;

/// Which blocks of a row of points hold a solid one; a block reads the point after it, too.
void mark_row(const std::uint8_t *row, std::size_t width, Bytes &blocks) {
  for (std::size_t at = 0; at < blocks.size(); ++at) {
    std::uint8_t any = 0;
    const std::size_t first = at * SkinBlocks::side;
    for (std::size_t i = first; i < std::min(width, first + SkinBlocks::side + 1); ++i)
      any |= row[i];
    blocks[at] = any & solid_bit;
  }
}

/// Each value joined with those `stride` before and after it, in lines of `count`, side by side.
void join(const Bytes &in, Bytes &out, std::size_t stride, std::size_t count) {
  for (std::size_t start = 0; start < in.size(); start += stride * count)
    for (std::size_t n = 0; n < count; ++n) {
      const std::uint8_t *here = in.data() + start + n * stride;
      const std::uint8_t *before = n > 0 ? here - stride : here;
      const std::uint8_t *after = n + 1 < count ? here + stride : here;
      std::uint8_t *to = out.data() + start + n * stride;
      for (std::size_t i = 0; i < stride; ++i)
        to[i] = before[i] | here[i] | after[i];
    }
}

/// With the 26 neighbours of every block.
void grow(Bytes &blocks, Bytes &other, const std::array<std::size_t, 3> &size) {
  join(blocks, other, size[0] * size[1], size[2]);
  join(other, blocks, size[0], size[1]);
  join(blocks, other, 1, size[0]);
  blocks.swap(other);
}

} // namespace

SkinBlocks::SkinBlocks(const Surface &surface) {
  std::array<std::size_t, 3> points{}, size{};
  for (std::size_t a = 0; a < 3; ++a) {
    points[a] = static_cast<std::size_t>(surface.grid.size[a]);
    size[a] = points[a] / side + 1;
    size_[a] = static_cast<int>(size[a]);
  }
  Bytes skin(size[0] * size[1] * size[2]), row(size[0]);
  const std::uint8_t *at = surface.solid.data();
  for (std::size_t k = 0; k < points[2]; ++k)
    for (std::size_t j = 0; j < points[1]; ++j, at += points[0]) {
      mark_row(at, points[0], row);
      // A point is read together with the one before it.
      for (std::size_t bk = (k - std::min<std::size_t>(k, 1)) / side; bk <= k / side; ++bk)
        for (std::size_t bj = (j - std::min<std::size_t>(j, 1)) / side; bj <= j / side; ++bj)
          for (std::size_t i = 0; i < size[0]; ++i)
            skin[(bk * size[1] + bj) * size[0] + i] |= row[i];
    }
  const Bytes here = skin;
  Bytes other(skin.size()), air(skin.size());
  for (std::size_t n = 0; n < skin.size(); ++n)
    air[n] = skin[n] ^ solid_bit;
  grow(air, other, size);
  clear_.assign(skin.size(), 0);
  for (int steps = 0; steps < most; ++steps) {
    for (std::size_t n = 0; n < skin.size(); ++n)
      clear_[n] = static_cast<std::uint8_t>(clear_[n] + (skin[n] == 0));
    grow(skin, other, size);
  }
  std::size_t n = 0;
  for (int k = 0; k < size_[2]; ++k)
    for (int j = 0; j < size_[1]; ++j)
      for (int i = 0; i < size_[0]; ++i, ++n) {
        const bool at_edge = i == 0 || j == 0 || k == 0 || i + 1 == size_[0] || j + 1 == size_[1] ||
                             k + 1 == size_[2];
        if (here[n] != 0 && (air[n] != 0 || at_edge))
          outermost_.push_back(Vec3{i + 0.5, j + 0.5, k + 0.5} * double{side});
      }
}

} // namespace curate::face
