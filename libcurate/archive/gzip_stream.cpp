#include <libcurate/archive/gzip_stream.hpp>

#include <array>
#include <new>
#include <unistd.h>
#include <zlib.h>

namespace curate::archive {

namespace {

constexpr std::size_t input_bytes = std::size_t{1} << 16;
constexpr int gzip_only = 16; // added to the window's bits. Source: zlib.h, inflateInit2

} // namespace

struct GzipStream::State {
  int descriptor = -1;
  z_stream stream = {};
  gz_header header = {};
  GzipHead head;
  std::array<Bytef, input_bytes> input = {};
  // Where zlib puts the beginning of a name, a comment: only whether there is one is asked for.
  std::array<Bytef, 2> name = {}, comment = {};
  bool is_first = true, is_in_member = true, is_at_end = false;

  Result<bool> fill();
  void take_head();
  Result<bool> end_member();
};

void GzipStream::State::take_head() {
  if (!is_first || header.done != 1) return;
  is_first = false;
  head.has_name = header.name != nullptr && name[0] != 0;
  head.has_comment = header.comment != nullptr && comment[0] != 0;
  head.has_extra = header.extra_len > 0;
  head.time_s = static_cast<std::uint32_t>(header.time);
}

// More of the file; false at its end.
Result<bool> GzipStream::State::fill() {
  if (stream.avail_in > 0) return true;
  const ssize_t got = ::read(descriptor, input.data(), input.size());
  if (got < 0) return problem("FILE-UNREADABLE", "the file cannot be read");
  stream.next_in = input.data();
  stream.avail_in = static_cast<uInt>(got);
  return got > 0;
}

// After a member: whether another begins. Zeros, and they alone, may follow.
Result<bool> GzipStream::State::end_member() {
  while (true) {
    const auto has_more = fill();
    if (!has_more) return tl::unexpected(has_more.error());
    if (!*has_more) return false;
    if (*stream.next_in != 0) break;
    ++stream.next_in;
    --stream.avail_in;
  }
  constexpr Bytef first_byte = 0x1F; // Source: RFC 1952, 2.3.1
  if (*stream.next_in != first_byte)
    return problem("ARCHIVE-DAMAGED", "something that is no gzip follows the data");
  inflateReset(&stream);
  is_in_member = true;
  return true;
}

GzipStream::GzipStream(int descriptor) : state_(std::make_unique<State>()) {
  state_->descriptor = descriptor;
  if (inflateInit2(&state_->stream, MAX_WBITS + gzip_only) != Z_OK) throw std::bad_alloc();
  state_->header.name = state_->name.data();
  state_->header.name_max = static_cast<uInt>(state_->name.size());
  state_->header.comment = state_->comment.data();
  state_->header.comm_max = static_cast<uInt>(state_->comment.size());
  inflateGetHeader(&state_->stream, &state_->header);
}

GzipStream::~GzipStream() {
  inflateEnd(&state_->stream);
}

Result<std::size_t> GzipStream::read(std::span<std::byte> out) {
  State &at = *state_;
  at.stream.next_out = reinterpret_cast<Bytef *>(out.data());
  at.stream.avail_out = static_cast<uInt>(out.size());
  while (at.stream.avail_out > 0 && !at.is_at_end) {
    if (!at.is_in_member) {
      const auto goes_on = at.end_member();
      if (!goes_on) return tl::unexpected(goes_on.error());
      at.is_at_end = !*goes_on;
      continue;
    }
    const auto has_more = at.fill();
    if (!has_more) return tl::unexpected(has_more.error());
    if (!*has_more) return problem("ARCHIVE-TRUNCATED", "the gzip data end too early");
    const int status = inflate(&at.stream, Z_NO_FLUSH);
    at.take_head();
    if (status == Z_STREAM_END)
      at.is_in_member = false;
    else if (status != Z_OK && status != Z_BUF_ERROR)
      return problem("ARCHIVE-DAMAGED", "the gzip data are damaged");
  }
  return out.size() - at.stream.avail_out;
}

const GzipHead &GzipStream::head() const {
  return state_->head;
}

} // namespace curate::archive
