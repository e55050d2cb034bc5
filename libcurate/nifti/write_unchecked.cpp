#include <libcurate/nifti/write_unchecked.hpp>

namespace curate::nifti {

std::uint64_t write_unchecked(const UncheckedVolume &volume, const fs::path &path,
                              const WriteOptions &options, const Witness &witness) {
  base::AtomicFile file(path);
  std::uint64_t size = 0;
  const auto put = [&](std::span<const std::byte> bytes) {
    if (witness) witness(bytes);
    file.write(bytes);
    size += bytes.size();
  };
  if (path.extension() == ".gz") {
    put(archive::gzip(volume.header, volume.voxels.bytes, options.gzip_level).view());
  } else {
    put(volume.header);
    put(volume.voxels.bytes);
  }
  file.commit(options.overwrite);
  return size;
}

} // namespace curate::nifti
