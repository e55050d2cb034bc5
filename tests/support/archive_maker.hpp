#pragma once

#include <cstddef>
#include <libcurate/base/fs.hpp>
#include <string>
#include <vector>

namespace curate::support {

/// What to put into a test archive. A member with `link_to` is a symbolic link.
struct ArchiveMember {
  std::string name;
  std::vector<std::byte> bytes = {};
  std::string link_to = {};
  bool is_hard_link = false;
  bool is_pipe = false;
};

/// Writes an archive with libarchive: .zip, .tar, .tar.gz, .tgz or .tar.zst, as the name ends. With
/// a password (zip only) all members are encrypted.
void write_archive(const fs::path &path, const std::vector<ArchiveMember> &members,
                   const std::string &password = {});

} // namespace curate::support
