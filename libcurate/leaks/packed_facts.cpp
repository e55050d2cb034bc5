#include <algorithm>
#include <libcurate/leaks/packed_facts.hpp>

namespace curate::leaks {

namespace {

using Bytes = std::span<const std::byte>;

std::uint32_t little_endian(Bytes bytes, std::size_t at, std::size_t count) {
  std::uint32_t number = 0;
  for (std::size_t i = count; i > 0; --i)
    number = number << 8U | std::to_integer<std::uint32_t>(bytes[at + i - 1]);
  return number;
}

void look_into_gzip_header(Bytes bytes, const std::string &file, FileReport &report) {
  constexpr std::size_t fixed_bytes = 10;
  constexpr unsigned has_extra = 4, has_name = 8, has_comment = 16;
  if (bytes.size() < fixed_bytes) return;
  const auto flags = std::to_integer<unsigned>(bytes[3]);
  report.search_time(little_endian(bytes, 4, 4), file, "gzip time");
  std::size_t at = fixed_bytes;
  if ((flags & has_extra) != 0 && at + 2 <= bytes.size()) {
    const std::size_t length =
        std::min<std::size_t>(little_endian(bytes, at, 2), bytes.size() - at - 2);
    report.search(bytes.subspan(at + 2, length), Reading::text, file, "gzip extra field", at + 2);
    at += 2 + length;
  }
  for (const auto &[flag, place] :
       {std::pair{has_name, "gzip name"}, std::pair{has_comment, "gzip comment"}}) {
    if ((flags & flag) == 0 || at >= bytes.size()) continue;
    const Bytes rest = bytes.subspan(at, std::min<std::size_t>(bytes.size() - at, 65'536));
    const auto length =
        static_cast<std::size_t>(std::ranges::find(rest, std::byte{0}) - rest.begin());
    report.search(rest.first(length), Reading::text, file, place, at);
    at += length + 1;
  }
}

void look_into_zip_directory(Bytes bytes, const std::string &file, FileReport &report) {
  constexpr std::size_t end_bytes = 22, entry_bytes = 46, longest_comment = 65'535;
  if (bytes.size() < end_bytes) return;
  const std::size_t first =
      bytes.size() > end_bytes + longest_comment ? bytes.size() - end_bytes - longest_comment : 0;
  std::size_t end = bytes.size() - end_bytes + 1;
  do {
    if (end-- == first) return;
  } while (little_endian(bytes, end, 4) != 0x06054B50);
  report.search(bytes.subspan(end + end_bytes), Reading::text, file, "zip comment",
                end + end_bytes);
  std::size_t at = little_endian(bytes, end + 16, 4);
  while (at <= end && end - at >= entry_bytes && little_endian(bytes, at, 4) == 0x02014B50) {
    const std::size_t name = little_endian(bytes, at + 28, 2),
                      extra = little_endian(bytes, at + 30, 2),
                      comment = little_endian(bytes, at + 32, 2), from = at + entry_bytes + name;
    if (from + extra + comment > end) break;
    report.search(bytes.subspan(from, extra), Reading::binary, file, "zip extra field", from);
    report.search(bytes.subspan(from + extra, comment), Reading::text, file, "zip comment",
                  from + extra);
    at = from + extra + comment;
  }
}

} // namespace

void look_into_packed_facts(Bytes bytes, const std::string &file, FileReport &report) {
  if (bytes.size() < 4) return;
  if (little_endian(bytes, 0, 2) == 0x8B1F) look_into_gzip_header(bytes, file, report);
  if (little_endian(bytes, 0, 2) == 0x4B50) look_into_zip_directory(bytes, file, report);
}

} // namespace curate::leaks
