#include "libcurate/dicom/rle.hpp"

#include <algorithm>
#include <cstdint>

namespace curate::dicom {

namespace {

constexpr std::size_t header_bytes = 64; // Source: DICOM PS3.5, G.5
constexpr std::size_t most_segments = 15;

std::uint32_t little_32(std::span<const std::byte> bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= std::to_integer<std::uint32_t>(bytes[at + i]) << (8 * i);
  return value;
}

/// Unpacks one segment to every `stride`-th byte from `first` on; gives how many it wrote.
std::size_t unpack(std::span<const std::byte> in, std::span<std::byte> out, std::size_t first,
                   std::size_t stride, std::size_t count) {
  std::size_t at = 0, done = 0;
  std::byte *to = out.data() + first;
  while (at < in.size() && done < count) {
    const auto code = static_cast<std::int8_t>(std::to_integer<std::uint8_t>(in[at++]));
    if (code >= 0) {
      const std::size_t run =
          std::min({static_cast<std::size_t>(code) + 1, count - done, in.size() - at});
      for (std::size_t i = 0; i < run; ++i, to += stride)
        *to = in[at + i];
      at += run;
      done += run;
    } else if (code != -128 && at < in.size()) {
      const std::size_t run = std::min(static_cast<std::size_t>(1 - code), count - done);
      const std::byte value = in[at++];
      for (std::size_t i = 0; i < run; ++i, to += stride)
        *to = value;
      done += run;
    }
  }
  return done;
}

} // namespace

Result<void> decode_rle(std::span<const std::byte> frame, const PixelFormat &format,
                        std::span<std::byte> out) {
  if (frame.size() < header_bytes)
    return problem("PIXELS-SHORT", "an RLE frame is shorter than its header");
  const auto sample_bytes = static_cast<std::size_t>(format.bits_allocated) / 8;
  const auto samples = static_cast<std::size_t>(format.samples_per_pixel);
  const std::size_t segments = little_32(frame, 0);
  if (segments != sample_bytes * samples || segments == 0 || segments > most_segments)
    return problem("PIXELS-DAMAGED", "an RLE frame has another number of segments than samples");

  const std::size_t pixels = out.size() / segments;
  for (std::size_t segment = 0; segment < segments; ++segment) {
    const std::size_t begin = little_32(frame, 4 + 4 * segment);
    const std::size_t next =
        segment + 1 < segments ? little_32(frame, 8 + 4 * segment) : frame.size();
    if (begin < header_bytes || begin > next || next > frame.size())
      return problem("PIXELS-DAMAGED", "an RLE segment lies outside its frame");
    const std::size_t sample = segment / sample_bytes;
    const std::size_t place = sample_bytes - 1 - segment % sample_bytes;
    const std::size_t done = unpack(frame.subspan(begin, next - begin), out,
                                    sample * sample_bytes + place, segments, pixels);
    if (done < pixels)
      return problem("PIXELS-SHORT", "an RLE segment holds fewer pixels than the header says");
  }
  return {};
}

} // namespace curate::dicom
