#pragma once

#include <cstddef>
#include <functional>
#include <libcurate/base/finding.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/dicom/header.hpp>
#include <libcurate/dicom/instance.hpp>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace curate::dicom {

/// How many files were passed over, by reason.
struct PassedOver {
  std::size_t not_dicom = 0;
  std::size_t directories = 0; ///< DICOMDIR: the files it lists are found anyway
  std::size_t empty = 0;
  std::size_t special = 0;    ///< pipes, devices, sockets, links that lead nowhere
  std::size_t unreadable = 0; ///< files and folders: no permission, I/O error
  std::size_t damaged = 0;    ///< DICOM that ends too early or contradicts itself
  std::size_t refused = 0;    ///< archives within archives

  bool operator==(const PassedOver &) const = default;
  PassedOver &operator+=(const PassedOver &other);
};

/// The same in words, without the reasons that did not occur.
std::map<std::string, std::size_t> by_reason(const PassedOver &passed_over);

/// What lies in some folders.
struct ScanResult {
  std::vector<Instance> instances; ///< by root, path, and place in the archive
  PassedOver passed_over;
  std::size_t file_count = 0; ///< files on the disk that were looked at
  std::size_t archive_count = 0;
  Findings findings; ///< per root; `file` is the root as given, as paths below it may name people
};

/// Sees every header that is looked at, until its pixel data; by several threads at once.
using HeaderVisitor = std::function<void(const Header &header, const Instance &instance)>;

/// Told how many of the files found were looked at; never by two threads at once.
using ScanProgress = std::function<void(std::size_t done, std::size_t total)>;

/// Looks at the header of every file under the roots, and of every member of their archives (see
/// archive::unpack); of the many members, only those that may be DICOM are unpacked, into TMPDIR.
/// The result does not depend on `jobs`. Throws InputError when a root does not exist, SystemError
/// when TMPDIR is full. Memory: about 140 bytes per file beside its name.
ScanResult scan(std::span<const fs::path> roots, unsigned jobs, const ScanProgress &progress = {},
                const HeaderVisitor &visit = {});

} // namespace curate::dicom
