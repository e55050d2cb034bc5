#include <libcurate/consent/access.hpp>

namespace curate::consent {

std::string_view name_of(Access access) {
  switch (access) {
  case Access::open:
    return "open";
  case Access::registered:
    return "registered";
  case Access::controlled:
    return "controlled";
  }
  return {};
}

std::optional<Access> access_of(std::string_view name) {
  for (const Access access : {Access::open, Access::registered, Access::controlled})
    if (name_of(access) == name) return access;
  return std::nullopt;
}

} // namespace curate::consent
