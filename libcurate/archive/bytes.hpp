#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/archive/shrink_guard.hpp>
#include <libcurate/base/result.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace curate::archive {

/// A read-only run of bytes: part of a mapped file, or a buffer of its own. Move-only.
class Bytes {
public:
  Bytes() = default;
  explicit Bytes(std::vector<std::byte> owned);
  /// Takes the first `length_bytes` of a buffer.
  Bytes(std::unique_ptr<std::byte[]> buffer, std::size_t length_bytes);
  /// Maps (or, where small, reads) a part of an open file; the descriptor may be closed afterwards.
  /// A part that ends after the file is cut there. Fails with FILE-UNREADABLE.
  static Result<Bytes> from_descriptor(int descriptor, std::uint64_t offset_bytes,
                                       std::uint64_t length_bytes);
  /// The whole file. Fails with FILE-UNREADABLE.
  static Result<Bytes> from_file(const std::string &path);
  Bytes(Bytes &&other) noexcept;
  Bytes &operator=(Bytes &&other) noexcept;
  ~Bytes();

  std::span<const std::byte> view() const { return view_; }
  /// Whether another program shortened the file since it was mapped: what was lost reads as zeros.
  /// To be asked after the bytes were used.
  bool is_cut() const { return guard_.is_cut(); }

  /// Says that a part of the view is not needed for now: where it is mapped its memory is given
  /// back, and read again when it is asked for.
  void forget(std::span<const std::byte> part) const;

private:
  std::span<const std::byte> view_;
  std::vector<std::byte> owned_;
  std::unique_ptr<std::byte[]> buffer_;
  void *mapped_ = nullptr;
  std::size_t mapped_length_ = 0;
  ShrinkGuard guard_;
};

} // namespace curate::archive
