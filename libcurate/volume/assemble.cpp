#include <libcurate/volume/assemble.hpp>
#include <libcurate/volume/describe.hpp>
#include <libcurate/volume/partition.hpp>
#include <libcurate/volume/voxels.hpp>

namespace curate::volume {

/// The only maker of a CleanVolume from a series.
class Assembler {
public:
  static Result<CleanVolume> assemble(const deid::CleanSeries &series, const Picture &picture) {
    auto stacked = stack(series.frames(), series.facts(), picture);
    if (!stacked) return tl::unexpected(stacked.error());
    auto voxels = read_voxels(
        series.frames(), series.facts().manufacturer, *stacked,
        [&](std::size_t frame, std::span<std::byte> out) { return series.decode(frame, out); });
    if (!voxels) return tl::unexpected(voxels.error());
    CleanVolume out;
    out.grid_ = grid_of(stacked->lattice, stacked->storage);
    out.voxels_ = std::move(*voxels);
    out.acquisition_ = describe(series.frames(), series.facts(), picture, *stacked);
    out.acquisition_.texts = series.texts();
    out.acquisition_.deidentification = series.options();
    out.findings_ = std::move(stacked->findings);
    if (!out.acquisition_.b_values_s_per_mm2.empty() && out.acquisition_.gradients.empty())
      out.findings_.push_back(
          {Severity::warning,
           "VOLUME-GRADIENT-FRAME",
           {},
           "(0018,1312)",
           "the gradient directions are missing, or given in a frame that is not known",
           "take the directions from the scanner's protocol"});
    return out;
  }
};

Result<std::vector<Picture>> partition(const deid::CleanSeries &series) {
  return partition(series.frames(), series.facts());
}

Result<Acquisition> describe(const deid::CleanSeries &series, const Picture &picture) {
  const auto stacked = stack(series.frames(), series.facts(), picture);
  if (!stacked) return tl::unexpected(stacked.error());
  Acquisition out = describe(series.frames(), series.facts(), picture, *stacked);
  out.texts = series.texts();
  out.deidentification = series.options();
  return out;
}

Result<CleanVolume> assemble(const deid::CleanSeries &series, const Picture &picture) {
  return Assembler::assemble(series, picture);
}

} // namespace curate::volume
