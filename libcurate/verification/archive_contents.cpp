#include <libcurate/archive/bytes.hpp>
#include <libcurate/archive/entries.hpp>
#include <libcurate/archive/packing_check.hpp>
#include <libcurate/archive/unpack.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/integrity/manifest.hpp>
#include <libcurate/parallel/pipeline.hpp>
#include <libcurate/verification/archive_contents.hpp>
#include <libcurate/verification/description.hpp>
#include <libcurate/verification/folder_contents.hpp>

#include <algorithm>

namespace curate::verification {

namespace {

// What is larger is hashed as it comes, not by another thread: memory is bounded by these.
constexpr std::size_t most_copied_bytes = std::size_t{16} << 20;
constexpr std::size_t most_mapped_bytes = std::size_t{64} << 20;

// One entry on its way: its bytes are parts of the archive, or a copy, or were hashed already.
struct Entry {
  archive::EntryFacts facts;
  bool is_whole = true;
  std::vector<std::span<const std::byte>> parts;
  std::string copied;
  std::optional<integrity::Digest> digest;
  std::uint64_t size_bytes = 0;
};

Finding archive_finding(Severity severity, const char *code, std::string_view entry,
                        const char *message, const char *remedy) {
  return {severity, code, shown(entry), {}, message, remedy};
}

std::string_view base_name(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

class Reader {
public:
  Reader(const archive::Bytes &bytes, std::optional<archive::PackFormat> format,
         const ReadProgress &progress)
      : bytes_(bytes), entries_(bytes.view(), {}, sink_of(format)), progress_(progress),
        total_bytes_(format == archive::PackFormat::tar_zst ? 0 : bytes.view().size()) {
    if (format && *format != archive::PackFormat::tar_zst) check_.emplace(bytes.view(), *format);
  }

  std::optional<Entry> next() {
    auto facts = entries_.next();
    if (!facts) return {};
    Entry entry;
    entry.facts = std::move(*facts);
    const bool is_plain = entry.facts.is_file && !entry.facts.is_encrypted;
    if (check_ && is_plain && entry.facts.size_bytes && entry.facts.modified_s)
      check_->file(entry.facts.name, *entry.facts.size_bytes, *entry.facts.modified_s);
    else if (check_)
      check_->other();
    if (is_plain) read(entry);
    return entry;
  }

  Contents finish(Contents contents) {
    entries_.read_rest();
    if (entries_.end() == archive::EntriesEnd::damaged)
      contents.findings.push_back(archive_finding(
          Severity::error, "VERIFY-ARCHIVE-DAMAGED", {},
          "the archive is damaged or ends too early; what stands before the damage was looked at",
          "download it again"));
    if (entries_.end() == archive::EntriesEnd::too_large)
      contents.findings.push_back(
          archive_finding(Severity::error, "VERIFY-ARCHIVE-TOO-LARGE", {},
                          "the archive grows more than a thousandfold; reading it was stopped",
                          "do not use it: find out who made it"));
    if (check_ && contents.findings.empty() && !check_->is_same())
      contents.findings.push_back(archive_finding(
          Severity::warning, "VERIFY-ARCHIVE-REPACKED", {},
          "the archive is not packed as a release is: bytes beside its files are others",
          "what its files hold is told by the other findings; unpack it and look at what is "
          "there"));
    return contents;
  }

private:
  // A compressed tar is held to its form as it is unpacked.
  archive::BlockSink sink_of(std::optional<archive::PackFormat> format) {
    if (format != archive::PackFormat::tar_zst) return {};
    check_.emplace();
    return [this](std::span<const std::byte> block) { check_->unpacked(block); };
  }

  bool is_part(std::span<const std::byte> block) const {
    const auto whole = bytes_.view();
    return block.data() >= whole.data() && block.data() < whole.data() + whole.size();
  }

  void read(Entry &entry) {
    std::optional<integrity::Sha256> hashed;
    const bool is_text = is_looked_into(base_name(entry.facts.name));
    if (entry.facts.size_bytes.value_or(0) > most_mapped_bytes) hashed.emplace();
    entry.is_whole = entries_.read([&](std::span<const std::byte> block) {
      if (block.empty()) return;
      entry.size_bytes += block.size();
      if (check_) check_->bytes(block);
      if (progress_) progress_(done_bytes_ += block.size(), total_bytes_);
      if (!hashed && entry.copied.empty() && is_part(block)) {
        add_part(entry, block);
        return;
      }
      if (!hashed && entry.copied.size() + block.size() > most_copied_bytes) {
        hashed.emplace();
        for (const auto part : entry.parts)
          hashed->add(part);
        hashed->add(entry.copied);
        if (!is_text) entry.copied.clear();
      }
      if (hashed) hashed->add(block);
      if (!hashed || (is_text && entry.copied.size() < most_text_bytes))
        entry.copied.append(reinterpret_cast<const char *>(block.data()), block.size());
      if (is_part(block)) bytes_.forget(block);
    });
    if (hashed) entry.digest = hashed->finish();
  }

  // Blocks that touch become one.
  static void add_part(Entry &entry, std::span<const std::byte> block) {
    if (!entry.parts.empty() &&
        entry.parts.back().data() + entry.parts.back().size() == block.data())
      entry.parts.back() = {entry.parts.back().data(), entry.parts.back().size() + block.size()};
    else
      entry.parts.push_back(block);
  }

  const archive::Bytes &bytes_;
  std::optional<archive::PackingCheck> check_; ///< before what tells it of bytes
  archive::Entries entries_;
  const ReadProgress &progress_;
  std::uint64_t total_bytes_; ///< 0 where it is compressed
  std::uint64_t done_bytes_ = 0;
};

Entry hashed(Entry entry, const archive::Bytes &bytes) {
  if (!entry.digest && entry.facts.is_file) {
    integrity::Sha256 sha256;
    for (const auto part : entry.parts)
      sha256.add(part);
    sha256.add(entry.copied);
    entry.digest = sha256.finish();
  }
  if (is_looked_into(base_name(entry.facts.name))) {
    std::string text;
    for (const auto part : entry.parts)
      text.append(reinterpret_cast<const char *>(part.data()),
                  std::min<std::size_t>(part.size(), most_text_bytes));
    entry.copied.insert(0, text);
  } else {
    entry.copied = {};
  }
  for (const auto part : entry.parts)
    bytes.forget(part);
  return entry;
}

std::string plain_path(std::string_view name) {
  while (name.starts_with("./"))
    name.remove_prefix(2);
  while (name.ends_with('/'))
    name.remove_suffix(1);
  return std::string(name == "." ? "" : name);
}

void take(Entry entry, Contents &contents) {
  Item item{plain_path(entry.facts.name), ItemKind::special, entry.size_bytes, {}};
  if (entry.facts.is_folder) item.kind = ItemKind::folder;
  if (entry.facts.is_file) item.kind = ItemKind::file;
  if (!entry.facts.link_target.empty()) item.kind = ItemKind::link;
  if (item.path.empty() && item.kind == ItemKind::folder) return;
  if (!integrity::is_inside(item.path)) {
    contents.findings.push_back(archive_finding(Severity::error, "VERIFY-ARCHIVE-OUTSIDE",
                                                item.path, "this entry leads out of the archive",
                                                "do not unpack it: find out who made it"));
    return;
  }
  if (entry.facts.is_encrypted)
    contents.findings.push_back(archive_finding(Severity::error, "VERIFY-ARCHIVE-ENCRYPTED",
                                                item.path, "this entry is encrypted",
                                                "ask whoever sent it for the release itself"));
  else if (entry.is_whole)
    item.digest = entry.digest;
  if (item.kind == ItemKind::file && is_looked_into(base_name(item.path)) &&
      std::ranges::count(item.path, '/') <= 1)
    contents.texts[item.path] = std::move(entry.copied);
  contents.items.push_back(std::move(item));
}

// Gives back what stands before the entries that were taken: of small ones, whose pages they share,
// nothing was given back before.
class Forgetting {
public:
  explicit Forgetting(const archive::Bytes &bytes) : bytes_(bytes) {}

  void after(const Entry &entry) {
    if (entry.parts.empty()) return;
    const auto part = entry.parts.back(), whole = bytes_.view();
    const auto end = static_cast<std::size_t>(part.data() + part.size() - whole.data());
    if (end < forgotten_ + step_bytes) return;
    bytes_.forget(whole.subspan(forgotten_, end - forgotten_));
    forgotten_ = end;
  }

private:
  static constexpr std::size_t step_bytes = std::size_t{4} << 20;

  const archive::Bytes &bytes_;
  std::size_t forgotten_ = 0;
};

// The folder at the top that holds the release, with its slash; empty where there is none.
std::string top_of(const Contents &contents) {
  const auto first = [](const std::string &path) { return path.substr(0, path.find('/') + 1); };
  std::string top;
  for (const auto &item : contents.items) {
    if (item.path == description_file) return {};
    if (top.empty() && item.path.ends_with("/" + std::string(description_file)) &&
        std::ranges::count(item.path, '/') == 1)
      top = first(item.path);
  }
  if (!top.empty() || contents.items.empty()) return top;
  // No description: the folder that everything shares.
  const std::string shared = first(contents.items[0].path);
  const bool is_shared = std::ranges::all_of(contents.items, [&](const Item &item) {
    return item.path.starts_with(shared) || item.path + "/" == shared;
  });
  return is_shared ? shared : std::string();
}

// Paths below the release's own folder.
void take_off(const std::string &top, Contents &contents) {
  if (top.empty()) return;
  std::map<std::string, std::string> texts;
  for (auto &[path, text] : contents.texts)
    if (path.starts_with(top)) texts[path.substr(top.size())] = std::move(text);
  contents.texts = std::move(texts);
  std::erase_if(contents.items, [&](Item &item) {
    if (item.kind == ItemKind::folder && item.path + "/" == top) return true;
    if (item.path.starts_with(top)) {
      item.path.erase(0, top.size());
      return false;
    }
    contents.findings.push_back(archive_finding(Severity::error, "VERIFY-ARCHIVE-OUTSIDE",
                                                item.path,
                                                "this lies beside the release's own folder",
                                                "do not use it: it is no part of the release"));
    return true;
  });
}

void find_twice(Contents &contents) {
  std::vector<std::string_view> paths;
  for (const auto &item : contents.items)
    if (item.kind != ItemKind::folder) paths.push_back(item.path);
  std::ranges::sort(paths);
  for (std::size_t i = 1; i < paths.size(); ++i)
    if (paths[i] == paths[i - 1] && (i < 2 || paths[i] != paths[i - 2]))
      contents.findings.push_back(
          archive_finding(Severity::error, "VERIFY-ARCHIVE-TWICE", paths[i],
                          "the archive holds this name more than once",
                          "do not unpack it: which of them is meant cannot be known"));
}

// By its first bytes, whatever its name. Source: RFC 8878, 3.1.1; RFC 1952, 2.3.1; PKWARE
// APPNOTE 4.3.7.
std::optional<archive::PackFormat> format_of(std::span<const std::byte> bytes) {
  const auto begins = [&](std::string_view magic) {
    return bytes.size() >= magic.size() &&
           std::ranges::equal(bytes.first(magic.size()), std::as_bytes(std::span(magic)));
  };
  if (begins("\x28\xB5\x2F\xFD") || begins("\x1F\x8B")) return archive::PackFormat::tar_zst;
  if (begins("PK\x03\x04")) return archive::PackFormat::zip;
  if (archive::is_tar(bytes)) return archive::PackFormat::tar;
  return {};
}

} // namespace

Contents read_archive(const fs::path &path, unsigned jobs, const ReadProgress &progress) {
  const auto bytes = archive::Bytes::from_file(path.string());
  if (!bytes) throw InputError(bytes.error().message);
  Contents contents;
  contents.is_archive = true;
  Reader reader(*bytes, format_of(bytes->view()), progress);
  Forgetting forgetting(*bytes);
  parallel::pipeline<Entry, Entry>(
      jobs, 2 * std::size_t{jobs}, [&] { return reader.next(); },
      [&](Entry entry) { return hashed(std::move(entry), *bytes); },
      [&](Entry entry) {
        forgetting.after(entry);
        take(std::move(entry), contents);
      });
  contents = reader.finish(std::move(contents));
  if (bytes->is_cut())
    throw InputError(path.string() + " became shorter while it was read: copy it again");
  take_off(top_of(contents), contents);
  find_twice(contents);
  return contents;
}

} // namespace curate::verification
