#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/integrity/hmac.hpp>
#include <libcurate/integrity/random.hpp>
#include <libcurate/study/keys.hpp>

#include <cstring>
#include <fmt/format.h>

namespace curate::study {

namespace {

constexpr std::size_t largest_key_file_bytes = 4096;
constexpr auto others = fs::group_all | fs::others_all;

void restrict(const fs::path &path) {
  boost::system::error_code ignored; // told by close_to_others
  fs::permissions(path, fs::remove_perms | others, ignored);
}

void write_secret(const fs::path &path, std::string_view text) {
  base::write_file(path, text, base::Overwrite::no);
  restrict(path);
}

} // namespace

void make_keys(const fs::path &private_folder) {
  if (!fs::exists(private_folder / "key")) {
    std::array<std::byte, 32> key;
    integrity::random_bytes(key);
    write_secret(private_folder / "key",
                 std::string_view(reinterpret_cast<const char *>(key.data()), key.size()));
  }
  if (!fs::exists(private_folder / "signing.key"))
    write_secret(private_folder / "signing.key",
                 integrity::private_key_text(integrity::make_signing_key()).reveal());
  if (!fs::exists(private_folder / "signing.pub"))
    base::write_file(private_folder / "signing.pub",
                     integrity::public_key_text(read_signing_key(private_folder)),
                     base::Overwrite::no);
}

Key read_key(const fs::path &private_folder) {
  const fs::path file = private_folder / "key";
  if (!fs::exists(file))
    throw PolicyError("STUDY-KEY-MISSING",
                      "the study's key (private/key) is missing; a new key would split people in "
                      "two, so none is made: bring it back from its backup");
  const std::string text = base::read_file(file, largest_key_file_bytes);
  std::array<std::byte, 32> key;
  if (text.size() != key.size())
    throw PolicyError("STUDY-KEY-DAMAGED", "the study's key (private/key) does not have 32 bytes: "
                                           "bring it back from its backup");
  std::memcpy(key.data(), text.data(), key.size());
  return Key(key);
}

integrity::SigningKey read_signing_key(const fs::path &private_folder) {
  const fs::path file = private_folder / "signing.key";
  if (!fs::exists(file))
    throw PolicyError("STUDY-SIGNING-KEY-MISSING", "the signing key (private/signing.key) is "
                                                   "missing: bring it back from its backup");
  auto key = integrity::read_private_key(
      Secret<std::string>(base::read_file(file, largest_key_file_bytes)));
  if (!key) throw PolicyError("STUDY-SIGNING-KEY-DAMAGED", key.error().message);
  return *key;
}

std::string fingerprint(const Key &key) {
  const auto digest = integrity::hmac_sha256(key.reveal(), "fingerprint");
  return integrity::hex(std::span(digest).first(8));
}

Findings close_to_others(const fs::path &private_folder) {
  Findings findings;
  for (const char *name : {"", "key", "signing.key", "registry.sqlite"}) {
    const fs::path path = *name == '\0' ? private_folder : private_folder / name;
    boost::system::error_code error;
    const auto is_open = [&] {
      const auto status = fs::status(path, error);
      return fs::exists(status) && (status.permissions() & others) != fs::no_perms;
    };
    if (!is_open()) continue;
    restrict(path);
    const bool is_closed = !is_open();
    findings.push_back(
        {is_closed ? Severity::warning : Severity::error,
         "STUDY-PERMISSIONS",
         fmt::format("private/{}", name),
         {},
         is_closed ? "others could read it; it was closed to them"
                   : "others can read it, and it cannot be closed to them",
         is_closed ? "find out who read it" : "move the study to a file system with permissions"});
  }
  return findings;
}

} // namespace curate::study
