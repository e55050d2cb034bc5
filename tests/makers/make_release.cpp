// Writes a release of made files, for tests from outside and for measurements:
//   make_release made DESTINATION FORMAT          the small release of tests/support/made_release
//   make_release FOLDER DESTINATION FORMAT [JOBS] one of the files of a folder
//   make_release lists FOLDER RELEASE             lists of withdrawals for it: who is sub-a1,
//   nobody
// FORMAT is folder, tar, tar.zst or zip. Prints the public key.

#include <cstdlib>
#include <iostream>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/integrity/minisign.hpp>
#include <libcurate/verification/revocation.hpp>

#include "tests/release/made.hpp"

using namespace curate;

namespace {

release::Format format_of(const std::string &name) {
  if (name == "tar") return archive::PackFormat::tar;
  if (name == "tar.zst") return archive::PackFormat::tar_zst;
  if (name == "zip") return archive::PackFormat::zip;
  return {};
}

std::vector<release::ReleaseFile> files_below(const fs::path &folder) {
  std::vector<release::ReleaseFile> files;
  for (const auto &[path, text] : support::made_release_files())
    if (path.find('/') == path.npos) files.push_back({path, {}, text, {}});
  for (const auto &entry : fs::recursive_directory_iterator(folder))
    if (fs::is_regular_file(entry.path()))
      files.push_back({fs::relative(entry.path(), folder).string(), entry.path(), {}, {}});
  return files;
}

void write_lists(const fs::path &folder, const fs::path &release, const std::string &label) {
  const auto description =
      verification::read_description(base::read_file(release / "RELEASE.json")).value();
  const auto write = [&](const char *name, std::uint32_t number, bool has_somebody) {
    verification::Revocation list{
        description.dataset_name, description.dataset_id, number, description.date, {},
        description.signing_key};
    if (has_somebody)
      list.releases.push_back({description.version,
                               description.manifest_sha256,
                               {{verification::revocation_token(description.nonce, label),
                                 verification::Demand::remove}}});
    const std::string text = verification::text_of(list);
    base::write_file(folder / name, text, base::Overwrite::yes);
    base::write_file(folder / (std::string(name) + ".minisig"),
                     integrity::minisign_text(support::made_key(), text, "withdrawals"),
                     base::Overwrite::yes);
  };
  write("nobody.json", 1, false);
  write("somebody.json", 2, true);
}

} // namespace

int main(int argc, char **argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() < 3) return 2;
  try {
    if (words[0] == "lists") {
      write_lists(words[1], words[2], words.size() > 3 ? words[3] : "a1");
      return 0;
    }
    auto files = words[0] == "made" ? std::vector<release::ReleaseFile>() : files_below(words[0]);
    if (words[0] == "made")
      for (const auto &[path, text] : support::made_release_files())
        files.push_back({path, {}, text, {}});
    const unsigned jobs = words.size() > 3 ? static_cast<unsigned>(std::atoi(words[3].c_str())) : 1;
    const release::Writing writing{
        words[1], "made-1.0.0", format_of(words[2]), 1'772'366'400, jobs, {}, {}};
    release::write_release(std::move(files), release::made_description(), support::made_key(),
                           writing);
    std::cout << integrity::text_of(integrity::verifying_key_of(support::made_key())) << "\n";
    return 0;
  } catch (const std::exception &error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
