#include <algorithm>
#include <cmath>
#include <libcurate/conversion/defacers.hpp>

namespace curate::conversion {

namespace {

/// Of all searches together: two of a 1 mm head of 256 x 256 x 192 mm. One that needs more is
/// alone.
constexpr std::uint64_t all_searches_bytes = 800'000'000;
/// Source: face::Defacer::deface, per mm3 of the picture's box.
constexpr double bytes_per_mm3 = 30;
/// Beyond this the search keeps the top of a picture. Source: face::resampled.
constexpr double longest_mm = 320;

} // namespace

std::uint64_t search_bytes(const volume::Grid &grid) {
  double mm3 = 1;
  for (std::size_t r = 0; r < 3; ++r) {
    double side_mm = 0;
    for (std::size_t a = 0; a < 3; ++a)
      side_mm += std::abs(grid.index_to_ras_mm.m[r][a]) * grid.size[a];
    mm3 *= std::min(side_mm, longest_mm);
  }
  // Real values of a volume, and its mask.
  const auto voxels = static_cast<std::uint64_t>(face::voxel_count(grid));
  return static_cast<std::uint64_t>(mm3 * bytes_per_mm3) + voxels * 5;
}

Defacers::Defacers() : budget_(all_searches_bytes) {}
Defacers::~Defacers() = default;

std::unique_ptr<face::Defacer> Defacers::take() {
  std::call_once(atlas_read_, [this] {
    auto atlas = face::installed_atlas();
    if (atlas)
      atlas_ = std::make_shared<const face::PreparedAtlas>(std::move(*atlas));
    else
      no_atlas_ = atlas.error();
  });
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return std::make_unique<face::Defacer>(atlas_);
  auto defacer = std::move(idle_.back());
  idle_.pop_back();
  return defacer;
}

void Defacers::give(std::unique_ptr<face::Defacer> defacer) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(defacer));
}

face::Defaced Defacers::remove(volume::CleanVolume &picture, std::span<const face::Removal> session,
                               const face::Removal *of_same_frame) {
  const MemoryBudget::Claim claim(budget_, search_bytes(picture.grid()));
  auto defacer = take();
  auto defaced = face::Remover::remove(picture, *defacer, session, of_same_frame);
  give(std::move(defacer));
  return defaced;
}

Findings Defacers::findings() const {
  if (!no_atlas_) return {};
  return {base::finding_of(*no_atlas_, Severity::warning)};
}

} // namespace curate::conversion
