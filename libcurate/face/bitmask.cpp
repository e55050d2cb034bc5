#include <algorithm>
#include <bit>
#include <libcurate/face/bitmask.hpp>
#include <numeric>

namespace curate::face {

Bitmask::Bitmask(const std::array<int, 3> &size)
    : size_(size), words_per_row_((static_cast<std::size_t>(size[0]) + 63) / 64),
      words_(words_per_row_ * static_cast<std::size_t>(size[1]) *
             static_cast<std::size_t>(size[2])) {}

Bitmask Bitmask::above(float bar, std::span<const float> values, const std::array<int, 3> &size) {
  Bitmask mask(size);
  const auto width = static_cast<std::size_t>(size[0]);
  const float *row = values.data();
  for (std::size_t start = 0; start < mask.words_.size();
       start += mask.words_per_row_, row += width)
    for (std::size_t first = 0; first < width; first += 64) {
      std::uint64_t word = 0;
      for (std::size_t bit = 0; bit < std::min<std::size_t>(64, width - first); ++bit)
        word |= std::uint64_t{row[first + bit] > bar} << bit;
      mask.words_[start + first / 64] = word;
    }
  return mask;
}

std::size_t Bitmask::count() const {
  std::size_t sum = 0;
  for (const std::uint64_t word : words_)
    sum += static_cast<std::size_t>(std::popcount(word));
  return sum;
}

/// One step of growing or shrinking. Along the row first (bits move by shifts), then with the rows
/// beside.
Bitmask Bitmask::combined(bool edges, bool grow) const {
  const auto mix = [grow](std::uint64_t a, std::uint64_t b) { return grow ? a | b : a & b; };
  Bitmask along(size_); // each point mixed with its two neighbours in the row
  const std::size_t n = words_per_row_;
  for (std::size_t start = 0; start < words_.size(); start += n)
    for (std::size_t w = 0; w < n; ++w) {
      const std::uint64_t here = words_[start + w];
      const std::uint64_t before = w > 0 ? words_[start + w - 1] >> 63 : 0;
      const std::uint64_t after = w + 1 < n ? words_[start + w + 1] << 63 : 0;
      along.words_[start + w] = mix(here, mix((here << 1) | before, (here >> 1) | after));
    }
  Bitmask out = along;
  const Bitmask &beside = edges ? along : *this;
  const auto take = [&](int j, int k, int other_j, int other_k, const Bitmask &from) {
    const bool inside = other_j >= 0 && other_k >= 0 && other_j < size_[1] && other_k < size_[2];
    const std::size_t to = row(j, k);
    for (std::size_t w = 0; w < n; ++w) {
      const std::uint64_t theirs = inside ? from.words_[row(other_j, other_k) + w] : 0;
      out.words_[to + w] = mix(out.words_[to + w], theirs);
    }
  };
  for (int k = 0; k < size_[2]; ++k)
    for (int j = 0; j < size_[1]; ++j) {
      for (const int step : {-1, 1}) {
        take(j, k, j + step, k, beside);
        take(j, k, j, k + step, beside);
        if (!edges) continue;
        take(j, k, j + step, k - 1, *this);
        take(j, k, j + step, k + 1, *this);
      }
    }
  if (grow && size_[0] % 64 != 0) {
    const std::uint64_t valid = (std::uint64_t{1} << (size_[0] % 64)) - 1;
    for (std::size_t start = 0; start < out.words_.size(); start += n)
      out.words_[start + n - 1] &= valid;
  }
  return out;
}

Bitmask Bitmask::without(const Bitmask &other) const {
  Bitmask out = *this;
  for (std::size_t w = 0; w < words_.size(); ++w)
    out.words_[w] &= ~other.words_[w];
  return out;
}

Bitmask Bitmask::eroded(bool edges) const {
  return combined(edges, false);
}
Bitmask Bitmask::dilated(bool edges) const {
  return combined(edges, true);
}
Bitmask Bitmask::opened() const {
  return eroded(true).eroded(false).dilated(false).dilated(true);
}

namespace {

/// A stretch of equal bits in one row.
struct Run {
  int first, end; ///< from first to before end
};

} // namespace

/// Runs of equal bits joined to bodies across neighbouring rows.
class Bodies {
public:
  /// Runs of `value`; rows of different k are joined only when `across_slices`.
  Bodies(const Bitmask &mask, bool value, bool across_slices) : mask_(mask) {
    const auto &size = mask.size_;
    for (int k = 0; k < size[2]; ++k)
      for (int j = 0; j < size[1]; ++j) {
        starts_.push_back(runs_.size());
        add_runs(j, k, value);
      }
    starts_.push_back(runs_.size());
    parent_.resize(runs_.size());
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    for (int k = 0; k < size[2]; ++k)
      for (int j = 0; j < size[1]; ++j) {
        if (j > 0) join_rows(number(j, k), number(j - 1, k));
        if (across_slices && k > 0) join_rows(number(j, k), number(j, k - 1));
      }
  }

  std::size_t body_of(std::size_t run) {
    while (parent_[run] != run) {
      parent_[run] = parent_[parent_[run]];
      run = parent_[run];
    }
    return run;
  }

  const std::vector<Run> &runs() const { return runs_; }
  /// Calls `f(run, j, k)` for each run in order.
  void each(const auto &f) const {
    for (int k = 0; k < mask_.size_[2]; ++k)
      for (int j = 0; j < mask_.size_[1]; ++j)
        for (std::size_t run = starts_[number(j, k)]; run < starts_[number(j, k) + 1]; ++run)
          f(run, j, k);
  }

private:
  std::size_t number(int j, int k) const {
    return static_cast<std::size_t>(k) * static_cast<std::size_t>(mask_.size_[1]) +
           static_cast<std::size_t>(j);
  }
  void add_runs(int j, int k, bool value) {
    const std::size_t start = mask_.row(j, k);
    const auto bits_at = [&](int i) {
      const std::uint64_t word = mask_.words_[start + (static_cast<std::size_t>(i) >> 6)];
      return (value ? word : ~word) >> (static_cast<unsigned>(i) & 63u);
    };
    const int width = mask_.size_[0];
    for (int i = 0; i < width;) {
      const std::uint64_t bits = bits_at(i);
      if (bits == 0) {
        i = (i | 63) + 1;
        continue;
      }
      i += std::countr_zero(bits);
      int end = i;
      while (end < width) {
        const int ones = std::countr_one(bits_at(end));
        end += ones;
        if (ones == 0 || (end & 63) != 0) break;
      }
      end = std::min(end, width);
      if (i < width) runs_.push_back({i, end});
      i = end;
    }
  }
  void join_rows(std::size_t a_row, std::size_t b_row) {
    std::size_t a = starts_[a_row], b = starts_[b_row];
    const std::size_t a_end = starts_[a_row + 1], b_end = starts_[b_row + 1];
    while (a < a_end && b < b_end) {
      if (runs_[a].first < runs_[b].end && runs_[b].first < runs_[a].end) {
        const std::size_t x = body_of(a), y = body_of(b);
        parent_[std::max(x, y)] = std::min(x, y);
      }
      if (runs_[a].end < runs_[b].end)
        ++a;
      else
        ++b;
    }
  }

  const Bitmask &mask_;
  std::vector<Run> runs_;
  std::vector<std::size_t> starts_, parent_;
};

Bitmask Bitmask::largest_body() const {
  Bodies bodies(*this, true, true);
  std::vector<std::size_t> points(bodies.runs().size());
  std::size_t best = 0;
  for (std::size_t run = 0; run < points.size(); ++run) {
    const Run &r = bodies.runs()[run];
    points[bodies.body_of(run)] += static_cast<std::size_t>(r.end - r.first);
  }
  for (std::size_t run = 0; run < points.size(); ++run)
    if (points[run] > points[best]) best = run;
  Bitmask out(size_);
  bodies.each([&](std::size_t run, int j, int k) {
    if (bodies.body_of(run) != best) return;
    for (int i = bodies.runs()[run].first; i < bodies.runs()[run].end; ++i)
      out.set(i, j, k);
  });
  return out;
}

Bitmask Bitmask::filled() const {
  Bodies gaps(*this, false, false);
  std::vector<bool> open(gaps.runs().size());
  gaps.each([&](std::size_t run, int j, int) {
    const Run &r = gaps.runs()[run];
    if (j == 0 || j == size_[1] - 1 || r.first == 0 || r.end == size_[0])
      open[gaps.body_of(run)] = true;
  });
  Bitmask out = *this;
  gaps.each([&](std::size_t run, int j, int k) {
    if (open[gaps.body_of(run)]) return;
    for (int i = gaps.runs()[run].first; i < gaps.runs()[run].end; ++i)
      out.set(i, j, k);
  });
  return out;
}

} // namespace curate::face
