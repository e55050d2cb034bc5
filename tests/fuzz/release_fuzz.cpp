// A release of any bytes: read as an archive, held to its form of packing, its manifest, signature,
// texts and names; then told in words, as JSON and as a page.

#include <cstdlib>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/integrity/manifest.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/verification/account.hpp>
#include <libcurate/verification/account_json.hpp>
#include <libcurate/verification/certificate.hpp>
#include <libcurate/verification/compare.hpp>
#include <libcurate/verification/names.hpp>

#include "tests/fuzz/memory_file.hpp"
#include "tests/support/made_release.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

namespace {

// Of so many inputs one is verified and told of as a whole: its texts have a target of their own.
constexpr unsigned told_one_of = 32;

void look_at_files(const fs::path &file) {
  const auto contents = verification::read_contents(file, 1);
  std::vector<std::string> paths;
  for (const auto &item : contents.items) {
    if (!integrity::is_inside(item.path)) std::abort();
    paths.push_back(item.path);
  }
  static_cast<void>(verification::check_names(paths));
  static_cast<void>(verification::labels_in(contents));
  const auto text = contents.texts.find("MANIFEST.sha256");
  if (text == contents.texts.end()) return;
  if (const auto manifest = integrity::read_manifest(text->second))
    static_cast<void>(verification::compare(contents, *manifest));
}

void verify_and_tell(const fs::path &file) {
  static const auto key = integrity::verifying_key_of(support::made_key());
  verification::Request request;
  request.release = file;
  request.key = key;
  const auto verification = verification::verify(request);
  // Nobody else can sign with the key of the seeds.
  if (verification.is_whole && !verification.is_genuine) std::abort();
  const std::string line = json::to_line(verification::to_json(verification, "x"));
  const std::string page = verification::certificate_of(verification, "x");
  const std::string text = verification::text_of(verification::account_of(verification));
  if (page.find("<script") != page.npos || !base::is_utf8(line) || !base::is_utf8(page) ||
      !base::is_utf8(text) || text.find('\x1b') != text.npos)
    std::abort();
}

} // namespace

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  static fuzz::MemoryFile file;
  file.hold(fuzz::bytes_of(data, size));
  unsigned sum = 0;
  for (std::size_t i = 0; i < size; ++i)
    sum += data[i];
  try {
    if (sum % told_one_of == 0)
      verify_and_tell(file.path());
    else
      look_at_files(file.path());
  } catch (const InputError &) {
    return 0;
  }
  return 0;
}
