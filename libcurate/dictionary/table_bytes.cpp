#include <libcurate/base/error.hpp>
#include <libcurate/dictionary/table_bytes.hpp>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace curate::dictionary {

namespace {

// Small at first, as most tables of a dataset are; then twice as much each time.
constexpr std::size_t first_piece_bytes = std::size_t{16} << 10;
constexpr std::size_t largest_piece_bytes = std::size_t{256} << 10;

// Of text in Latin letters one byte of each unit is 0. A table of one-byte letters has no zeros;
// one that is damaged by some is not taken for UTF-16 unless a third of its pairs look so.
TextEncoding encoding_of(std::string_view start) {
  if (start.starts_with("\xEF\xBB\xBF")) return TextEncoding::utf8;
  if (start.starts_with("\xFF\xFE")) return TextEncoding::utf16_le;
  if (start.starts_with("\xFE\xFF")) return TextEncoding::utf16_be;
  start = start.substr(0, 4096);
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < start.size(); ++i)
    if (start[i] == 0) ++(i % 2 == 0 ? even : odd);
  const std::size_t units = start.size() / 2;
  if (units == 0) return TextEncoding::ascii;
  if (odd * 3 > units && even * 10 < odd) return TextEncoding::utf16_le;
  if (even * 3 > units && odd * 10 < even) return TextEncoding::utf16_be;
  return TextEncoding::ascii;
}

class Descriptor {
public:
  explicit Descriptor(const fs::path &file) : number_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (number_ < 0) throw InputError("the table cannot be opened: " + file.string());
  }
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  ~Descriptor() { ::close(number_); }

  std::size_t read(std::span<char> buffer) const {
    for (;;) {
      const auto count = ::read(number_, buffer.data(), buffer.size());
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR) throw InputError("a table cannot be read to its end");
    }
  }

private:
  int number_;
};

} // namespace

TableWindow::TableWindow(TableBytes bytes) : bytes_(std::move(bytes)) {
  raw_.resize(first_piece_bytes);
  std::size_t filled = 0;
  while (filled < 4096) {
    const std::size_t count = bytes_(std::span(raw_).subspan(filled));
    if (count == 0) break;
    filled += count;
  }
  std::string_view start = std::string_view(raw_).substr(0, filled);
  encoding_ = encoding_of(start);
  switch (encoding_) {
  case TextEncoding::utf16_le:
  case TextEncoding::utf16_be:
    if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) start.remove_prefix(2);
    utf16_.emplace(encoding_ == TextEncoding::utf16_be);
    utf16_->append(start, buffer_);
    break;
  case TextEncoding::utf8:
    buffer_ = start.substr(3);
    break;
  case TextEncoding::ascii:
  case TextEncoding::windows_1252:
    buffer_ = start;
    break;
  }
}

void TableWindow::read(std::size_t bytes) {
  if (utf16_) {
    raw_.resize(bytes);
    const std::size_t count = bytes_(std::span(raw_));
    is_at_end_ = count == 0;
    utf16_->append(std::string_view(raw_).substr(0, count), buffer_);
    if (is_at_end_) utf16_->finish(buffer_);
    return;
  }
  const std::size_t before = buffer_.size();
  buffer_.resize(before + bytes);
  const std::size_t count = bytes_(std::span(buffer_).subspan(before));
  is_at_end_ = count == 0;
  buffer_.resize(before + count);
}

bool TableWindow::grow() {
  if (is_at_end_) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t before = buffer_.size();
  piece_bytes_ = std::min(piece_bytes_ * 2, largest_piece_bytes);
  read(std::max(piece_bytes_, before));
  return buffer_.size() > before || !is_at_end_;
}

TableBytes bytes_of_file(const fs::path &file) {
  if (fs::is_directory(file)) throw InputError("a folder is no table: " + file.string());
  // Shared because std::function asks for what can be copied.
  const auto descriptor = std::make_shared<const Descriptor>(file);
  return [descriptor](std::span<char> buffer) { return descriptor->read(buffer); };
}

} // namespace curate::dictionary
