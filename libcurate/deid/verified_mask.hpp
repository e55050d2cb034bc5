#pragma once

#include <array>
#include <cstdint>
#include <libcurate/base/geometry.hpp>
#include <utility>
#include <vector>

namespace curate::face {
class MaskedRemoval;
}

namespace curate::deid {

/// The voxels of one picture that hold its face, after they were taken away and no face was found
/// in what is left. Made by `face` alone, which looked again. Code 113102 is written only from it.
/// Or what another picture of the same place lost so, in one that nobody can look at (phase, too
/// coarse): that gives no code.
class VerifiedMask {
public:
  VerifiedMask(VerifiedMask &&) noexcept = default;
  VerifiedMask &operator=(VerifiedMask &&) noexcept = default;
  VerifiedMask(const VerifiedMask &) = delete;
  VerifiedMask &operator=(const VerifiedMask &) = delete;
  ~VerifiedMask() = default;

  const std::array<int, 3> &size() const { return size_; }
  /// Where a voxel lies: mm, RAS.
  const Affine &index_to_ras_mm() const { return index_to_ras_mm_; }
  /// Whether this picture itself was looked at again.
  bool was_looked_at() const { return was_looked_at_; }
  /// Whether a voxel of the grid is taken away.
  bool takes(int i, int j, int k) const {
    const auto at = (static_cast<std::size_t>(k) * static_cast<std::size_t>(size_[1]) +
                     static_cast<std::size_t>(j)) *
                        static_cast<std::size_t>(size_[0]) +
                    static_cast<std::size_t>(i);
    return (bits_[at / 64] >> (at % 64) & 1U) != 0;
  }

private:
  friend class face::MaskedRemoval;
  VerifiedMask(const std::array<int, 3> &size, const Affine &index_to_ras_mm,
               std::vector<std::uint64_t> bits, bool was_looked_at)
      : size_(size), index_to_ras_mm_(index_to_ras_mm), bits_(std::move(bits)),
        was_looked_at_(was_looked_at) {}

  std::array<int, 3> size_{};
  Affine index_to_ras_mm_;
  std::vector<std::uint64_t> bits_; ///< i fastest, then j, k
  bool was_looked_at_ = false;
};

} // namespace curate::deid
