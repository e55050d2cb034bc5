#include <algorithm>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/base/error.hpp>
#include <libdeflate.h>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>

namespace curate::archive {

namespace {

struct FreeCompressor {
  void operator()(libdeflate_compressor *it) const { libdeflate_free_compressor(it); }
};
struct FreeDecompressor {
  void operator()(libdeflate_decompressor *it) const { libdeflate_free_decompressor(it); }
};

// No deflate stream grows more than this on inflating. Source: zlib's technical notes, "Maximum
// Compression Factor".
constexpr std::uint64_t greatest_growth = 1032;

libdeflate_decompressor &decompressor() {
  static thread_local const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> one(
      libdeflate_alloc_decompressor());
  if (!one) throw SystemError("out of memory while a compressed file is opened");
  return *one;
}

auto too_large() {
  return problem("ARCHIVE-TOO-LARGE", "what is compressed here is larger than is read");
}

// The last four bytes of a gzip file: the length of its last member, modulo 2^32. Only a guess.
std::uint64_t stated_length(std::span<const std::byte> bytes) {
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < 4; ++i)
    length |= std::to_integer<std::uint64_t>(bytes[bytes.size() - 4 + i]) << (8 * i);
  return length;
}

// A buffer that grows as members are inflated into it, at most `limit` bytes and never more than
// deflate can make of its input.
class Inflater {
public:
  Inflater(std::span<const std::byte> input, std::uint64_t guess, std::uint64_t limit)
      : input_(input) {
    const std::uint64_t most = input.size() > UINT64_MAX / greatest_growth - 1
                                   ? UINT64_MAX
                                   : (input.size() + 1) * greatest_growth;
    limit_ = std::min(limit, most);
    is_limited_by_caller_ = limit < most;
    reserve(std::clamp<std::uint64_t>(guess, std::min<std::uint64_t>(limit_, 4096), limit_));
  }

  // Inflates one stream at the start of what is left of the input.
  Result<void> next(bool is_gzip) {
    for (;;) {
      std::size_t used = 0, made = 0;
      const auto inflate_one =
          is_gzip ? libdeflate_gzip_decompress_ex : libdeflate_deflate_decompress_ex;
      const auto outcome =
          inflate_one(&decompressor(), input_.data(), input_.size(), buffer_.get() + length_,
                      static_cast<std::size_t>(capacity_ - length_), &used, &made);
      if (outcome == LIBDEFLATE_SUCCESS) {
        input_ = input_.subspan(used);
        length_ += made;
        return {};
      }
      if (outcome != LIBDEFLATE_INSUFFICIENT_SPACE)
        return problem("ARCHIVE-DAMAGED", "the compressed data are damaged or end too early");
      if (capacity_ == limit_) {
        if (is_limited_by_caller_) return too_large();
        return problem("ARCHIVE-DAMAGED", "the compressed data are damaged");
      }
      reserve(capacity_ > limit_ / 2 ? limit_ : capacity_ * 2);
    }
  }

  std::span<const std::byte> rest() const { return input_; }
  Bytes take() { return Bytes(std::move(buffer_), static_cast<std::size_t>(length_)); }

private:
  void reserve(std::uint64_t capacity) {
    auto larger = std::make_unique_for_overwrite<std::byte[]>(static_cast<std::size_t>(capacity));
    std::copy_n(buffer_.get(), length_, larger.get());
    buffer_ = std::move(larger);
    capacity_ = capacity;
  }

  std::span<const std::byte> input_;
  std::unique_ptr<std::byte[]> buffer_;
  std::uint64_t length_ = 0, capacity_ = 0, limit_ = 0;
  bool is_limited_by_caller_ = false;
};

} // namespace

std::vector<std::byte> gzip(std::span<const std::byte> bytes, int level) {
  const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(
      libdeflate_alloc_compressor(std::clamp(level, 1, 12)));
  if (!compressor) throw SystemError("out of memory while a file is compressed");
  std::vector<std::byte> out(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()));
  out.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(),
                                      out.size()));
  return out;
}

Bytes gzip(std::span<const std::byte> head, std::span<const std::byte> body, int level) {
  const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(
      libdeflate_alloc_compressor(std::clamp(level, 1, 12)));
  if (!compressor) throw SystemError("out of memory while a file is compressed");
  if (head.size() > 0xFFFF) throw std::length_error("gzip: the head is longer than a stored block");
  constexpr std::size_t member_header = 10, block_header = 5, member_trailer = 8;
  const std::size_t fixed = member_header + block_header + head.size() + member_trailer;
  const std::size_t bound = libdeflate_deflate_compress_bound(compressor.get(), body.size());
  auto out = std::make_unique_for_overwrite<std::byte[]>(fixed + bound);
  std::size_t at = 0;
  const auto put = [&](std::uint32_t value, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
      out[at++] = static_cast<std::byte>(value >> (8 * i));
  };
  put(0x00088B1F, 4); // magic, deflate, no flags. Source: RFC 1952, 2.3
  put(0, 4);          // no time
  put(0xFF00, 2);     // no extra flags; operating system unknown
  put(0, 1);          // a stored block that is not the last. Source: RFC 1951, 3.2.4
  const auto length = static_cast<std::uint32_t>(head.size());
  put(length, 2);
  put(~length, 2);
  std::ranges::copy(head, out.get() + at);
  at += head.size();
  at += libdeflate_deflate_compress(compressor.get(), body.data(), body.size(), out.get() + at,
                                    bound);
  std::uint32_t sum = 0;
  for (const auto part : {head, body}) // libdeflate starts anew where it is given a null pointer
    if (!part.empty()) sum = libdeflate_crc32(sum, part.data(), part.size());
  put(sum, 4);
  put(static_cast<std::uint32_t>(head.size() + body.size()), 4); // modulo 2^32, as the format says
  return {std::move(out), at};
}

bool is_gzip(std::span<const std::byte> bytes) {
  // Source: RFC 1952, 2.3.1; 8 is deflate, the only method there is.
  return bytes.size() >= 18 && bytes[0] == std::byte{0x1F} && bytes[1] == std::byte{0x8B} &&
         bytes[2] == std::byte{8};
}

Result<Bytes> gunzip(std::span<const std::byte> bytes, std::uint64_t limit_bytes) {
  if (!is_gzip(bytes)) return problem("ARCHIVE-DAMAGED", "this is not a gzip file");
  try {
    // The stated length may be a lie; few honest files grow more than tenfold.
    const std::uint64_t guess = std::min(stated_length(bytes), std::uint64_t{bytes.size()} * 16);
    Inflater inflater(bytes, guess, limit_bytes);
    do {
      if (auto done = inflater.next(true); !done) return tl::unexpected(done.error());
    } while (is_gzip(inflater.rest()));
    return inflater.take();
  } catch (const std::bad_alloc &) {
    return too_large();
  }
}

Result<Bytes> inflate(std::span<const std::byte> bytes, std::uint64_t limit_bytes) {
  try {
    Inflater inflater(bytes, std::uint64_t{bytes.size()} * 3, limit_bytes);
    if (auto done = inflater.next(false); !done) return tl::unexpected(done.error());
    return inflater.take();
  } catch (const std::bad_alloc &) {
    return too_large();
  }
}

} // namespace curate::archive
