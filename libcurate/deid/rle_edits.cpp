#include <algorithm>
#include <cstdint>
#include <libcurate/deid/codestream_edits.hpp>
#include <optional>

namespace curate::deid {

namespace {

auto damaged() {
  return problem("DEID-CODESTREAM", "a compressed picture is damaged, or of no known form",
                 "decompress the object, or export it again");
}

constexpr std::size_t header_bytes = 64, most_segments = 15; // Source: DICOM PS3.5, G.5

std::size_t little_32(std::span<const std::byte> bytes, std::size_t at) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= std::to_integer<std::size_t>(bytes[at + i]) << (8 * i);
  return value;
}

/// How many bytes of a segment its pixels take; nothing where they are fewer. Source: PS3.5, G.3.
std::optional<std::size_t> used_by(std::span<const std::byte> segment, std::size_t pixels) {
  std::size_t at = 0, done = 0;
  while (done < pixels) {
    if (at >= segment.size()) return {};
    const auto code = static_cast<std::int8_t>(std::to_integer<std::uint8_t>(segment[at++]));
    if (code == -128) continue;
    const auto run = static_cast<std::size_t>(code >= 0 ? code + 1 : 1 - code);
    const std::size_t held = code >= 0 ? run : 1;
    if (held > segment.size() - at) return {};
    at += held;
    done += run;
  }
  return done == pixels ? std::optional(at) : std::nullopt;
}

bool is_padding(std::span<const std::byte> bytes) {
  return bytes.empty() || (bytes.size() == 1 && bytes[0] == std::byte{0});
}

} // namespace

Result<Edits> rle_edits(std::span<const std::byte> frame, std::size_t pixels) {
  if (frame.size() < header_bytes) return damaged();
  const std::size_t count = little_32(frame, 0);
  if (count == 0 || count > most_segments) return damaged();
  std::vector<std::span<const std::byte>> segments;
  bool is_clean = little_32(frame, 4) == header_bytes;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t begin = little_32(frame, 4 + 4 * i);
    const std::size_t end = i + 1 < count ? little_32(frame, 8 + 4 * i) : frame.size();
    if (begin < header_bytes || begin > end || end > frame.size()) return damaged();
    auto segment = frame.subspan(begin, end - begin);
    if (pixels != 0) {
      const auto used = used_by(segment, pixels);
      if (!used) return damaged();
      is_clean = is_clean && is_padding(segment.subspan(*used));
      segment = segment.first(*used);
    }
    segments.push_back(segment);
  }
  for (std::size_t i = count; i < most_segments; ++i)
    is_clean = is_clean && little_32(frame, 4 + 4 * i) == 0;
  if (is_clean) return Edits{};

  Edit all{0, frame.size()};
  std::vector<std::byte> &out = all.instead;
  out.resize(header_bytes);
  out[0] = static_cast<std::byte>(count);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t byte = 0; byte < 4; ++byte)
      out[4 + 4 * i + byte] = static_cast<std::byte>(out.size() >> (8 * byte));
    out.insert(out.end(), segments[i].begin(), segments[i].end());
    if (out.size() % 2 != 0) out.push_back(std::byte{0});
  }
  return Edits{std::move(all)};
}

} // namespace curate::deid
