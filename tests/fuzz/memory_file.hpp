#pragma once

#include <cstddef>
#include <libcurate/dicom/frame.hpp>
#include <span>
#include <string>

namespace curate::fuzz {

/// What a fuzz target gets.
inline std::span<const std::byte> bytes_of(const unsigned char *data, std::size_t size) {
  return std::as_bytes(std::span(data, size));
}

/// A file that lies in memory and has a path, so that what opens files can be tried at full speed.
class MemoryFile {
public:
  MemoryFile();
  MemoryFile(const MemoryFile &) = delete;
  MemoryFile &operator=(const MemoryFile &) = delete;
  ~MemoryFile();
  /// Replaces what it holds.
  void hold(std::span<const std::byte> bytes);
  const std::string &path() const { return path_; }

private:
  int descriptor_;
  std::string path_;
};

/// A small picture's format and what else a decoder is told, from the first bytes of an input.
struct Picture {
  dicom::PixelFormat format;
  unsigned syntax = 0, frame_count = 1;
  bool is_in_words = true;
  std::span<const std::byte> value; ///< the rest
};

/// How many bytes stand before the value.
inline constexpr std::size_t picture_lead_bytes = 9;

/// Reads: transfer syntax, rows, columns, samples, bits allocated, bits stored, high bit, flags,
/// frames. Zeros where bytes are missing.
Picture picture_of(std::span<const std::byte> input);

} // namespace curate::fuzz
