// A secret does not turn into its value by itself.
#include <libcurate/base/secret.hpp>
#include <string>

std::string text_of(const curate::Secret<std::string> &secret) {
#ifdef MUST_NOT_COMPILE
  return secret;
#else
  return secret.reveal();
#endif
}
