#include <libcurate/face/verified_mask.hpp>

#include <algorithm>

namespace curate::face {

namespace {

std::vector<std::uint64_t> bits_of(std::span<const std::uint8_t> mask) {
  std::vector<std::uint64_t> bits((mask.size() + 63) / 64);
  for (std::size_t at = 0; at < mask.size(); ++at)
    if (mask[at] != 0) bits[at / 64] |= std::uint64_t{1} << (at % 64);
  return bits;
}

bool takes_any(std::span<const std::uint8_t> mask) {
  return std::ranges::find(mask, std::uint8_t{1}) != mask.end();
}

} // namespace

MaskedPicture MaskedRemoval::of(Defacer &defacer, const ImageView &picture,
                                std::span<const VerifiedRemoval> session) {
  std::vector<Removal> others;
  for (const VerifiedRemoval &one : session)
    others.push_back(one.removal_);
  Defaced defaced = defacer.deface(picture, others, others.empty() ? nullptr : &others.front());
  MaskedPicture out{std::move(defaced.verdict), std::nullopt, std::nullopt};
  if (out.verdict.outcome != Outcome::removed || !defaced.removal || !takes_any(defaced.mask) ||
      defaced.mask.size() != voxel_count(picture.grid))
    return out;
  out.removal = VerifiedRemoval(std::move(*defaced.removal));
  out.mask = deid::VerifiedMask(picture.grid.size, picture.grid.index_to_ras_mm,
                                bits_of(defaced.mask), true);
  return out;
}

std::optional<deid::VerifiedMask>
MaskedRemoval::following(const volume::Grid &grid, std::span<const VerifiedRemoval> session) {
  if (session.empty()) return {};
  std::vector<std::uint8_t> mask(voxel_count(grid));
  for (const VerifiedRemoval &one : session)
    std::ranges::transform(mask, mask_on(one.removal_, grid), mask.begin(),
                           [](std::uint8_t a, std::uint8_t b) { return std::max(a, b); });
  if (!takes_any(mask)) return {};
  return deid::VerifiedMask(grid.size, grid.index_to_ras_mm, bits_of(mask), false);
}

} // namespace curate::face
