#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/integrity/random.hpp>
#include <libcurate/integrity/sealed.hpp>
#include <libcurate/integrity/signature.hpp>

#include <array>
#include <memory>
#include <openssl/evp.h>

namespace curate::integrity {

namespace {

constexpr std::string_view header = "curate sealed 1";
// Source: RFC 7914, 2, and the cost that its author gives for files at rest.
constexpr std::uint64_t scrypt_n = std::uint64_t{1} << 17, scrypt_r = 8, scrypt_p = 1;
constexpr std::uint64_t scrypt_memory_bytes = std::uint64_t{256} << 20;
constexpr std::size_t salt_bytes = 32, nonce_bytes = 12, tag_bytes = 16;

using Key = std::array<unsigned char, 32>;
using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char *raw(std::string_view text) {
  return reinterpret_cast<const unsigned char *>(text.data());
}
unsigned char *raw(std::string &text) {
  return reinterpret_cast<unsigned char *>(text.data());
}

void demand(bool worked) {
  if (!worked) throw SystemError("OpenSSL cannot seal on this machine");
}

Key key_of(const Secret<std::string> &passphrase, std::string_view salt) {
  Key key{};
  const std::string &words = passphrase.reveal();
  demand(EVP_PBE_scrypt(words.data(), words.size(), raw(salt), salt.size(), scrypt_n, scrypt_r,
                        scrypt_p, scrypt_memory_bytes, key.data(), key.size()) == 1);
  return key;
}

std::string random_text(std::size_t length) {
  std::string text(length, '\0');
  random_bytes(std::as_writable_bytes(std::span(text)));
  return text;
}

std::string as_line(std::string_view bytes) {
  return base64(std::as_bytes(std::span(bytes))) + "\n";
}

} // namespace

std::string sealed(const Secret<std::string> &bytes, const Secret<std::string> &passphrase) {
  const std::string salt = random_text(salt_bytes), nonce = random_text(nonce_bytes);
  const Key key = key_of(passphrase, salt);
  const std::string &plain = bytes.reveal();
  std::string cipher(plain.size(), '\0'), tag(tag_bytes, '\0');
  const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  int length = 0;
  demand(context && EVP_EncryptInit_ex(context.get(), EVP_chacha20_poly1305(), nullptr, key.data(),
                                       raw(std::string_view(nonce))) == 1);
  demand(EVP_EncryptUpdate(context.get(), raw(cipher), &length, raw(std::string_view(plain)),
                           static_cast<int>(plain.size())) == 1);
  demand(EVP_EncryptFinal_ex(context.get(), raw(cipher) + length, &length) == 1);
  demand(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tag_bytes, tag.data()) == 1);
  return std::string(header) + "\n" + as_line(salt) + as_line(nonce) + as_line(tag) +
         as_line(cipher);
}

Result<Secret<std::string>> unsealed(std::string_view text, const Secret<std::string> &passphrase) {
  const auto lines = base::split(base::trim(text), '\n');
  const auto part = [&](std::size_t i) {
    const auto bytes =
        i < lines.size() ? from_base64(base::trim(lines[i])) : Result<std::string>(problem("", ""));
    return bytes ? *bytes : std::string();
  };
  const std::string salt = part(1), nonce = part(2), cipher = part(4);
  std::string tag = part(3);
  if (lines.size() != 5 || base::trim(lines[0]) != header || salt.size() != salt_bytes ||
      nonce.size() != nonce_bytes || tag.size() != tag_bytes)
    return problem("SEALED-FORM", "this is no backup that curate wrote", "take another copy of it");
  const Key key = key_of(passphrase, salt);
  std::string plain(cipher.size(), '\0');
  const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  int length = 0;
  demand(context && EVP_DecryptInit_ex(context.get(), EVP_chacha20_poly1305(), nullptr, key.data(),
                                       raw(std::string_view(nonce))) == 1);
  demand(EVP_DecryptUpdate(context.get(), raw(plain), &length, raw(std::string_view(cipher)),
                           static_cast<int>(cipher.size())) == 1);
  demand(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tag_bytes, tag.data()) == 1);
  if (EVP_DecryptFinal_ex(context.get(), raw(plain) + length, &length) != 1)
    return problem("SEALED-PASSPHRASE", "the passphrase is another, or the backup is damaged",
                   "try the passphrase again, or take another copy of the backup");
  return Secret<std::string>(std::move(plain));
}

} // namespace curate::integrity
