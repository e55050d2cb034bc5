#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/integrity/minisign.hpp>

#include <cstring>
#include <openssl/evp.h>

namespace curate::integrity {

namespace {

constexpr std::string_view untrusted = "untrusted comment: ";
constexpr std::string_view trusted = "trusted comment: ";
constexpr std::string_view our_comment = "signature from curate";
constexpr std::size_t algorithm_bytes = 2, id_bytes = 8, signature_bytes = 64;

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

// BLAKE2b with 64 bytes, no key.
std::array<std::byte, 64> blake2b_512(std::string_view message) {
  std::array<std::byte, 64> out;
  unsigned length = 0;
  if (EVP_Digest(message.data(), message.size(), reinterpret_cast<unsigned char *>(out.data()),
                 &length, EVP_blake2b512(), nullptr) != 1 ||
      length != out.size())
    throw SystemError("OpenSSL cannot compute BLAKE2b on this machine");
  return out;
}

template <std::size_t N>
void take(std::string_view bytes, std::size_t at, std::array<std::byte, N> &out) {
  std::memcpy(out.data(), bytes.data() + at, N);
}

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

std::string comment_of(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return std::string(line);
}

} // namespace

VerifyingKey verifying_key_of(const SigningKey &key) {
  return {key.public_key, key.id};
}

Result<VerifyingKey> read_public_key(std::string_view text) {
  const auto lines = base::split(base::trim(text), '\n');
  const auto bytes = lines.empty() || lines.size() > 2 ? Result<std::string>(problem("BASE64", ""))
                                                       : from_base64(base::trim(lines.back()));
  if (!bytes || bytes->size() != algorithm_bytes + id_bytes + 32 || bytes->substr(0, 2) != "Ed")
    return problem("KEY-NOT-PUBLIC", "this is no public key of minisign's form",
                   "ask whoever made the release for their signing.pub");
  VerifyingKey key;
  take(*bytes, algorithm_bytes, key.id);
  take(*bytes, algorithm_bytes + id_bytes, key.public_key);
  return key;
}

std::string text_of(const VerifyingKey &key) {
  std::string bytes = "Ed";
  bytes += text_of(key.id);
  bytes += text_of(key.public_key);
  return base64(bytes_of(bytes));
}

std::string minisign_text(const SigningKey &key, std::string_view message,
                          std::string_view trusted_comment) {
  const auto signature = sign(key, blake2b_512(message));
  std::string head = "ED", whole(text_of(signature));
  head += text_of(key.id);
  head += text_of(signature);
  whole += trusted_comment;
  return std::string(untrusted) + std::string(our_comment) + "\n" + base64(bytes_of(head)) + "\n" +
         std::string(trusted) + std::string(trusted_comment) + "\n" +
         base64(sign(key, bytes_of(whole))) + "\n";
}

Result<std::string> verify_minisign(const VerifyingKey &key, std::string_view message,
                                    std::string_view signature_text) {
  const auto no_form = problem("SIGNATURE-FORM", "the signature is no text of minisign's form",
                               "download the release again");
  const auto lines = base::split(base::trim(signature_text), '\n');
  if (lines.size() != 4 || !lines[0].starts_with(untrusted) || !lines[2].starts_with(trusted))
    return no_form;
  const auto head = from_base64(base::trim(lines[1])), whole = from_base64(base::trim(lines[3]));
  if (!head || head->size() != algorithm_bytes + id_bytes + signature_bytes || !whole ||
      whole->size() != signature_bytes)
    return no_form;
  const bool is_prehashed = head->starts_with("ED");
  if (!is_prehashed && !head->starts_with("Ed")) return no_form;
  KeyId id;
  take(*head, algorithm_bytes, id);
  if (id != key.id)
    return problem("SIGNATURE-OTHER-KEY", "the signature was made with another key",
                   "ask whoever made the release which key is theirs");
  Signature of_message, of_all;
  take(*head, algorithm_bytes + id_bytes, of_message);
  take(*whole, 0, of_all);
  const std::string comment = comment_of(std::string_view(lines[2]).substr(trusted.size()));
  const bool is_right = is_prehashed ? verify(key.public_key, blake2b_512(message), of_message)
                                     : verify(key.public_key, bytes_of(message), of_message);
  const std::string all = std::string(text_of(of_message)) + comment;
  if (!is_right || !verify(key.public_key, bytes_of(all), of_all))
    return problem("SIGNATURE-WRONG", "the signature is not the key's for what was signed",
                   "do not use the release: download it again, or ask whoever made it");
  return comment;
}

bool is_as_written(std::string_view signature_text) {
  const auto lines = base::split(signature_text, '\n');
  return lines.size() == 5 && lines[0] == std::string(untrusted) + std::string(our_comment) &&
         from_base64(lines[1]) && from_base64(lines[3]) && !lines[2].ends_with('\r') &&
         lines[4].empty();
}

} // namespace curate::integrity
