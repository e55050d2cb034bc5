// A whole file: looked at, grouped, loaded (vendors' elements and functional groups), its first
// frames decoded.

#include <libcurate/archive/unpack.hpp>
#include <libcurate/dicom/group.hpp>
#include <libcurate/dicom/look_into.hpp>
#include <libcurate/dicom/pixels.hpp>

#include "tests/fuzz/memory_file.hpp"

using namespace curate;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size) {
  constexpr std::size_t most_frames = 4, most_frame_bytes = 1 << 20;
  static fuzz::MemoryFile file;
  const auto bytes = fuzz::bytes_of(data, size);
  // Archives are libarchive's: its own fuzzing has them.
  const auto kind = archive::kind_of(bytes, {});
  if (kind != archive::Kind::plain && kind != archive::Kind::gzip) return 0;
  file.hold(bytes);
  dicom::Identities identities;
  dicom::Sight sight;
  dicom::look_into(archive::Source::of_file(file.path()), identities, sight);
  for (const dicom::Series &series : dicom::group(std::move(sight.instances)).series) {
    const auto loaded = dicom::load(series);
    if (!loaded) continue;
    for (std::size_t i = 0; i < std::min(most_frames, loaded->frames.size()); ++i) {
      const auto &format = loaded->frames[i].format;
      const auto length = dicom::frame_size_bytes(format);
      if (!length || *length > most_frame_bytes) continue;
      std::vector<std::byte> out(*length);
      (void)dicom::decode(loaded->pixels[i], format, out);
    }
  }
  return 0;
}
