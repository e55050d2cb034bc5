#pragma once

#include <libcurate/deid/clean_series.hpp>
#include <libcurate/deid/pseudonym.hpp>
#include <libcurate/dicom/series.hpp>

namespace curate::deid {

/// What a CleanSeries holds; only `apply.cpp` fills it.
struct CleanSeries::State {
  dicom::SeriesFacts facts;
  std::vector<dicom::Frame> frames;
  std::vector<dicom::PixelSource> pixels; ///< where each frame's pixels lie; never shown
  CleanTexts texts;
  Secret<NamingTexts> naming_texts;
  std::string subject;
  SeriesTokens tokens;
  std::optional<std::string> shifted_acquisition_time;
  std::optional<int> age_years;
  Options options{Option::clean_descriptors};
  Findings findings;
};

} // namespace curate::deid
