#pragma once

#include <cstdint>
#include <libcurate/base/fs.hpp>
#include <string>
#include <vector>

namespace curate::support {

/// Where one of the values was found.
struct Hit {
  std::string file;         ///< relative to the tree; members of archives as "file!member"
  std::size_t value = 0;    ///< index into the values
  std::string spelling{};   ///< "utf-8", "latin-1", "utf-16", "iso-2022-jp", "plain letters"
  std::uint64_t offset = 0; ///< into the file or the unpacked member
  bool in_name = false;     ///< the file is called so

  bool operator==(const Hit &) const = default;
};

/// Every place of a tree that holds one of the values (UTF-8), in every byte of every file and in
/// names of files and folders; gzip, zstd, tar and zip are opened too, one level deep. Letters
/// match without case, and also without their marks (ü as u and as ue). DICOM names are searched as
/// given: give their parts as values, too. At most one hit for each value, spelling and file.
/// Sorted. Memory: the largest file, and about 1 kB for each byte of the values.
std::vector<Hit> search_tree(const fs::path &tree, const std::vector<std::string> &values);

/// The same in one run of bytes.
std::vector<Hit> search_bytes(std::string_view bytes, const std::vector<std::string> &values);

} // namespace curate::support
