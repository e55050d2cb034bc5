#include <gtest/gtest.h>
#include <libcurate/consent/stored_event.hpp>

namespace curate::consent {
namespace {

study::Key key_of(char letter) {
  std::array<std::byte, 32> bytes;
  bytes.fill(static_cast<std::byte>(letter));
  return study::Key(bytes);
}

Event withdrawal() {
  Event event;
  event.number = 1;
  event.subject = "a";
  event.kind = EventKind::withdraw;
  event.valid_from = base::day_of("2024-01-02").value();
  event.by = "M\xC3\xBCller";
  event.level = Level::use;
  event.recorded = "2026-03-01T12:00:00Z";
  event.previous = std::string(64, '0');
  return event;
}

// Hash and seal are those of Python's hashlib and hmac, by docs/formats/registry.md:
// tests/long/consent_chain.py.
TEST(stored_event, is_hashed_and_sealed_as_documented) {
  const auto row = sealed_row(withdrawal(), key_of('k'));
  EXPECT_TRUE(canonical_text(row).starts_with("curate consent event 1\nnumber 1\n1\nsubject 1\na\n"
                                              "kind 8\nwithdraw\n"));
  EXPECT_EQ(row[12], "1dd43e00fa4b7add3aea188835f5850de5a67674f1f6a4f05c84daebe3d0f6f2");
  EXPECT_EQ(row[13], "28b1ddb6dcd41de8856608992e60d694");
}

TEST(stored_event, comes_back_as_it_was) {
  Event event = withdrawal();
  const auto row = sealed_row(event, key_of('k'));
  event.hash = row[12];
  event.seal = row[13];
  EXPECT_EQ(event_of(row).value(), event);
  EXPECT_FALSE(problem_of_row(row, key_of('k')));
  EXPECT_EQ(problem_of_row(row, key_of('x'))->code, "CONSENT-EVENT-SEAL");
}

TEST(stored_event, cells_cannot_trade_bytes) {
  auto one = sealed_row(withdrawal(), key_of('k')), other = one;
  one[6] = "ab";
  one[7] = "c";
  other[6] = "a";
  other[7] = "bc";
  EXPECT_NE(hash_of(one), hash_of(other));
}

} // namespace
} // namespace curate::consent
