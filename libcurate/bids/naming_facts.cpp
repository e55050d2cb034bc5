#include <libcurate/bids/naming_facts.hpp>

#include <cmath>

namespace curate::bids {

std::optional<std::string> direction_label(const NamingFacts &facts) {
  if (!facts.phase_encoding_direction) return std::nullopt;
  const auto &o = facts.orientation_lps;
  const Vec3 row{o[0], o[1], o[2]};
  const Vec3 column{o[3], o[4], o[5]};
  Vec3 way{};
  switch (*facts.phase_encoding_direction) {
  case volume::Direction::i:
    way = row;
    break;
  case volume::Direction::i_minus:
    way = row * -1.0;
    break;
  case volume::Direction::j:
    way = column * -1.0;
    break;
  case volume::Direction::j_minus:
    way = column;
    break;
  case volume::Direction::k:
  case volume::Direction::k_minus:
    return std::nullopt;
  }
  std::size_t axis = 0;
  for (std::size_t i = 1; i < 3; ++i)
    if (std::abs(way[i]) > std::abs(way[axis]) + 1e-9) axis = i;
  if (std::abs(way[axis]) < 0.5) return std::nullopt;
  static constexpr std::array<std::array<const char *, 2>, 3> labels = {
      {{"RL", "LR"}, {"AP", "PA"}, {"IS", "SI"}}};
  return labels.at(axis).at(way[axis] > 0 ? 0 : 1);
}

} // namespace curate::bids
