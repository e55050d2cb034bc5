#pragma once

#include <initializer_list>
#include <libcurate/base/fs.hpp>
#include <span>
#include <string_view>

namespace curate::base {

/// Whether `commit` may replace what has the name already.
enum class Overwrite { no, yes };

/// A file that has its final name only when it is whole: written beside it as `.<name>.partial`,
/// then renamed. Destroyed without `commit`, the partial file is removed; after a kill
/// it stays and the next writer replaces it.
class AtomicFile {
public:
  /// Makes missing parent folders. Throws SystemError (unwritable, full, name too long).
  explicit AtomicFile(fs::path path);
  AtomicFile(AtomicFile &&other) noexcept;
  AtomicFile &operator=(AtomicFile &&) = delete;
  ~AtomicFile();

  /// Throws SystemError.
  void write(std::span<const std::byte> bytes);
  void write(std::string_view text);
  /// Up to eight parts, one after the other, in one call of the system.
  void write(std::initializer_list<std::span<const std::byte>> parts);
  /// Gives the file its name. Throws SystemError; with Overwrite::no also when the name is taken.
  void commit(Overwrite overwrite);
  const fs::path &path() const { return path_; }

private:
  fs::path path_;
  fs::path partial_;
  int descriptor_ = -1;
};

/// Writes the whole file through AtomicFile.
void write_file(const fs::path &path, std::string_view text, Overwrite overwrite);

/// The whole file. Throws InputError when it cannot be read or is larger than `limit_bytes`.
std::string read_file(const fs::path &path, std::size_t limit_bytes = std::size_t{1} << 30);

} // namespace curate::base
