#include <libcurate/deid/seen_values.hpp>

#include <functional>
#include <mutex>
#include <string>
#include <unordered_set>

namespace curate::deid {

namespace {

constexpr std::size_t longest_bytes = std::size_t{1} << 16;
constexpr std::size_t most_bytes_of_shard = std::size_t{1} << 20;
constexpr std::size_t bytes_of_entry = 96; // the node and its key, about

struct Kept {
  RawValue value; ///< without its bytes
  std::string bytes;
};

RawValue view_of(const Kept &kept) {
  RawValue value = kept.value;
  value.bytes = kept.bytes;
  return value;
}

std::size_t mixed(std::size_t hash, std::size_t with) {
  constexpr std::size_t golden = 0x9E3779B97F4A7C15; // Source: Fibonacci hashing (Knuth, 6.4)
  hash = (hash ^ with) * golden;
  return hash ^ (hash >> 32U);
}

struct Hash {
  using is_transparent = void;
  std::size_t operator()(const RawValue &value) const {
    const std::size_t facts = (std::size_t{value.tag} << 32U) | (std::size_t{value.vr} << 16U) |
                              (std::size_t{value.character_set} << 8U) | value.what;
    return mixed(mixed(std::hash<std::string_view>{}(value.bytes), facts), value.whose);
  }
  std::size_t operator()(const Kept &kept) const { return (*this)(view_of(kept)); }
};

struct Equal {
  using is_transparent = void;
  bool operator()(const Kept &a, const Kept &b) const { return view_of(a) == view_of(b); }
  bool operator()(const RawValue &a, const Kept &b) const { return a == view_of(b); }
  bool operator()(const Kept &a, const RawValue &b) const { return view_of(a) == b; }
};

} // namespace

struct SeenValues::Shard {
  std::mutex mutex;
  std::unordered_set<Kept, Hash, Equal> values;
  std::size_t bytes = 0;
};

SeenValues::SeenValues() : shards_(std::make_unique<std::array<Shard, shard_count>>()) {}
SeenValues::SeenValues(SeenValues &&) noexcept = default;
SeenValues &SeenValues::operator=(SeenValues &&) noexcept = default;
SeenValues::~SeenValues() = default;

bool SeenValues::add(const RawValue &value) {
  if (value.bytes.size() > longest_bytes) return true;
  Shard &shard = (*shards_)[(Hash{}(value) >> 40U) % shard_count];
  const std::scoped_lock lock(shard.mutex);
  if (shard.values.find(value) != shard.values.end()) return false;
  const std::size_t bytes = value.bytes.size() + bytes_of_entry;
  if (shard.bytes + bytes > most_bytes_of_shard) return true;
  shard.bytes += bytes;
  Kept kept{value, std::string(value.bytes)};
  kept.value.bytes = {};
  shard.values.insert(std::move(kept));
  return true;
}

} // namespace curate::deid
