#pragma once

#include "tests/support/dicom_writer.hpp"
#include <memory>
#include <string>

namespace curate::support {

/// Where made files go: a folder, or an archive. The same files in the same order give the same
/// bytes: no time, no owner.
class Sink {
public:
  virtual ~Sink() = default;
  virtual void put(const std::string &relative_path, const ByteString &bytes) = 0;
  /// Must be called once, at the end.
  virtual void close() {}
};

/// Files below a folder.
std::unique_ptr<Sink> folder_sink(fs::path folder);
enum class ArchiveFormat { zip, tar, tar_gz, tar_zst };
/// One archive. Throws std::runtime_error when it cannot be written.
std::unique_ptr<Sink> archive_sink(const fs::path &file, ArchiveFormat format);

} // namespace curate::support
