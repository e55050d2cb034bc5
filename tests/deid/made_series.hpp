#pragma once

#include <libcurate/dicom/series.hpp>
#include <string>

namespace curate::deid {

/// A person of a test.
inline Secret<dicom::Identity> person(std::string id, std::string name = {},
                                      std::string birth_date = {}, std::string issuer = {}) {
  return Secret<dicom::Identity>(
      {std::move(id), std::move(issuer), std::move(name), std::move(birth_date), {}, {}});
}

/// A loaded series that holds nothing but who it is of.
inline dicom::LoadedSeries series_of(Secret<dicom::Identity> identity,
                                     dicom::SeriesTexts texts = {}) {
  dicom::LoadedSeries series;
  series.identity = std::move(identity);
  series.texts = Secret<dicom::SeriesTexts>(std::move(texts));
  series.dates = Secret<dicom::SeriesDates>({"20240305", "20240305", "20240305", {}, {}});
  return series;
}

} // namespace curate::deid
