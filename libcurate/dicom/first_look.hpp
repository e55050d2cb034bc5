#pragma once

#include <libcurate/dicom/header.hpp>
#include <libcurate/dicom/instance.hpp>
#include <memory>
#include <string>
#include <unordered_map>

namespace curate::dicom {

/// Who and what files are about, as said so far: each kept once, that files in a row may share it.
/// Not for several threads.
class Identities {
public:
  /// Who the header says it is about.
  std::shared_ptr<const Secret<Identity>> of(const Dataset &root);
  /// Of what series: shared where the last header said the same.
  std::shared_ptr<const SeriesIds> series_of(const Dataset &root);

private:
  // By the bytes as they stand, so that each is decoded once.
  std::unordered_map<std::string, std::shared_ptr<const Secret<Identity>>> known_;
  std::string key_;
  std::shared_ptr<const SeriesIds> last_series_;
};

/// What a header says, but for where it comes from.
Instance first_look(const Header &header, Identities &identities);

} // namespace curate::dicom
