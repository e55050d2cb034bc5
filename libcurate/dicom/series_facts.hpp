#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>
#include <libcurate/dicom/series.hpp>

namespace curate::dicom {

/// The facts about a series that the standard's attributes give, from its first frame; those of
/// vendors are added by `siemens::add_to`, `ge::add_to` and so on.
SeriesFacts series_facts_of(const FrameView &view);

/// The texts that the standard's attributes give.
SeriesTexts series_texts_of(const Dataset &root);

/// The dates and times of a series.
SeriesDates series_dates_of(const Dataset &root);

/// Years of an AS value ("045Y", "006M", "010W", "003D"). Source: DICOM PS3.5, 6.2.
std::optional<double> years_of_age(std::string_view value);

} // namespace curate::dicom
