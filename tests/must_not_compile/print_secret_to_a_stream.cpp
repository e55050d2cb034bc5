// A secret cannot be written to a stream.
#include <libcurate/base/secret.hpp>
#include <ostream>
#include <string>

void print(std::ostream &out, const curate::Secret<std::string> &secret) {
#ifdef MUST_NOT_COMPILE
  out << secret;
#else
  out << secret.reveal();
#endif
}
