#include <algorithm>
#include <cmath>
#include <libcurate/face/eyeballs.hpp>
#include <libcurate/face/resample.hpp>

namespace curate::face {

namespace {

constexpr double step_mm = 2;
/// Source: axial length of the eye 22 to 27 mm; fat and muscle stand around it.
constexpr double inside_mm = 9, shell_from_mm = 14, shell_to_mm = 17.5;
/// How far both are looked for together, and each beside that.
constexpr int together_steps = 6, beside_steps = 3;
/// Each must stand out by so much; measured on made and real heads.
constexpr double least = 1.3;
/// Eyes lie so far apart as the atlas's do, but for this part.
constexpr double most_off = 0.22;

/// The steps within a ball's inside or its shell, as steps in the picture.
class Ball {
public:
  Ball(const Image &image, const Vec3 &forward) : image_(image) {
    const auto reach = static_cast<int>(shell_to_mm / step_mm) + 1;
    const std::ptrdiff_t row = image.grid.size[0], slice = row * image.grid.size[1];
    for (int k = -reach; k <= reach; ++k)
      for (int j = -reach; j <= reach; ++j)
        for (int i = -reach; i <= reach; ++i) {
          const Vec3 off{step_mm * i, step_mm * j, step_mm * k};
          const double mm = length(off);
          const bool is_before = dot(off, forward) > 0.3 * mm;
          if (mm <= inside_mm)
            inside_.push_back(k * slice + j * row + i);
          else if (mm >= shell_from_mm && mm <= shell_to_mm && !is_before)
            shell_.push_back(k * slice + j * row + i);
        }
    reach_ = reach;
  }

  /// By how many deviations the inside differs from the shell; 0 where the picture ends.
  double stands_out(const std::array<int, 3> &index) const {
    for (std::size_t a = 0; a < 3; ++a)
      if (index[a] < reach_ || index[a] + reach_ >= image_.grid.size[a]) return 0;
    const float *middle = image_.values.data() +
                          (static_cast<std::ptrdiff_t>(index[2]) * image_.grid.size[1] + index[1]) *
                              image_.grid.size[0] +
                          index[0];
    const auto measured = [middle](const std::vector<std::ptrdiff_t> &offsets) {
      double sum = 0, squares = 0;
      for (const std::ptrdiff_t offset : offsets) {
        const auto value = static_cast<double>(middle[offset]);
        sum += value;
        squares += value * value;
      }
      const auto count = static_cast<double>(offsets.size());
      const double mean = sum / count;
      return std::pair{mean, std::max(0.0, squares / count - mean * mean)};
    };
    const auto [in, in_spread] = measured(inside_);
    const auto [out, out_spread] = measured(shell_);
    const double spread = std::sqrt(in_spread + 0.25 * out_spread);
    return spread > 0 ? std::abs(in - out) / spread : 0;
  }

private:
  const Image &image_;
  std::vector<std::ptrdiff_t> inside_, shell_;
  int reach_ = 0;
};

std::array<int, 3> index_of(const Image &image, const Vec3 &ras_mm) {
  const Vec3 first = image.grid.index_to_ras_mm.column(3);
  std::array<int, 3> index{};
  for (std::size_t a = 0; a < 3; ++a)
    index[a] =
        static_cast<int>(std::clamp(std::round((ras_mm[a] - first[a]) / step_mm), -1e6, 1e6));
  return index;
}

/// Calls `act` with every shift of at most so many steps in length.
void each_shift(int steps, const auto &act) {
  for (int k = -steps; k <= steps; ++k)
    for (int j = -steps; j <= steps; ++j)
      for (int i = -steps; i <= steps; ++i)
        if (i * i + j * j + k * k <= steps * steps) act(std::array{i, j, k});
}

std::array<int, 3> moved(const std::array<int, 3> &index, const std::array<int, 3> &shift) {
  return {index[0] + shift[0], index[1] + shift[1], index[2] + shift[2]};
}

struct Found {
  std::array<std::array<int, 3>, 2> at{};
  double least = 0; ///< of the two
};

Found near_one(const Ball &ball, const std::array<std::array<int, 3>, 2> &thought) {
  const auto both_at = [&](const std::array<int, 3> &shift) {
    // Far from where they were thought less is believed.
    constexpr double far_mm = 16;
    const double mm2 =
        step_mm * step_mm * (shift[0] * shift[0] + shift[1] * shift[1] + shift[2] * shift[2]);
    return std::min(ball.stands_out(moved(thought[0], shift)),
                    ball.stands_out(moved(thought[1], shift))) *
           std::exp(-mm2 / (2 * far_mm * far_mm));
  };
  double best = 0;
  std::array<int, 3> together{};
  each_shift(together_steps, [&](const std::array<int, 3> &shift) {
    if (const double one = both_at(shift); one > best) best = one, together = shift;
  });
  Found found{{}, 1e300};
  for (std::size_t eye = 0; eye < 2; ++eye) {
    double most = 0;
    const auto from = moved(thought[eye], together);
    each_shift(beside_steps, [&](const std::array<int, 3> &shift) {
      const double one = ball.stands_out(moved(from, shift));
      if (one > most) most = one, found.at[eye] = moved(from, shift);
    });
    found.least = std::min(found.least, most);
  }
  return found;
}

} // namespace

std::optional<Eyes> eyeballs_near(const ImageView &view, std::span<const Eyes> thought,
                                  const Vec3 &forward, double apart_mm) {
  const Image image = resampled(view, step_mm);
  if (image.values.empty()) return {};
  const Ball ball(image, forward);
  std::optional<Eyes> best;
  double most = least;
  for (const Eyes &eyes : thought) {
    const Found found = near_one(ball, {index_of(image, eyes[0]), index_of(image, eyes[1])});
    Eyes at{};
    for (std::size_t eye = 0; eye < 2; ++eye)
      at[eye] = image.grid.index_to_ras_mm.apply(
          {1.0 * found.at[eye][0], 1.0 * found.at[eye][1], 1.0 * found.at[eye][2]});
    const double off = std::abs(length(at[0] - at[1]) / apart_mm - 1);
    if (found.least < most || off > most_off) continue;
    most = found.least;
    best = at;
  }
  return best;
}

} // namespace curate::face
