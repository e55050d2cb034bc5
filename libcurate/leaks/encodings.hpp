#pragma once

#include <cstdint>
#include <libcurate/leaks/needle.hpp>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace curate::leaks {

/// One text as bytes.
struct Encoded {
  std::string bytes;
  Encoding encoding = Encoding::utf8;
  bool is_high_byte_first = false; ///< of UTF-16
};

/// Writes a text in every way in which it may lie in a file. Conversions of the C library are
/// opened once each. Not for several threads.
class Encoder {
public:
  Encoder();
  Encoder(const Encoder &) = delete;
  Encoder &operator=(const Encoder &) = delete;
  ~Encoder();

  /// UTF-8 first. Text without marks has it and, where `is_wide` is asked for, UTF-16; other text
  /// also the sets that have all its letters, and escapes.
  std::vector<Encoded> encode(std::string_view utf8, bool is_wide);

private:
  struct Converter;
  void add_sets(std::string_view utf8, std::u32string_view points, std::vector<Encoded> &out);
  std::map<std::string_view, std::unique_ptr<Converter>> converters_;
};

} // namespace curate::leaks
