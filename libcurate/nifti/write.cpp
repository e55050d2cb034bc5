#include <libcurate/nifti/header.hpp>
#include <libcurate/nifti/write.hpp>

namespace curate::nifti {

Result<std::uint64_t> write(const volume::CleanVolume &volume, const fs::path &path,
                            const WriteOptions &options, const Witness &witness) {
  const auto header = header_of(volume.grid(), volume.voxels(), volume.acquisition());
  if (!header) return tl::unexpected(header.error());
  base::AtomicFile file(path);
  std::uint64_t size = 0;
  const auto put = [&](std::span<const std::byte> bytes) {
    if (witness) witness(bytes);
    file.write(bytes);
    size += bytes.size();
  };
  if (path.extension() == ".gz") {
    put(archive::gzip(*header, volume.voxels().bytes, options.gzip_level).view());
  } else {
    put(*header);
    put(volume.voxels().bytes);
  }
  file.commit(options.overwrite);
  return size;
}

Result<std::vector<std::byte>> to_bytes(const volume::Grid &grid, const volume::Voxels &voxels,
                                        const volume::Acquisition &acquisition) {
  const auto header = header_of(grid, voxels, acquisition);
  if (!header) return tl::unexpected(header.error());
  std::vector<std::byte> out(header->begin(), header->end());
  out.insert(out.end(), voxels.bytes.begin(), voxels.bytes.end());
  return out;
}

} // namespace curate::nifti
