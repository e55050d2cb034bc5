#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace curate::deid {

/// An element's value as it lies in a file, and what its meaning depends on.
struct RawValue {
  std::uint32_t whose = 0, tag = 0;
  std::uint16_t vr = 0, character_set = 0;
  std::uint8_t what = 0;
  std::string_view bytes;

  bool operator==(const RawValue &) const = default;
};

/// The raw values that were looked at before, exactly: no two values are taken for one. May be used
/// by many threads at once. Holds at most some 64 MiB of bytes; later values are always new.
class SeenValues {
public:
  SeenValues();
  SeenValues(SeenValues &&) noexcept;
  SeenValues &operator=(SeenValues &&) noexcept;
  ~SeenValues();

  /// Whether the value was not there; it is now, where there is room.
  bool add(const RawValue &value);

private:
  struct Shard;
  static constexpr std::size_t shard_count = 64;
  std::unique_ptr<std::array<Shard, shard_count>> shards_;
};

} // namespace curate::deid
