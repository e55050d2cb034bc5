#pragma once

#include <cmath>
#include <libcurate/face/defacer.hpp>
#include <libcurate/face/locate.hpp>
#include <string>

#include "tests/support/brain_of.hpp"
#include "tests/support/turned_head.hpp"

namespace curate::face {

using support::Head;
using support::TurnedHead;

/// How many voxels of the brain a mask takes.
inline std::size_t brain_taken(const Head &head, const TurnedHead &made,
                               std::span<const std::uint8_t> mask) {
  std::size_t taken = 0, at = 0;
  for (int k = 0; k < made.grid.size[2]; ++k)
    for (int j = 0; j < made.grid.size[1]; ++j)
      for (int i = 0; i < made.grid.size[0]; ++i, ++at)
        if (mask[at] != 0 &&
            support::is_brain(head, made.to_head.apply(made.grid.index_to_ras_mm.apply(
                                        {1.0 * i, 1.0 * j, 1.0 * k}))))
          ++taken;
  return taken;
}

/// Of nose, chin and eyes, those inside the picture that a mask leaves.
inline int left_of_face(const Head &head, const TurnedHead &made,
                        std::span<const std::uint8_t> mask) {
  const auto to_index = made.grid.index_to_ras_mm.inverse(), to_picture = made.to_head.inverse();
  int left = 0;
  for (const Vec3 &point :
       {head.nose_tip_ras_mm(), head.chin_ras_mm(), head.eyes_ras_mm()[0], head.eyes_ras_mm()[1]}) {
    const Vec3 index = to_index->apply(to_picture->apply(point));
    const auto at = voxel_at(index, made.grid);
    if (at && mask[*at] == 0) ++left;
  }
  return left;
}

/// "removed", "refused FACE-...", or "WRONG ..." and why.
inline std::string judged(const Head &head, const TurnedHead &made, const Defaced &defaced,
                          Detector &detector) {
  const Verdict &verdict = defaced.verdict;
  if (verdict.outcome == Outcome::refused) return "refused " + verdict.code;
  if (verdict.outcome != Outcome::removed) return "WRONG: called " + verdict.code;
  if (const auto taken = brain_taken(head, made, defaced.mask); taken > 0)
    return "WRONG: brain taken (" + std::to_string(taken) + " voxels)";
  if (const int left = left_of_face(head, made, defaced.mask); left > 0)
    return "WRONG: parts of the face left (" + std::to_string(left) + ")";
  // Looked at anew, with thresholds of its own: nothing may score, as in the second look itself.
  std::vector<float> after = made.values;
  fill(after, made.grid, defaced.mask, *defaced.removal, Fill::background);
  const Search again = find_face({after, made.grid}, detector);
  if (again.face && again.face->score > 0) return "WRONG: a face is found in what is written";
  return "removed";
}

} // namespace curate::face
