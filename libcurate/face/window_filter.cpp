#include <cstring>
#include <libcurate/face/window_filter.hpp>

namespace curate::face {

namespace {

constexpr std::size_t lanes = 8;
using Weights = std::array<float, GradientCells::window>;

/// Windows beside each other that a register holds.
struct Wide {
  typedef float Values __attribute__((vector_size(32)));
};
struct Narrow {
  typedef float Values __attribute__((vector_size(16)));
};

/// What a pass reads and writes: lines of `width` values, whole eights; `together` of these dlib
/// takes at once, so that it adds them up in three sums.
struct Pass {
  const float *in;
  std::size_t in_stride;
  float *out;
  std::size_t width, together;
  int lines;
};

/// Adds the weighted value.
template <typename Values>
[[gnu::always_inline]] inline void add(Values &sum, const float *value, float weight) {
  Values values;
  std::memcpy(&values, value, sizeof(values));
  sum += values * weight;
}

/// Each output the weighted sum of ten values, `step` apart, from its place in `in` on.
template <typename Register, bool joins>
[[gnu::always_inline]] inline void mix(const Pass &pass, std::size_t step, const Weights &weights) {
  using Values = typename Register::Values;
  for (int line = 0; line < pass.lines; ++line)
    for (std::size_t at = 0; at < pass.width; at += sizeof(Values) / sizeof(float)) {
      const float *in = pass.in + static_cast<std::size_t>(line) * pass.in_stride + at;
      Values sum{}, second{}, third{};
      if (at < pass.together) {
        for (std::size_t n = 0; n < 9; n += 3) {
          add(sum, in + n * step, weights[n]);
          add(second, in + (n + 1) * step, weights[n + 1]);
          add(third, in + (n + 2) * step, weights[n + 2]);
        }
        add(sum, in + 9 * step, weights[9]);
        sum += second + third;
      } else {
        for (std::size_t n = 0; n < 10; ++n)
          add(sum, in + n * step, weights[n]);
      }
      float *out = pass.out + static_cast<std::size_t>(line) * pass.width + at;
      if constexpr (joins) add(sum, out, 1);
      std::memcpy(out, &sum, sizeof(sum));
    }
}

template <typename Register>
[[gnu::always_inline]] inline void both(const Pass &across, const Pass &down,
                                        const Separable &weights) {
  mix<Register, false>(across, 1, weights.across);
  mix<Register, true>(down, down.width, weights.down);
}

using Both = void (*)(const Pass &, const Pass &, const Separable &);

void with_any(const Pass &across, const Pass &down, const Separable &weights) {
  both<Narrow>(across, down, weights);
}

#ifdef __x86_64__
// Without FMA, which would round otherwise.
[[gnu::target("avx2")]] void with_avx2(const Pass &across, const Pass &down,
                                       const Separable &weights) {
  both<Wide>(across, down, weights);
}

const Both best = __builtin_cpu_supports("avx2") ? with_avx2 : with_any;
#else
const Both best = with_any;
#endif

} // namespace

void WindowFilter::apply(const GradientCells &cells, std::span<const Separable> weights) {
  const auto columns = static_cast<std::size_t>(cells.columns);
  stride_ = (columns + lanes - 1) / lanes * lanes;
  fits_.assign(static_cast<std::size_t>(cells.rows) * stride_, 0);
  rows_.assign(static_cast<std::size_t>(cells.rows + GradientCells::margin) * stride_, 0);
  const std::size_t together = columns / lanes * lanes;
  // The lines beyond the picture stay 0.
  float *inner = rows_.data() + GradientCells::first * stride_;
  const Pass down{rows_.data(), stride_, fits_.data(), stride_, together, cells.rows};
  for (const Separable &one : weights) {
    const float *in = cells.plane(one.plane) + GradientCells::first * cells.stride;
    best({in, cells.stride, inner, stride_, together, cells.rows}, down, one);
  }
}

} // namespace curate::face
