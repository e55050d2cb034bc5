#include "tests/support/known.hpp"

#include <libcurate/dicom/header.hpp>

namespace curate::support {

deid::KnownValues known_of(const dicom::Series &series) {
  deid::Gathering gathering;
  for (const auto &instance : series.instances)
    if (auto bytes = instance.source.read())
      if (const auto header =
              dicom::Header::parse(std::move(*bytes), dicom::Extent::until_pixel_data))
        gathering.look_at(*header, "one");
  return gathering.of("one");
}

deid::Scrubber scrubber_of(const dicom::Series &series) {
  static const deid::Vocabulary vocabulary;
  return {known_of(series), vocabulary};
}

} // namespace curate::support
