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

// A name that sha256sum wrote with a backslash before the line: \n and \\ stand for a line end and
// a backslash. Source: GNU coreutils, sha256sum.
std::string unescaped(std::string_view name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool is_escaped = name[i] == '\\' && i + 1 < name.size();
    if (is_escaped) ++i;
    text += is_escaped && name[i] == 'n' ? '\n' : name[i];
  }
  return text;
}

// "<64 digits>  path" or "<64 digits> *path"; a path with "./" before it.
std::unordered_map<std::string, std::string> read_manifest(const fs::path &path) {
  std::string text;
  if (read_small_file(AT_FDCWD, path.string(), most_manifest_bytes, text) != ReadOutcome::read)
    throw InputError("the manifest of --changed-since cannot be read");
  std::unordered_map<std::string, std::string> digests;
  for (std::string_view line : base::split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    const bool is_escaped = line.starts_with('\\');
    if (is_escaped) line.remove_prefix(1);
    const bool is_line =
        line.size() > digest_digits + 2 &&
        line.substr(0, digest_digits).find_first_not_of("0123456789abcdefABCDEF") == line.npos &&
        line[digest_digits] == ' ';
    if (!is_line) throw InputError("the manifest of --changed-since is not as sha256sum writes it");
    std::string_view name = line.substr(digest_digits + 2);
    if (name.starts_with("./")) name.remove_prefix(2);
    digests[is_escaped ? unescaped(name) : std::string(name)] =
        base::lower(line.substr(0, digest_digits));
  }
  return digests;
}

std::string_view subject_of(std::string_view path) {
  return path.starts_with("sub-") ? path.substr(0, path.find('/')) : std::string_view{};
}

// "bold" of "task-rest_bold.json".
std::string_view suffix_of(std::string_view path) {
  path = path.substr(path.rfind('/') + 1);
  path = path.substr(0, path.find('.'));
  return path.substr(path.rfind('_') + 1);
}

bool is_of_people(std::string_view path) {
  return path == "participants.tsv" || (path.starts_with("phenotype/") && path.ends_with(".tsv"));
}

// What is gone and what is new, as far as others hang on it.
struct Moves {
  std::set<std::string_view> gone_subjects, gone_suffixes, new_subjects;
  bool has_any = false, has_lost_stimulus = false;

  void take_gone(std::string_view path) {
    has_any = true;
    if (const auto subject = subject_of(path); !subject.empty())
      gone_subjects.insert(subject);
    else if (path.starts_with("stimuli/"))
      has_lost_stimulus = true;
    else
      gone_suffixes.insert(suffix_of(path));
  }

  void take_new(std::string_view path) {
    has_any = true;
    if (const auto subject = subject_of(path); !subject.empty()) new_subjects.insert(subject);
  }

  bool touch(std::string_view path) const {
    const auto subject = subject_of(path), suffix = suffix_of(path);
    const bool is_list = suffix == "scans" || suffix == "sessions";
    return (has_any && is_of_people(path)) || gone_subjects.contains(subject) ||
           gone_suffixes.contains(suffix) || (is_list && new_subjects.contains(subject)) ||
           (has_lost_stimulus && suffix == "events");
  }
};

} // namespace

Changed changed_files(const Tree &tree, const fs::path &manifest, unsigned jobs) {
  const auto known = read_manifest(manifest);
  const auto &files = tree.all_files();
  std::vector<std::string> paths(files.size());
  std::vector<char> is_changed(files.size(), 1), is_new(files.size(), 0);
  parallel::for_each(jobs, files.size(), [&](std::size_t i) {
    paths[i] = tree.path_of(files[i]);
    const auto found = known.find(paths[i]);
    is_new[i] = found == known.end() ? 1 : 0;
    if (is_new[i] != 0 || files[i].kind != FileKind::regular) return;
    try {
      const auto digest = integrity::sha256_of_file(tree.root() / paths[i]);
      is_changed[i] = integrity::hex(digest) == found->second ? 0 : 1;
    } catch (const InputError &) { // cannot be read: looked into, and told there
      is_changed[i] = 1;
    }
  });
  Moves moves;
  Changed changed;
  for (const auto &[path, digest] : known)
    if (!tree.exists(path)) moves.take_gone(*changed.gone.insert(path).first);
  for (std::size_t i = 0; i < files.size(); ++i)
    if (is_new[i] != 0) moves.take_new(paths[i]);
  for (std::size_t i = 0; i < files.size(); ++i)
    if (is_changed[i] != 0 || moves.touch(paths[i])) changed.files.insert(paths[i]);
  for (const std::string_view subject : moves.gone_subjects)
    changed.subjects.emplace(subject);
  return changed;
}

} // namespace curate::validation
