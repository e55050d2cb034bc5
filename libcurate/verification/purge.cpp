#include <libcurate/archive/bytes.hpp>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/forget/file.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/integrity/manifest.hpp>
#include <libcurate/parallel/for_each.hpp>
#include <libcurate/verification/purge.hpp>
#include <libcurate/verification/purge_journal.hpp>
#include <libcurate/verification/purge_plan.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace curate::verification {

namespace {

// Whether a path leads through plain folders: nothing is removed or written behind a link.
bool is_plain(const fs::path &release, const std::string &path) {
  fs::path folder = release;
  for (const auto &part : fs::path(path).parent_path()) {
    folder /= part;
    if (fs::symlink_status(folder).type() != fs::directory_file) return false;
  }
  return true;
}

class Purging {
public:
  Purging(const fs::path &release, const PurgeJournal &journal)
      : release_(fs::canonical(release)), journal_(journal),
        people_({journal.labels.begin(), journal.labels.end()}) {}

  // Every step may have been done before.
  Result<Purged> run(unsigned jobs) {
    for (const auto &one : journal_.rewritten)
      if (!rewrite(one))
        return problem("PURGE-CHANGED",
                       fmt::format("{} was changed since the purge began; it is not yet ended",
                                   shown(one.path)),
                       "download the release again, and purge that");
    remove_files();
    rewrite_manifest();
    write(release_ / std::string(purge_note_file), text_of(journal_.note));
    Purged purged{journal_.labels.size(), journal_.removed.size(), journal_.rewritten.size(),
                  receipt_file(), still_named(jobs)};
    write(purged.receipt, text_of(journal_.receipt));
    fs::remove(release_ / std::string(purge_journal_file));
    return purged;
  }

private:
  static void write(const fs::path &file, const std::string &text) {
    base::write_file(file, text, base::Overwrite::yes);
  }

  bool rewrite(const Rewriting &one) {
    const fs::path file = release_ / one.path;
    if (!is_plain(release_, one.path) || fs::symlink_status(file).type() != fs::regular_file)
      return false;
    const std::string text = base::read_file(file);
    const std::string digest = integrity::hex(integrity::sha256(text));
    if (digest == one.after_sha256) return true;
    if (digest != one.before_sha256) return false;
    const auto without = forget::without(one.path, text, people_);
    if (!without || integrity::hex(integrity::sha256(*without)) != one.after_sha256) return false;
    write(file, *without);
    return true;
  }

  void remove_files() {
    for (const auto &path : journal_.removed) {
      if (!is_plain(release_, path)) continue; // gone already, with its folder
      boost::system::error_code error;
      fs::remove(release_ / path, error);
      if (error)
        throw SystemError(fmt::format("cannot remove {}: {}; run the same command again",
                                      shown(path), error.message()));
    }
    remove_empty_folders();
  }

  // Those that held removed files, or bear a name.
  void remove_empty_folders() {
    std::set<fs::path> folders;
    for (const auto &path : journal_.removed)
      for (auto folder = fs::path(path).parent_path(); !folder.empty();
           folder = folder.parent_path())
        folders.insert(folder);
    for (fs::recursive_directory_iterator it(release_), end; it != end; ++it) {
      const auto folder = fs::relative(it->path(), release_);
      if (fs::is_directory(it->symlink_status()) && people_.are_named_in(folder.string()))
        folders.insert(folder);
    }
    // The deepest first; what still holds something stays.
    for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) {
      boost::system::error_code ignored;
      fs::remove(release_ / *folder, ignored);
    }
  }

  void rewrite_manifest() {
    const fs::path file = release_ / std::string(manifest_file);
    const std::string text = base::read_file(file);
    auto manifest = integrity::read_manifest(text);
    if (!manifest) throw InputError(manifest.error().message);
    const std::set<std::string> removed(journal_.removed.begin(), journal_.removed.end());
    std::map<std::string, const Rewriting *> rewritten;
    for (const auto &one : journal_.rewritten)
      rewritten[one.path] = &one;
    std::erase_if(*manifest, [&](const auto &line) { return removed.contains(line.path); });
    for (auto &line : *manifest) {
      const auto one = rewritten.find(line.path);
      if (one == rewritten.end() || integrity::hex(line.digest) != one->second->before_sha256)
        continue;
      line.digest = integrity::sha256(base::read_file(release_ / line.path));
    }
    const std::string without = integrity::manifest_text(std::move(*manifest));
    if (without != text) write(file, without);
  }

  fs::path receipt_file() const {
    return release_.parent_path() / fmt::format("{}.receipt-{}.json", release_.filename().string(),
                                                journal_.receipt.revocations);
  }

  // Files that hold "sub-" and a label in plain bytes.
  std::vector<std::string> still_named(unsigned jobs) const {
    std::vector<std::string> files;
    for (fs::recursive_directory_iterator it(release_), end; it != end; ++it)
      if (it->symlink_status().type() == fs::regular_file &&
          it->path() != release_ / std::string(purge_journal_file))
        files.push_back(fs::relative(it->path(), release_).string());
    std::ranges::sort(files);
    std::vector<char> is_named(files.size());
    parallel::for_each(jobs, files.size(), [&](std::size_t i) {
      const auto bytes = archive::Bytes::from_file((release_ / files[i]).string());
      if (!bytes) return;
      const auto view = bytes->view();
      is_named[i] =
          people_.are_named_in({reinterpret_cast<const char *>(view.data()), view.size()});
    });
    std::vector<std::string> named;
    for (std::size_t i = 0; i < files.size(); ++i)
      if (is_named[i]) named.push_back(files[i]);
    return named;
  }

  fs::path release_;
  const PurgeJournal &journal_;
  forget::People people_;
};

} // namespace

Result<Purged> purge(const fs::path &release, const Verification &verification, unsigned jobs) {
  const auto journal = plan_purge(release, verification, jobs);
  if (!journal) return tl::unexpected(journal.error());
  base::write_file(release / std::string(purge_journal_file), text_of(*journal),
                   base::Overwrite::yes);
  return Purging(release, *journal).run(jobs);
}

Result<std::optional<Purged>> resume_purge(const fs::path &release, unsigned jobs) {
  const fs::path file = release / std::string(purge_journal_file);
  if (fs::symlink_status(file).type() != fs::regular_file) return std::optional<Purged>();
  const auto description =
      read_description(base::read_file(release / std::string(description_file)));
  if (!description) return tl::unexpected(description.error());
  const auto journal = read_purge_journal(base::read_file(file), *description);
  if (!journal) return tl::unexpected(journal.error());
  auto purged = Purging(release, *journal).run(jobs);
  if (!purged) return tl::unexpected(purged.error());
  return std::optional<Purged>(std::move(*purged));
}

} // namespace curate::verification
