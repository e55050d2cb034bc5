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

std::uint64_t big(std::span<const std::byte> bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i)
    value = value << 8 | std::to_integer<std::uint64_t>(bytes[at + i]);
  return value;
}

// Source: ITU-T T.800, Table A.2.
constexpr std::uint64_t soc = 0xFF4F, siz = 0xFF51, sot = 0xFF90, sod = 0xFF93, eoc = 0xFFD9;

/// Comments, and what only points at what is there: TLM PLM PLT CRG COM.
bool may_go(std::uint64_t marker) {
  return marker == 0xFF55 || marker == 0xFF57 || marker == 0xFF58 || marker == 0xFF63 ||
         marker == 0xFF64;
}

/// COD COC QCD QCC RGN POC, of both headers.
bool is_of_coding(std::uint64_t marker) {
  return marker == 0xFF52 || marker == 0xFF53 || (marker >= 0xFF5C && marker <= 0xFF5F);
}

bool may_be_in_main_header(std::uint64_t marker) {
  constexpr std::uint64_t ppm = 0xFF60;
  return marker == siz || marker == ppm || is_of_coding(marker);
}

bool may_be_in_tile_header(std::uint64_t marker) {
  constexpr std::uint64_t ppt = 0xFF61;
  return marker == ppt || is_of_coding(marker);
}

/// Where the codestream lies in a file of boxes: the content of the first "jp2c".
std::optional<std::pair<std::size_t, std::size_t>>
codestream_in_boxes(std::span<const std::byte> file) {
  constexpr std::uint64_t signature = 0x6A502020, contiguous = 0x6A703263;
  std::size_t at = 0;
  if (file.size() < 12 || big(file, 4, 4) != signature) return {};
  while (file.size() - at >= 8) {
    std::uint64_t length = big(file, at, 4);
    const std::uint64_t type = big(file, at + 4, 4);
    std::size_t head = 8;
    if (length == 1) {
      if (file.size() - at < 16) return {};
      length = big(file, at + 8, 8);
      head = 16;
    } else if (length == 0) {
      length = file.size() - at;
    }
    if (length < head || length > file.size() - at) return {};
    const auto end = at + static_cast<std::size_t>(length);
    if (type == contiguous) return std::pair(at + head, end);
    at = end;
  }
  return {};
}

class Scan {
public:
  Scan(std::span<const std::byte> bytes, std::size_t begin, std::size_t end)
      : bytes_(bytes), position_(begin), end_(end) {}

  Result<Edits> run() {
    if (!has(4) || big(bytes_, position_, 2) != soc || big(bytes_, position_ + 2, 2) != siz)
      return damaged();
    position_ += 2;
    if (!main_header()) return damaged();
    while (has(2) && big(bytes_, position_, 2) == sot)
      if (!tile_part()) return damaged();
    if (!has(2) || big(bytes_, position_, 2) != eoc || tile_parts_ == 0) return damaged();
    position_ += 2;
    const auto rest = bytes_.subspan(position_);
    if (!rest.empty() && (rest.size() != 1 || rest[0] != std::byte{0}))
      edits_.push_back({position_, bytes_.size()});
    return std::move(edits_);
  }

private:
  bool has(std::size_t count) const { return end_ - position_ >= count; }

  /// The length of the segment at the position, with its marker; 0 where it is none.
  std::size_t segment_length() const {
    if (!has(4)) return 0;
    const auto length = static_cast<std::size_t>(big(bytes_, position_ + 2, 2)) + 2;
    return length >= 4 && has(length) ? length : 0;
  }

  bool main_header() {
    while (has(2) && big(bytes_, position_, 2) != sot) {
      const std::uint64_t marker = big(bytes_, position_, 2);
      const std::size_t length = segment_length();
      if (length == 0 || (!may_go(marker) && !may_be_in_main_header(marker))) return false;
      if (marker == siz && (length < 40 || length != 40 + 3 * big(bytes_, position_ + 38, 2)))
        return false;
      if (may_go(marker)) edits_.push_back({position_, position_ + length});
      position_ += length;
    }
    return has(2);
  }

  /// Source: ITU-T T.800, A.4.2.
  bool tile_part() {
    constexpr std::size_t sot_bytes = 12;
    const std::size_t begin = position_;
    if (segment_length() != sot_bytes) return false;
    const auto stated = static_cast<std::size_t>(big(bytes_, begin + 6, 4));
    if (stated != 0 && (stated < sot_bytes + 2 || !has(stated))) return false;
    const std::size_t part_end = stated == 0 ? end_ : begin + stated;
    position_ += sot_bytes;
    ++tile_parts_;
    const std::size_t first_edit = edits_.size();
    std::size_t removed = 0;
    while (has(2) && big(bytes_, position_, 2) != sod) {
      const std::uint64_t marker = big(bytes_, position_, 2);
      const std::size_t length = segment_length();
      if (length == 0 || position_ + length > part_end ||
          (!may_go(marker) && !may_be_in_tile_header(marker)))
        return false;
      if (may_go(marker)) {
        edits_.push_back({position_, position_ + length});
        removed += length;
      }
      position_ += length;
    }
    if (!has(2) || position_ + 2 > part_end) return false;
    if (removed != 0) shorten(begin, stated, removed, first_edit);
    position_ = stated == 0 ? end_of_coded(position_ + 2) : part_end;
    return true;
  }

  void shorten(std::size_t begin, std::size_t stated, std::size_t removed, std::size_t first_edit) {
    if (stated == 0) return;
    Edit length{begin + 6, begin + 10};
    for (unsigned shift = 32; shift > 0; shift -= 8)
      length.instead.push_back(static_cast<std::byte>((stated - removed) >> (shift - 8)));
    edits_.insert(edits_.begin() + static_cast<std::ptrdiff_t>(first_edit), std::move(length));
  }

  /// The last tile-part may not say its length: coded data hold no end marker.
  std::size_t end_of_coded(std::size_t from) const {
    for (; from + 2 <= end_; ++from)
      if (bytes_[from] == std::byte{0xFF} && bytes_[from + 1] == std::byte{0xD9}) return from;
    return end_;
  }

  std::span<const std::byte> bytes_;
  std::size_t position_, end_;
  std::size_t tile_parts_ = 0;
  Edits edits_;
};

} // namespace

Result<Edits> jpeg_2000_edits(std::span<const std::byte> frame) {
  constexpr std::uint64_t first_box_bytes = 12;
  if (frame.size() < 12 || big(frame, 0, 4) != first_box_bytes)
    return Scan(frame, 0, frame.size()).run();
  const auto place = codestream_in_boxes(frame);
  if (!place) return damaged();
  auto edits = Scan(frame.first(place->second), place->first, place->second).run();
  if (!edits) return edits;
  edits->insert(edits->begin(), Edit{0, place->first});
  if (place->second < frame.size()) edits->push_back({place->second, frame.size()});
  return edits;
}

} // namespace curate::deid
