#include <libcurate/validation/changed.hpp>

#include <fcntl.h>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/parallel/for_each.hpp>
#include <libcurate/validation/read_file.hpp>
#include <unordered_map>
#include <vector>

namespace curate::validation {

namespace {

constexpr std::size_t most_manifest_bytes = std::size_t{1} << 30;
constexpr std::size_t digest_digits = 64;

// "<64 digits>  path" or "<64 digits> *path"; a path with "./" before it.
std::unordered_map<std::string, std::string> read_manifest(const fs::path &path) {
  std::string text;
  if (read_small_file(AT_FDCWD, path.string(), most_manifest_bytes, text) != ReadOutcome::read)
    throw InputError("the manifest of --changed-since cannot be read");
  std::unordered_map<std::string, std::string> digests;
  for (std::string_view line : base::split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    const bool is_line =
        line.size() > digest_digits + 2 &&
        line.substr(0, digest_digits).find_first_not_of("0123456789abcdefABCDEF") == line.npos &&
        line[digest_digits] == ' ';
    if (!is_line) throw InputError("the manifest of --changed-since is not as sha256sum writes it");
    std::string_view name = line.substr(digest_digits + 2);
    if (name.starts_with("./")) name.remove_prefix(2);
    digests[std::string(name)] = base::lower(line.substr(0, digest_digits));
  }
  return digests;
}

} // namespace

std::set<std::string, std::less<>> changed_files(const Tree &tree, const fs::path &manifest,
                                                 unsigned jobs) {
  const auto known = read_manifest(manifest);
  const auto &files = tree.all_files();
  std::vector<char> is_changed(files.size(), 1);
  parallel::for_each(jobs, files.size(), [&](std::size_t i) {
    const std::string path = tree.path_of(files[i]);
    const auto found = known.find(path);
    if (found == known.end() || files[i].kind != FileKind::regular) return;
    try {
      const auto digest = integrity::sha256_of_file(tree.root() / path);
      is_changed[i] = integrity::hex(digest) == found->second ? 0 : 1;
    } catch (const InputError &) { // cannot be read: looked into, and told there
      is_changed[i] = 1;
    }
  });
  std::set<std::string, std::less<>> changed;
  for (std::size_t i = 0; i < files.size(); ++i)
    if (is_changed[i] != 0) changed.insert(tree.path_of(files[i]));
  return changed;
}

} // namespace curate::validation
