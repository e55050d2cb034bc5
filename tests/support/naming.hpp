#pragma once

#include "tests/support/header.hpp"

namespace curate::support {

/// How files are named.
enum class Naming {
  numbered,  ///< IM0001, IM0002, ... through the whole visit
  uid,       ///< the SOP Instance UID, without extension
  extension, ///< 0007/00001.dcm: series, instance
};

/// Hands out names for the files of one visit.
class NameGiver {
public:
  NameGiver(std::string folder, Naming naming) : folder_(std::move(folder)), naming_(naming) {}
  std::string next(const SeriesRun &run, const Shot &shot, const std::string &uid);

private:
  std::string folder_;
  Naming naming_;
  int count_ = 0;
};

} // namespace curate::support
