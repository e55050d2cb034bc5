#include "libcurate/dicom/jpeg2000.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <openjpeg.h>

namespace curate::dicom {

namespace {

struct Reader {
  std::span<const std::byte> bytes;
  std::size_t at = 0;
};

OPJ_SIZE_T read_some(void *to, OPJ_SIZE_T wanted, void *user) {
  auto &reader = *static_cast<Reader *>(user);
  const std::size_t there = std::min(wanted, reader.bytes.size() - reader.at);
  if (there == 0) return static_cast<OPJ_SIZE_T>(-1);
  std::memcpy(to, reader.bytes.data() + reader.at, there);
  reader.at += there;
  return there;
}

OPJ_OFF_T skip_some(OPJ_OFF_T wanted, void *user) {
  auto &reader = *static_cast<Reader *>(user);
  if (wanted < 0) return -1;
  const std::size_t there =
      std::min(static_cast<std::size_t>(wanted), reader.bytes.size() - reader.at);
  reader.at += there;
  return static_cast<OPJ_OFF_T>(there);
}

OPJ_BOOL seek_to(OPJ_OFF_T where, void *user) {
  auto &reader = *static_cast<Reader *>(user);
  if (where < 0 || static_cast<std::size_t>(where) > reader.bytes.size()) return OPJ_FALSE;
  reader.at = static_cast<std::size_t>(where);
  return OPJ_TRUE;
}

std::uint64_t big_32(std::span<const std::byte> bytes, std::size_t at) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | std::to_integer<std::uint64_t>(bytes[at + i]);
  return value;
}

/// Whether the stream's own header has the picture's size, and no more tiles than make sense:
/// OpenJPEG reserves some 6 kB for each of up to 65535 before it reads any.
/// Source: ITU-T T.800, A.5.1 (SIZ).
bool has_size_of(std::span<const std::byte> stream, const PixelFormat &format) {
  constexpr std::array<std::byte, 4> start{std::byte{0xFF}, std::byte{0x4F}, std::byte{0xFF},
                                           std::byte{0x51}};
  constexpr std::size_t siz_bytes = 42;
  constexpr std::uint64_t least_tile_pixels = 64, always_tiles = 16;
  const auto found = std::search(stream.begin(), stream.end(), start.begin(), start.end());
  const auto rest = stream.subspan(static_cast<std::size_t>(found - stream.begin()));
  if (rest.size() < siz_bytes) return false;
  const std::uint64_t right = big_32(rest, 8), bottom = big_32(rest, 12);
  const std::uint64_t left = big_32(rest, 16), top = big_32(rest, 20);
  const std::uint64_t tile_columns = big_32(rest, 24), tile_rows = big_32(rest, 28);
  const std::uint64_t tiles_left = big_32(rest, 32), tiles_top = big_32(rest, 36);
  const std::uint64_t components = big_32(rest, 38) & 0xFFFFU;
  const auto columns = static_cast<std::uint64_t>(format.columns);
  const auto rows = static_cast<std::uint64_t>(format.rows);
  if (right < left || bottom < top || right - left != columns || bottom - top != rows ||
      components != static_cast<std::uint64_t>(format.samples_per_pixel) || tile_columns == 0 ||
      tile_rows == 0 || tiles_left > left || tiles_top > top)
    return false;
  const std::uint64_t across = (right - tiles_left + tile_columns - 1) / tile_columns;
  const std::uint64_t down = (bottom - tiles_top + tile_rows - 1) / tile_rows;
  const std::uint64_t most = always_tiles + columns * rows / least_tile_pixels;
  return across <= most && down <= most && across * down <= most;
}

// OpenJPEG's streams and codecs are both void *, so each owner names its own destroyer.
template <auto destroy> struct Destroy {
  template <typename Thing> void operator()(Thing *thing) const { destroy(thing); }
};
using Stream = std::unique_ptr<opj_stream_t, Destroy<opj_stream_destroy>>;
using Codec = std::unique_ptr<opj_codec_t, Destroy<opj_destroy_codec>>;
using Image = std::unique_ptr<opj_image_t, Destroy<opj_image_destroy>>;

Stream stream_of(Reader &reader) {
  Stream stream(opj_stream_create(std::size_t{1} << 16, OPJ_TRUE));
  if (!stream) return stream;
  opj_stream_set_user_data(stream.get(), &reader, nullptr);
  opj_stream_set_user_data_length(stream.get(), reader.bytes.size());
  opj_stream_set_read_function(stream.get(), read_some);
  opj_stream_set_skip_function(stream.get(), skip_some);
  opj_stream_set_seek_function(stream.get(), seek_to);
  return stream;
}

Codec codec_of(std::span<const std::byte> bytes) {
  const bool is_bare = bytes.size() > 2 && bytes[0] == std::byte{0xFF};
  Codec codec(opj_create_decompress(is_bare ? OPJ_CODEC_J2K : OPJ_CODEC_JP2));
  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  if (!codec || opj_setup_decoder(codec.get(), &parameters) == OPJ_FALSE) codec.reset();
  return codec;
}

/// Whether every component covers the whole picture, undivided, in a depth that fits.
bool fits(const opj_image_t &image, const PixelFormat &format) {
  if (image.numcomps != static_cast<OPJ_UINT32>(format.samples_per_pixel)) return false;
  for (OPJ_UINT32 i = 0; i < image.numcomps; ++i) {
    const opj_image_comp_t &component = image.comps[i];
    if (component.w != static_cast<OPJ_UINT32>(format.columns) ||
        component.h != static_cast<OPJ_UINT32>(format.rows) || component.prec == 0 ||
        component.prec > static_cast<OPJ_UINT32>(format.bits_allocated))
      return false;
  }
  return true;
}

template <typename Word>
void copy_component(const opj_image_t &image, OPJ_UINT32 index, std::span<std::byte> out) {
  const opj_image_comp_t &component = image.comps[index];
  const std::size_t count = std::size_t{component.w} * component.h;
  std::byte *to = out.data() + index * sizeof(Word);
  for (std::size_t i = 0; i < count; ++i, to += sizeof(Word) * image.numcomps) {
    const auto value = static_cast<Word>(component.data[i]);
    std::memcpy(to, &value, sizeof value);
  }
}

} // namespace

Result<void> decode_jpeg_2000(std::span<const std::byte> stream, const PixelFormat &format,
                              std::span<std::byte> out) {
  const auto damaged = [] {
    return problem("PIXELS-DAMAGED", "a JPEG 2000 frame cannot be decoded");
  };
  if (!has_size_of(stream, format))
    return problem("PIXELS-SIZE", "a JPEG 2000 frame has another size than the header says");
  Reader reader{stream};
  const Stream input = stream_of(reader);
  const Codec codec = codec_of(stream);
  if (!input || !codec) return damaged();
  opj_image_t *raw = nullptr;
  const bool has_header = opj_read_header(input.get(), codec.get(), &raw) != OPJ_FALSE;
  const Image image(raw);
  if (!has_header || !image) return damaged();
  if (!fits(*image, format))
    return problem("PIXELS-SIZE", "a JPEG 2000 frame has another size than the header says");
  if (opj_decode(codec.get(), input.get(), image.get()) == OPJ_FALSE || !fits(*image, format))
    return damaged();
  for (OPJ_UINT32 i = 0; i < image->numcomps; ++i) {
    if (image->comps[i].data == nullptr) return damaged();
    switch (format.bits_allocated) {
    case 8:
      copy_component<std::uint8_t>(*image, i, out);
      break;
    case 16:
      copy_component<std::uint16_t>(*image, i, out);
      break;
    case 32:
      copy_component<std::uint32_t>(*image, i, out);
      break;
    default:
      return problem("PIXELS-FORMAT", "a depth that JPEG 2000 does not have");
    }
  }
  return {};
}

} // namespace curate::dicom
