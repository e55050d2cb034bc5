#include "tests/support/nifti_file.hpp"

#include <cstring>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libdeflate.h>
#include <memory>

namespace curate::support {

namespace {

std::string unzipped(const std::string &zipped) {
  if (zipped.size() < 18) throw InputError("no gzip file");
  std::uint32_t size = 0;
  std::memcpy(&size, zipped.data() + zipped.size() - 4, 4);
  std::string bytes(size, '\0');
  const std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor *)> inflater(
      libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
  if (libdeflate_gzip_decompress(inflater.get(), zipped.data(), zipped.size(), bytes.data(),
                                 bytes.size(), nullptr) != LIBDEFLATE_SUCCESS)
    throw InputError("gzip file damaged, or of several members");
  return bytes;
}

template <typename T> T at(const std::string &bytes, std::size_t offset) {
  T value{};
  if (offset + sizeof(T) > bytes.size()) throw InputError("NIfTI file too short");
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

} // namespace

std::string nifti_bytes(const fs::path &path) {
  std::string bytes = base::read_file(path, std::size_t{1} << 32);
  return path.string().ends_with(".gz") ? unzipped(bytes) : bytes;
}

NiftiFile read_nifti_file(const fs::path &path) {
  const std::string bytes = nifti_bytes(path);
  NiftiFile file;
  std::size_t count = 1;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    file.size[axis] = at<std::int16_t>(bytes, 42 + 2 * axis);
    count *= static_cast<std::size_t>(file.size[axis]);
  }
  for (std::size_t n = 0; n < 12; ++n)
    file.index_to_ras_mm.m[n / 4][n % 4] = static_cast<double>(at<float>(bytes, 280 + 4 * n));
  const int type = at<std::int16_t>(bytes, 70);
  const auto start = static_cast<std::size_t>(at<float>(bytes, 108));
  file.values.reserve(count);
  for (std::size_t n = 0; n < count; ++n) {
    if (type == 2)
      file.values.push_back(at<std::uint8_t>(bytes, start + n));
    else if (type == 4)
      file.values.push_back(at<std::int16_t>(bytes, start + 2 * n));
    else
      throw InputError("NIfTI type not read by the tests");
  }
  return file;
}

} // namespace curate::support
