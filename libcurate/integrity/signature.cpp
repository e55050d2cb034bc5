#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/integrity/random.hpp>
#include <libcurate/integrity/signature.hpp>

#include <algorithm>
#include <cstring>
#include <memory>
#include <openssl/evp.h>

namespace curate::integrity {

namespace {

using Seed = Secret<std::array<std::byte, 32>>;
using Pkey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

constexpr std::string_view private_header = "curate signing key 1";

const unsigned char *raw(const std::byte *bytes) {
  return reinterpret_cast<const unsigned char *>(bytes);
}
unsigned char *raw(std::byte *bytes) {
  return reinterpret_cast<unsigned char *>(bytes);
}

void demand(bool worked) {
  if (!worked) throw SystemError("OpenSSL cannot compute Ed25519 on this machine");
}

Pkey private_key(const Seed &seed) {
  Pkey key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw(seed.reveal().data()), 32),
           &EVP_PKEY_free);
  demand(key != nullptr);
  return key;
}

template <std::size_t N> bool take(std::string_view line, std::array<std::byte, N> &out) {
  const auto bytes = from_base64(line);
  if (!bytes || bytes->size() != N) return false;
  std::memcpy(out.data(), bytes->data(), N);
  return true;
}

} // namespace

SigningKey make_signing_key() {
  std::array<std::byte, 32> seed;
  random_bytes(seed);
  SigningKey key{Seed(seed), {}, {}};
  key.public_key = public_key_of(key.seed);
  random_bytes(key.id);
  return key;
}

PublicKey public_key_of(const Seed &seed) {
  const Pkey key = private_key(seed);
  PublicKey out;
  std::size_t length = out.size();
  demand(EVP_PKEY_get_raw_public_key(key.get(), raw(out.data()), &length) == 1 &&
         length == out.size());
  return out;
}

Signature sign(const SigningKey &key, std::span<const std::byte> message) {
  const Pkey pkey = private_key(key.seed);
  const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  demand(context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, pkey.get()) == 1);
  Signature signature;
  std::size_t length = signature.size();
  demand(EVP_DigestSign(context.get(), raw(signature.data()), &length, raw(message.data()),
                        message.size()) == 1 &&
         length == signature.size());
  return signature;
}

bool verify(const PublicKey &key, std::span<const std::byte> message, const Signature &signature) {
  const Pkey pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(key.data()), 32),
                  &EVP_PKEY_free);
  const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (!pkey || !context) return false;
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey.get()) != 1) return false;
  return EVP_DigestVerify(context.get(), raw(signature.data()), signature.size(),
                          raw(message.data()), message.size()) == 1;
}

std::string public_key_text(const SigningKey &key) {
  // Two bytes for the algorithm, the id, the key.
  std::array<std::byte, 42> bytes{std::byte{'E'}, std::byte{'d'}};
  std::copy(key.id.begin(), key.id.end(), bytes.begin() + 2);
  std::copy(key.public_key.begin(), key.public_key.end(), bytes.begin() + 10);
  // minisign writes the id as a little-endian number, most significant digit first.
  KeyId shown = key.id;
  std::reverse(shown.begin(), shown.end());
  std::string id = hex(shown);
  for (char &c : id)
    if (c >= 'a') c = static_cast<char>(c - 32);
  return "untrusted comment: minisign public key " + id + "\n" + base64(bytes) + "\n";
}

Secret<std::string> private_key_text(const SigningKey &key) {
  return Secret<std::string>(std::string(private_header) + "\n" + base64(key.id) + "\n" +
                             base64(key.seed.reveal()) + "\n");
}

Result<SigningKey> read_private_key(const Secret<std::string> &text) {
  const auto lines = base::split(base::trim(text.reveal()), '\n');
  std::array<std::byte, 32> seed;
  SigningKey key;
  if (lines.size() != 3 || lines[0] != private_header || !take(lines[1], key.id) ||
      !take(lines[2], seed))
    return problem("KEY-DAMAGED", "the signing key is not as it was written",
                   "bring it back from its backup");
  key.seed = Seed(seed);
  key.public_key = public_key_of(key.seed);
  return key;
}

std::string base64(std::span<const std::byte> bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char *>(text.data()),
                                     raw(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

Result<std::string> from_base64(std::string_view text) {
  std::string bytes(3 * (text.size() / 4), '\0');
  const int length = text.size() % 4 != 0
                         ? -1
                         : EVP_DecodeBlock(reinterpret_cast<unsigned char *>(bytes.data()),
                                           reinterpret_cast<const unsigned char *>(text.data()),
                                           static_cast<int>(text.size()));
  if (length < 0) return problem("BASE64", "the text is not base64");
  // OpenSSL counts the padding as bytes.
  const auto padding = text.size() - std::min(text.size(), text.find_last_not_of('=') + 1);
  if (padding > 2) return problem("BASE64", "the text is not base64");
  bytes.resize(static_cast<std::size_t>(length) - padding);
  // Bits that stand for nothing must be zero: one text for the same bytes. Source: RFC 4648, 3.5.
  if (base64(std::as_bytes(std::span(bytes))) != text)
    return problem("BASE64", "the text is not base64");
  return bytes;
}

} // namespace curate::integrity
