// The texts of a release and what comes with it, of any bytes: manifest, RELEASE.json, lists of
// withdrawals, notes and receipts of a purge, signatures and keys; and tables and JSON out of which
// people are taken. What can be read comes back the same when it is written and read again.

#include <cstdlib>
#include <libcurate/forget/file.hpp>
#include <libcurate/integrity/manifest.hpp>
#include <libcurate/integrity/minisign.hpp>
#include <libcurate/verification/purge_journal.hpp>
#include <libcurate/verification/revocation.hpp>

#include "tests/support/made_release.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

namespace {

void demand(bool is_so) {
  if (!is_so) std::abort();
}

void try_manifest(std::string_view text) {
  const auto lines = integrity::read_manifest(text);
  if (!lines) return;
  const auto again = integrity::read_manifest(integrity::manifest_text(*lines));
  demand(again && *again == *lines);
  for (const auto &line : *lines)
    demand(integrity::is_inside(line.path));
}

void try_description(std::string_view text) {
  const auto description = verification::read_description(text);
  if (!description) return;
  const auto again = verification::read_description(verification::text_of(*description));
  demand(again && *again == *description);
}

void try_revocation(std::string_view text) {
  static const auto key = support::made_key();
  static const auto verifying = integrity::verifying_key_of(key);
  const std::string signature = integrity::minisign_text(key, text, "x");
  const auto revocation = verification::read_revocation(text, signature, verifying);
  if (!revocation) return;
  const std::string written = verification::text_of(*revocation);
  demand(
      verification::read_revocation(written, integrity::minisign_text(key, written, "x"), verifying)
          .has_value());
}

void try_purge(std::string_view text) {
  if (const auto note = verification::read_purge_note(text))
    demand(verification::read_purge_note(verification::text_of(*note)).has_value());
  if (const auto receipt = verification::read_receipt(text))
    demand(verification::read_receipt(verification::text_of(*receipt)).has_value());
  verification::Description description;
  description.manifest_sha256 = std::string(64, 'd');
  description.nonce = std::string(64, 'e');
  const auto journal = verification::read_purge_journal(text, description);
  if (!journal) return;
  for (const auto &path : journal->removed)
    demand(integrity::is_inside(path));
}

void try_signature(std::string_view text) {
  static const auto key = support::made_key();
  static const auto verifying = integrity::verifying_key_of(key);
  // Of a message that nobody signed nothing verifies.
  demand(!integrity::verify_minisign(verifying, "nobody signed this", text));
  static_cast<void>(integrity::verify_minisign(verifying, "message", text));
  static_cast<void>(integrity::is_as_written(text));
  if (const auto read = integrity::read_public_key(text))
    demand(integrity::read_public_key(integrity::text_of(*read)) == *read);
}

void try_forgetting(std::string_view text) {
  static const forget::People people({"a1", "b"});
  for (const char *path : {"x.tsv", "x.csv", "x.json"}) {
    const auto without = forget::without(path, text, people);
    if (!without) continue;
    demand(without->size() <= text.size() || std::string_view(path) == "x.json");
    const auto again = forget::without(path, *without, people);
    // A row that became the first may be taken for a header: of JSON once is enough.
    if (std::string_view(path) == "x.json") demand(!again && !people.are_named_in(*without));
  }
}

} // namespace

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char *>(data) + 1, size - 1);
  switch (data[0] % 6) {
  case 0:
    try_manifest(text);
    break;
  case 1:
    try_description(text);
    break;
  case 2:
    try_revocation(text);
    break;
  case 3:
    try_purge(text);
    break;
  case 4:
    try_signature(text);
    break;
  default:
    try_forgetting(text);
  }
  return 0;
}
