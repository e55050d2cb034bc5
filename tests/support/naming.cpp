#include "tests/support/naming.hpp"

#include <fmt/format.h>

namespace curate::support {

std::string NameGiver::next(const SeriesRun &run, const Shot &shot, const std::string &uid) {
  ++count_;
  switch (naming_) {
  case Naming::numbered:
    return fmt::format("{}/IM{:04}", folder_, count_);
  case Naming::uid:
    return fmt::format("{}/{}", folder_, uid);
  case Naming::extension:
    break;
  }
  return fmt::format("{}/{:04}/{:05}.dcm", folder_, run.series_number, shot.instance_number);
}

} // namespace curate::support
