#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cstdio>
#include <libcurate/archive/entries.hpp>
#include <libcurate/base/error.hpp>
#include <memory>

namespace curate::archive {

namespace {

// As in unpack.cpp: pictures do not shrink to a thousandth. Small archives may.
constexpr std::uint64_t greatest_growth = 1100;
constexpr std::uint64_t harmless_bytes = std::uint64_t{1} << 26;
constexpr std::size_t most_entries = 10'000'000;

struct Free {
  void operator()(struct archive *it) const { archive_read_free(it); }
};
using Reader = std::unique_ptr<struct archive, Free>;

/// The bytes as libarchive reads them: block by block, so that those behind can be forgotten.
struct Input {
  std::span<const std::byte> bytes;
  const BlockSink &passed;
  std::size_t at = 0, last = 0;

  static Input &of(void *it) { return *static_cast<Input *>(it); }

  static la_ssize_t read(struct archive *, void *it, const void **block) {
    constexpr std::size_t block_bytes = std::size_t{1} << 20;
    Input &input = of(it);
    if (input.passed && input.at > input.last)
      input.passed(input.bytes.subspan(input.last, input.at - input.last));
    input.last = input.at;
    const std::size_t length = std::min(block_bytes, input.bytes.size() - input.at);
    *block = input.bytes.data() + input.at;
    input.at += length;
    return static_cast<la_ssize_t>(length);
  }
  static la_int64_t skip(struct archive *, void *it, la_int64_t wanted) {
    Input &input = of(it);
    const auto rest = static_cast<la_int64_t>(input.bytes.size() - input.at);
    const la_int64_t length = std::clamp<la_int64_t>(wanted, 0, rest);
    input.at += static_cast<std::size_t>(length);
    return length;
  }
  static la_int64_t seek(struct archive *, void *it, la_int64_t offset, int whence) {
    Input &input = of(it);
    const auto size = static_cast<la_int64_t>(input.bytes.size());
    const auto from = whence == SEEK_CUR   ? static_cast<la_int64_t>(input.at)
                      : whence == SEEK_END ? size
                                           : la_int64_t{0};
    if (offset < -from || offset > size - from) return ARCHIVE_FATAL;
    input.at = static_cast<std::size_t>(from + offset);
    input.last = input.at;
    return from + offset;
  }
};

Reader open(Input &input) {
  Reader reader(archive_read_new());
  if (!reader) throw SystemError("out of memory while an archive is opened");
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_zstd(reader.get());
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_xz(reader.get());
  archive_read_support_format_tar(reader.get());
  archive_read_support_format_zip(reader.get());
  archive_read_support_format_raw(reader.get());
  archive_read_set_read_callback(reader.get(), Input::read);
  archive_read_set_skip_callback(reader.get(), Input::skip);
  archive_read_set_seek_callback(reader.get(), Input::seek);
  archive_read_set_callback_data(reader.get(), &input);
  if (archive_read_open1(reader.get()) != ARCHIVE_OK) return nullptr;
  return reader;
}

std::string text_of(const char *text) {
  return text ? text : "";
}

EntryFacts facts_of(archive_entry *entry, bool is_raw) {
  EntryFacts facts;
  if (!is_raw) {
    facts.name = text_of(archive_entry_pathname(entry));
    if (facts.name.empty()) facts.name = text_of(archive_entry_pathname_utf8(entry));
  }
  facts.link_target = text_of(archive_entry_symlink(entry));
  if (facts.link_target.empty()) facts.link_target = text_of(archive_entry_hardlink(entry));
  facts.owner = text_of(archive_entry_uname(entry));
  facts.group = text_of(archive_entry_gname(entry));
  if (archive_entry_mtime_is_set(entry)) facts.modified_s = archive_entry_mtime(entry);
  facts.is_file = archive_entry_filetype(entry) == AE_IFREG && facts.link_target.empty();
  facts.is_encrypted = archive_entry_is_encrypted(entry) != 0;
  return facts;
}

class Visitor {
public:
  explicit Visitor(Reader reader) : reader_(std::move(reader)) {}

  EntriesEnd run(const std::function<void(const EntryFacts &, const EntryReader &)> &visit) {
    for (std::size_t i = 0; i < most_entries && end_ == EntriesEnd::complete; ++i) {
      archive_entry *entry = nullptr;
      const int outcome = archive_read_next_header(reader_.get(), &entry);
      if (outcome == ARCHIVE_EOF) return end_;
      if (outcome < ARCHIVE_WARN) return EntriesEnd::damaged;
      const bool is_raw = archive_format(reader_.get()) == ARCHIVE_FORMAT_RAW;
      // Bytes that nothing unpacks; the one filter is the reading of the memory.
      if (is_raw && archive_filter_count(reader_.get()) < 2) return EntriesEnd::damaged;
      visit(facts_of(entry, is_raw), [this](const BlockSink &sink) { return read(sink); });
    }
    return end_ == EntriesEnd::complete ? EntriesEnd::too_large : end_;
  }

private:
  bool read(const BlockSink &sink) {
    for (;;) {
      const void *block = nullptr;
      std::size_t size = 0;
      la_int64_t offset = 0;
      const int outcome = archive_read_data_block(reader_.get(), &block, &size, &offset);
      if (outcome == ARCHIVE_EOF) return true;
      if (outcome < ARCHIVE_WARN) {
        end_ = outcome == ARCHIVE_FATAL ? EntriesEnd::damaged : end_;
        return false;
      }
      given_ += size;
      sink({static_cast<const std::byte *>(block), size});
      const auto taken = static_cast<std::uint64_t>(
          std::max<la_int64_t>(archive_filter_bytes(reader_.get(), -1), 1));
      if (given_ >= harmless_bytes && given_ / greatest_growth >= taken) {
        end_ = EntriesEnd::too_large;
        return false;
      }
    }
  }

  Reader reader_;
  EntriesEnd end_ = EntriesEnd::complete;
  std::uint64_t given_ = 0;
};

} // namespace

EntriesEnd each_entry(std::span<const std::byte> bytes,
                      const std::function<void(const EntryFacts &, const EntryReader &)> &visit,
                      const BlockSink &passed) {
  Input input{bytes, passed};
  Reader reader = open(input);
  if (!reader) return EntriesEnd::damaged;
  return Visitor(std::move(reader)).run(visit);
}

} // namespace curate::archive
