#include "tests/fuzz/memory_file.hpp"

#include <array>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>

namespace curate::fuzz {

MemoryFile::MemoryFile()
    : descriptor_(::memfd_create("fuzz", MFD_CLOEXEC)),
      path_("/proc/self/fd/" + std::to_string(descriptor_)) {
  if (descriptor_ < 0) throw std::runtime_error("no file in memory");
}

MemoryFile::~MemoryFile() {
  ::close(descriptor_);
}

void MemoryFile::hold(std::span<const std::byte> bytes) {
  const bool is_good =
      ::ftruncate(descriptor_, static_cast<off_t>(bytes.size())) == 0 &&
      ::pwrite(descriptor_, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size());
  if (!is_good) throw std::runtime_error("a file in memory cannot be written");
}

Picture picture_of(std::span<const std::byte> input) {
  const auto at = [&](std::size_t i) {
    return i < input.size() ? std::to_integer<int>(input[i]) : 0;
  };
  constexpr std::array depths = {1, 8, 16, 32, 64, 12};
  Picture picture;
  picture.syntax = static_cast<unsigned>(at(0));
  picture.format.rows = at(1);
  picture.format.columns = at(2);
  picture.format.samples_per_pixel = at(3) % 5;
  picture.format.bits_allocated = depths[static_cast<std::size_t>(at(4)) % depths.size()];
  picture.format.bits_stored = at(5);
  picture.format.high_bit = at(6);
  const int flags = at(7);
  picture.format.is_signed = (flags & 1) != 0;
  picture.format.is_planar = (flags & 2) != 0;
  picture.format.is_float = (flags & 4) != 0;
  picture.is_in_words = (flags & 8) != 0;
  picture.format.photometric = static_cast<dicom::Photometric>((flags >> 4) % 9);
  picture.frame_count = static_cast<unsigned>(at(8)) % 16;
  picture.value = input.size() < picture_lead_bytes ? std::span<const std::byte>{}
                                                    : input.subspan(picture_lead_bytes);
  return picture;
}

} // namespace curate::fuzz
