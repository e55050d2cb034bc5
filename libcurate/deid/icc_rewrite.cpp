#include "libcurate/deid/icc_rewrite.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string_view>

namespace curate::deid {

namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t header_bytes = 128, entry_bytes = 12;
constexpr std::size_t most_tags = 100, most_bytes = std::size_t{1} << 25;

std::uint32_t big_32(Bytes bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | std::to_integer<std::uint32_t>(bytes[at + i]);
  return value;
}

std::uint32_t big_16(Bytes bytes, std::size_t at) {
  return std::to_integer<std::uint32_t>(bytes[at]) << 8 |
         std::to_integer<std::uint32_t>(bytes[at + 1]);
}

std::string_view name_at(Bytes bytes, std::size_t at) {
  return {reinterpret_cast<const char *>(bytes.data() + at), 4};
}

void put_32(std::vector<std::byte> &out, std::uint64_t value) {
  for (unsigned shift = 32; shift > 0; shift -= 8)
    out.push_back(static_cast<std::byte>(value >> (shift - 8)));
}

void put_text(std::vector<std::byte> &out, std::string_view text) {
  for (const char c : text)
    out.push_back(static_cast<std::byte>(c));
}

template <std::size_t n>
bool is_one_of(std::string_view name, const std::array<std::string_view, n> &names) {
  return std::ranges::find(names, name) != names.end();
}

constexpr auto classes = std::to_array<std::string_view>({"scnr", "mntr", "prtr", "spac"});
constexpr auto spaces = std::to_array<std::string_view>({"RGB ", "GRAY", "CMYK", "Lab ", "XYZ "});
constexpr auto connections = std::to_array<std::string_view>({"XYZ ", "Lab "});
constexpr auto tags_of_colour =
    std::to_array<std::string_view>({"rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "kTRC", "A2B0",
                                     "A2B1", "A2B2", "B2A0", "B2A1", "B2A2", "gamt"});
constexpr auto tags_of_white =
    std::to_array<std::string_view>({"wtpt", "bkpt", "chad", "chrm", "lumi"});

/// The bytes that a table of 8 or 16 bits fills; nothing where it cannot be told.
std::optional<std::uint64_t> table_bytes(Bytes data, bool is_16_bits) {
  constexpr std::size_t head = 48;
  if (data.size() < head + 4) return {};
  const auto in = std::to_integer<std::uint64_t>(data[8]);
  const auto out = std::to_integer<std::uint64_t>(data[9]);
  const auto grid = std::to_integer<std::uint64_t>(data[10]);
  if (in == 0 || in > 4 || out == 0 || out > 4 || grid == 0) return {};
  std::uint64_t nodes = 1;
  for (std::uint64_t i = 0; i < in; ++i)
    nodes *= grid;
  if (!is_16_bits) return head + 256 * in + nodes * out + 256 * out;
  const std::uint64_t before = big_16(data, head), after = big_16(data, head + 2);
  return head + 4 + 2 * (before * in + nodes * out + after * out);
}

/// How many bytes the numbers of a tag take; nothing for other types, and where they do not fit.
std::optional<std::uint64_t> numeric_bytes(Bytes data) {
  constexpr auto parameters = std::to_array<std::uint64_t>({1, 3, 4, 5, 7});
  if (data.size() < 12) return {};
  const std::string_view type = name_at(data, 0);
  if (type == "XYZ ") return data.size() >= 20 ? std::optional<std::uint64_t>(20) : std::nullopt;
  if (type == "curv") return 12 + std::uint64_t{2} * big_32(data, 8);
  if (type == "sf32") return std::uint64_t{8 + 9 * 4};
  if (type == "chrm") return 12 + std::uint64_t{8} * big_16(data, 8);
  if (type == "mft1" || type == "mft2") return table_bytes(data, type == "mft2");
  if (type != "para" || big_16(data, 8) >= parameters.size()) return {};
  return 12 + 4 * parameters[big_16(data, 8)];
}

/// The numbers of a tag, without what is reserved or stands behind them.
std::optional<std::vector<std::byte>> numbers_of(Bytes data) {
  const auto size = numeric_bytes(data);
  if (!size || *size > data.size()) return {};
  std::vector<std::byte> out(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(*size));
  std::fill(out.begin() + 4, out.begin() + 8, std::byte{0});
  const std::string_view type = name_at(data, 0);
  if (type == "para") out[10] = out[11] = std::byte{0};
  if (type == "mft1" || type == "mft2") out[11] = std::byte{0};
  return out;
}

std::vector<std::byte> text_of_version_4(std::string_view text) {
  std::vector<std::byte> out;
  put_text(out, {"mluc\0\0\0\0\0\0\0\1\0\0\0\x0C"
                 "enUS",
                 20});
  put_32(out, 2 * text.size());
  put_32(out, 28);
  for (const char c : text) {
    out.push_back(std::byte{0});
    out.push_back(static_cast<std::byte>(c));
  }
  return out;
}

std::vector<std::byte> description_of_version_2(std::string_view text) {
  constexpr std::size_t other_scripts = 4 + 4 + 2 + 1 + 67;
  std::vector<std::byte> out;
  put_text(out, {"desc\0\0\0\0", 8});
  put_32(out, text.size() + 1);
  put_text(out, text);
  out.insert(out.end(), 1 + other_scripts, std::byte{0});
  return out;
}

std::vector<std::byte> text_of_version_2(std::string_view text) {
  std::vector<std::byte> out;
  put_text(out, {"text\0\0\0\0", 8});
  put_text(out, text);
  out.push_back(std::byte{0});
  return out;
}

struct TagData {
  std::string_view name;
  std::vector<std::byte> data;
};

bool is_known_header(Bytes profile) {
  const auto major = std::to_integer<unsigned>(profile[8]);
  return (major == 2 || major == 4) && is_one_of(name_at(profile, 12), classes) &&
         is_one_of(name_at(profile, 16), spaces) && is_one_of(name_at(profile, 20), connections) &&
         name_at(profile, 36) == "acsp" && big_32(profile, 64) <= 3;
}

/// What of the tags may stay; nothing where one is odd.
std::optional<std::vector<TagData>> tags_of(Bytes profile) {
  const std::size_t count = big_32(profile, header_bytes);
  if (count == 0 || count > most_tags || profile.size() - header_bytes - 4 < count * entry_bytes)
    return {};
  std::vector<TagData> out;
  std::set<std::string_view> seen;
  std::size_t total = 0;
  bool has_colour = false;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = header_bytes + 4 + i * entry_bytes;
    const std::string_view name = name_at(profile, at);
    const std::size_t offset = big_32(profile, at + 4), size = big_32(profile, at + 8);
    if (offset > profile.size() || size > profile.size() - offset || !seen.insert(name).second)
      return {};
    const bool is_colour = is_one_of(name, tags_of_colour);
    if (!is_colour && !is_one_of(name, tags_of_white)) continue;
    auto data = numbers_of(profile.subspan(offset, size));
    if (!data) return {};
    has_colour = has_colour || is_colour;
    total += data->size();
    if (total > most_bytes) return {};
    out.push_back({name, std::move(*data)});
  }
  if (!has_colour) return {};
  return out;
}

void put_header(std::vector<std::byte> &out, Bytes profile) {
  out.insert(out.end(), 8, std::byte{0}); // size, to be filled in; no preferred module
  out.push_back(profile[8]);
  out.insert(out.end(), 3, std::byte{0});
  for (const std::size_t at : {12U, 16U, 20U})
    put_text(out, name_at(profile, at));
  put_text(out, {"\x07\xD0\0\1\0\1\0\0\0\0\0\0"
                 "acsp",
                 16});                     // a date must be there: 2000-01-01
  out.insert(out.end(), 24, std::byte{0}); // platform to attributes
  put_32(out, big_32(profile, 64));        // rendering intent
  for (const std::uint32_t axis : {0x0000F6D6U, 0x00010000U, 0x0000D32DU}) // D50
    put_32(out, axis);
  out.insert(out.end(), header_bytes - 80, std::byte{0}); // creator, id, reserved
}

} // namespace

std::optional<std::vector<std::byte>> rewrite_icc(Bytes profile) {
  if (profile.size() < header_bytes + 4 || !is_known_header(profile)) return {};
  auto tags = tags_of(profile);
  if (!tags) return {};
  const bool is_4 = profile[8] == std::byte{4};
  constexpr std::string_view description = "colour", copyright = "none";
  tags->push_back(
      {"desc", is_4 ? text_of_version_4(description) : description_of_version_2(description)});
  tags->push_back({"cprt", is_4 ? text_of_version_4(copyright) : text_of_version_2(copyright)});

  std::vector<std::byte> out;
  put_header(out, profile);
  put_32(out, tags->size());
  std::size_t offset = out.size() + tags->size() * entry_bytes;
  for (const TagData &tag : *tags) {
    put_text(out, tag.name);
    put_32(out, offset);
    put_32(out, tag.data.size());
    offset += (tag.data.size() + 3) / 4 * 4;
  }
  for (const TagData &tag : *tags) {
    out.insert(out.end(), tag.data.begin(), tag.data.end());
    out.resize((out.size() + 3) / 4 * 4);
  }
  for (std::size_t i = 0; i < 4; ++i)
    out[i] = static_cast<std::byte>(out.size() >> (24 - 8 * i));
  return out;
}

} // namespace curate::deid
