// Takes the faces of made heads that are turned, scaled, cut, inverted, noisy and unevenly bright,
// and holds each verdict to the truth. Usage: deface_many FIRST COUNT; one line a case, then what
// came of them.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <libcurate/face/defacer.hpp>
#include <libcurate/face/locate.hpp>
#include <map>
#include <numbers>
#include <string>

#include "tests/support/head.hpp"
#include "tests/support/random.hpp"

namespace {

using namespace curate;
using support::Contrast;
using support::Head;
using support::Random;
using support::Tissue;

constexpr int cases_of_a_head = 6;

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

struct Case {
  std::vector<float> values;
  volume::Grid grid;
  Affine to_head; ///< RAS of the picture to RAS of the head
  std::string what;
};

void degrade(Case &made, bool is_inverted, Random &random) {
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

Case made_case(const Head &head, Random &random) {
  Case made;
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
  made.grid.index_to_ras_mm = support::centred_grid(made.grid.size, spacing, middle);
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
  support::add_noise(made.values, noise, true, random.next());
  char text[160];
  std::snprintf(text, sizeof text, "%s%s%s %.1f x %.1f x %.1f mm, scale %.2f, noise %.0f", name,
                is_inverted ? " inverted" : "", is_cropped ? " cropped" : "", spacing[0],
                spacing[1], spacing[2], std::cbrt(moved.determinant()), noise);
  made.what = text;
  return made;
}

/// Brain that a mask takes, but for the optic nerves and the cord, which the made head counts in.
std::size_t brain_taken(const Head &head, const Case &made, std::span<const std::uint8_t> mask) {
  constexpr double lowest_brain_mm = -65, orbit_mm = 30;
  const auto eyes = head.eyes_ras_mm();
  std::size_t taken = 0, at = 0;
  for (int k = 0; k < made.grid.size[2]; ++k)
    for (int j = 0; j < made.grid.size[1]; ++j)
      for (int i = 0; i < made.grid.size[0]; ++i, ++at) {
        if (mask[at] == 0) continue;
        const Vec3 place =
            made.to_head.apply(made.grid.index_to_ras_mm.apply({1.0 * i, 1.0 * j, 1.0 * k}));
        const Tissue tissue = head.at(place);
        if (tissue != Tissue::grey && tissue != Tissue::white && tissue != Tissue::deep_grey)
          continue;
        if (place[2] > lowest_brain_mm && length(place - eyes[0]) > orbit_mm &&
            length(place - eyes[1]) > orbit_mm)
          ++taken;
      }
  return taken;
}

/// Of nose, chin and eyes, those inside the picture that a mask leaves.
int left_of_face(const Head &head, const Case &made, std::span<const std::uint8_t> mask) {
  const auto to_index = made.grid.index_to_ras_mm.inverse(), to_picture = made.to_head.inverse();
  int left = 0;
  for (const Vec3 &point :
       {head.nose_tip_ras_mm(), head.chin_ras_mm(), head.eyes_ras_mm()[0], head.eyes_ras_mm()[1]}) {
    const Vec3 index = to_index->apply(to_picture->apply(point));
    std::size_t at = 0;
    bool inside = true;
    for (std::size_t a = 3; a-- > 0;) {
      const double nearest = std::round(index[a]);
      inside = inside && nearest >= 0 && nearest < made.grid.size[a];
      if (inside)
        at = at * static_cast<std::size_t>(made.grid.size[a]) + static_cast<std::size_t>(nearest);
    }
    if (inside && mask[at] == 0) ++left;
  }
  return left;
}

/// "removed", "refused FACE-...", or "WRONG ..." and why.
std::string judged(const Head &head, const Case &made, const face::Defaced &defaced,
                   face::Detector &detector) {
  const face::Verdict &verdict = defaced.verdict;
  if (verdict.outcome == face::Outcome::refused) return "refused " + verdict.code;
  if (verdict.outcome != face::Outcome::removed) return "WRONG: called " + verdict.code;
  if (const auto taken = brain_taken(head, made, defaced.mask); taken > 0)
    return "WRONG: brain taken (" + std::to_string(taken) + " voxels)";
  if (const int left = left_of_face(head, made, defaced.mask); left > 0)
    return "WRONG: parts of the face left (" + std::to_string(left) + ")";
  // Looked at anew, with thresholds of its own.
  std::vector<float> after = made.values;
  face::fill(after, made.grid, defaced.mask, *defaced.removal, face::Fill::background);
  const face::Search again = face::find_face({after, made.grid}, detector);
  if (again.face && again.face->score > 0) return "WRONG: a face is found in what is written";
  return "removed";
}

} // namespace

int main(int count, char **arguments) {
  if (count != 3) return 2;
  const int first = std::atoi(arguments[1]), last = first + std::atoi(arguments[2]);
  auto atlas = face::installed_atlas();
  if (!atlas) return 1;
  face::Defacer defacer(std::make_shared<const face::PreparedAtlas>(std::move(*atlas)));
  face::Detector detector;
  std::map<std::string, int> sums;
  std::optional<Head> head;
  int of_seed = -1;
  for (int number = first; number < last; ++number) {
    if (const int seed = 101 + number / cases_of_a_head; seed != of_seed) {
      head.emplace(support::Traits{.seed = static_cast<std::uint64_t>(seed)});
      of_seed = seed;
    }
    Random random(Random::mixed(static_cast<std::uint64_t>(number) + 7));
    const Case made = made_case(*head, random);
    const face::Defaced defaced = defacer.deface({made.values, made.grid});
    const std::string result = judged(*head, made, defaced, detector);
    std::printf("%d\t%s\t%s\tbefore %.2f, after %.2f, by %s, widened %d\n", number,
                made.what.c_str(), result.c_str(), defaced.verdict.score_before.value_or(-9),
                defaced.verdict.score_after.value_or(-9),
                std::string(name_of(defaced.verdict.placed_by)).c_str(), defaced.verdict.widened);
    std::fflush(stdout);
    ++sums[result.substr(0, result.find(" ("))];
  }
  for (const auto &[result, number] : sums)
    std::printf("%4d %s\n", number, result.c_str());
  return std::ranges::any_of(sums, [](const auto &sum) { return sum.first.starts_with("WRONG"); });
}
