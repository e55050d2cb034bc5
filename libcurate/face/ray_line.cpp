#include <algorithm>
#include <cmath>
#include <cstring>
#include <libcurate/face/ray_line.hpp>

namespace curate::face {

namespace {

constexpr std::size_t most_lanes = 8;

/// Rays that registers hold beside each other.
struct Wide {
  typedef float Floats __attribute__((vector_size(32)));
  typedef std::int32_t Ints __attribute__((vector_size(32)));
};
struct Narrow {
  typedef float Floats __attribute__((vector_size(16)));
  typedef std::int32_t Ints __attribute__((vector_size(16)));
};

/// A surface and its blocks as rays read them.
struct Field {
  const std::uint8_t *solid, *clear;
  std::int32_t row, slice, block_row, block_slice;
  std::array<std::int32_t, 3> last_cell; ///< the last that has a point after it
  std::array<float, 3> low, high;        ///< where there may be skin
};

[[gnu::always_inline]] inline unsigned two_at(const std::uint8_t *place) {
  std::uint16_t both;
  std::memcpy(&both, place, sizeof(both));
  return both;
}

/// Rays beside each other of a line, on their way. Vectors are handed on by reference and all is
/// inlined: a function compiled without AVX2 cannot be given a vector of AVX2.
template <typename Register> struct Rays {
  using Floats = typename Register::Floats;
  using Ints = typename Register::Ints;
  static constexpr std::size_t lanes = sizeof(Floats) / sizeof(float);

  const Field &field;
  std::array<float, 3> from;
  struct Axis {
    Floats along, inverse, at;
    Ints cell;
  } axes[3];
  Floats first, last;

  [[gnu::always_inline]] Rays(const Field &where, const RayLine &line, std::size_t start)
      : field(where), from(line.from) {
    std::memcpy(&first, line.first_mm.data() + start, sizeof(first));
    last = Floats{} + 1e6F;
    for (std::size_t a = 0; a < 3; ++a) {
      Axis &axis = axes[a];
      std::memcpy(&axis.along, line.along[a].data() + start, sizeof(Floats));
      const Floats size = axis.along < 0 ? -axis.along : axis.along;
      axis.inverse = 1 / (size < 1e-9F ? Floats{} + 1e-9F : axis.along);
      const Floats to_low = (field.low[a] - from[a]) * axis.inverse,
                   to_high = (field.high[a] - from[a]) * axis.inverse;
      const Floats enters = to_low < to_high ? to_low : to_high,
                   leaves = to_low < to_high ? to_high : to_low;
      first = first < enters ? enters : first;
      last = leaves < last ? leaves : last;
    }
  }

  [[gnu::always_inline]] static bool any(const Ints &which) {
    std::int32_t some = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane)
      some |= which[lane];
    return some != 0;
  }

  /// Goes to a distance, `aside` mm further along one axis; the cell there, or the nearest.
  [[gnu::always_inline]] void go(const Floats &mm, float aside, std::size_t aside_axis) {
    for (std::size_t a = 0; a < 3; ++a) {
      Axis &axis = axes[a];
      axis.at = from[a] + axis.along * mm + (a == aside_axis ? aside : 0.0F);
      const Ints cell = __builtin_convertvector(axis.at, Ints), none{};
      const Ints most = none + field.last_cell[a];
      axis.cell = cell < none ? none : cell > most ? most : cell;
    }
  }

  [[gnu::always_inline]] void find_cells(Ints &first_corner) const {
    first_corner = axes[0].cell + axes[1].cell * field.row + axes[2].cell * field.slice;
  }

  /// How solid it is there; 0 beside the grid.
  [[gnu::always_inline]] void read(Floats &value) const {
    Ints first_corner, pairs[4];
    find_cells(first_corner);
    std::int32_t corners[lanes], values[4][lanes];
    std::memcpy(corners, &first_corner, sizeof(corners));
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const std::uint8_t *corner = field.solid + corners[lane];
      values[0][lane] = static_cast<std::int32_t>(two_at(corner));
      values[1][lane] = static_cast<std::int32_t>(two_at(corner + field.row));
      values[2][lane] = static_cast<std::int32_t>(two_at(corner + field.slice));
      values[3][lane] = static_cast<std::int32_t>(two_at(corner + field.slice + field.row));
    }
    std::memcpy(pairs, values, sizeof(pairs));
    Floats parts[3], lines[4];
    Ints beside{};
    for (std::size_t a = 0; a < 3; ++a) {
      parts[a] = axes[a].at - __builtin_convertvector(axes[a].cell, Floats);
      beside |= (parts[a] < 0) | (parts[a] >= 1);
    }
    for (std::size_t n = 0; n < 4; ++n) {
      const Floats one = __builtin_convertvector(pairs[n] & 255, Floats),
                   two = __builtin_convertvector(pairs[n] >> 8, Floats);
      lines[n] = one + (two - one) * parts[0];
    }
    const Floats low = lines[0] + (lines[1] - lines[0]) * parts[1],
                 high = lines[2] + (lines[3] - lines[2]) * parts[1];
    value = beside ? Floats{} : low + (high - low) * parts[2];
  }

  /// What tells how to go on: whether a corner of the cell is solid, and how many blocks are clear.
  [[gnu::always_inline]] void look(const Ints &on_way, bool &may_be_skin, Ints &clear) const {
    Ints first_corner;
    find_cells(first_corner);
    const Ints block = (axes[0].cell >> 2) + (axes[1].cell >> 2) * field.block_row +
                       (axes[2].cell >> 2) * field.block_slice;
    std::int32_t corners[lanes], blocks[lanes], found[lanes], wanted[lanes];
    std::memcpy(wanted, &on_way, sizeof(wanted));
    std::memcpy(corners, &first_corner, sizeof(corners));
    std::memcpy(blocks, &block, sizeof(blocks));
    unsigned any_corner = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      found[lane] = field.clear[blocks[lane]];
      const bool is_near = found[lane] == 0 && wanted[lane] != 0;
      // Far from the skin nothing is read that is not at hand.
      const std::uint8_t *corner = field.solid + (is_near ? corners[lane] : 0);
      const unsigned all = two_at(corner) | two_at(corner + field.row) |
                           two_at(corner + field.slice) | two_at(corner + field.slice + field.row);
      any_corner |= is_near ? all : 0U;
    }
    std::memcpy(&clear, found, sizeof(clear));
    may_be_skin = (any_corner & 0x8080U) != 0; // solid is 128 and more
  }

  /// The whole millimetre with which the clear blocks end.
  [[gnu::always_inline]] void leave(const Ints &clear, Ints &mm) const {
    Floats soonest = Floats{} + 1e6F;
    for (std::size_t a = 0; a < 3; ++a) {
      const Ints block = axes[a].cell >> 2;
      const Ints wall = axes[a].inverse > 0 ? block + clear : block - clear + 1;
      const Floats at =
          (__builtin_convertvector(wall * SkinBlocks::side, Floats) - from[a]) * axes[a].inverse;
      soonest = at < soonest ? at : soonest;
    }
    mm = __builtin_convertvector(soonest, Ints);
  }

  /// The first whole millimetre at which it is solid; 0: there is none.
  [[gnu::always_inline]] void meet(Ints &met) {
    const Ints end = __builtin_convertvector(last, Ints);
    Ints mm = __builtin_convertvector(first < last ? first : last, Ints) + 1;
    met = Ints{};
    Ints on_way = (first < last) & (mm <= end);
    while (any(on_way)) {
      go(__builtin_convertvector(mm, Floats), 0, 0);
      bool may_be_skin = false;
      Ints clear, beyond;
      look(on_way, may_be_skin, clear);
      if (may_be_skin) {
        Floats here;
        read(here);
        const Ints here_now = (here >= Surface::skin) & on_way;
        met = here_now ? mm : met;
        on_way &= ~here_now;
      }
      leave(clear, beyond);
      mm = (((clear > 0) & (beyond > mm)) ? beyond : mm) + 1;
      on_way &= mm <= end;
    }
  }

  [[gnu::always_inline]] void finish(const Ints &met, RayLine &line, std::size_t start) {
    Floats high = __builtin_convertvector(met, Floats), low = high - 1, before, after, value;
    go(high, 0, 0);
    read(after);
    go(low, 0, 0);
    read(before);
    for (int turn = 0; turn < 3; ++turn) {
      const Floats middle = 0.5F * (low + high);
      go(middle, 0, 0);
      read(value);
      const Ints is_solid = value >= Surface::skin;
      high = is_solid ? middle : high;
      after = is_solid ? value : after;
      low = is_solid ? low : middle;
      before = is_solid ? before : value;
    }
    const Floats depth =
        after > before ? high - (high - low) * ((after - Surface::skin) / (after - before)) : high;
    for (std::size_t a = 0; a < 3; ++a) {
      Floats back, forth;
      go(depth, -1, a);
      read(back);
      go(depth, 1, a);
      read(forth);
      back -= forth;
      std::memcpy(line.outward[a].data() + start, &back, sizeof(back));
    }
    const Floats told = met > 0 ? depth : Floats{} - 1;
    std::memcpy(line.depth_mm.data() + start, &told, sizeof(told));
  }
};

template <typename Register>
[[gnu::always_inline]] inline void cast_all(const Field &field, RayLine &line) {
  constexpr std::size_t lanes = Rays<Register>::lanes;
  for (std::size_t start = 0; start < line.first_mm.size(); start += lanes) {
    bool is_wanted = false;
    for (std::size_t lane = 0; lane < lanes; ++lane)
      is_wanted = is_wanted || line.first_mm[start + lane] != RayLine::never;
    if (!is_wanted) continue;
    Rays<Register> rays(field, line, start);
    typename Register::Ints met;
    rays.meet(met);
    if (Rays<Register>::any(met)) rays.finish(met, line, start);
  }
}

void with_any(const Field &field, RayLine &line) {
  cast_all<Narrow>(field, line);
}

#ifdef __x86_64__
// Without FMA, which would round otherwise.
[[gnu::target("avx2")]] void with_avx2(const Field &field, RayLine &line) {
  cast_all<Wide>(field, line);
}
#endif

} // namespace

RayLine::RayLine(int width) {
  const std::size_t room =
      (static_cast<std::size_t>(width) + most_lanes - 1) / most_lanes * most_lanes;
  for (std::size_t a = 0; a < 3; ++a) {
    along[a].resize(room);
    outward[a].resize(room);
  }
  first_mm.assign(room, never);
  depth_mm.assign(room, -1);
}

void RayLine::cast(const Surface &surface, const SkinBlocks &blocks) {
  const auto &size = surface.grid.size;
  Field field{.solid = surface.solid.data(),
              .clear = blocks.clear(),
              .row = size[0],
              .slice = size[0] * size[1],
              .block_row = blocks.size()[0],
              .block_slice = blocks.size()[0] * blocks.size()[1],
              .last_cell = {},
              .low = {},
              .high = {}};
  for (std::size_t a = 0; a < 3; ++a) {
    field.last_cell[a] = size[a] - 2;
    field.low[a] = std::max(static_cast<float>(surface.low[a] - 3), 1e-3F);
    field.high[a] =
        std::min(static_cast<float>(surface.high[a] + 2), static_cast<float>(size[a] - 1) - 1e-3F);
  }
  std::fill(depth_mm.begin(), depth_mm.end(), -1.0F);
  if (*std::min_element(size.begin(), size.end()) < 2) return;
#ifdef __x86_64__
  static const bool is_wide = __builtin_cpu_supports("avx2");
  if (is_wide) return with_avx2(field, *this);
#endif
  with_any(field, *this);
}

} // namespace curate::face
