#pragma once

#include <cstdint>
#include <dirent.h>
#include <libcurate/archive/descriptor.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/validation/ignore.hpp>
#include <libcurate/validation/notes.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace curate::validation {

/// What stands at a name.
enum class FileKind : std::uint8_t { regular, folder_as_file, broken_link, special, unreadable };

/// A file of a dataset, or a folder that counts as one (.ds, .mefd, .zarr).
struct File {
  std::string_view name;
  std::uint32_t folder = 0;
  FileKind kind = FileKind::regular;
};

/// A folder of a dataset.
struct Folder {
  std::string path; ///< below the dataset; empty for the dataset itself
  std::uint32_t above = 0;
  std::size_t first_file = 0, files = 0;
  std::vector<std::uint32_t> folders; ///< those in it, by name
};

/// All names of a dataset that are to be looked at, sorted: not what begins with a dot, nor what
/// .bidsignore leaves out, nor what is in code, derivatives, docs, logs, sourcedata and stimuli.
class Tree {
public:
  /// Walks the folder without following links to folders. What cannot be read, links that lead
  /// nowhere and what is no file goes into the notes. Throws InputError when there is no folder.
  Tree(const fs::path &root, Notes &notes);

  const fs::path &root() const { return root_; }
  /// The dataset's own folder, open as long as this lives: for paths below it.
  int descriptor() const { return root_descriptor_.number(); }
  /// Whether a file has not a byte; asks the file system.
  bool is_empty(const File &file) const;
  const std::vector<Folder> &folders() const { return folders_; }
  const std::vector<File> &all_files() const { return files_; }
  std::span<const File> files_of(const Folder &folder) const;
  /// The path below the dataset.
  std::string path_of(const File &file) const;
  /// The file of a path below the dataset; null where there is none.
  const File *find(std::string_view path) const;
  /// The same of a folder.
  const Folder *find_folder(std::string_view path) const;
  /// Whether there is a file or folder of that path, also where it was not looked at. A path that
  /// leaves the dataset is not there.
  bool exists(std::string_view path) const;

private:
  struct Name;
  void walk(std::uint32_t index, DIR *stream, unsigned depth, Notes &notes);
  std::vector<Name> list(std::uint32_t index, DIR *stream, Notes &notes);
  bool counts_as_file(const Folder &above, std::string_view name) const;
  std::string_view keep(std::string_view name);

  fs::path root_;
  archive::Descriptor root_descriptor_;
  Ignore ignore_;
  std::vector<Folder> folders_;
  std::vector<File> files_;
  std::unordered_map<std::string, std::uint32_t> folder_of_path_;
  std::vector<std::unique_ptr<char[]>> texts_;
  std::size_t room_ = 0;
};

} // namespace curate::validation
