// A release of any bytes: read as an archive, held to its form of packing, its manifest, signature,
// texts and names; then told in words, as JSON and as a page.

#include <cstdlib>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/verification/account.hpp>
#include <libcurate/verification/account_json.hpp>
#include <libcurate/verification/certificate.hpp>

#include "tests/fuzz/memory_file.hpp"
#include "tests/support/made_release.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  static fuzz::MemoryFile file;
  static const auto key = integrity::verifying_key_of(support::made_key());
  file.hold(fuzz::bytes_of(data, size));
  verification::Request request;
  request.release = file.path();
  request.key = key;
  verification::Verification verification;
  try {
    verification = verification::verify(request);
  } catch (const InputError &) {
    return 0;
  }
  // Nobody else can sign with the key of the seeds.
  if (verification.is_whole && !verification.is_genuine) std::abort();
  if (verification.findings.empty()) std::abort(); // no list was given
  const std::string line = json::to_line(verification::to_json(verification, "x"));
  const std::string page = verification::certificate_of(verification, "x");
  const std::string text = verification::text_of(verification::account_of(verification));
  if (page.find("<script") != page.npos || !base::is_utf8(line) || !base::is_utf8(page) ||
      !base::is_utf8(text) || text.find('\x1b') != text.npos)
    std::abort();
  return 0;
}
