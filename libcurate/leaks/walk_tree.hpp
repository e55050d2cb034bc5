#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/leaks/file_report.hpp>
#include <string>
#include <vector>

namespace curate::leaks {

/// A file to search.
struct TreeFile {
  std::string path; ///< to open it
  std::string name; ///< its own
  std::string told; ///< relative to the tree, names that hold a value replaced
};

/// What lies below a folder.
struct TreeWalk {
  std::vector<TreeFile> files; ///< folder by folder, bytewise
  std::size_t folders = 0, links = 0, special_files = 0;
};

/// Lists the files below a folder, or the one file, and searches the names of all and the targets
/// of links into the report. Folders that cannot be read are findings LEAKS-UNREADABLE. Throws
/// InputError when there is nothing there.
TreeWalk walk_tree(const fs::path &tree, FileReport &report);

} // namespace curate::leaks
