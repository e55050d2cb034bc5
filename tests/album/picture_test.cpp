#include <gtest/gtest.h>
#include <libcurate/album/picture.hpp>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/archive/zlib.hpp>
#include <span>

namespace curate::album {
namespace {

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < 4; ++i)
    out = out << 8 | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

// Source: PNG specification, 5 and 11; the checksum is worked out bit by bit, as in its annex D.
std::uint32_t plain_crc(std::string_view bytes) {
  std::uint32_t sum = 0xFFFFFFFFU;
  for (const char byte : bytes) {
    sum ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit)
      sum = (sum & 1U) ? 0xEDB88320U ^ (sum >> 1) : sum >> 1;
  }
  return ~sum;
}

TEST(png, is_what_the_standard_says) {
  const Picture picture{3, 2, {0, 100, 254, Picture::mark, 7, 8}, {}};
  const std::string file = png(picture);
  ASSERT_EQ(file.substr(0, 8), "\x89PNG\r\n\x1A\n");
  std::vector<std::string> kinds;
  for (std::size_t at = 8; at < file.size();) {
    const std::size_t length = number_at(file, at);
    const std::string kind = file.substr(at + 4, 4), data = file.substr(at + 8, length);
    EXPECT_EQ(number_at(file, at + 8 + length), plain_crc(kind + data)) << kind;
    kinds.push_back(kind);
    if (kind == "IHDR") {
      EXPECT_EQ(number_at(data, 0), 3U);
      EXPECT_EQ(number_at(data, 4), 2U);
      EXPECT_EQ(data.substr(8), std::string("\x08\x03\0\0\0", 5));
    }
    if (kind == "PLTE") {
      EXPECT_EQ(data.size(), 768U);
      EXPECT_EQ(data.substr(300, 3), "ddd"); // entry 100 is grey 100
      EXPECT_NE(data[765], data[766]);
    }
    if (kind == "IDAT") {
      // A zlib stream is two bytes, a deflate stream, four bytes. Source: RFC 1950.
      const auto rows =
          archive::inflate(std::as_bytes(std::span(data)).subspan(2), std::uint64_t{1} << 20);
      ASSERT_TRUE(rows);
      const std::string_view plain(reinterpret_cast<const char *>(rows->view().data()),
                                   rows->view().size());
      EXPECT_EQ(plain, std::string_view("\0\0\x64\xFE\0\xFF\x07\x08", 8));
    }
    at += 12 + length;
  }
  EXPECT_EQ(kinds, (std::vector<std::string>{"IHDR", "PLTE", "IDAT", "IEND"}));
}

} // namespace
} // namespace curate::album
