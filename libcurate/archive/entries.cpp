#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
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

Reader open(std::span<const std::byte> bytes) {
  Reader reader(archive_read_new());
  if (!reader) throw SystemError("out of memory while an archive is opened");
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_zstd(reader.get());
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_xz(reader.get());
  archive_read_support_format_tar(reader.get());
  archive_read_support_format_zip(reader.get());
  archive_read_support_format_raw(reader.get());
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    return nullptr;
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
                      const std::function<void(const EntryFacts &, const EntryReader &)> &visit) {
  Reader reader = open(bytes);
  if (!reader) return EntriesEnd::damaged;
  return Visitor(std::move(reader)).run(visit);
}

} // namespace curate::archive
