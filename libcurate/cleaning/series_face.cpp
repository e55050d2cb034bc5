#include <libcurate/cleaning/series_face.hpp>

namespace curate::cleaning {

std::string_view name_of(SeriesFace::Verdict verdict) {
  using enum SeriesFace::Verdict;
  switch (verdict) {
  case not_asked:
    break;
  case removed:
    return "removed";
  case followed:
    return "followed";
  case none:
    return "none";
  case too_coarse:
    return "too coarse";
  case not_looked:
    return "not looked for";
  case refused:
    return "refused";
  }
  return {};
}

} // namespace curate::cleaning
