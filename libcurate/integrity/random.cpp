#include <libcurate/base/error.hpp>
#include <libcurate/integrity/random.hpp>

#include <openssl/rand.h>

namespace curate::integrity {

void random_bytes(std::span<std::byte> out) {
  if (RAND_priv_bytes(reinterpret_cast<unsigned char *>(out.data()),
                      static_cast<int>(out.size())) != 1)
    throw SystemError("this machine has no random numbers to make keys of");
}

} // namespace curate::integrity
