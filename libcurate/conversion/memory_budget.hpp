#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace curate::conversion {

/// Keeps workers from holding more bytes at once than the largest series alone would need twice
/// over: memory is then bounded by the largest series, whatever the number of jobs.
class MemoryBudget {
public:
  /// `limit_bytes` is at least what the largest single claim asks for.
  explicit MemoryBudget(std::uint64_t limit_bytes) : limit_bytes_(limit_bytes) {}

  /// A share of the budget, given back when destroyed.
  class Claim {
  public:
    Claim(MemoryBudget &budget, std::uint64_t bytes) : budget_(budget), bytes_(bytes) {
      budget_.take(bytes_);
    }
    ~Claim() { budget_.give(bytes_); }
    Claim(const Claim &) = delete;
    Claim &operator=(const Claim &) = delete;

  private:
    MemoryBudget &budget_;
    std::uint64_t bytes_;
  };

private:
  void take(std::uint64_t bytes) {
    std::unique_lock lock(mutex_);
    // A claim above the limit waits until it is alone.
    changed_.wait(lock, [&] { return used_bytes_ == 0 || used_bytes_ + bytes <= limit_bytes_; });
    used_bytes_ += bytes;
  }
  void give(std::uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    used_bytes_ -= bytes;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t limit_bytes_;
  std::uint64_t used_bytes_ = 0;
};

} // namespace curate::conversion
