#pragma once

#include <compare>
#include <utility>

namespace curate::base {

/// A value that identifies a person or is a key: it cannot be printed, formatted or turned into
/// JSON. `reveal()` is the one way in, so that every use can be found by searching for the word.
template <typename T> class Secret {
public:
  Secret() = default;
  explicit Secret(T value) : value_(std::move(value)) {}

  const T &reveal() const { return value_; }

  bool operator==(const Secret &) const = default;
  auto operator<=>(const Secret &) const = default;

private:
  T value_{};
};

} // namespace curate::base

namespace curate {
using base::Secret;
} // namespace curate
