#pragma once

#include <functional>
#include <libcurate/base/fs.hpp>
#include <libcurate/leaks/file_report.hpp>

namespace curate::leaks {

/// What the search of a tree found.
struct TreeReport {
  std::vector<Leak> leaks; ///< by file as sorted in its folder, then by offset
  Findings findings;       ///< what could not be searched; `file` as in Leak
  std::size_t files = 0, folders = 0, links = 0, special_files = 0;
  std::uint64_t bytes = 0; ///< of files and of what was unpacked from them
};

/// Told how many of the files were searched; never by two threads at once.
using TreeProgress = std::function<void(std::size_t done, std::size_t total)>;

/// Searches every file below a folder (or one file), and the names of all. Links are never
/// followed: their targets are searched as text. A name that holds a value is told as
/// "[name 3 of this folder]", counted in bytewise order. The result does not depend on `jobs`.
/// Throws InputError when the tree does not exist, SystemError when TMPDIR is full. Memory: files
/// are mapped; for each job up to 4 MB of a member of an archive, some more lies in TMPDIR; 200
/// bytes per file.
TreeReport search_tree(const fs::path &tree, const Wanted &wanted, unsigned jobs,
                       const TreeProgress &progress = {});

} // namespace curate::leaks
