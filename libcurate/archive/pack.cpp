#include <archive.h>
#include <archive_entry.h>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <libcurate/archive/pack.hpp>
#include <libcurate/archive/utf8_names.hpp>
#include <libcurate/base/error.hpp>
#include <string>

namespace curate::archive {

namespace {

// Larger writes go to the file without a copy. Source: libarchive, archive_write.c.
constexpr int block_bytes = 1 << 16;

struct Free {
  void operator()(struct archive *it) const { archive_write_free(it); }
  void operator()(archive_entry *it) const { archive_entry_free(it); }
};

// libarchive writes the local time into a zip, so local time is made UTC; nothing here uses
// another.
void use_utc() {
  ::setenv("TZ", "UTC0", 1);
  ::tzset();
}

} // namespace

struct Pack::State {
  Sink sink;
  std::int64_t time_s;
  std::exception_ptr failure; ///< of the sink, carried past libarchive
  bool is_given_up = false;
  std::unique_ptr<struct archive, Free> out{archive_write_new()};
  std::unique_ptr<archive_entry, Free> entry{archive_entry_new()};

  State(Sink to, std::int64_t time) : sink(std::move(to)), time_s(time) {
    if (!out || !entry) throw SystemError("out of memory while an archive is begun");
  }

  // What libarchive says may hold names: it is not repeated.
  void demand(la_ssize_t outcome) {
    if (failure) std::rethrow_exception(failure);
    if (outcome < ARCHIVE_OK) throw SystemError("an entry cannot be written into the archive");
  }

  static la_ssize_t write(struct archive *out, void *it, const void *bytes, std::size_t size) {
    auto &state = *static_cast<State *>(it);
    if (state.is_given_up) {
      archive_set_error(out, -1, "not written");
      return -1;
    }
    // `demand` throws it; libarchive, told of it, would not free what it holds.
    try {
      if (!state.failure) state.sink({static_cast<const std::byte *>(bytes), size});
    } catch (...) {
      state.failure = std::current_exception();
    }
    return static_cast<la_ssize_t>(size);
  }

  void begin(std::string_view name, std::uint64_t size_bytes) {
    const Utf8Names names;
    archive_entry_clear(entry.get());
    archive_entry_set_pathname(entry.get(), std::string(name).c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size_bytes));
    archive_entry_set_mtime(entry.get(), time_s, 0);
    demand(archive_write_header(out.get(), entry.get()));
  }
};

Pack::Pack(Sink sink, PackFormat format, std::int64_t time_s)
    : state_(std::make_unique<State>(std::move(sink), time_s)) {
  struct archive *out = state_->out.get();
  int outcome = ARCHIVE_OK;
  switch (format) {
  case PackFormat::tar_zst:
    outcome = archive_write_add_filter_zstd(out);
    [[fallthrough]];
  case PackFormat::tar:
    if (outcome == ARCHIVE_OK) outcome = archive_write_set_format_pax_restricted(out);
    break;
  case PackFormat::zip:
    use_utc();
    outcome = archive_write_set_format_zip(out);
    if (outcome == ARCHIVE_OK)
      outcome = archive_write_set_format_option(out, "zip", "compression", "store");
    break;
  }
  state_->demand(outcome);
  archive_write_set_bytes_per_block(out, block_bytes);
  archive_write_set_bytes_in_last_block(out, 1);
  state_->demand(archive_write_open(out, state_.get(), nullptr, State::write, nullptr));
}

Pack::~Pack() {
  // What is still to be written is not. libarchive 3.6 frees its buffers only when it is closed.
  state_->is_given_up = true;
  archive_write_close(state_->out.get());
}

void Pack::add_file(std::string_view name, std::uint64_t size_bytes) {
  state_->begin(name, size_bytes);
}

void Pack::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const la_ssize_t written = archive_write_data(state_->out.get(), bytes.data(), bytes.size());
    state_->demand(written);
    // More than the entry was said to hold is not taken.
    if (written == 0) throw SystemError("a file became longer while it was packed");
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void Pack::finish() {
  state_->demand(archive_write_finish_entry(state_->out.get()));
  state_->demand(archive_write_close(state_->out.get()));
}

} // namespace curate::archive
