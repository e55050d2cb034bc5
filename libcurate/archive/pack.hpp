#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace curate::archive {

/// How entries are packed into one file. What they hold is stored in a zip, not deflated: pictures
/// are compressed already.
enum class PackFormat { tar, tar_zst, zip };

/// An archive that is written as a stream. Its bytes depend on names, contents, order and the time
/// given alone: no owner, host or user is in it; files have mode 0644, and folders are not named. A
/// tar is in the pax form where names need it, else ustar. One thread at a time. Memory: some
/// megabytes. Everything throws SystemError when it cannot be written.
class Pack {
public:
  /// Takes the bytes of the archive, in order; what it throws is thrown on.
  using Sink = std::function<void(std::span<const std::byte>)>;

  /// `time_s`: since 1970-01-01 UTC, of every entry.
  Pack(Sink sink, PackFormat format, std::int64_t time_s);
  Pack(const Pack &) = delete;
  Pack &operator=(const Pack &) = delete;
  ~Pack();

  /// Begins a file of that many bytes; then `write` gives them.
  void add_file(std::string_view name, std::uint64_t size_bytes);
  void write(std::span<const std::byte> bytes);
  /// Ends the archive; nothing may be added. Without it the archive has no end.
  void finish();

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace curate::archive
