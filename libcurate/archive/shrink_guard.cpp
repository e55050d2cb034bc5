#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <libcurate/archive/shrink_guard.hpp>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace curate::archive {

namespace {

/// A map that is watched. Signal handlers may touch nothing but lock-free atomics.
struct Place {
  std::atomic<bool> is_taken = false, is_cut = false;
  std::atomic<std::uintptr_t> begin = 0, end = 0; ///< empty while it is being set
};

std::array<Place, 256> places;
struct sigaction action_before {};
std::uintptr_t page_bytes = 4096;

/// Hands a SIGBUS on to whom it belonged to before.
void pass_on(int number, siginfo_t *info, void *context) {
  if ((action_before.sa_flags & SA_SIGINFO) != 0 && action_before.sa_sigaction != nullptr)
    return action_before.sa_sigaction(number, info, context);
  // Back to the usual action: the access is made again, and ends the process.
  struct sigaction usual {};
  usual.sa_handler = SIG_DFL;
  ::sigaction(number, &usual, nullptr);
}

void on_bus_error(int number, siginfo_t *info, void *context) {
  const auto at = reinterpret_cast<std::uintptr_t>(info->si_addr);
  for (Place &place : places) {
    const std::uintptr_t end = place.end.load();
    if (at < place.begin.load() || at >= end) continue;
    const std::uintptr_t page = at / page_bytes * page_bytes;
    void *zeros = ::mmap(reinterpret_cast<void *>(page), end - page, PROT_READ,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (zeros == MAP_FAILED) break;
    place.is_cut.store(true);
    return;
  }
  pass_on(number, info, context);
}

void set_handler_once() {
  static std::once_flag once;
  std::call_once(once, [] {
    page_bytes = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    struct sigaction action {};
    action.sa_sigaction = on_bus_error;
    action.sa_flags = SA_SIGINFO;
    ::sigaction(SIGBUS, &action, &action_before);
  });
}

} // namespace

ShrinkGuard::ShrinkGuard(void *mapped, std::size_t length_bytes) {
  set_handler_once();
  const auto begin = reinterpret_cast<std::uintptr_t>(mapped);
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].is_taken.exchange(true)) continue;
    places[i].is_cut.store(false);
    places[i].begin.store(begin);
    places[i].end.store(begin + length_bytes);
    place_ = i;
    return;
  }
}

ShrinkGuard::ShrinkGuard(ShrinkGuard &&other) noexcept
    : place_(std::exchange(other.place_, none)) {}

ShrinkGuard &ShrinkGuard::operator=(ShrinkGuard &&other) noexcept {
  std::swap(place_, other.place_);
  return *this;
}

ShrinkGuard::~ShrinkGuard() {
  if (place_ == none) return;
  places[place_].end.store(0);
  places[place_].begin.store(0);
  places[place_].is_taken.store(false);
}

bool ShrinkGuard::is_cut() const {
  return place_ != none && places[place_].is_cut.load();
}

} // namespace curate::archive
