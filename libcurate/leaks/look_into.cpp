#include <algorithm>
#include <fmt/format.h>
#include <libcurate/archive/entries.hpp>
#include <libcurate/archive/unpack.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/parser.hpp>
#include <libcurate/leaks/look_into.hpp>
#include <libcurate/leaks/look_into_dicom.hpp>
#include <libcurate/leaks/look_into_nifti.hpp>
#include <libcurate/leaks/look_into_png.hpp>
#include <libcurate/leaks/packed_facts.hpp>
#include <libcurate/leaks/sqlite_text.hpp>

namespace curate::leaks {

namespace {

using Bytes = std::span<const std::byte>;
using namespace std::string_view_literals;

// An archive, a compressed file in it, and one more.
constexpr int deepest = 3;
constexpr std::size_t looked_at_bytes = 4096;
// Of a damaged DICOM file: more than a header has.
constexpr std::size_t damaged_header_bytes = std::size_t{1} << 20;

bool begins(Bytes bytes, std::string_view magic) {
  return bytes.size() >= magic.size() &&
         std::ranges::equal(bytes.first(magic.size()), std::as_bytes(std::span(magic)));
}

// Source: RFC 1952, 2.3.1; RFC 8878, 3.1.1; PKWARE APPNOTE 4.3.7 and 4.3.16; the magic numbers of
// bzip2 and xz.
bool is_packed(Bytes bytes) {
  for (const auto magic :
       {"\x1F\x8B\x08"sv, "\x28\xB5\x2F\xFD"sv, "PK\x03\x04"sv, "PK\x05\x06"sv, "BZh"sv,
        "\xFD"
        "7zXZ\0"sv})
    if (begins(bytes, magic)) return true;
  return archive::is_tar(bytes);
}

bool is_text(Bytes bytes) {
  const Bytes start = bytes.first(std::min(bytes.size(), looked_at_bytes));
  // Source: Unicode 15, 2.13 (byte order marks of UTF-16).
  if (begins(start, "\xFF\xFE"sv) || begins(start, "\xFE\xFF"sv)) return true;
  const auto odd = std::ranges::count_if(start, [](std::byte b) {
    const auto c = std::to_integer<unsigned>(b);
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B;
  });
  return odd == 0;
}

Reading reading_of_text(std::string_view name) {
  const std::string small = base::lower(name);
  return small.ends_with(".bval") || small.ends_with(".bvec") ? Reading::numbers : Reading::text;
}

class Looker {
public:
  explicit Looker(FileReport &report) : report_(report) {}

  void look(Content &content, const std::string &name, const std::string &file, int depth) {
    const Content *const outer = report_.set_content(&content);
    look_at_kind(content, name, file, depth);
    report_.set_content(outer);
    if (content.is_cut())
      report_.note(Severity::error, "LEAKS-CHANGED", file,
                   "the file was shortened while it was searched", "search again");
  }

private:
  void look_at_kind(Content &content, const std::string &name, const std::string &file, int depth) {
    const Bytes bytes = content.view();
    report_.count_bytes(bytes.size());
    if (bytes.empty()) return;
    if (begins(bytes, "SQLite format 3\0"sv))
      look_into_sqlite(content, file);
    else if (is_packed(bytes))
      look_into_packed(content, file, depth);
    else if (look_into_nifti(bytes, file, report_) || look_into_png(bytes, file, report_))
      return;
    else if (!look_for_dicom(content, file))
      look_at_bytes(bytes, name, file);
  }

  void look_at_bytes(Bytes bytes, std::string_view name, const std::string &file) {
    if (is_text(bytes))
      report_.search_lines(bytes, reading_of_text(name), file);
    else
      report_.search(bytes, Reading::binary, file, "bytes");
  }

  bool look_for_dicom(const Content &content, const std::string &file) {
    const Bytes bytes = content.view();
    const bool has_magic = bytes.size() > 132 && begins(bytes.subspan(128), "DICM"sv);
    if (!has_magic && (is_text(bytes) || !dicom::data_begin(bytes))) return false;
    auto again = content.again();
    if (!again) {
      report_.note(Severity::error, again.error().code, file, again.error().message);
      return true;
    }
    if (look_into_dicom(std::move(*again), file, report_)) return true;
    if (!has_magic) return false;
    note_damaged(file, "a DICOM file");
    const std::size_t first = std::min(bytes.size(), damaged_header_bytes);
    report_.search(bytes.first(first), Reading::object, file, "bytes");
    if (first < bytes.size())
      report_.search(bytes.subspan(first - Needle::longest_bytes), Reading::binary, file, "bytes",
                     first - Needle::longest_bytes);
    return true;
  }

  void look_into_sqlite(Content &content, const std::string &file) {
    report_.search(content.view(), Reading::binary, file, "pages");
    const bool is_whole = each_sqlite_text(
        content.path(), [&](std::string_view place, std::string_view text, bool is_number) {
          const Bytes bytes = std::as_bytes(std::span(text));
          const Reading reading = is_number        ? Reading::numbers
                                  : is_text(bytes) ? Reading::text
                                                   : Reading::binary;
          report_.search(bytes, reading, file, place);
        });
    if (!is_whole) note_damaged(file, "a database");
  }

  // The packed bytes themselves hold names, comments and what follows the end.
  void look_into_packed(const Content &content, const std::string &file, int depth) {
    const Bytes bytes = content.view();
    report_.search(bytes, Reading::binary, file, "bytes of the archive");
    look_into_packed_facts(bytes, file, report_);
    if (depth >= deepest) {
      report_.note(Severity::error, "LEAKS-NESTED", file,
                   "an archive lies too deep within others; it was not opened",
                   "unpack the outer one first");
      return;
    }
    std::size_t number = 0, encrypted = 0;
    bool is_whole = true;
    const auto end = archive::each_entry(
        bytes,
        [&](const archive::EntryFacts &facts, const archive::EntryReader &read) {
          ++number;
          const std::string member = name_of_member(facts, number, file);
          look_at_facts(facts, member);
          if (facts.is_encrypted) {
            ++encrypted;
            return;
          }
          if (!facts.is_file) return;
          Content::Taker taker;
          is_whole &= read([&](Bytes block) { taker.take(block); });
          auto unpacked = taker.finish();
          if (unpacked) look(*unpacked, facts.name, member, depth + 1);
        },
        [&](Bytes part) { content.forget(part); });
    if (encrypted > 0)
      report_.note(Severity::error, "LEAKS-ENCRYPTED", file,
                   fmt::format("{} entries are encrypted; they were not searched", encrypted),
                   "unpack the archive with its password first");
    if (end == archive::EntriesEnd::too_large)
      report_.note(Severity::error, "LEAKS-TOO-LARGE", file,
                   "it grows more than a thousandfold; unpacking was stopped");
    else if (end == archive::EntriesEnd::damaged || !is_whole)
      note_damaged(file, "an archive or compressed file");
  }

  // A compressed file has no entries: what is in it is the file itself.
  std::string name_of_member(const archive::EntryFacts &facts, std::size_t number,
                             const std::string &file) {
    if (facts.name.empty()) return file;
    const std::string hidden = fmt::format("{}![name {} of this archive]", file, number);
    const bool is_told =
        !report_.search_name(facts.name, hidden, "name") && is_printable(facts.name);
    return is_told ? file + "!" + facts.name : hidden;
  }

  static bool is_printable(std::string_view name) {
    return base::is_utf8(name) && std::ranges::none_of(name, [](char c) {
             return static_cast<unsigned char>(c) < 0x20U || c == 0x7F;
           });
  }

  void look_at_facts(const archive::EntryFacts &facts, const std::string &member) {
    report_.search_name(facts.link_target, member, "target of the link");
    report_.search_name(facts.owner, member, "owner");
    report_.search_name(facts.group, member, "group");
    // Of a compressed file it was read from its header.
    if (facts.modified_s && !facts.name.empty())
      report_.search_time(*facts.modified_s, member, "time of change");
  }

  void note_damaged(const std::string &file, std::string_view what) {
    report_.note(Severity::warning, "LEAKS-DAMAGED", file,
                 fmt::format("{} is damaged; what cannot be read was searched as bytes", what));
  }

  FileReport &report_;
};

} // namespace

void look_into(Content &content, const std::string &name, const std::string &file,
               FileReport &report) {
  Looker(report).look(content, name, file, 0);
}

} // namespace curate::leaks
