#include "libcurate/dicom/fragments.hpp"

#include <algorithm>
#include <optional>

namespace curate::dicom {

namespace {

constexpr std::uint32_t item_tag = 0xE000FFFE;      // Source: DICOM PS3.5, 7.5
constexpr std::uint32_t delimiter_tag = 0xE0DDFFFE; // Source: DICOM PS3.5, 7.5
constexpr std::uint32_t padding_tag = 0xFFFCFFFC;   // Source: DICOM PS3.10, 7.2

std::uint32_t little_32(std::span<const std::byte> bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= std::to_integer<std::uint32_t>(bytes[at + i]) << (8 * i);
  return value;
}

struct Item {
  std::span<const std::byte> bytes;
  std::uint64_t start = 0; ///< of its tag
};

struct Items {
  std::vector<Item> items;
  bool is_truncated = false;
};

Items items_of(std::span<const std::byte> value) {
  Items out;
  std::size_t at = 0;
  while (value.size() - at >= 8) {
    const std::uint32_t tag = little_32(value, at);
    if (tag != item_tag) {
      // The delimiter may be missing before padding, or before zeros.
      out.is_truncated = tag != delimiter_tag && tag != padding_tag && tag != 0;
      return out;
    }
    const std::size_t length = little_32(value, at + 4);
    const std::size_t there = std::min(length, value.size() - at - 8);
    out.items.push_back({value.subspan(at + 8, there), at});
    if (there < length) {
      out.is_truncated = true;
      return out;
    }
    at += 8 + length;
  }
  return out;
}

/// Which fragment each offset points at, or nothing where one points at none or they do not grow.
std::optional<std::vector<std::size_t>> starts_by_table(std::span<const Item> fragments,
                                                        std::span<const std::uint64_t> offsets,
                                                        std::uint32_t frame_count) {
  if (fragments.empty() || offsets.size() != frame_count || offsets.front() != 0) return {};
  std::vector<std::size_t> starts;
  std::size_t at = 0;
  for (const std::uint64_t offset : offsets) {
    while (at < fragments.size() && fragments[at].start - fragments.front().start < offset)
      ++at;
    if (at == fragments.size() || fragments[at].start - fragments.front().start != offset)
      return {};
    if (!starts.empty() && starts.back() == at) return {};
    starts.push_back(at);
  }
  return starts;
}

/// Whether a compressed picture begins here: JPEG's SOI or JPEG 2000's SOC followed by a marker.
/// Source: ITU-T T.81, B.1.1.3; ITU-T T.800, A.4.1.
bool begins_picture(std::span<const std::byte> bytes) {
  if (bytes.size() < 4 || bytes[0] != std::byte{0xFF} || bytes[2] != std::byte{0xFF}) return false;
  return bytes[1] == std::byte{0xD8} ||
         (bytes[1] == std::byte{0x4F} && bytes[3] == std::byte{0x51});
}

std::optional<std::vector<std::size_t>> starts_by_content(std::span<const Item> fragments,
                                                          std::uint32_t frame_count) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < fragments.size(); ++i) {
    if (fragments.size() == frame_count || begins_picture(fragments[i].bytes)) starts.push_back(i);
  }
  if (starts.size() != frame_count || starts.front() != 0) return {};
  return starts;
}

/// Whether more than one fragment is a JPEG picture of its own.
bool holds_several_pictures(std::span<const Item> fragments) {
  const auto is_whole = [](const Item &item) {
    const std::size_t size = item.bytes.size();
    if (!begins_picture(item.bytes) || size < 8) return false;
    // The end marker; a zero may make the length even.
    const auto ends_at = [&](std::size_t at) {
      return item.bytes[at] == std::byte{0xFF} && item.bytes[at + 1] == std::byte{0xD9};
    };
    return ends_at(size - 2) || ends_at(size - 3);
  };
  return std::ranges::count_if(fragments, is_whole) > 1;
}

/// JPEG pictures one after the other in one fragment: cut behind each end marker that a start
/// marker, or a zero and one, follows. Within coded data no marker is above 0xBF but in disguise.
/// Source: ITU-T T.81, B.1.1.2 and B.1.1.5; T.87, A.1.
std::vector<Item> split(std::span<const Item> fragments) {
  std::vector<Item> pictures;
  const auto is_at = [](std::span<const std::byte> bytes, std::size_t at, int marker) {
    return at + 1 < bytes.size() && bytes[at] == std::byte{0xFF} &&
           bytes[at + 1] == static_cast<std::byte>(marker);
  };
  for (const Item &fragment : fragments) {
    std::size_t begin = 0;
    for (std::size_t at = 2; at + 1 < fragment.bytes.size(); ++at) {
      if (!is_at(fragment.bytes, at, 0xD9)) continue;
      std::size_t next = at + 2;
      if (next < fragment.bytes.size() && fragment.bytes[next] == std::byte{0}) ++next;
      if (!is_at(fragment.bytes, next, 0xD8)) continue;
      pictures.push_back({fragment.bytes.subspan(begin, at + 2 - begin), fragment.start + begin});
      begin = next;
      at = next;
    }
    pictures.push_back({fragment.bytes.subspan(begin), fragment.start + begin});
  }
  return pictures;
}

std::vector<std::uint64_t> basic_offsets(std::span<const std::byte> table) {
  std::vector<std::uint64_t> offsets;
  for (std::size_t at = 0; at + 4 <= table.size(); at += 4)
    offsets.push_back(little_32(table, at));
  return offsets;
}

} // namespace

Result<Fragments> Fragments::parse(std::span<const std::byte> value, std::uint32_t frame_count,
                                   std::span<const std::uint64_t> extended_offsets) {
  const Items all = items_of(value);
  if (all.items.size() < 2 || frame_count == 0)
    return problem("PIXELS-SHORT", "the encapsulated picture has no fragment");
  std::vector<Item> pictures;
  std::span<const Item> fragments = std::span(all.items).subspan(1);

  std::optional<std::vector<std::size_t>> starts;
  if (frame_count == 1 && !holds_several_pictures(fragments)) starts = std::vector<std::size_t>{0};
  if (!starts) starts = starts_by_content(fragments, frame_count);
  if (!starts && frame_count > 1 && !extended_offsets.empty())
    starts = starts_by_table(fragments, extended_offsets, frame_count);
  if (!starts && frame_count > 1)
    starts = starts_by_table(fragments, basic_offsets(all.items.front().bytes), frame_count);
  if (!starts && fragments.size() < frame_count) {
    pictures = split(fragments);
    fragments = pictures;
    starts = starts_by_content(fragments, frame_count);
  }
  if (!starts)
    return problem("PIXELS-FRAGMENTS", "the fragments of Pixel Data cannot be told apart by frame");

  Fragments out;
  out.is_truncated_ = all.is_truncated;
  for (const Item &fragment : fragments)
    out.fragments_.push_back(fragment.bytes);
  out.first_of_frame_ = std::move(*starts);
  out.first_of_frame_.push_back(out.fragments_.size());
  return out;
}

Result<std::span<const std::span<const std::byte>>> Fragments::frame(std::uint32_t index) const {
  if (index + std::size_t{1} >= first_of_frame_.size())
    return problem("PIXELS-SHORT", "the file has fewer frames than its header says");
  const std::size_t first = first_of_frame_[index];
  return std::span(fragments_).subspan(first, first_of_frame_[index + std::size_t{1}] - first);
}

std::span<const std::byte> joined(std::span<const std::span<const std::byte>> pieces,
                                  std::vector<std::byte> &storage) {
  if (pieces.size() == 1) return pieces.front();
  std::size_t total = 0;
  for (const auto &piece : pieces)
    total += piece.size();
  storage.reserve(total);
  for (const auto &piece : pieces)
    storage.insert(storage.end(), piece.begin(), piece.end());
  return storage;
}

} // namespace curate::dicom
