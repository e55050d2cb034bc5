#include <libcurate/validation/tree.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/validation/read_file.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace curate::validation {

namespace {

// Deeper folders are no part of a BIDS dataset, and a descriptor is held open for each level.
constexpr unsigned most_depth = 64;
constexpr std::size_t text_block_bytes = std::size_t{1} << 18;

// Source: BIDS schema 1.11.1, rules.directories.raw: what is opaque.
constexpr std::array<std::string_view, 6> opaque = {"code", "derivatives", "docs",
                                                    "logs", "sourcedata",  "stimuli"};

bool is_subject(std::string_view path) {
  return path.starts_with("sub-");
}

} // namespace

struct Tree::Name {
  std::string_view text;
  enum class Is { file, folder, other } is = Is::file;
  FileKind kind = FileKind::regular;
};

std::string_view Tree::keep(std::string_view name) {
  if (name.size() > room_) {
    room_ = std::max(text_block_bytes, name.size());
    texts_.push_back(std::make_unique<char[]>(text_block_bytes));
  }
  char *place = texts_.back().get() + (text_block_bytes - room_);
  std::memcpy(place, name.data(), name.size());
  room_ -= name.size();
  return {place, name.size()};
}

Tree::Tree(const fs::path &root, Notes &notes)
    : root_(root), root_descriptor_(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (!root_descriptor_.is_open())
    throw InputError("the dataset is no folder that can be read; name the folder that holds "
                     "dataset_description.json");
  constexpr std::size_t most_ignore_bytes = std::size_t{1} << 20;
  std::string text;
  if (read_small_file(descriptor(), ".bidsignore", most_ignore_bytes, text) == ReadOutcome::read)
    ignore_ = Ignore(text);
  folders_.push_back({});
  folder_of_path_.emplace("", 0);
  DIR *const stream = ::fdopendir(::dup(descriptor()));
  if (stream == nullptr) throw SystemError("there is no descriptor left to read the dataset");
  walk(0, stream, 0, notes);
}

// Recordings that are folders: .ds, .mefd, .zarr by their names, BTi's below meg.
bool Tree::counts_as_file(const Folder &above, std::string_view name) const {
  if (!is_subject(above.path)) return false;
  return name.find('.') != std::string_view::npos ||
         (above.path.ends_with("/meg") && name.ends_with("_meg"));
}

std::vector<Tree::Name> Tree::list(std::uint32_t index, DIR *stream, Notes &notes) {
  std::vector<Name> names;
  const int descriptor = ::dirfd(stream);
  const std::string path = folders_[index].path;
  const std::string before = path.empty() ? path : path + "/";
  while (const dirent *entry = ::readdir(stream)) {
    const std::string_view text = entry->d_name;
    if (text.starts_with('.')) continue;
    Name name{keep(text)};
    struct stat status = {};
    if (entry->d_type == DT_DIR) {
      name.is = Name::Is::folder;
    } else if (entry->d_type == DT_REG) {
      name.kind = FileKind::regular;
    } else if (::fstatat(descriptor, entry->d_name, &status, 0) != 0) {
      const bool is_link = entry->d_type == DT_LNK;
      name.kind = is_link ? FileKind::broken_link : FileKind::unreadable;
    } else if (S_ISDIR(status.st_mode)) {
      name.is = entry->d_type == DT_LNK ? Name::Is::other : Name::Is::folder;
    } else {
      name.kind = S_ISREG(status.st_mode) ? FileKind::regular : FileKind::special;
    }
    if (ignore_.leaves_out(before + std::string(text), name.is == Name::Is::folder)) continue;
    if (name.is == Name::Is::other) {
      notes.add("BIDS-LINK-FOLDER", before + std::string(text));
      continue;
    }
    names.push_back(name);
  }
  std::ranges::sort(names, {}, &Name::text);
  return names;
}

void Tree::walk(std::uint32_t index, DIR *stream, unsigned depth, Notes &notes) {
  const auto names = list(index, stream, notes);
  folders_[index].first_file = files_.size();
  std::vector<std::string_view> folders;
  for (const Name &name : names) {
    const bool is_folder = name.is == Name::Is::folder;
    if (is_folder && !counts_as_file(folders_[index], name.text)) {
      if (index != 0 || std::ranges::find(opaque, name.text) == opaque.end())
        folders.push_back(name.text);
      continue;
    }
    files_.push_back({name.text, index, is_folder ? FileKind::folder_as_file : name.kind});
  }
  folders_[index].files = files_.size() - folders_[index].first_file;
  for (const std::string_view name : folders) {
    std::string path = folders_[index].path;
    if (!path.empty()) path += "/";
    path += name;
    if (depth >= most_depth) {
      notes.add("BIDS-FILE-UNREADABLE", path, {}, "too many folders within each other");
      continue;
    }
    const int below = ::openat(::dirfd(stream), std::string(name).c_str(),
                               O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    DIR *const stream_below = below < 0 ? nullptr : ::fdopendir(below);
    if (stream_below == nullptr) {
      notes.add("BIDS-FILE-UNREADABLE", path);
      if (below >= 0) ::close(below);
      continue;
    }
    const auto at = static_cast<std::uint32_t>(folders_.size());
    folder_of_path_.emplace(path, at);
    folders_.push_back({std::move(path), index, 0, 0, {}});
    folders_[index].folders.push_back(at);
    walk(at, stream_below, depth + 1, notes);
  }
  ::closedir(stream);
}

std::span<const File> Tree::files_of(const Folder &folder) const {
  return std::span(files_).subspan(folder.first_file, folder.files);
}

bool Tree::is_empty(const File &file) const {
  struct stat status = {};
  return file.kind == FileKind::regular &&
         ::fstatat(descriptor(), path_of(file).c_str(), &status, 0) == 0 && status.st_size == 0;
}

std::string Tree::path_of(const File &file) const {
  const std::string &folder = folders_[file.folder].path;
  std::string path;
  path.reserve(folder.size() + 1 + file.name.size());
  if (!folder.empty()) path.append(folder).append("/");
  return path.append(file.name);
}

const Folder *Tree::find_folder(std::string_view path) const {
  const auto found = folder_of_path_.find(std::string(path));
  return found == folder_of_path_.end() ? nullptr : &folders_[found->second];
}

const File *Tree::find(std::string_view path) const {
  const auto slash = path.rfind('/');
  const Folder *folder =
      find_folder(slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash));
  if (folder == nullptr) return nullptr;
  const auto files = files_of(*folder);
  const std::string_view name = path.substr(slash + 1); // npos + 1 is 0
  const auto found = std::ranges::lower_bound(files, name, {}, &File::name);
  return found != files.end() && found->name == name ? &*found : nullptr;
}

bool Tree::exists(std::string_view path) const {
  if (const File *file = find(path)) return file->kind != FileKind::broken_link;
  if (path.empty() || path.starts_with('/')) return false;
  for (const auto part : base::split(path, '/'))
    if (part == "..") return false;
  if (path.find('\0') != std::string_view::npos) return false;
  return ::access((root_ / std::string(path)).c_str(), F_OK) == 0;
}

} // namespace curate::validation
