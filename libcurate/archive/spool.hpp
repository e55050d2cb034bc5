#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/archive/descriptor.hpp>
#include <memory>
#include <span>

namespace curate::archive {

/// An unlinked temporary file, readable by this process alone, in TMPDIR (else /tmp). It goes with
/// its last owner, or with the process, even when that is killed.
class Spool {
public:
  /// Throws SystemError naming TMPDIR when the folder cannot be written.
  Spool();

  /// Adds bytes at the end. Throws SystemError naming TMPDIR when the disk is full.
  void append(std::span<const std::byte> bytes);
  std::uint64_t length_bytes() const { return length_; }
  int descriptor() const { return file_.number(); }

private:
  Descriptor file_;
  std::uint64_t length_ = 0;
};

} // namespace curate::archive
