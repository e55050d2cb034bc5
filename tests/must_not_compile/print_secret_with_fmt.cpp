// A secret cannot be formatted; what `reveal()` gives can.
#include <fmt/format.h>
#include <libcurate/base/secret.hpp>
#include <string>

std::string text_of(const curate::Secret<std::string> &secret) {
#ifdef MUST_NOT_COMPILE
  return fmt::format("{}", secret);
#else
  return fmt::format("{}", secret.reveal());
#endif
}
