#include <libcurate/archive/descriptor.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/forget/file.hpp>
#include <libcurate/parallel/for_each.hpp>
#include <libcurate/withdrawal/contents.hpp>
#include <libcurate/withdrawal/find.hpp>
#include <libcurate/withdrawal/roles.hpp>

#include <algorithm>
#include <atomic>
#include <dirent.h>
#include <fcntl.h>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <sys/stat.h>

namespace curate::withdrawal {

namespace {

enum class Kind { file, folder, link, other };

struct Entry {
  std::string name;
  Kind kind = Kind::other;
};

// Where one is in the tree.
struct Where {
  bool is_owned = false;     ///< below a folder of the person
  bool is_of_others = false; ///< below a folder of somebody else
  std::size_t pipeline = 0;  ///< bytes of the path up to a folder of derivatives; 0: none
};

Kind kind_of(int folder, const dirent &entry) {
  switch (entry.d_type) {
  case DT_REG:
    return Kind::file;
  case DT_DIR:
    return Kind::folder;
  case DT_LNK:
    return Kind::link;
  case DT_UNKNOWN:
    break;
  default:
    return Kind::other;
  }
  struct stat facts {};
  if (::fstatat(folder, entry.d_name, &facts, AT_SYMLINK_NOFOLLOW) != 0) return Kind::other;
  if (S_ISREG(facts.st_mode)) return Kind::file;
  if (S_ISDIR(facts.st_mode)) return Kind::folder;
  return S_ISLNK(facts.st_mode) ? Kind::link : Kind::other;
}

class Finder {
public:
  Finder(const study::Study &study, const Trace &trace, const Needles &needles,
         const Looking &looking)
      : study_(study), trace_(trace), needles_(needles), looking_(looking), roles_(study) {
    for (const auto &path : looking.untouched)
      untouched_.insert(fs::absolute(path).lexically_normal().string());
    left_out_.insert(looking.left_out.begin(), looking.left_out.end());
  }

  Found run() {
    folder(AT_FDCWD, study_.root().string(), "", {});
    found_.searched.names = names_;
    found_.searched.files = files_;
    found_.searched.bytes = bytes_;
    found_.searched.pictures = pictures_;
    name_groups();
    std::ranges::sort(found_.owned, {}, &Place::path);
    std::ranges::sort(found_.shared);
    std::ranges::sort(found_.named);
    std::ranges::sort(found_.unread);
    std::ranges::sort(found_.searched.places);
    return std::move(found_);
  }

private:
  // What a worker keeps between files; longer ones that are not rewritten are read in pieces.
  static constexpr std::size_t most_kept_bytes = std::size_t{1} << 20;
  // Folders with so many others in them are shared among the workers.
  static constexpr std::size_t many = 32;

  void folder(int parent, const std::string &name, const std::string &path, const Where &where) {
    // Only the study's own folders may be links.
    const int follow = parent == AT_FDCWD || roles_.is_own_folder(path) ? 0 : O_NOFOLLOW;
    const archive::Descriptor opened(
        ::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | follow));
    std::vector<Entry> entries;
    if (!opened.is_open() || !list(opened.number(), entries)) return unread(path);
    std::vector<std::string> folders;
    for (auto &entry : entries) {
      const bool is_followed =
          entry.kind == Kind::link && path.empty() && roles_.is_own_folder(entry.name);
      if (entry.kind == Kind::folder || is_followed)
        folders.push_back(std::move(entry.name));
      else
        file(opened.number(), entry, path.empty() ? entry.name : path + "/" + entry.name, where);
    }
    const auto enter = [&](std::size_t at) {
      below(opened.number(), folders[at], path.empty() ? folders[at] : path + "/" + folders[at],
            where);
    };
    if (folders.size() >= many)
      parallel::for_each(looking_.jobs, folders.size(), enter);
    else
      for (std::size_t at = 0; at < folders.size(); ++at)
        enter(at);
  }

  static bool list(int folder, std::vector<Entry> &entries) {
    const int copy = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, int (*)(DIR *)> stream(copy < 0 ? nullptr : ::fdopendir(copy),
                                                      ::closedir);
    if (!stream) return false;
    errno = 0;
    while (const dirent *entry = ::readdir(stream.get())) {
      const std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      entries.push_back({std::string(name), kind_of(folder, *entry)});
    }
    return errno == 0;
  }

  // A folder inside one that was listed.
  void below(int parent, const std::string &name, const std::string &path, Where where) {
    if (is_untouched(path)) return add_named("WITHDRAW-ORIGINAL", path);
    if (is_left_out(path)) return;
    ++names_;
    if (name == ".git") return add_named("WITHDRAW-HISTORY", path);
    look_at_name(name, path, where);
    if (!where.is_owned && trace_.owns(name) && roles_.may_be_removed(path)) where.is_owned = true;
    if (where.is_owned) {
      const std::lock_guard lock(mutex_);
      found_.owned.push_back({path, true, 0});
      if (where.pipeline > 0) touched_pipelines_.insert(path.substr(0, where.pipeline));
    } else if (name.starts_with("sub-")) {
      where.is_of_others = true;
    }
    if (where.pipeline == 0 && roles_.is_pipeline(path)) where.pipeline = path.size();
    folder(parent, name, path, where);
  }

  void file(int folder, const Entry &entry, const std::string &path, const Where &where) {
    // Not even counted: a killed run may leave a journal of the registry, and the next one not.
    if (is_left_out(path)) return;
    ++names_;
    if (is_untouched(path)) return add_named("WITHDRAW-ORIGINAL", path);
    look_at_name(entry.name, path, where);
    const bool is_owned =
        where.is_owned || (trace_.owns(entry.name) && roles_.may_be_removed(path));
    if (is_owned) return own(folder, entry, path, where);
    if (entry.kind != Kind::file) return;
    const bool is_of_others = where.is_of_others || entry.name.starts_with("sub-");
    if (is_of_others && !looking_.reads_pictures && !is_text_name(entry.name)) {
      ++pictures_;
      return;
    }
    const bool is_shared = contents(folder, entry.name, path);
    if (where.pipeline == 0 || is_of_others) return;
    const std::lock_guard lock(mutex_);
    const std::string pipeline = path.substr(0, where.pipeline);
    if (is_shared)
      touched_pipelines_.insert(pipeline);
    else if (is_computed_name(entry.name))
      groups_[pipeline].push_back(path);
  }

  void own(int folder, const Entry &entry, const std::string &path, const Where &where) {
    struct stat facts {};
    const bool is_known = ::fstatat(folder, entry.name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0;
    const std::lock_guard lock(mutex_);
    found_.owned.push_back({path, false, is_known ? static_cast<std::uint64_t>(facts.st_size) : 0});
    if (where.pipeline > 0) touched_pipelines_.insert(path.substr(0, where.pipeline));
  }

  // A name with the person in it that is not the person's, or may not be removed.
  void look_at_name(const std::string &name, const std::string &path, const Where &where) {
    if (where.is_owned || !trace_.is_in(name)) {
      if (where.is_owned || needles_.find(name) == name.npos) return;
    } else if (trace_.owns(name) && roles_.may_be_removed(path)) {
      return;
    }
    add_named("WITHDRAW-NAME", path);
    const std::lock_guard lock(mutex_);
    found_.searched.places.push_back(path);
  }

  // Whether it is to be rewritten.
  bool contents(int folder, const std::string &name, const std::string &path) {
    thread_local std::string buffer;
    if (!is_packed_name(name)) {
      bool is_read = false;
      const std::size_t limit = roles_.may_be_rewritten(path) ? most_text_bytes : most_kept_bytes;
      const auto text = small_text(folder, name.c_str(), limit, buffer, is_read);
      if (!is_read) {
        unread(path);
        return false;
      }
      if (text) {
        ++files_;
        bytes_ += text->size();
        const bool is_shared = look_at_text(*text, path);
        if (buffer.size() > most_kept_bytes) std::string().swap(buffer);
        return is_shared;
      }
      std::string().swap(buffer);
    }
    bool is_there = false;
    const auto size = each_piece(folder, name.c_str(), needles_.overlap(), [&](auto piece) {
      is_there = needles_.find(piece) != piece.npos;
      return !is_there;
    });
    if (!size) {
      unread(path);
      return false;
    }
    ++files_;
    bytes_ += *size;
    if (is_there) remains(path);
    return false;
  }

  bool look_at_text(std::string_view text, const std::string &path) {
    if (roles_.may_be_rewritten(path) && may_name(text, path)) {
      if (const auto left = without(study_, path, std::string(text), trace_)) {
        {
          const std::lock_guard lock(mutex_);
          found_.shared.push_back(path);
        }
        if (needles_.find(*left) != left->npos) remains(path);
        return true;
      }
    }
    if (needles_.find(text) != text.npos) remains(path);
    return false;
  }

  // Cheap, and never no where `without` would change something.
  bool may_name(std::string_view text, std::string_view path) const {
    if (path.ends_with(".json"))
      return text.find("sub-" + trace_.label()) != text.npos ||
             text.find('"' + trace_.label() + '"') != text.npos;
    return text.find(trace_.label()) != text.npos;
  }

  void remains(const std::string &path) {
    const std::lock_guard lock(mutex_);
    found_.named.push_back({"WITHDRAW-REMAINS", path});
    found_.searched.places.push_back(path);
  }

  void add_named(const char *code, const std::string &path) {
    const std::lock_guard lock(mutex_);
    found_.named.push_back({code, path});
  }

  void unread(const std::string &path) {
    const std::lock_guard lock(mutex_);
    found_.unread.push_back(path);
  }

  bool is_left_out(const std::string &path) const {
    return roles_.is_left_out(path) || (!left_out_.empty() && left_out_.contains(path));
  }

  bool is_untouched(const std::string &path) const {
    return !untouched_.empty() &&
           untouched_.contains((fs::absolute(study_.root()) / path).lexically_normal().string());
  }

  // Group-level files: for certain those beside a sidecar that names the person, perhaps those of
  // the derivatives that the person is in.
  void name_groups() {
    std::set<std::string> computed;
    for (const auto &path : found_.shared) {
      if (!path.ends_with(".json") || path.find("/sub-") != path.npos) continue;
      const std::string stem = path.substr(0, path.size() - 4); // with the point
      for (const auto &[pipeline, files] : groups_)
        for (const auto &file : files)
          if (file.starts_with(stem)) computed.insert(file);
    }
    for (const auto &path : computed)
      found_.named.push_back({"WITHDRAW-COMPUTED", path});
    for (const auto &pipeline : touched_pipelines_)
      for (const auto &path : groups_[pipeline])
        if (!computed.contains(path)) found_.named.push_back({"WITHDRAW-GROUP", path});
  }

  const study::Study &study_;
  const Trace &trace_;
  const Needles &needles_;
  const Looking &looking_;
  const Roles roles_;
  std::set<std::string> untouched_, left_out_;
  std::mutex mutex_;
  Found found_;
  std::set<std::string> touched_pipelines_;
  std::map<std::string, std::vector<std::string>> groups_; ///< by folder of derivatives
  std::atomic<std::uint64_t> names_{0}, files_{0}, bytes_{0}, pictures_{0};
};

} // namespace

Found find(const study::Study &study, const Trace &trace, const Needles &needles,
           const Looking &looking) {
  return Finder(study, trace, needles, looking).run();
}

} // namespace curate::withdrawal
