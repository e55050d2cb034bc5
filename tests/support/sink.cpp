#include "tests/support/sink.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <stdexcept>

namespace curate::support {

namespace {

class FolderSink : public Sink {
public:
  explicit FolderSink(fs::path folder) : folder_(std::move(folder)) {}
  void put(const std::string &relative_path, const ByteString &bytes) override {
    write_bytes(folder_ / relative_path, bytes);
  }

private:
  fs::path folder_;
};

class ArchiveSink : public Sink {
public:
  ArchiveSink(const fs::path &file, ArchiveFormat format) : writer_(archive_write_new()) {
    fs::create_directories(file.parent_path());
    // Level 1: the study is made to be read, not kept. No time stamp: the same bytes every time.
    switch (format) {
    case ArchiveFormat::zip:
      must(archive_write_set_format_zip(writer_));
      must(archive_write_set_options(writer_, "zip:compression=deflate,zip:compression-level=1"));
      break;
    case ArchiveFormat::tar:
      must(archive_write_set_format_ustar(writer_));
      break;
    case ArchiveFormat::tar_gz:
      must(archive_write_set_format_ustar(writer_));
      must(archive_write_add_filter_gzip(writer_));
      must(archive_write_set_filter_option(writer_, "gzip", "compression-level", "1"));
      must(archive_write_set_filter_option(writer_, "gzip", "timestamp", nullptr));
      break;
    case ArchiveFormat::tar_zst:
      must(archive_write_set_format_ustar(writer_));
      must(archive_write_add_filter_zstd(writer_));
      break;
    }
    must(archive_write_open_filename(writer_, file.c_str()));
  }
  ~ArchiveSink() override { archive_write_free(writer_); }
  ArchiveSink(const ArchiveSink &) = delete;
  ArchiveSink &operator=(const ArchiveSink &) = delete;

  void put(const std::string &relative_path, const ByteString &bytes) override {
    archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, relative_path.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    const int status = archive_write_header(writer_, entry);
    archive_entry_free(entry);
    must(status);
    if (archive_write_data(writer_, bytes.data(), bytes.size()) < 0) must(ARCHIVE_FATAL);
  }
  void close() override { must(archive_write_close(writer_)); }

private:
  void must(int status) {
    if (status < ARCHIVE_WARN)
      throw std::runtime_error(std::string("cannot write an archive: ") +
                               archive_error_string(writer_));
  }
  archive *writer_;
};

} // namespace

std::unique_ptr<Sink> folder_sink(fs::path folder) {
  return std::make_unique<FolderSink>(std::move(folder));
}

std::unique_ptr<Sink> archive_sink(const fs::path &file, ArchiveFormat format) {
  return std::make_unique<ArchiveSink>(file, format);
}

} // namespace curate::support
