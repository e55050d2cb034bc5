#include "libcurate/deid/codestream.hpp"

#include <algorithm>
#include <libcurate/deid/codestream_edits.hpp>
#include <libcurate/dicom/fragments.hpp>
#include <limits>

namespace curate::deid {

namespace {

constexpr std::uint32_t item_tag = 0xE000FFFE;      // Source: DICOM PS3.5, 7.5
constexpr std::uint32_t delimiter_tag = 0xE0DDFFFE; // Source: DICOM PS3.5, 7.5
constexpr std::size_t lead_bytes = 8;

std::uint32_t little_32(std::span<const std::byte> bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value |= std::to_integer<std::uint32_t>(bytes[at + i]) << (8 * i);
  return value;
}

void put_32(std::vector<std::byte> &out, std::size_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8)
    out.push_back(static_cast<std::byte>(value >> shift));
}

Result<Edits> edits_of(std::span<const std::byte> frame, dicom::PixelCoding coding,
                       std::size_t pixels_per_frame) {
  switch (coding) {
  case dicom::PixelCoding::jpeg:
  case dicom::PixelCoding::jpeg_lossless:
    return jpeg_edits(frame, false);
  case dicom::PixelCoding::jpeg_ls:
    return jpeg_edits(frame, true);
  case dicom::PixelCoding::jpeg_2000:
    return jpeg_2000_edits(frame);
  case dicom::PixelCoding::rle:
    return rle_edits(frame, pixels_per_frame);
  case dicom::PixelCoding::native:
  case dicom::PixelCoding::unsupported:
    break;
  }
  return problem("DEID-CODESTREAM", "what this coding of pixels may hide cannot be taken out",
                 "convert the object to an uncompressed form first");
}

/// The items as they lie in the value.
struct Layout {
  std::span<const std::byte> table;
  std::vector<std::uint32_t> starts; ///< of each fragment's item, from the first one's
  bool is_even = true;
  bool is_whole = false; ///< nothing but items, and the delimiter perhaps
};

Layout layout_of(std::span<const std::byte> value) {
  Layout out;
  std::size_t at = 0, first = 0;
  while (value.size() - at >= lead_bytes && little_32(value, at) == item_tag) {
    const std::size_t length = little_32(value, at + 4);
    if (length > value.size() - at - lead_bytes) return out;
    if (at == 0) {
      out.table = value.subspan(lead_bytes, length);
      first = lead_bytes + length;
    } else {
      out.starts.push_back(static_cast<std::uint32_t>(at - first));
    }
    out.is_even = out.is_even && length % 2 == 0;
    at += lead_bytes + length;
  }
  const auto rest = value.subspan(at);
  out.is_whole = rest.empty() || (rest.size() == lead_bytes &&
                                  little_32(rest, 0) == delimiter_tag && little_32(rest, 4) == 0);
  return out;
}

/// One frame where it lies, or made clean.
struct Frame {
  std::span<const std::byte> bytes;
  std::vector<std::byte> owned{};
};

std::vector<std::byte> put_together(std::span<const Frame> frames, bool has_table) {
  std::vector<std::uint64_t> offsets;
  std::uint64_t total = 0;
  for (const Frame &frame : frames) {
    offsets.push_back(total);
    total += lead_bytes + (frame.bytes.size() + 1) / 2 * 2;
  }
  has_table = has_table && total <= std::numeric_limits<std::uint32_t>::max();
  std::vector<std::byte> out;
  out.reserve(total + lead_bytes + (has_table ? 4 * offsets.size() : 0));
  put_32(out, item_tag);
  put_32(out, has_table ? 4 * offsets.size() : 0);
  for (const std::uint64_t offset : offsets)
    if (has_table) put_32(out, offset);
  for (const Frame &frame : frames) {
    put_32(out, item_tag);
    put_32(out, (frame.bytes.size() + 1) / 2 * 2);
    out.insert(out.end(), frame.bytes.begin(), frame.bytes.end());
    if (frame.bytes.size() % 2 != 0) out.push_back(std::byte{0});
  }
  return out;
}

/// Whether the table says where the frames begin, or nothing.
bool is_table_right(std::span<const std::byte> table, std::span<const std::uint32_t> frame_starts) {
  if (table.empty()) return true;
  if (table.size() != 4 * frame_starts.size()) return false;
  for (std::size_t i = 0; i < frame_starts.size(); ++i)
    if (little_32(table, 4 * i) != frame_starts[i]) return false;
  return true;
}

} // namespace

Result<std::optional<std::vector<std::byte>>> strip_codestream(std::span<const std::byte> frame,
                                                               dicom::PixelCoding coding,
                                                               std::size_t pixels_per_frame) {
  const auto edits = edits_of(frame, coding, pixels_per_frame);
  if (!edits) return tl::unexpected(edits.error());
  if (edits->empty()) return std::nullopt;
  return edited(frame, *edits);
}

Result<std::optional<std::vector<std::byte>>>
strip_encapsulated(std::span<const std::byte> value, const dicom::TransferSyntax &syntax,
                   std::size_t frame_count, std::size_t pixels_per_frame,
                   std::span<const std::uint64_t> extended_offsets) {
  if (frame_count > std::numeric_limits<std::uint32_t>::max())
    return problem("PIXELS-SHORT", "the file has fewer frames than its header says");
  const auto fragments =
      dicom::Fragments::parse(value, static_cast<std::uint32_t>(frame_count), extended_offsets);
  if (!fragments) return tl::unexpected(fragments.error());
  const Layout layout = layout_of(value);
  if (fragments->is_truncated() || !layout.is_whole)
    return problem("DEID-CODESTREAM", "the fragments of a compressed picture are damaged",
                   "copy the file from its origin again");
  std::vector<Frame> frames;
  std::vector<std::uint32_t> frame_starts;
  std::size_t pieces_seen = 0;
  bool is_clean = layout.is_even;
  for (std::uint32_t i = 0; i < frame_count; ++i) {
    const auto pieces = fragments->frame(i);
    if (!pieces) return tl::unexpected(pieces.error());
    if (pieces_seen < layout.starts.size()) frame_starts.push_back(layout.starts[pieces_seen]);
    pieces_seen += pieces->size();
    Frame frame;
    frame.bytes = dicom::joined(*pieces, frame.owned);
    auto stripped = strip_codestream(frame.bytes, syntax.coding, pixels_per_frame);
    if (!stripped) return tl::unexpected(stripped.error());
    if (*stripped) {
      is_clean = false;
      frame.owned = std::move(**stripped);
      frame.bytes = frame.owned;
    }
    frames.push_back(std::move(frame));
  }
  // Pieces that are no items of their own were frames in one fragment.
  is_clean =
      is_clean && pieces_seen == layout.starts.size() && is_table_right(layout.table, frame_starts);
  if (is_clean) return std::nullopt;
  return put_together(frames, !layout.table.empty());
}

} // namespace curate::deid
