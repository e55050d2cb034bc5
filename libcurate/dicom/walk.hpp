#pragma once

#include <cstddef>
#include <libcurate/archive/source.hpp>
#include <libcurate/base/fs.hpp>
#include <span>
#include <vector>

namespace curate::dicom {

/// A file to look at.
struct FoundFile {
  archive::Source source;
  std::size_t root = 0; ///< which of the roots it was found under
};

/// What lies under some folders.
struct Walk {
  std::vector<FoundFile> files;                ///< by root, then by path, bytewise
  std::size_t special_files = 0;               ///< pipes, devices, sockets
  std::vector<std::size_t> unreadable_folders; ///< by root: how many
};

/// Lists the files under each root (a folder or a file). Links to folders are not followed, except
/// a root; a link to a file is followed unless the file is listed anyway. A root inside another is
/// walked once. Throws InputError when a root does not exist.
Walk walk(std::span<const fs::path> roots);

} // namespace curate::dicom
