// What identifies a person cannot be printed.
#include <fmt/format.h>
#include <libcurate/deid/known_values.hpp>

std::string told(const curate::deid::KnownValues &known) {
#ifdef MUST_NOT_COMPILE
  return fmt::format("{}", known.values());
#else
  return fmt::format("{}", known.values().reveal()->size());
#endif
}
