#include <libcurate/album/picture.hpp>

#include <libcurate/archive/zlib.hpp>
#include <span>
#include <string_view>

namespace curate::album {

namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

void put_number(std::string &out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8)
    out.push_back(static_cast<char>((number >> shift) & 0xFFU));
}

void put_chunk(std::string &out, std::string_view kind, std::string_view data) {
  put_number(out, static_cast<std::uint32_t>(data.size()));
  out += kind;
  out += data;
  put_number(out, archive::crc32(archive::crc32(0, bytes_of(kind)), bytes_of(data)));
}

std::string palette() {
  std::string out;
  for (int grey = 0; grey < Picture::mark; ++grey)
    out.append(3, static_cast<char>(grey));
  out += "\xE0\x40\x20"; // a red that is seen on black and on white
  return out;
}

} // namespace

std::string png(const Picture &picture) {
  std::string head;
  put_number(head, static_cast<std::uint32_t>(picture.width));
  put_number(head, static_cast<std::uint32_t>(picture.height));
  // Eight bits, palette, the only compression and filtering there are, not interlaced.
  head += std::string("\x08\x03\x00\x00\x00", 5);
  const auto width = static_cast<std::size_t>(picture.width);
  std::string rows;
  rows.reserve((width + 1) * static_cast<std::size_t>(picture.height));
  for (std::size_t row = 0; row < static_cast<std::size_t>(picture.height); ++row) {
    rows.push_back('\0'); // no filter
    rows.append(reinterpret_cast<const char *>(picture.pixels.data()) + row * width, width);
  }
  const auto packed = archive::zlib(bytes_of(rows), 9);
  std::string out("\x89PNG\r\n\x1A\n", 8);
  put_chunk(out, "IHDR", head);
  put_chunk(out, "PLTE", palette());
  put_chunk(out, "IDAT", {reinterpret_cast<const char *>(packed.data()), packed.size()});
  put_chunk(out, "IEND", {});
  return out;
}

} // namespace curate::album
