#include "tests/support/png.hpp"

#include <array>
#include <libcurate/base/atomic_file.hpp>
#include <string>

namespace curate::support {

namespace {

std::string big_endian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<char>((number >> shift) & 0xff));
  return bytes;
}

/// Source: PNG specification, annex D.
std::uint32_t crc(const std::string &bytes) {
  std::uint32_t sum = 0xffffffffu;
  for (const char byte : bytes) {
    sum ^= static_cast<std::uint8_t>(byte);
    for (int bit = 0; bit < 8; ++bit)
      sum = (sum & 1u) ? 0xedb88320u ^ (sum >> 1) : sum >> 1;
  }
  return ~sum;
}

/// Source: RFC 1950.
std::uint32_t adler(const std::string &bytes) {
  std::uint32_t a = 1, b = 0;
  for (const char byte : bytes) {
    a = (a + static_cast<std::uint8_t>(byte)) % 65521;
    b = (b + a) % 65521;
  }
  return (b << 16) | a;
}

std::string chunk(const std::string &kind, const std::string &data) {
  return big_endian(static_cast<std::uint32_t>(data.size())) + kind + data +
         big_endian(crc(kind + data));
}

/// A zlib stream of stored blocks. Source: RFC 1951, 3.2.4.
std::string stored(const std::string &bytes) {
  std::string out("\x78\x01", 2);
  for (std::size_t at = 0; at < bytes.size(); at += 65535) {
    const std::size_t count = std::min<std::size_t>(65535, bytes.size() - at);
    const auto low = static_cast<char>(count & 0xff), high = static_cast<char>(count >> 8);
    out.push_back(at + count == bytes.size() ? '\1' : '\0');
    out += {low, high, static_cast<char>(~low), static_cast<char>(~high)};
    out += bytes.substr(at, count);
  }
  return out + big_endian(adler(bytes));
}

} // namespace

void write_png(const fs::path &path, std::span<const std::uint8_t> grey, int width, int height) {
  std::string rows;
  for (int row = 0; row < height; ++row) {
    rows.push_back('\0'); // no filter
    for (int column = 0; column < width; ++column)
      rows.push_back(static_cast<char>(grey[static_cast<std::size_t>(row * width + column)]));
  }
  const std::string header = big_endian(static_cast<std::uint32_t>(width)) +
                             big_endian(static_cast<std::uint32_t>(height)) +
                             std::string("\x08\x00\x00\x00\x00", 5);
  base::write_file(path,
                   std::string("\x89PNG\r\n\x1a\n", 8) + chunk("IHDR", header) +
                       chunk("IDAT", stored(rows)) + chunk("IEND", {}),
                   base::Overwrite::yes);
}

} // namespace curate::support
