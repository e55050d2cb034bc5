#pragma once

#include <libcurate/dictionary/table_reader.hpp>
#include <libcurate/dictionary/table_text.hpp>
#include <optional>

namespace curate::dictionary {

/// The bytes of a table as a window that is moved over it: text in an encoding whose delimiters are
/// ASCII bytes. A byte order mark is taken off, UTF-16 becomes UTF-8.
class TableWindow {
public:
  explicit TableWindow(TableBytes bytes);

  /// What is in the window.
  std::string_view text() const { return std::string_view(buffer_).substr(begin_); }
  /// Reads on, at least as much again as is in the window; whether there was more.
  bool grow();
  /// Lets go of the first bytes.
  void drop(std::size_t bytes) { begin_ += bytes; }
  bool is_at_end() const { return is_at_end_; }
  /// The encoding as the first bytes tell it; ascii where they do not.
  TextEncoding first_encoding() const { return encoding_; }

private:
  void read(std::size_t bytes);

  TableBytes bytes_;
  std::string buffer_, raw_;
  std::size_t begin_ = 0, piece_bytes_ = std::size_t{16} << 10;
  bool is_at_end_ = false;
  TextEncoding encoding_ = TextEncoding::ascii;
  std::optional<Utf16Decoder> utf16_;
};

/// The bytes of a file. Throws InputError when it cannot be opened or read.
TableBytes bytes_of_file(const fs::path &file);

} // namespace curate::dictionary
