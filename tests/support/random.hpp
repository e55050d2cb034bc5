#pragma once

#include <cstdint>

namespace curate::support {

/// A small generator whose numbers are the same on every machine (the standard library's
/// distributions are not). Source: SplitMix64, Steele, Lea and Flood, OOPSLA 2014.
class Random {
public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15u;
    return mixed(state_);
  }
  /// From 0 to below 1.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  double between(double low, double high) { return low + (high - low) * uniform(); }
  /// Nearly normal, mean 0, deviation 1: the sum of four 16-bit numbers, from one draw.
  double normal() {
    const std::uint64_t bits = next();
    const auto sum = static_cast<double>((bits & 0xffff) + ((bits >> 16) & 0xffff) +
                                         ((bits >> 32) & 0xffff) + (bits >> 48));
    // Four uniform numbers on 0..65535 have mean 131070 and variance 4 * 65536^2 / 12.
    return (sum - 131070.0) * (1.7320508075688772 / 65536.0);
  }

  /// The bits of a number, well stirred.
  static std::uint64_t mixed(std::uint64_t bits) {
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
    return bits ^ (bits >> 31);
  }

private:
  std::uint64_t state_;
};

} // namespace curate::support
