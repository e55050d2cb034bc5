#include "tests/support/archive_maker.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <memory>
#include <stdexcept>

namespace curate::support {

namespace {

struct Free {
  void operator()(struct archive *it) const { archive_write_free(it); }
  void operator()(archive_entry *it) const { archive_entry_free(it); }
};

void check(int outcome, struct archive *writer) {
  if (outcome < ARCHIVE_WARN) throw std::runtime_error(archive_error_string(writer));
}

void set_format(struct archive *writer, const std::string &name) {
  if (name.ends_with(".zip")) return check(archive_write_set_format_zip(writer), writer);
  check(archive_write_set_format_pax_restricted(writer), writer);
  if (name.ends_with("gz")) check(archive_write_add_filter_gzip(writer), writer);
  if (name.ends_with(".zst")) check(archive_write_add_filter_zstd(writer), writer);
}

void add(struct archive *writer, const ArchiveMember &member) {
  const std::unique_ptr<archive_entry, Free> entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), member.name.c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  if (member.is_pipe) archive_entry_set_filetype(entry.get(), AE_IFIFO);
  if (member.is_hard_link) {
    archive_entry_set_hardlink(entry.get(), member.link_to.c_str());
  } else if (!member.link_to.empty()) {
    archive_entry_set_filetype(entry.get(), AE_IFLNK);
    archive_entry_set_symlink(entry.get(), member.link_to.c_str());
  } else {
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(member.bytes.size()));
  }
  check(archive_write_header(writer, entry.get()), writer);
  if (!member.bytes.empty() &&
      archive_write_data(writer, member.bytes.data(), member.bytes.size()) < 0)
    throw std::runtime_error(archive_error_string(writer));
}

} // namespace

void write_archive(const fs::path &path, const std::vector<ArchiveMember> &members,
                   const std::string &password) {
  const std::unique_ptr<struct archive, Free> writer(archive_write_new());
  set_format(writer.get(), path.filename().string());
  if (!password.empty()) {
    check(archive_write_set_options(writer.get(), "zip:encryption=traditional"), writer.get());
    check(archive_write_set_passphrase(writer.get(), password.c_str()), writer.get());
  }
  check(archive_write_open_filename(writer.get(), path.c_str()), writer.get());
  for (const ArchiveMember &member : members)
    add(writer.get(), member);
  check(archive_write_close(writer.get()), writer.get());
}

} // namespace curate::support
