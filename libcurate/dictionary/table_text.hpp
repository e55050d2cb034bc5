#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace curate::dictionary {

/// Whether every byte is below 128 and none is 0. Fast: decides which rows need a closer look.
bool is_plain(std::string_view text);

/// Appends text of Windows-1252 as UTF-8. The five bytes that mean nothing there become U+FFFD.
/// Source: WHATWG Encoding Standard, index windows-1252.
void append_windows_1252(std::string_view text, std::string &utf8);

/// Turns a stream of UTF-16 into UTF-8, whatever the borders of its pieces. Half a pair of
/// surrogates, or half a unit at the end, becomes the byte 0xFF, which is no UTF-8: so it is
/// noticed as badly encoded.
class Utf16Decoder {
public:
  explicit Utf16Decoder(bool is_high_byte_first) : is_high_byte_first_(is_high_byte_first) {}
  void append(std::string_view bytes, std::string &utf8);
  /// What the end of the stream leaves over.
  void finish(std::string &utf8);

private:
  void unit(unsigned value, std::string &utf8);

  bool is_high_byte_first_;
  int pending_byte_ = -1;
  unsigned high_surrogate_ = 0;
};

} // namespace curate::dictionary
