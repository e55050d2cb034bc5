#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/archive/pack.hpp>
#include <optional>
#include <span>
#include <string_view>

namespace curate::archive {

/// Whether an archive is what `Pack` writes of its entries, byte for byte: then nothing hides in
/// its padding, its fields or behind its end. Told of the entries in their order, as they are read.
class PackingCheck {
public:
  /// The bytes of the whole archive outlive it.
  PackingCheck(std::span<const std::byte> archive, PackFormat format);
  PackingCheck(const PackingCheck &) = delete;
  PackingCheck &operator=(const PackingCheck &) = delete;
  ~PackingCheck();

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

  std::span<const std::byte> archive_;
  PackFormat format_;
  std::size_t at_ = 0;
  bool is_same_ = true;
  std::optional<std::int64_t> time_s_;
  std::optional<Pack> pack_;
};

} // namespace curate::archive
