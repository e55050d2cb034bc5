#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/archive/spool.hpp>
#include <libcurate/archive/unpack.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <map>
#include <memory>

namespace curate::archive {

namespace {

constexpr std::size_t start_bytes = 4096;
constexpr std::size_t block_bytes = std::size_t{1} << 17;
constexpr std::size_t most_members = 10'000'000;

// Pictures do not shrink to a thousandth; what does is made to fill the disk. Small archives may.
constexpr std::uint64_t greatest_growth = 1100;
constexpr std::uint64_t harmless_bytes = std::uint64_t{1} << 26;

struct Free {
  void operator()(struct archive *it) const { archive_read_free(it); }
};
using Reader = std::unique_ptr<struct archive, Free>;

bool begins(std::span<const std::byte> bytes, std::string_view magic, std::size_t at = 0) {
  return bytes.size() >= at + magic.size() &&
         std::ranges::equal(bytes.subspan(at, magic.size()), std::as_bytes(std::span(magic)));
}

// Absolute, with a drive letter, or with a step upwards.
bool leads_outside(std::string_view name) {
  std::string slashes(name);
  std::ranges::replace(slashes, '\\', '/');
  if (slashes.starts_with('/')) return true;
  if (slashes.size() >= 2 && slashes[1] == ':') return true;
  const auto steps = base::split(slashes, '/');
  return std::ranges::find(steps, "..") != steps.end();
}

// The text of each finding, by its code; {} is how often.
const std::map<std::string_view, std::pair<std::string_view, std::string_view>> texts = {
    {"ARCHIVE-ENTRY-OUTSIDE",
     {"{} entries have a name that leads outside the archive; they were not read",
      "find out who made the archive, and pack the files anew"}},
    {"ARCHIVE-ENTRY-LINK", {"{} entries are links or special files; they were not read", ""}},
    {"ARCHIVE-ENTRY-SPARSE",
     {"{} entries have holes; they were not read", "pack the files without --sparse"}},
    {"ARCHIVE-ENCRYPTED",
     {"{} entries are encrypted; they were not read",
      "unpack the archive with its password first"}},
    {"ARCHIVE-DAMAGED",
     {"the archive is damaged or ends too early; what stands before the damage was read",
      "copy it from its origin again"}},
    {"ARCHIVE-TOO-LARGE",
     {"the archive grows more than a thousandfold; reading it was stopped",
      "find out who made the archive"}},
};

class Unpacker {
public:
  Unpacker(const std::string &path,
           const std::function<bool(std::span<const std::byte>)> &is_wanted)
      : path_(path), is_wanted_(is_wanted), reader_(archive_read_new()),
        spool_(std::make_shared<Spool>()), place_(std::make_shared<Place>()) {
    place_->path = path;
    place_->spool = spool_;
    if (!reader_) throw SystemError("out of memory while an archive is opened");
    archive_read_support_filter_gzip(reader_.get());
    archive_read_support_filter_zstd(reader_.get());
    archive_read_support_format_tar(reader_.get());
    archive_read_support_format_zip(reader_.get());
  }

  Unpacked run() {
    if (archive_read_open_filename(reader_.get(), path_.c_str(), block_bytes) != ARCHIVE_OK)
      note("ARCHIVE-DAMAGED");
    else
      while (next_entry()) {
      }
    for (const auto &[code, count] : counts_) {
      const auto &[message, remedy] = texts.at(code);
      const auto severity = code == "ARCHIVE-ENTRY-LINK" ? Severity::warning : Severity::error;
      unpacked_.findings.push_back({severity,
                                    std::string(code),
                                    {},
                                    {},
                                    fmt::format(fmt::runtime(message), count),
                                    std::string(remedy)});
    }
    return std::move(unpacked_);
  }

private:
  void note(std::string_view code) { ++counts_[code]; }

  // False at the end, and where there is no going on.
  bool next_entry() {
    archive_entry *entry = nullptr;
    const int outcome = archive_read_next_header(reader_.get(), &entry);
    if (outcome == ARCHIVE_EOF) return false;
    if (outcome < ARCHIVE_WARN || unpacked_.members.size() >= most_members) {
      note("ARCHIVE-DAMAGED");
      return false;
    }
    const char *name = archive_entry_pathname(entry);
    if (!name) name = archive_entry_pathname_utf8(entry);
    const auto type = archive_entry_filetype(entry);
    const bool is_link = archive_entry_hardlink(entry) || archive_entry_symlink(entry);
    if (name && leads_outside(name)) {
      note("ARCHIVE-ENTRY-OUTSIDE");
    } else if (type == AE_IFDIR) {
      return true;
    } else if (type != AE_IFREG || is_link) {
      note("ARCHIVE-ENTRY-LINK");
    } else if (archive_entry_is_encrypted(entry)) {
      note("ARCHIVE-ENCRYPTED");
    } else {
      return take(name ? name : fmt::format("entry {}", unpacked_.members.size() + 1));
    }
    return true;
  }

  // Copies one member into the spool, if its beginning is wanted.
  bool take(const std::string &name) {
    const std::uint64_t begin = spool_->length_bytes();
    std::vector<std::byte> start;
    bool is_asked = false;
    std::uint64_t length = 0;
    for (;;) {
      const void *block = nullptr;
      std::size_t size = 0;
      la_int64_t offset = 0;
      const int outcome = archive_read_data_block(reader_.get(), &block, &size, &offset);
      if (outcome == ARCHIVE_EOF) break;
      if (outcome < ARCHIVE_WARN) {
        note("ARCHIVE-DAMAGED");
        return outcome > ARCHIVE_FATAL;
      }
      if (static_cast<std::uint64_t>(offset) != length) {
        note("ARCHIVE-ENTRY-SPARSE");
        return true;
      }
      length += size;
      const std::span bytes(static_cast<const std::byte *>(block), size);
      if (is_asked) {
        spool_->append(bytes);
      } else {
        start.insert(start.end(), bytes.begin(), bytes.end());
        if (start.size() < start_bytes) continue;
        if (!is_wanted_(std::span(start).first(start_bytes))) return unwanted();
        is_asked = true;
        spool_->append(start);
      }
      if (has_grown_too_much()) return false;
    }
    if (length == 0) {
      ++unpacked_.empty_members;
      return true;
    }
    if (!is_asked) {
      if (!is_wanted_(start)) return unwanted();
      spool_->append(start);
    }
    Source member = Source::add(place_, name);
    member.offset_bytes = begin;
    member.length_bytes = length;
    unpacked_.members.push_back(std::move(member));
    return true;
  }

  bool unwanted() {
    ++unpacked_.unwanted_members;
    return !has_grown_too_much();
  }

  bool has_grown_too_much() {
    const auto read = static_cast<std::uint64_t>(
        std::max<la_int64_t>(archive_filter_bytes(reader_.get(), -1), 1));
    if (spool_->length_bytes() < harmless_bytes || spool_->length_bytes() / greatest_growth < read)
      return false;
    note("ARCHIVE-TOO-LARGE");
    return true;
  }

  const std::string &path_;
  const std::function<bool(std::span<const std::byte>)> &is_wanted_;
  Reader reader_;
  std::shared_ptr<Spool> spool_;
  std::shared_ptr<Place> place_; // shared with the members
  Unpacked unpacked_;
  std::map<std::string_view, std::size_t> counts_;
};

} // namespace

bool is_tar(std::span<const std::byte> start) {
  return begins(start, "ustar", 257);
}

Kind kind_of(std::span<const std::byte> start, std::string_view name) {
  const std::string small = base::lower(name.substr(name.find_last_of('/') + 1));
  if (is_gzip(start))
    return small.ends_with(".tar.gz") || small.ends_with(".tgz") ? Kind::compressed_tar
                                                                 : Kind::gzip;
  // Source: RFC 8878, 3.1.1 (the frame's magic number).
  if (begins(start, "\x28\xB5\x2F\xFD"))
    return small.ends_with(".tar.zst") || small.ends_with(".tzst") ? Kind::compressed_tar
                                                                   : Kind::plain;
  // Source: PKWARE APPNOTE 4.3.7, 4.3.16; the second is an empty archive.
  const bool has_no_extension = small.find('.') == std::string::npos;
  if ((begins(start, "PK\x03\x04") || begins(start, "PK\x05\x06")) &&
      (small.ends_with(".zip") || has_no_extension))
    return Kind::zip;
  if (is_tar(start)) return Kind::tar;
  return Kind::plain;
}

Unpacked unpack(const std::string &path,
                const std::function<bool(std::span<const std::byte> start)> &is_wanted) {
  return Unpacker(path, is_wanted).run();
}

} // namespace curate::archive
