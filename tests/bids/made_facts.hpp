#pragma once

#include <libcurate/bids/naming_facts.hpp>
#include <string>

namespace curate::bids {

/// The facts of a plain picture with this protocol name; tests set the rest.
inline NamingFacts made_facts(const std::string &protocol) {
  NamingFacts facts;
  deid::NamingTexts texts;
  texts.protocol_name = texts.series_description = protocol;
  facts.texts = Secret<deid::NamingTexts>(texts);
  facts.scrubbed_protocol_name = facts.scrubbed_series_description = protocol;
  facts.series.modality = dicom::Modality::mr;
  facts.component = dicom::Component::magnitude;
  facts.slices = 40;
  facts.orientation_lps = {1, 0, 0, 0, 1, 0};
  return facts;
}

/// The bit of a scanning sequence.
inline std::uint8_t bit(dicom::ScanningSequence sequence) {
  return static_cast<std::uint8_t>(sequence);
}

} // namespace curate::bids
