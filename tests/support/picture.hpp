#pragma once

#include "tests/support/header.hpp"
#include <functional>

namespace curate::support {

/// Gives a picture without noise on a grid: intensities 0 to 1000, or Hz.
using Signal = std::function<std::vector<float>(const Scan &, const Affine &index_to_ras_mm,
                                                const std::array<int, 3> &size)>;

/// A full head (see head.hpp): two seconds to make.
Signal full_head(const Traits &traits);
/// Skin, skull, brain and ventricles as ellipsoids, a ball for a nose: made at once, for tests.
Signal coarse_head(const Traits &traits);

/// Which numbers a file holds.
enum class Component { magnitude, phase };

/// The stored values of a person's pictures, series by series.
class Painter {
public:
  Painter(Signal signal, Vendor vendor, std::uint64_t seed);

  /// One volume at one echo: all slices, columns fastest. Siemens: 12 bits; phase pictures hold
  /// 0..4095 for -pi..pi. GE: signed 16 bits; phase pictures hold thousandths of a radian.
  std::vector<std::uint16_t> volume(const Sequence &sequence, int series_number, int volume,
                                    int echo, Component component);
  /// One slice of such a volume.
  static std::vector<std::uint16_t> slice_of(const std::vector<std::uint16_t> &volume,
                                             const Sequence &sequence, int slice);

private:
  std::vector<float> signal_of(const Sequence &sequence, const Scan &scan) const;
  Signal signal_;
  Vendor vendor_;
  std::uint64_t seed_;
  std::vector<float> cached_signal_; ///< of the last BOLD series: its volumes differ in noise only
};

} // namespace curate::support
