#include <libcurate/base/error.hpp>
#include <libcurate/integrity/digest.hpp>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <unistd.h>
#include <vector>

namespace curate::integrity {

namespace {

void demand(bool worked) {
  if (!worked) throw SystemError("OpenSSL cannot compute SHA-256 on this machine");
}

} // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  demand(context_ != nullptr && EVP_DigestInit_ex(context_, EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() {
  EVP_MD_CTX_free(context_);
}

void Sha256::add(std::span<const std::byte> bytes) {
  demand(EVP_DigestUpdate(context_, bytes.data(), bytes.size()) == 1);
}

void Sha256::add(std::string_view text) {
  add(std::as_bytes(std::span(text)));
}

Digest Sha256::finish() {
  Digest digest;
  demand(EVP_DigestFinal_ex(context_, reinterpret_cast<unsigned char *>(digest.data()), nullptr) ==
         1);
  return digest;
}

Digest sha256(std::span<const std::byte> bytes) {
  Sha256 sum;
  sum.add(bytes);
  return sum.finish();
}

Digest sha256(std::string_view text) {
  return sha256(std::as_bytes(std::span(text)));
}

Digest sha256_of_file(const fs::path &path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  Sha256 sum;
  std::vector<std::byte> buffer(std::size_t{1} << 18);
  ssize_t got = descriptor < 0 ? -1 : 0;
  while (descriptor >= 0 && (got = ::read(descriptor, buffer.data(), buffer.size())) != 0) {
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) break;
    sum.add(std::span(buffer).first(static_cast<std::size_t>(got)));
  }
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (got < 0) throw InputError("cannot read " + path.string() + ": " + std::strerror(error));
  return sum.finish();
}

std::string hex(std::span<const std::byte> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::byte byte : bytes) {
    text += digits[std::to_integer<std::size_t>(byte >> 4)];
    text += digits[std::to_integer<std::size_t>(byte & std::byte{15})];
  }
  return text;
}

std::optional<Digest> digest_of_hex(std::string_view digits) {
  Digest digest;
  if (digits.size() != 2 * digest.size()) return {};
  const auto value_of = [](char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
  };
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const int high = value_of(digits[2 * i]), low = value_of(digits[2 * i + 1]);
    if (high < 0 || low < 0) return {};
    digest[i] = static_cast<std::byte>(16 * high + low);
  }
  return digest;
}

bool equal_in_constant_time(std::span<const std::byte> a, std::span<const std::byte> b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace curate::integrity
