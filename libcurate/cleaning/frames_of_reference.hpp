#pragma once

#include <libcurate/dicom/header.hpp>
#include <libcurate/dicom/instance.hpp>
#include <map>
#include <mutex>
#include <optional>

namespace curate::cleaning {

/// In which frame of reference the series of a run lie: pictures of one share their millimetres.
class FramesOfReference {
public:
  /// By several threads at once.
  void look_at(const dicom::Header &header, const dicom::Instance &instance);

  /// Nothing where the series does not say, or where its files say different ones.
  std::optional<dicom::Digest> of(const dicom::Instance &instance) const;

private:
  std::mutex mutex_;
  std::map<dicom::SeriesIds, std::optional<dicom::Digest>> places_;
};

} // namespace curate::cleaning
