#include "libcurate/dicom/palette.hpp"

#include <algorithm>
#include <cstring>
#include <libcurate/dicom/element_lead.hpp>
#include <optional>

namespace curate::dicom {

namespace {

constexpr std::size_t most_entries = 65536;
constexpr std::uint16_t descriptors = 0x1101, tables = 0x1201, segmented_tables = 0x1221;

Tag colour_tag(std::uint16_t red, std::size_t colour) {
  return {0x0028, static_cast<std::uint16_t>(red + colour)};
}

struct Descriptor {
  std::size_t entry_count = 0;
  int first = 0;
  bool is_wide = false;
};

std::optional<Descriptor> descriptor_of(const Dataset &root, std::size_t colour) {
  const auto values = root.numbers(colour_tag(descriptors, colour));
  if (values.size() < 3) return {};
  Descriptor out;
  // 0 stands for 65536; written as SS, more than 32767 entries read as a negative number.
  const auto count = static_cast<long>(values[0]);
  out.entry_count =
      count == 0 ? most_entries : static_cast<std::size_t>(count < 0 ? count + 65536 : count);
  out.first = static_cast<int>(values[1]);
  out.is_wide = values[2] > 8;
  return out;
}

/// The words of a table. One of 8-bit entries holds two to a word, unless it has a word for each.
std::vector<std::uint16_t> words_of(const Element &element, std::size_t entry_count, bool is_big) {
  std::vector<std::uint16_t> words;
  for (std::size_t at = 0; at + 2 <= element.value.size(); at += 2)
    words.push_back(word_at(element.value.data() + at, is_big));
  if (words.size() >= entry_count) return words;
  std::vector<std::uint16_t> halves;
  for (const std::uint16_t word : words) {
    halves.push_back(word & 0xFFU);
    halves.push_back(static_cast<std::uint16_t>(word >> 8));
  }
  return halves;
}

/// Source: DICOM PS3.3, C.7.9.2: discrete and linear segments.
std::optional<std::vector<std::uint16_t>> expanded(const Element &element, bool is_big) {
  std::vector<std::uint16_t> out;
  const auto words = words_of(element, 0, is_big);
  for (std::size_t at = 0; at + 2 <= words.size() && out.size() <= most_entries;) {
    const std::size_t kind = words[at], length = words[at + 1];
    at += 2;
    if (kind == 0 && length <= words.size() - at) {
      const auto from = words.begin() + static_cast<std::ptrdiff_t>(at);
      out.insert(out.end(), from, from + static_cast<std::ptrdiff_t>(length));
      at += length;
    } else if (kind == 1 && at < words.size() && !out.empty()) {
      const double begin = out.back(), step = (words[at++] - begin) / static_cast<double>(length);
      for (std::size_t i = 1; i <= length; ++i)
        out.push_back(static_cast<std::uint16_t>(begin + step * static_cast<double>(i) + 0.5));
    } else {
      return {};
    }
  }
  return out;
}

std::optional<std::vector<std::uint16_t>> table_of(const Dataset &root, std::size_t colour,
                                                   const Descriptor &descriptor) {
  std::optional<std::vector<std::uint16_t>> values;
  if (const Element *table = root.find(colour_tag(tables, colour)))
    values = words_of(*table, descriptor.entry_count, root.is_big_endian());
  else if (const Element *segmented = root.find(colour_tag(segmented_tables, colour));
           segmented && descriptor.is_wide)
    values = expanded(*segmented, root.is_big_endian());
  if (!values || values->size() < descriptor.entry_count) return {};
  values->resize(descriptor.entry_count);
  return values;
}

std::int32_t stored_value(std::span<const std::byte> in, const PixelFormat &stored, std::size_t i) {
  if (stored.bits_allocated == 8) {
    const auto value = std::to_integer<std::uint8_t>(in[i]);
    return stored.is_signed ? static_cast<std::int8_t>(value) : value;
  }
  std::uint16_t value = 0;
  std::memcpy(&value, in.data() + 2 * i, sizeof value);
  return stored.is_signed ? static_cast<std::int16_t>(value) : value;
}

} // namespace

Result<Palette> palette_of(const Dataset &root) {
  const auto refused = problem("PIXELS-PALETTE", "a picture of palette colours without the colours",
                               "export it again in RGB");
  Palette palette;
  for (std::size_t colour = 0; colour < 3; ++colour) {
    const auto descriptor = descriptor_of(root, colour);
    if (!descriptor || descriptor->entry_count > most_entries) return refused;
    const auto table = table_of(root, colour, *descriptor);
    if (!table) return refused;
    if (colour == 0) {
      palette.first = descriptor->first;
      palette.is_wide = descriptor->is_wide;
      palette.entries.resize(table->size());
    }
    if (table->size() != palette.entries.size() || descriptor->first != palette.first)
      return refused;
    for (std::size_t i = 0; i < table->size(); ++i)
      palette.entries[i][colour] = (*table)[i];
  }
  palette.is_grey = std::ranges::all_of(palette.entries,
                                        [](const auto &e) { return e[0] == e[1] && e[1] == e[2]; });
  // Some writers say 16 bits of what has 8.
  const auto is_small = [](const auto &e) { return std::max({e[0], e[1], e[2]}) < 256; };
  palette.is_wide = palette.is_wide && !std::ranges::all_of(palette.entries, is_small);
  return palette;
}

PixelFormat format_through(const Palette &palette, PixelFormat stored) {
  const int bits = palette.is_grey && palette.is_wide ? 16 : 8;
  stored.samples_per_pixel = palette.is_grey ? 1 : 3;
  stored.photometric = palette.is_grey ? Photometric::monochrome2 : Photometric::rgb;
  stored.bits_allocated = stored.bits_stored = bits;
  stored.high_bit = bits - 1;
  stored.is_signed = stored.is_planar = stored.is_float = false;
  return stored;
}

void look_up(const Palette &palette, const PixelFormat &stored, std::span<const std::byte> in,
             std::span<std::byte> out) {
  const auto last = static_cast<std::int64_t>(palette.entries.size()) - 1;
  const std::size_t count = in.size() / (stored.bits_allocated == 8 ? 1 : 2);
  const int shift = palette.is_wide ? 8 : 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t place = std::int64_t{stored_value(in, stored, i)} - palette.first;
    const auto &entry =
        palette.entries[static_cast<std::size_t>(std::clamp<std::int64_t>(place, 0, last))];
    if (palette.is_grey && palette.is_wide) {
      std::memcpy(out.data() + 2 * i, entry.data(), 2);
    } else if (palette.is_grey) {
      out[i] = static_cast<std::byte>(entry[0]);
    } else {
      for (std::size_t colour = 0; colour < 3; ++colour)
        out[3 * i + colour] = static_cast<std::byte>(entry[colour] >> shift);
    }
  }
}

} // namespace curate::dicom
