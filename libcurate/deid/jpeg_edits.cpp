#include "libcurate/deid/codestream_edits.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace curate::deid {

namespace {

auto damaged() {
  return problem("DEID-CODESTREAM", "a compressed picture is damaged, or of no known form",
                 "decompress the object, or export it again");
}

constexpr unsigned tem = 0x01, soi = 0xD8, eoi = 0xD9, sos = 0xDA, com = 0xFE;

bool is_frame_header(unsigned marker, bool is_jpeg_ls) {
  if (is_jpeg_ls) return marker == 0xF7;
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

unsigned at(std::span<const std::byte> bytes, std::size_t i) {
  return std::to_integer<unsigned>(bytes[i]);
}

/// The fixed form of an application segment that decoders need; nothing for all others.
std::vector<std::byte> fixed_form(unsigned marker, std::span<const std::byte> content) {
  std::string out;
  const std::string_view text = text_of(content);
  constexpr std::size_t adobe_bytes = 12;
  if (marker == 0xE0 && text.starts_with(std::string_view("JFIF\0", 5)))
    out = std::string("\xFF\xE0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", 18);
  else if (marker == 0xEE && text.starts_with("Adobe") && content.size() >= adobe_bytes &&
           at(content, adobe_bytes - 1) <= 2)
    out = std::string("\xFF\xEE\0\x0E"
                      "Adobe\0\x64\0\0\0\0",
                      15) +
          text[adobe_bytes - 1];
  else if (marker == 0xE8 && text.starts_with("mrfx") && content.size() == 5 && at(content, 4) <= 5)
    out = std::string("\xFF\xE8\0\x07mrfx", 8) + text[4];
  const auto bytes = std::as_bytes(std::span(out));
  return {bytes.begin(), bytes.end()};
}

/// Whether quantisation tables fill their segment. Source: ITU-T T.81, B.2.4.1.
bool is_filled_by_quantisation(std::span<const std::byte> content) {
  std::size_t i = 0;
  while (i < content.size())
    i += 1 + 64 * (at(content, i) >> 4 == 0 ? 1U : 2U);
  return i == content.size();
}

/// Whether Huffman tables fill their segment. Source: ITU-T T.81, B.2.4.2.
bool is_filled_by_codes(std::span<const std::byte> content) {
  constexpr std::size_t head = 17;
  std::size_t i = 0;
  while (i + head <= content.size()) {
    std::size_t codes = 0;
    for (std::size_t k = 1; k < head; ++k)
      codes += at(content, i + k);
    i += head + codes;
  }
  return i == content.size();
}

/// Whether a segment holds what its kind says and nothing behind it.
bool is_whole(unsigned marker, std::span<const std::byte> content, bool is_jpeg_ls) {
  const std::size_t size = content.size();
  if (is_frame_header(marker, is_jpeg_ls)) return size >= 6 && size == 6 + 3 * at(content, 5);
  switch (marker) {
  case sos:
    return size >= 1 && size == 4 + 2 * at(content, 0);
  case 0xC4:
    return is_filled_by_codes(content);
  case 0xDB:
    return is_filled_by_quantisation(content);
  case 0xCC: // arithmetic conditioning
    return size % 2 == 0 && size <= 64;
  case 0xDC: // number of lines
    return size == 2;
  case 0xDD: // restart interval
    return size == 2 || (is_jpeg_ls && size <= 4);
  case 0xF8: // JPEG-LS: thresholds (1) or a large size (4); DICOM has no tables in the stream
    return is_jpeg_ls && size >= 1 &&
           ((at(content, 0) == 1 && size == 11) || (at(content, 0) == 4 && size <= 10));
  default:
    return false;
  }
}

/// Where coded data end: at the next marker that is none of their own. Nothing where there is none.
std::optional<std::size_t> end_of_coded(std::span<const std::byte> frame, std::size_t from,
                                        bool is_jpeg_ls) {
  const unsigned first_marker = is_jpeg_ls ? 0x80 : 0x01;
  while (from + 1 < frame.size()) {
    const void *found = std::memchr(frame.data() + from, 0xFF, frame.size() - 1 - from);
    if (found == nullptr) return {};
    from = static_cast<std::size_t>(static_cast<const std::byte *>(found) - frame.data());
    const unsigned next = at(frame, from + 1);
    const bool is_restart = next >= 0xD0 && next <= 0xD7;
    if (next >= first_marker && !is_restart && next != 0xFF) return from;
    from += next == 0xFF ? 1 : 2;
  }
  return {};
}

class Scan {
public:
  Scan(std::span<const std::byte> frame, bool is_jpeg_ls)
      : frame_(frame), is_jpeg_ls_(is_jpeg_ls) {}

  Result<Edits> run() {
    if (frame_.size() < 4 || at(frame_, 0) != 0xFF || at(frame_, 1) != soi) return damaged();
    position_ = 2;
    while (true) {
      const std::size_t begin = position_;
      const auto marker = next_marker();
      if (!marker) return damaged();
      if (*marker == eoi) {
        if (!has_scan_) return damaged();
        cut_behind_end();
        return std::move(edits_);
      }
      if (!segment(*marker, begin)) return damaged();
    }
  }

private:
  /// Fill bytes before a marker tell nothing. Source: ITU-T T.81, B.1.1.2.
  std::optional<unsigned> next_marker() {
    if (position_ + 1 >= frame_.size() || at(frame_, position_) != 0xFF) return {};
    while (position_ < frame_.size() && at(frame_, position_) == 0xFF)
      ++position_;
    if (position_ == frame_.size()) return {};
    return at(frame_, position_++);
  }

  bool segment(unsigned marker, std::size_t begin) {
    if (marker == tem) { // stands alone, and tells nothing
      edits_.push_back({begin, position_});
      return true;
    }
    if (position_ + 2 > frame_.size()) return false;
    const std::size_t length = at(frame_, position_) << 8 | at(frame_, position_ + 1);
    if (length < 2 || length > frame_.size() - position_) return false;
    const auto content = frame_.subspan(position_ + 2, length - 2);
    position_ += length;
    if (marker == com) {
      edits_.push_back({begin, position_});
    } else if (marker >= 0xE0 && marker <= 0xEF) {
      const auto fixed = fixed_form(marker, content);
      if (!std::ranges::equal(fixed, frame_.subspan(begin, position_ - begin)))
        edits_.push_back({begin, position_, fixed});
    } else if (!is_whole(marker, content, is_jpeg_ls_)) {
      return false;
    }
    if (marker != sos) return true;
    has_scan_ = true;
    const auto end = end_of_coded(frame_, position_, is_jpeg_ls_);
    position_ = end.value_or(frame_.size());
    return end.has_value();
  }

  void cut_behind_end() {
    const auto rest = frame_.subspan(position_);
    const bool is_padding = rest.empty() || (rest.size() == 1 && rest[0] == std::byte{0});
    if (!is_padding) edits_.push_back({position_, frame_.size()});
  }

  std::span<const std::byte> frame_;
  bool is_jpeg_ls_;
  bool has_scan_ = false;
  std::size_t position_ = 0;
  Edits edits_;
};

} // namespace

Result<Edits> jpeg_edits(std::span<const std::byte> frame, bool is_jpeg_ls) {
  return Scan(frame, is_jpeg_ls).run();
}

std::vector<std::byte> edited(std::span<const std::byte> frame, const Edits &edits) {
  std::vector<std::byte> out;
  out.reserve(frame.size() + 64);
  std::size_t at = 0;
  const auto copy = [&out](std::span<const std::byte> bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
  };
  for (const Edit &edit : edits) {
    copy(frame.subspan(at, edit.begin - at));
    copy(edit.instead);
    at = edit.end;
  }
  copy(frame.subspan(at));
  return out;
}

} // namespace curate::deid
