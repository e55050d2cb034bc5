#include <libcurate/base/error.hpp>
#include <libcurate/integrity/hmac.hpp>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace curate::integrity {

Digest hmac_sha256(std::span<const std::byte> key, std::string_view data) {
  Digest digest;
  unsigned length = 0;
  const bool worked = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                           reinterpret_cast<const unsigned char *>(data.data()), data.size(),
                           reinterpret_cast<unsigned char *>(digest.data()), &length) != nullptr;
  if (!worked || length != digest.size())
    throw SystemError("OpenSSL cannot compute HMAC-SHA-256 on this machine");
  return digest;
}

} // namespace curate::integrity
