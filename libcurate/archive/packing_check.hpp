#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/archive/pack.hpp>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace curate::archive {

/// Whether an archive is what `Pack` writes of its entries, byte for byte: then nothing hides in
/// its padding, its fields or behind its end. Told of the entries in their order, as they are read.
class PackingCheck {
public:
  /// The bytes of the whole archive outlive it.
  PackingCheck(std::span<const std::byte> archive, PackFormat format);
  /// Of a tar whose bytes are told as they are unpacked.
  PackingCheck() : PackingCheck({}, PackFormat::tar) {}
  PackingCheck(const PackingCheck &) = delete;
  PackingCheck &operator=(const PackingCheck &) = delete;
  ~PackingCheck();

  /// What comes next of the tar: `bytes` of it may follow.
  void unpacked(std::span<const std::byte> block);
  /// An entry that is a plain file.
  void file(std::string_view name, std::uint64_t size_bytes, std::int64_t time_s);
  /// Of that file.
  void bytes(std::span<const std::byte> block);
  /// An entry of another kind, or one whose facts are missing: `Pack` writes none.
  void other() { is_same_ = false; }
  /// After the last entry.
  bool is_same();

private:
  template <typename Work> void guarded(Work &&work);

  void compare(std::span<const std::byte> packed);

  std::span<const std::byte> archive_; ///< what is still to be compared
  std::vector<std::byte> waiting_;     ///< holds it where it was told
  PackFormat format_;
  bool is_same_ = true;
  std::optional<std::int64_t> time_s_;
  std::optional<Pack> pack_;
};

} // namespace curate::archive
