#pragma once

#include <cstdint>
#include <libcurate/release/write_release.hpp>
#include <memory>
#include <span>
#include <string_view>

namespace curate::release {

/// Where a release is written to: a folder or an archive, under a name beside its own until
/// `commit`. Destroyed without it, nothing is left. Throws SystemError.
class Output {
public:
  Output() = default;
  Output(const Output &) = delete;
  Output &operator=(const Output &) = delete;
  virtual ~Output() = default;

  virtual void begin(std::string_view path, std::uint64_t size_bytes) = 0;
  virtual void write(std::span<const std::byte> bytes) = 0;
  virtual void end() = 0;
  /// After the last file.
  virtual void finish() = 0;
  virtual void commit() = 0;
};

/// What the format asks for.
std::unique_ptr<Output> output_of(const Writing &writing);

} // namespace curate::release
