#include <atomic>
#include <gtest/gtest.h>
#include <libcurate/parallel/for_each.hpp>
#include <libcurate/parallel/pipeline.hpp>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

namespace curate::parallel {
namespace {

TEST(for_each, does_every_index_once) {
  for (const unsigned jobs : {1U, 4U}) {
    std::vector<std::atomic<int>> seen(1000);
    for_each(jobs, seen.size(), [&](std::size_t index) { ++seen[index]; });
    for (const auto &count : seen)
      EXPECT_EQ(count, 1);
  }
}

TEST(for_each, uses_no_more_threads_than_jobs) {
  std::atomic<int> running{0}, most{0};
  for_each(3, 60, [&](std::size_t) {
    int now = ++running;
    int before = most;
    while (before < now && !most.compare_exchange_weak(before, now)) {
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    --running;
  });
  EXPECT_LE(most, 3);
}

TEST(for_each, carries_exceptions_out) {
  for (const unsigned jobs : {1U, 4U})
    EXPECT_THROW(for_each(jobs, 100,
                          [](std::size_t index) {
                            if (index == 42) throw std::runtime_error("42");
                          }),
                 std::runtime_error);
}

std::vector<int> squares(unsigned jobs, std::size_t in_flight, std::atomic<int> &most) {
  int next = 0;
  std::atomic<int> alive{0};
  std::vector<int> out;
  pipeline<int, int>(
      jobs, in_flight,
      [&]() -> std::optional<int> {
        if (next == 500) return {};
        most = std::max<int>(most, ++alive);
        return next++;
      },
      [](int value) {
        // The first items take longest, so that order has to be restored.
        if (value % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(300));
        return value * value;
      },
      [&](int value) {
        --alive;
        out.push_back(value);
      });
  return out;
}

TEST(pipeline, keeps_order_and_bounds_what_is_in_flight) {
  std::atomic<int> most_of_one{0}, most_of_four{0};
  const auto one = squares(1, 3, most_of_one), four = squares(4, 3, most_of_four);
  ASSERT_EQ(one.size(), 500U);
  EXPECT_EQ(one, four);
  EXPECT_EQ(one[499], 499 * 499);
  EXPECT_EQ(most_of_one, 1);
  EXPECT_LE(most_of_four, 3);
}

TEST(pipeline, carries_exceptions_out_of_every_stage) {
  for (const unsigned jobs : {1U, 4U})
    for (int stage = 0; stage < 3; ++stage) {
      int next = 0;
      const auto fail = [&](int at, int value) {
        if (stage == at && value == 20) throw std::runtime_error("stage");
      };
      EXPECT_THROW((pipeline<int, int>(
                       jobs, 4,
                       [&]() -> std::optional<int> {
                         fail(0, next);
                         return next < 100 ? std::optional(next++) : std::nullopt;
                       },
                       [&](int value) {
                         fail(1, value);
                         return value;
                       },
                       [&](int value) { fail(2, value); })),
                   std::runtime_error);
    }
}

} // namespace
} // namespace curate::parallel
