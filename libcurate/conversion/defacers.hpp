#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/conversion/memory_budget.hpp>
#include <libcurate/face/remove.hpp>
#include <memory>
#include <mutex>
#include <vector>

namespace curate::conversion {

/// Lends a Defacer to one thread at a time, and keeps the searches of all of them below a bound of
/// memory. The atlas is read when first asked for.
class Defacers {
public:
  Defacers();
  ~Defacers();

  /// As face::Remover::remove; waits until there is memory for it. By several threads at once.
  face::Defaced remove(volume::CleanVolume &picture, std::span<const face::Removal> session = {},
                       const face::Removal *of_same_frame = nullptr);
  /// What is to be said of the atlas: nothing where it was not needed, or was there.
  Findings findings() const;

private:
  std::unique_ptr<face::Defacer> take();
  void give(std::unique_ptr<face::Defacer> defacer);

  MemoryBudget budget_;
  std::once_flag atlas_read_;
  std::shared_ptr<const face::PreparedAtlas> atlas_; ///< shared by the defacers
  std::optional<Problem> no_atlas_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<face::Defacer>> idle_;
};

/// What a search needs in bytes beside the picture.
std::uint64_t search_bytes(const volume::Grid &grid);

} // namespace curate::conversion
