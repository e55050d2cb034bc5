#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/integrity/sealed.hpp>
#include <libcurate/integrity/signature.hpp>
#include <libcurate/study/key_backup.hpp>
#include <libcurate/study/keys.hpp>

#include <sys/stat.h>

namespace curate::study {

namespace {

constexpr std::size_t key_bytes = 32;

// Beside its name, then renamed, and never open to others.
void put_back(const fs::path &file, const std::string &text) {
  if (fs::exists(file)) {
    if (base::read_file(file) != text)
      throw PolicyError("STUDY-KEY-OTHER", file.string() +
                                               " is there and is another key; nothing was "
                                               "put back: this backup is of another study");
    return;
  }
  const mode_t before = ::umask(0077);
  base::write_file(file, text, base::Overwrite::no);
  ::umask(before);
}

} // namespace

std::string backup_of(const fs::path &private_folder, const Secret<std::string> &passphrase) {
  const Key key = read_key(private_folder);
  const auto signing = integrity::private_key_text(read_signing_key(private_folder));
  const Secret<std::string> both(integrity::base64(key.reveal()) + "\n" + signing.reveal());
  return integrity::sealed(both, passphrase);
}

void restore(std::string_view backup, const Secret<std::string> &passphrase,
             const fs::path &private_folder) {
  const auto both = integrity::unsealed(backup, passphrase);
  if (!both) throw InputError(both.error().message + ": " + both.error().remedy);
  const std::string &text = both->reveal();
  const std::size_t end = text.find('\n');
  const auto key = integrity::from_base64(text.substr(0, end));
  const Secret<std::string> signing(end == text.npos ? std::string() : text.substr(end + 1));
  const auto pair = integrity::read_private_key(signing);
  if (!key || key->size() != key_bytes || !pair)
    throw InputError("this backup holds no keys of a study: take another copy of it");
  // What is there is looked at before anything is written.
  for (const auto &[name, content] :
       {std::pair("key", *key), std::pair("signing.key", signing.reveal())})
    if (fs::exists(private_folder / name)) put_back(private_folder / name, content);
  put_back(private_folder / "key", *key);
  put_back(private_folder / "signing.key", signing.reveal());
  if (!fs::exists(private_folder / "signing.pub"))
    base::write_file(private_folder / "signing.pub", integrity::public_key_text(*pair),
                     base::Overwrite::no);
}

} // namespace curate::study
