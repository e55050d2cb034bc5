#include <libcurate/archive/zlib.hpp>

#include <algorithm>
#include <libcurate/base/error.hpp>
#include <libdeflate.h>
#include <memory>

namespace curate::archive {

std::vector<std::byte> zlib(std::span<const std::byte> bytes, int level) {
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(std::clamp(level, 1, 12)), libdeflate_free_compressor);
  if (!compressor) throw SystemError("out of memory while a picture is compressed");
  std::vector<std::byte> out(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()));
  out.resize(libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(), out.data(),
                                      out.size()));
  return out;
}

std::uint32_t crc32(std::uint32_t sum, std::span<const std::byte> bytes) {
  // libdeflate starts anew where it is given a null pointer.
  return bytes.empty() ? sum : libdeflate_crc32(sum, bytes.data(), bytes.size());
}

} // namespace curate::archive
