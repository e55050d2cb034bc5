#pragma once

#include <libcurate/deid/pseudonym.hpp>
#include <libcurate/dicom/header.hpp>
#include <libcurate/dicom/instance.hpp>
#include <map>
#include <mutex>
#include <string>

namespace curate::deid {

/// In which frame of reference the series of a run lie: pictures of one share their millimetres.
class FramesOfReference {
public:
  /// Without pseudonyms the names it gives are for the run alone, and must not be written.
  explicit FramesOfReference(const Pseudonyms *pseudonyms) : pseudonyms_(pseudonyms) {}

  /// By several threads at once.
  void look_at(const dicom::Header &header, const dicom::Instance &instance);
  /// What stands for the frame; empty where the series does not say, or its files say different
  /// ones.
  std::string of(const dicom::Instance &instance) const;

private:
  struct Place {
    dicom::Digest digest{};
    std::string name;
  };

  const Pseudonyms *pseudonyms_;
  std::mutex mutex_;
  std::map<dicom::SeriesIds, Place> places_;
};

} // namespace curate::deid
