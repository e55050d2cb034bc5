#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cstdio>
#include <libcurate/archive/entries.hpp>
#include <libcurate/archive/utf8_names.hpp>
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

Reader new_reader() {
  Reader reader(archive_read_new());
  if (!reader) throw SystemError("out of memory while an archive is opened");
  return reader;
}

Reader open(Input &input, bool is_raw_alone = false) {
  Reader reader = new_reader();
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_zstd(reader.get());
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_xz(reader.get());
  if (!is_raw_alone) {
    archive_read_support_format_tar(reader.get());
    archive_read_support_format_zip(reader.get());
  }
  archive_read_support_format_raw(reader.get());
  archive_read_set_read_callback(reader.get(), Input::read);
  archive_read_set_skip_callback(reader.get(), Input::skip);
  archive_read_set_seek_callback(reader.get(), Input::seek);
  archive_read_set_callback_data(reader.get(), &input);
  if (archive_read_open1(reader.get()) != ARCHIVE_OK) return nullptr;
  return reader;
}

/// What a compressed tar unpacks to, block by block, for the reader of the tar in it.
struct Unpacking {
  Reader outer;
  const BlockSink &unpacked;

  bool begin() {
    archive_entry *whole = nullptr;
    return outer && archive_read_next_header(outer.get(), &whole) >= ARCHIVE_WARN &&
           archive_filter_count(outer.get()) >= 2;
  }
  static la_ssize_t read(struct archive *, void *it, const void **block) {
    const auto &self = *static_cast<Unpacking *>(it);
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int outcome = archive_read_data_block(self.outer.get(), block, &size, &offset);
    if (outcome == ARCHIVE_EOF) return 0;
    if (outcome < ARCHIVE_WARN) return ARCHIVE_FATAL;
    self.unpacked({static_cast<const std::byte *>(*block), size});
    return static_cast<la_ssize_t>(size);
  }
};

Reader open(Unpacking &unpacking) {
  if (!unpacking.begin()) return nullptr;
  Reader reader = new_reader();
  archive_read_support_format_tar(reader.get());
  archive_read_set_read_callback(reader.get(), Unpacking::read);
  archive_read_set_callback_data(reader.get(), &unpacking);
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
  if (archive_entry_size_is_set(entry))
    facts.size_bytes = static_cast<std::uint64_t>(archive_entry_size(entry));
  facts.is_file = archive_entry_filetype(entry) == AE_IFREG && facts.link_target.empty();
  facts.is_folder = archive_entry_filetype(entry) == AE_IFDIR && facts.link_target.empty();
  facts.is_encrypted = archive_entry_is_encrypted(entry) != 0;
  return facts;
}

} // namespace

struct Entries::State {
  BlockSink passed, unpacked;
  Input input;
  std::optional<Unpacking> unpacking;
  Reader reader;
  EntriesEnd end = EntriesEnd::complete;
  std::uint64_t given_bytes = 0;
  std::size_t entries = 0;

  State(std::span<const std::byte> bytes, BlockSink of_bytes, BlockSink of_tar)
      : passed(std::move(of_bytes)), unpacked(std::move(of_tar)), input{bytes, passed} {
    if (unpacked) {
      unpacking.emplace(Unpacking{open(input, true), unpacked});
      reader = open(*unpacking);
    } else {
      reader = open(input);
    }
    if (!reader) end = EntriesEnd::damaged;
  }

  bool grows_too_large() const {
    struct archive *packed = unpacking ? unpacking->outer.get() : reader.get();
    const auto taken =
        static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(packed, -1), 1));
    return given_bytes >= harmless_bytes && given_bytes / greatest_growth >= taken;
  }
};

Entries::Entries(std::span<const std::byte> bytes, BlockSink passed, BlockSink unpacked)
    : state_(std::make_unique<State>(bytes, std::move(passed), std::move(unpacked))) {}

Entries::~Entries() = default;

EntriesEnd Entries::end() const {
  return state_->end;
}

std::optional<EntryFacts> Entries::next() {
  if (state_->end != EntriesEnd::complete) return {};
  if (state_->entries++ == most_entries) {
    state_->end = EntriesEnd::too_large;
    return {};
  }
  const Utf8Names names;
  struct archive *reader = state_->reader.get();
  archive_entry *entry = nullptr;
  const int outcome = archive_read_next_header(reader, &entry);
  if (outcome == ARCHIVE_EOF) return {};
  const bool is_raw = outcome >= ARCHIVE_WARN && archive_format(reader) == ARCHIVE_FORMAT_RAW;
  // Bytes that nothing unpacks; the one filter is the reading of the memory.
  if (outcome < ARCHIVE_WARN || (is_raw && archive_filter_count(reader) < 2)) {
    state_->end = EntriesEnd::damaged;
    return {};
  }
  return facts_of(entry, is_raw);
}

bool Entries::read(const BlockSink &sink) {
  for (;;) {
    const void *block = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int outcome = archive_read_data_block(state_->reader.get(), &block, &size, &offset);
    if (outcome == ARCHIVE_EOF) return true;
    if (outcome < ARCHIVE_WARN) {
      if (outcome == ARCHIVE_FATAL) state_->end = EntriesEnd::damaged;
      return false;
    }
    state_->given_bytes += size;
    sink({static_cast<const std::byte *>(block), size});
    if (state_->grows_too_large()) {
      state_->end = EntriesEnd::too_large;
      return false;
    }
  }
}

void Entries::read_rest() {
  if (!state_->unpacking || state_->end != EntriesEnd::complete) return;
  const void *block = nullptr;
  la_ssize_t size = 0;
  while ((size = Unpacking::read(nullptr, &*state_->unpacking, &block)) > 0) {
    state_->given_bytes += static_cast<std::uint64_t>(size);
    if (state_->grows_too_large()) state_->end = EntriesEnd::too_large;
    if (state_->end != EntriesEnd::complete) return;
  }
  if (size < 0) state_->end = EntriesEnd::damaged;
}

EntriesEnd each_entry(std::span<const std::byte> bytes,
                      const std::function<void(const EntryFacts &, const EntryReader &)> &visit,
                      const BlockSink &passed) {
  Entries entries(bytes, passed);
  while (const auto facts = entries.next())
    visit(*facts, [&entries](const BlockSink &sink) { return entries.read(sink); });
  return entries.end();
}

} // namespace curate::archive
