#include <array>
#include <libcurate/face/right_angles.hpp>

namespace curate::face {

std::vector<Affine> right_angle_turns() {
  // Of every axis order and signs, those of determinant 1.
  constexpr std::array<std::array<std::size_t, 3>, 6> orders{
      {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {0, 2, 1}, {1, 0, 2}, {2, 1, 0}}};
  std::vector<Affine> turns;
  for (const auto &order : orders)
    for (unsigned signs = 0; signs < 8; ++signs) {
      Affine turn;
      for (std::size_t row = 0; row < 3; ++row)
        turn.m[row][order[row]] = (signs >> row) & 1U ? -1 : 1;
      if (turn.determinant() > 0) turns.push_back(turn);
    }
  return turns;
}

} // namespace curate::face
