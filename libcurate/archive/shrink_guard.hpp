#pragma once

#include <cstddef>

namespace curate::archive {

/// Keeps the process alive when a mapped file is shortened by another program while it is read.
/// The kernel tells of it with SIGBUS; then the lost pages become zeros, and the map is marked as
/// cut. A SIGBUS from elsewhere goes where it would have gone. The first guard sets the handler.
/// Source: mmap(2), "SIGBUS"; sigaction(2), SA_SIGINFO.
class ShrinkGuard {
public:
  ShrinkGuard() = default;
  /// Watches a map. There are 256 places; a guard that got none `is_watching` nothing, and its map
  /// must not be used.
  ShrinkGuard(void *mapped, std::size_t length_bytes);
  ShrinkGuard(ShrinkGuard &&other) noexcept;
  ShrinkGuard &operator=(ShrinkGuard &&other) noexcept;
  ~ShrinkGuard();

  bool is_watching() const { return place_ != none; }
  /// Whether a part of the map was lost since.
  bool is_cut() const;

private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t place_ = none;
};

} // namespace curate::archive
