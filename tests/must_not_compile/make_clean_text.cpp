// Only the scrubber makes clean text.
#include <libcurate/deid/scrub_text.hpp>

curate::deid::CleanText clean(const curate::deid::Scrubber &scrubber, const std::string &text) {
#ifdef MUST_NOT_COMPILE
  return curate::deid::CleanText(text);
#else
  return scrubber.free_text(text);
#endif
}
