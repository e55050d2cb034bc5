#include "libcurate/legible/ink.hpp"

#include <algorithm>

namespace curate::legible {

Ink ink_in(const GreyPicture &picture, const TextBox &box, bool is_bright) {
  std::vector<int> values;
  for (int row = box.top; row < box.bottom; ++row)
    for (int column = box.left; column < box.right; ++column)
      values.push_back(is_bright ? picture.at(column, row) : 65535 - picture.at(column, row));
  if (values.empty()) return {};
  std::ranges::sort(values);
  // Letters cover a fifth to a third of their box: the ground is found well below, the ink above.
  const double ground = values[values.size() * 3 / 10], top = values[values.size() * 97 / 100];
  const double contrast = top - ground;
  if (contrast < 1) return {};
  const auto first = std::ranges::lower_bound(values, ground + contrast / 2,
                                              [](double a, double b) { return a < b; });
  const auto ink = static_cast<double>(values.end() - first);
  std::ptrdiff_t most = 0;
  for (auto low = first, high = first; low != values.end(); ++low) {
    while (high != values.end() && *high <= *low + 0.08 * contrast)
      ++high;
    most = std::max(most, high - low);
  }
  const auto same = static_cast<double>(most);
  return {same / ink, same / static_cast<double>(values.size())};
}

} // namespace curate::legible
