#include <algorithm>
#include <array>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/leaks/look_into_png.hpp>

namespace curate::leaks {

namespace {

using Bytes = std::span<const std::byte>;

constexpr std::array<unsigned char, 8> magic = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::uint64_t most_text_bytes = std::uint64_t{16} << 20;

std::size_t big_endian(Bytes four) {
  std::size_t number = 0;
  for (const std::byte b : four)
    number = number << 8U | std::to_integer<std::size_t>(b);
  return number;
}

bool is_name(Bytes four) {
  return std::ranges::all_of(four, [](std::byte b) {
    const auto c = std::to_integer<unsigned char>(b);
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

// Where the deflate stream of a chunk begins, behind two bytes of zlib; 0 for none. Source: RFC
// 1950, 2.2; PNG 11.3.4.3 and 11.3.4.5.
std::size_t packed_begin(Bytes data, std::string_view name) {
  const auto behind_nul = [&](std::size_t from) {
    const auto rest = data.subspan(std::min(from, data.size()));
    const auto nul = std::ranges::find(rest, std::byte{0});
    return nul == rest.end() ? data.size()
                             : data.size() - static_cast<std::size_t>(rest.end() - nul) + 1;
  };
  const std::size_t keyword_end = behind_nul(0);
  if (name == "zTXt" || name == "iCCP") return keyword_end + 3;
  if (name != "iTXt" || keyword_end >= data.size() || data[keyword_end] != std::byte{1}) return 0;
  return behind_nul(behind_nul(keyword_end + 2)) + 2;
}

} // namespace

bool look_into_png(Bytes bytes, const std::string &file, FileReport &report) {
  if (bytes.size() < magic.size() ||
      !std::ranges::equal(bytes.first(magic.size()), std::as_bytes(std::span(magic))))
    return false;
  std::size_t at = magic.size();
  while (at + 12 <= bytes.size()) {
    const std::size_t length = big_endian(bytes.subspan(at, 4));
    const Bytes tag = bytes.subspan(at + 4, 4);
    if (length > bytes.size() - at - 12 || !is_name(tag)) break;
    const std::string name(reinterpret_cast<const char *>(tag.data()), 4);
    const Bytes data = bytes.subspan(at + 8, length);
    const bool is_text = name == "tEXt" || name == "zTXt" || name == "iTXt" || name == "eXIf";
    report.search(data, is_text ? Reading::text : Reading::binary, file, name, at + 8);
    if (const std::size_t begin = packed_begin(data, name); begin > 0 && begin < data.size())
      if (const auto text = archive::inflate(data.subspan(begin), most_text_bytes))
        report.search(text->view(), Reading::text, file, name, at + 8);
    at += 12 + length;
  }
  report.search(bytes.subspan(at), Reading::binary, file, "behind the picture", at);
  return true;
}

} // namespace curate::leaks
