#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/nifti/gradients.hpp>

namespace curate::nifti {
namespace {

std::string rounded(double value) {
  return base::shortest(std::round(value * 1e6) / 1e6 + 0.0); // + 0: no "-0"
}

} // namespace

std::string bval_text(const std::vector<double> &b_values_s_per_mm2) {
  std::vector<std::string> words;
  for (const double b : b_values_s_per_mm2)
    words.push_back(rounded(b));
  return base::join(words, " ") + "\n";
}

std::string bvec_text(const std::vector<Vec3> &directions) {
  std::string out;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    std::vector<std::string> words;
    for (const Vec3 &direction : directions)
      words.push_back(rounded(direction[axis]));
    out += base::join(words, " ") + "\n";
  }
  return out;
}

} // namespace curate::nifti
