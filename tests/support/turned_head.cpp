#include "tests/support/turned_head.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

namespace curate::support {

namespace {

/// Turns by up to 25 degrees about some axis, and scales by 0.85 to 1.1: head to picture.
Affine movement(Random &random) {
  const Vec3 axis = unit({random.normal(), random.normal(), random.normal() + 1e-3});
  const double angle = random.between(-25, 25) * std::numbers::pi / 180,
               scale = random.between(0.85, 1.1);
  Affine moved;
  for (std::size_t c = 0; c < 3; ++c) {
    Vec3 e{};
    e[c] = 1;
    // Source: Rodrigues' formula.
    const Vec3 turned = e * std::cos(angle) + cross(axis, e) * std::sin(angle) +
                        axis * (dot(axis, e) * (1 - std::cos(angle)));
    moved.set_column(c, turned * scale);
  }
  moved.set_column(3, {random.between(-8, 8), random.between(-8, 8), random.between(-8, 8)});
  return moved;
}

void degrade(TurnedHead &made, bool is_inverted, Random &random) {
  const float most = *std::ranges::max_element(made.values);
  const Vec3 slope{random.between(-0.3, 0.3), random.between(-0.3, 0.3), random.between(-0.3, 0.3)};
  std::size_t at = 0;
  for (int k = 0; k < made.grid.size[2]; ++k)
    for (int j = 0; j < made.grid.size[1]; ++j)
      for (int i = 0; i < made.grid.size[0]; ++i, ++at) {
        float &value = made.values[at];
        // Air stays dark: what is inverted is the tissue.
        if (is_inverted && value > 0.06F * most) value = 1.1F * most - value;
        const double uneven = slope[0] * (2.0 * i / made.grid.size[0] - 1) +
                              slope[1] * (2.0 * j / made.grid.size[1] - 1) +
                              slope[2] * (2.0 * k / made.grid.size[2] - 1);
        value = static_cast<float>(value * std::exp(uneven));
      }
}

} // namespace

TurnedHead turned_head(const Head &head, Random &random) {
  TurnedHead made;
  const Affine moved = movement(random);
  made.to_head = moved.inverse().value();
  Vec3 spacing{random.between(1, 2), random.between(1, 2), random.between(1, 2)};
  const auto thick = static_cast<std::size_t>(random.between(0, 3));
  spacing[thick] = random.between(1, 5);
  Vec3 extent{210, 250, 270}, middle{0, -10, -35};
  const bool is_cropped = random.uniform() < 0.3;
  if (is_cropped) { // from below, or from the side
    const double cut = random.between(10, 60);
    extent[2] -= cut, middle[2] += cut / 2;
    const double side = random.between(0, 50);
    extent[0] -= side, middle[0] += random.uniform() < 0.5 ? side / 4 : -side / 4;
  }
  for (std::size_t a = 0; a < 3; ++a)
    made.grid.size[a] = static_cast<int>(extent[a] / spacing[a]);
  made.grid.index_to_ras_mm = centred_grid(made.grid.size, spacing, middle);
  constexpr std::array contrasts{std::pair{Contrast::t1w, "t1w"}, std::pair{Contrast::t2w, "t2w"},
                                 std::pair{Contrast::pdw, "pdw"},
                                 std::pair{Contrast::flair, "flair"},
                                 std::pair{Contrast::gre_short, "gre"}};
  const auto &[contrast, name] =
      contrasts[static_cast<std::size_t>(random.between(0, contrasts.size()))];
  const bool is_inverted = random.uniform() < 0.2;
  made.values =
      head.signal({.contrast = contrast}, made.to_head * made.grid.index_to_ras_mm, made.grid.size);
  degrade(made, is_inverted, random);
  const double noise = random.between(2, 40);
  add_noise(made.values, noise, true, random.next());
  char text[160];
  std::snprintf(text, sizeof text, "%s%s%s %.1f x %.1f x %.1f mm, scale %.2f, noise %.0f", name,
                is_inverted ? " inverted" : "", is_cropped ? " cropped" : "", spacing[0],
                spacing[1], spacing[2], std::cbrt(moved.determinant()), noise);
  made.what = text;
  return made;
}

TurnedHead turned_head_of(const Head &head, int number) {
  Random random(Random::mixed(static_cast<std::uint64_t>(number) + 7));
  return turned_head(head, random);
}

Traits traits_of_turned(int number) {
  constexpr int pictures_of_a_head = 6;
  return {.seed = static_cast<std::uint64_t>(101 + number / pictures_of_a_head)};
}

} // namespace curate::support
