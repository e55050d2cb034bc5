#pragma once

#include <libcurate/dicom/header.hpp>
#include <libcurate/dicom/instance.hpp>
#include <memory>
#include <string>
#include <unordered_map>

namespace curate::dicom {

/// Identities said so far, each kept once. Not for several threads.
class Identities {
public:
  /// Who the header says it is about.
  std::shared_ptr<const Secret<Identity>> of(const Dataset &root);

private:
  // By the bytes as they stand, so that each is decoded once.
  std::unordered_map<std::string, std::shared_ptr<const Secret<Identity>>> known_;
  std::string key_;
};

/// What a header says, but for where it comes from.
Instance first_look(const Header &header, Identities &identities);

} // namespace curate::dicom
