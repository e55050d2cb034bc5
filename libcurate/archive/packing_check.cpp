#include <cstring>
#include <libcurate/archive/packing_check.hpp>
#include <libcurate/base/error.hpp>

namespace curate::archive {

namespace {

struct Differs {};

} // namespace

PackingCheck::PackingCheck(std::span<const std::byte> archive, PackFormat format)
    : archive_(archive), format_(format) {}

PackingCheck::~PackingCheck() = default;

// What cannot be packed again was not packed so.
template <typename Work> void PackingCheck::guarded(Work &&work) {
  if (!is_same_) return;
  try {
    work();
  } catch (const Differs &) {
    is_same_ = false;
  } catch (const SystemError &) {
    is_same_ = false;
  }
}

void PackingCheck::compare(std::span<const std::byte> packed) {
  // Large blocks pass through the packing as they are: what is the same memory needs no look.
  if (packed.size() > archive_.size() ||
      (packed.data() != archive_.data() &&
       std::memcmp(packed.data(), archive_.data(), packed.size()) != 0))
    throw Differs();
  archive_ = archive_.subspan(packed.size());
}

void PackingCheck::unpacked(std::span<const std::byte> block) {
  if (!is_same_) return;
  // What was compared makes room.
  waiting_.erase(waiting_.begin(), waiting_.end() - static_cast<std::ptrdiff_t>(archive_.size()));
  waiting_.insert(waiting_.end(), block.begin(), block.end());
  archive_ = waiting_;
}

void PackingCheck::file(std::string_view name, std::uint64_t size_bytes, std::int64_t time_s) {
  guarded([&] {
    if (!pack_) {
      time_s_ = time_s;
      pack_.emplace([this](auto packed) { compare(packed); }, format_, time_s);
    }
    if (time_s != time_s_) throw Differs();
    pack_->add_file(name, size_bytes);
  });
}

void PackingCheck::bytes(std::span<const std::byte> block) {
  guarded([&] { pack_->write(block); });
}

bool PackingCheck::is_same() {
  guarded([&] {
    if (!pack_) throw Differs();
    pack_->finish();
    if (!archive_.empty()) throw Differs();
  });
  return is_same_;
}

} // namespace curate::archive
