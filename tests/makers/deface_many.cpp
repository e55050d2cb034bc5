// Takes the faces of made heads that are turned, scaled, cut, inverted, noisy and unevenly bright,
// and holds each verdict to the truth. Usage: deface_many FIRST COUNT; one line a case, then what
// came of them. Fails where anything is wrong.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>

#include "tests/face/judged.hpp"

using namespace curate;
using support::Head;

int main(int count, char **arguments) {
  if (count != 3) return 2;
  const int first = std::atoi(arguments[1]), last = first + std::atoi(arguments[2]);
  auto atlas = face::installed_atlas();
  if (!atlas) return 1;
  face::Defacer defacer(std::make_shared<const face::PreparedAtlas>(std::move(*atlas)));
  face::Detector detector;
  std::map<std::string, int> sums;
  std::optional<Head> head;
  std::uint64_t of_seed = 0;
  for (int number = first; number < last; ++number) {
    if (const auto traits = support::traits_of_turned(number); traits.seed != of_seed) {
      head.emplace(traits);
      of_seed = traits.seed;
    }
    const auto made = support::turned_head_of(*head, number);
    const face::Defaced defaced = defacer.deface({made.values, made.grid});
    const std::string result = face::judged(*head, made, defaced, detector);
    double off_mm = 0; // the eye that was placed worse
    for (const bool is_left : {false, true})
      if (defaced.removal)
        off_mm = std::max(
            off_mm, length((is_left ? defaced.removal->left_eye_ras_mm
                                    : defaced.removal->right_eye_ras_mm) -
                           made.to_head.inverse()->apply(head->eyes_ras_mm()[is_left ? 1 : 0])));
    std::printf("%d\t%s\t%s\teyes %.0f mm off, before %.2f, after %.2f, by %s, widened %d\n",
                number, made.what.c_str(), result.c_str(), off_mm,
                defaced.verdict.score_before.value_or(-9), defaced.verdict.score_after.value_or(-9),
                std::string(name_of(defaced.verdict.placed_by)).c_str(), defaced.verdict.widened);
    std::fflush(stdout);
    ++sums[result.substr(0, result.find(" ("))];
  }
  for (const auto &[result, number] : sums)
    std::printf("%4d %s\n", number, result.c_str());
  return std::ranges::any_of(sums, [](const auto &sum) { return sum.first.starts_with("WRONG"); });
}
