// A secret cannot become a JSON value.
#include <libcurate/base/secret.hpp>
#include <libcurate/json/value.hpp>
#include <string>

curate::json::Value value_of(const curate::Secret<std::string> &secret) {
#ifdef MUST_NOT_COMPILE
  return curate::json::Value(secret);
#else
  return curate::json::Value(secret.reveal());
#endif
}
