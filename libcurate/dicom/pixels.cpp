#include "libcurate/dicom/pixels.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <libcurate/dicom/file_pixels.hpp>
#include <libcurate/dicom/fragments.hpp>
#include <libcurate/dicom/header.hpp>
#include <libcurate/dicom/jpeg.hpp>
#include <libcurate/dicom/jpeg2000.hpp>
#include <libcurate/dicom/native_pixels.hpp>
#include <libcurate/dicom/rle.hpp>
#include <memory>
#include <unistd.h>

namespace curate::dicom {

namespace {

/// One frame may not be larger than this: no scanner's picture is near it, a damaged header's is.
constexpr std::uint64_t most_frame_bytes = std::uint64_t{1} << 30;

auto too_short() {
  return problem("PIXELS-SHORT", "Pixel Data is shorter than the header says");
}

/// A file whose bytes had to be unpacked or searched for frames.
struct OpenFile {
  std::shared_ptr<const archive::Source> source;
  std::uint64_t offset_bytes = 0;
  archive::Bytes bytes;
  std::optional<Header> header; ///< deflated files: owns the inflated bytes
  std::span<const std::byte> value;
  std::optional<Fragments> fragments;
};

Result<std::unique_ptr<OpenFile>> open(const PixelSource &source) {
  auto file = std::make_unique<OpenFile>();
  file->source = source.file;
  file->offset_bytes = source.offset_bytes;
  auto bytes = source.file->read();
  if (!bytes) return tl::unexpected(bytes.error());
  if (source.syntax.is_deflated) {
    auto header = Header::parse(std::move(*bytes), Extent::whole);
    if (!header) return tl::unexpected(header.error());
    file->header.emplace(std::move(*header));
    if (const Element *element = file->header->pixel_data()) file->value = element->value;
    return file;
  }
  file->bytes = std::move(*bytes);
  const auto all = file->bytes.view();
  if (source.offset_bytes > all.size()) return too_short();
  file->value = all.subspan(static_cast<std::size_t>(source.offset_bytes));
  if (source.length_bytes < file->value.size())
    file->value = file->value.first(static_cast<std::size_t>(source.length_bytes));
  if (source.syntax.coding == PixelCoding::native) return file;
  const std::span<const std::uint64_t> none;
  auto fragments =
      Fragments::parse(file->value, source.frame_count,
                       source.extended_offsets ? std::span(*source.extended_offsets) : none);
  if (!fragments) return tl::unexpected(fragments.error());
  file->fragments.emplace(std::move(*fragments));
  return file;
}

/// The open file of a frame. Of a file with many frames each thread keeps the last one open until
/// its last frame was read, so that it is unpacked once.
class Opener {
public:
  Result<const OpenFile *> of(const PixelSource &source) {
    if (!file_ || file_->source != source.file || file_->offset_bytes != source.offset_bytes) {
      file_.reset();
      auto opened = open(source);
      if (!opened) return tl::unexpected(opened.error());
      file_ = std::move(*opened);
    }
    return file_.get();
  }
  void done_with(const PixelSource &source) {
    if (source.frame_in_file + std::uint64_t{1} >= source.frame_count) file_.reset();
  }

private:
  std::unique_ptr<OpenFile> file_;
};

/// Reads a run of bytes of a file that lies there as it is.
Result<void> read_plain(const archive::Source &source, std::uint64_t offset_bytes,
                        std::span<std::byte> out) {
  const int descriptor = ::open(source.path().c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return problem("FILE-UNREADABLE", "the file cannot be opened");
  std::size_t done = 0;
  bool is_good = true;
  while (is_good && done < out.size()) {
    const ssize_t got = ::pread(descriptor, out.data() + done, out.size() - done,
                                static_cast<off_t>(offset_bytes + done));
    if (got < 0 && errno == EINTR) continue;
    is_good = got > 0;
    if (is_good) done += static_cast<std::size_t>(got);
  }
  ::close(descriptor);
  if (!is_good) return too_short();
  return {};
}

bool is_plain(const PixelSource &source) {
  return !source.file->is_member() && !source.file->is_gzip && !source.syntax.is_deflated;
}

/// The bytes of one uncompressed frame as they stand in the file; `bit` is where the first pixel
/// begins in the first byte.
struct NativeRun {
  std::uint64_t offset_bytes = 0, length_bytes = 0;
  unsigned bit = 0;
};

Result<NativeRun> native_run(const PixelSource &source, const PixelFormat &format) {
  const std::uint64_t bits = static_cast<std::uint64_t>(format.rows) *
                             static_cast<std::uint64_t>(format.columns) *
                             native_bits_per_pixel(format);
  std::uint64_t first = 0, end = 0;
  if (__builtin_mul_overflow(bits, std::uint64_t{source.frame_in_file}, &first) ||
      __builtin_add_overflow(first, bits, &end))
    return problem("PIXELS-SIZE", "the frames of Pixel Data do not fit any file");
  NativeRun run{first / 8, (end + 7) / 8 - first / 8, static_cast<unsigned>(first % 8)};
  if (!source.syntax.is_deflated && (end + 7) / 8 > source.length_bytes) return too_short();
  return run;
}

Result<void> read_native(const PixelSource &source, const NativeRun &run,
                         std::span<std::byte> out) {
  if (is_plain(source))
    return read_plain(*source.file, source.offset_bytes + run.offset_bytes, out);
  thread_local Opener opener;
  const auto file = opener.of(source);
  if (!file) return tl::unexpected(file.error());
  const auto value = (*file)->value;
  if (run.offset_bytes > value.size() || out.size() > value.size() - run.offset_bytes)
    return too_short();
  std::memcpy(out.data(), value.data() + run.offset_bytes, out.size());
  if ((*file)->bytes.is_cut()) return too_short();
  opener.done_with(source);
  return {};
}

/// Turns what stands in an uncompressed file into whole samples of this machine, colours
/// interleaved.
void arrange_native(const PixelSource &source, const PixelFormat &format, const NativeRun &run,
                    std::span<std::byte> raw, std::span<std::byte> out) {
  const auto sample_bytes = static_cast<std::size_t>(format.bits_allocated) / 8;
  if (source.syntax.is_big_endian) {
    const bool is_packed = format.bits_allocated == 12;
    if (sample_bytes > 1 && !is_packed)
      swap_words(raw, sample_bytes);
    else if (source.is_in_words)
      swap_words(raw, 2);
  }
  if (format.bits_allocated == 1)
    unpack_bits(raw, run.bit, out);
  else if (format.bits_allocated == 12)
    unpack_12_bits(raw, run.bit, out);
  else if (is_halved(format))
    expand_422(raw, out);
  else if (format.is_planar && format.samples_per_pixel > 1)
    interleave(raw, static_cast<std::size_t>(format.samples_per_pixel), sample_bytes, out);
}

Result<Colours> decode_native(const PixelSource &source, const PixelFormat &format,
                              std::span<std::byte> out) {
  if (is_halved(format) && (format.bits_allocated != 8 || format.columns % 2 != 0))
    return problem("PIXELS-FORMAT", "halved chrominance with an odd width or more than 8 bits");
  auto run = native_run(source, format);
  if (!run) return tl::unexpected(run.error());
  const bool is_packed = format.bits_allocated == 1 || format.bits_allocated == 12;
  const bool is_direct =
      !is_packed && (format.samples_per_pixel == 1 || (!format.is_planar && !is_halved(format)));
  // Bytes swapped in pairs need whole pairs, even where a frame ends in the middle of one.
  const bool has_pairs = source.syntax.is_big_endian && source.is_in_words &&
                         (format.bits_allocated <= 8 || is_packed);
  if (is_direct && !has_pairs) {
    if (auto read = read_native(source, *run, out); !read) return tl::unexpected(read.error());
    arrange_native(source, format, *run, out, out);
    return Colours::as_stored;
  }
  const std::uint64_t odd = has_pairs ? run->offset_bytes % 2 : 0;
  NativeRun wide{run->offset_bytes - odd, run->length_bytes + odd,
                 run->bit + 8 * static_cast<unsigned>(odd)};
  if (has_pairs && wide.length_bytes % 2 == 1 &&
      wide.offset_bytes + wide.length_bytes < source.length_bytes)
    ++wide.length_bytes;
  std::vector<std::byte> raw(static_cast<std::size_t>(wide.length_bytes));
  if (auto read = read_native(source, wide, raw); !read) return tl::unexpected(read.error());
  if (is_direct) {
    swap_words(raw, 2);
    std::memcpy(out.data(), raw.data() + odd, out.size());
  } else {
    arrange_native(source, format, wide, std::span(raw), out);
  }
  return Colours::as_stored;
}

Result<Colours> decode_encapsulated(const PixelSource &source, const PixelFormat &format,
                                    std::span<std::byte> out) {
  thread_local Opener opener;
  const auto file = opener.of(source);
  if (!file) return tl::unexpected(file.error());
  const auto pieces = (*file)->fragments->frame(source.frame_in_file);
  if (!pieces) return tl::unexpected(pieces.error());
  std::vector<std::byte> storage;
  const auto frame = joined(*pieces, storage);
  const bool is_last = source.frame_in_file + std::uint64_t{1} == source.frame_count;
  if (is_last && (*file)->fragments->is_truncated()) return too_short();
  Result<Colours> done = Colours::as_stored;
  if (source.syntax.coding == PixelCoding::rle) {
    if (auto result = decode_rle(frame, format, out); !result)
      done = tl::unexpected(result.error());
  } else if (source.syntax.coding == PixelCoding::jpeg_2000) {
    if (auto result = decode_jpeg_2000(frame, format, out); !result)
      done = tl::unexpected(result.error());
  } else {
    done = decode_jpeg(frame, format, out);
  }
  if ((*file)->bytes.is_cut()) done = too_short();
  opener.done_with(source);
  return done;
}

/// A frame as the file holds it; only 12 packed bits become words.
Result<void> decode_stored(const PixelSource &source, const PixelFormat &format,
                           std::span<std::byte> out) {
  if (source.syntax.coding == PixelCoding::unsupported)
    return problem("PIXELS-CODING", "the transfer syntax is not one this program decodes");
  const bool is_native = source.syntax.coding == PixelCoding::native;
  const bool has_whole_samples = format.bits_allocated % 8 == 0 && !format.is_float;
  if (!is_native && !has_whole_samples)
    return problem("PIXELS-FORMAT", "a compressed picture of packed bits or of floating point");
  const bool is_partial = format.photometric == Photometric::ybr_partial_422;
  const bool is_ybr = is_partial || format.photometric == Photometric::ybr_full ||
                      format.photometric == Photometric::ybr_full_422;
  if (is_ybr && format.samples_per_pixel == 3 && format.bits_allocated != 8)
    return problem("PIXELS-FORMAT", "luminance and chrominance of more than 8 bits");
  const auto colours =
      is_native ? decode_native(source, format, out) : decode_encapsulated(source, format, out);
  if (!colours) return tl::unexpected(colours.error());
  PixelFormat whole = format;
  if (whole.bits_allocated == 12) whole.bits_allocated = 16;
  settle_bits(whole, out);
  if (is_ybr && *colours == Colours::as_stored && format.samples_per_pixel == 3)
    ybr_to_rgb(out, is_partial);
  return {};
}

} // namespace

Result<std::size_t> frame_size_bytes(const PixelFormat &format) {
  const int bits = format.bits_allocated;
  if (format.rows < 1 || format.columns < 1 || format.rows > 65535 || format.columns > 65535)
    return problem("PIXELS-SIZE", "Rows or Columns is not a size a picture can have");
  if (format.samples_per_pixel != 1 && format.samples_per_pixel != 3)
    return problem("PIXELS-FORMAT", "Samples per Pixel is neither 1 nor 3");
  if (bits != 1 && bits != 8 && bits != 12 && bits != 16 && bits != 32 && bits != 64)
    return problem("PIXELS-FORMAT", "Bits Allocated is none of 1, 8, 12, 16, 32, 64");
  if (format.is_float ? bits < 32
                      : format.bits_stored < 1 || format.bits_stored > bits ||
                            format.high_bit < format.bits_stored - 1 || format.high_bit >= bits)
    return problem("PIXELS-FORMAT", "Bits Stored or High Bit does not fit Bits Allocated");
  if ((bits == 1 || bits == 12) && format.samples_per_pixel != 1)
    return problem("PIXELS-FORMAT", "colours of 1 or of 12 bits");
  if (format.is_float && format.samples_per_pixel != 1)
    return problem("PIXELS-FORMAT", "colours of floating point");
  const std::uint64_t bytes = static_cast<std::uint64_t>(format.rows) *
                              static_cast<std::uint64_t>(format.columns) *
                              static_cast<std::uint64_t>(format.samples_per_pixel) *
                              static_cast<std::uint64_t>((bits + 7) / 8);
  if (bytes > most_frame_bytes)
    return problem("PIXELS-SIZE", "one frame would be larger than 1 GiB");
  return static_cast<std::size_t>(bytes);
}

Result<void> decode(const PixelSource &source, const PixelFormat &format,
                    std::span<std::byte> out) {
  const auto size = frame_size_bytes(format);
  if (!size) return tl::unexpected(size.error());
  if (out.size() != *size || !source.file)
    return problem("PIXELS-SIZE", "the room for a frame does not have the frame's size");
  const PixelFormat &stored = source.stored ? source.stored->format : format;
  if (!source.stored || !source.stored->palette) return decode_stored(source, stored, out);
  const auto stored_size = frame_size_bytes(stored);
  if (!stored_size) return tl::unexpected(stored_size.error());
  std::vector<std::byte> indices(*stored_size);
  if (auto done = decode_stored(source, stored, indices); !done) return done;
  look_up(*source.stored->palette, stored, indices, out);
  return {};
}

} // namespace curate::dicom
