#include "tests/support/plain_conversion.hpp"

#include <libcurate/dicom/group.hpp>
#include <libcurate/dicom/pixels.hpp>
#include <libcurate/dicom/scan.hpp>
#include <libcurate/volume/describe.hpp>
#include <libcurate/volume/partition.hpp>
#include <libcurate/volume/voxels.hpp>

namespace curate::support {
namespace {

PlainPicture convert(const dicom::LoadedSeries &series, const volume::Picture &picture) {
  PlainPicture out;
  out.acquisition.series = series.facts;
  const auto refuse = [&](const Problem &problem) {
    out.code = problem.code;
    return out;
  };
  const auto stacked = volume::stack(series.frames, series.facts, picture);
  if (!stacked) return refuse(stacked.error());
  auto voxels = volume::read_voxels(series.frames, series.facts.manufacturer, *stacked,
                                    [&](std::size_t frame, std::span<std::byte> bytes) {
                                      return dicom::decode(series.pixels[frame],
                                                           series.frames[frame].format, bytes);
                                    });
  if (!voxels) return refuse(voxels.error());
  out.grid = volume::grid_of(stacked->lattice, stacked->storage);
  out.voxels = std::move(*voxels);
  out.acquisition = volume::describe(series.frames, series.facts, picture, *stacked);
  return out;
}

} // namespace

std::vector<PlainPicture> convert_plainly(const fs::path &folder) {
  std::vector<PlainPicture> out;
  const fs::path roots[] = {folder};
  for (const dicom::Series &series : dicom::group(dicom::scan(roots, 1).instances).series) {
    const auto refuse = [&](const Problem &problem) {
      out.emplace_back().code = problem.code;
      out.back().acquisition.series.series_number = series.instances.front().series_number;
    };
    const auto loaded = dicom::load(series);
    if (!loaded) {
      refuse(loaded.error());
      continue;
    }
    const auto pictures = volume::partition(loaded->frames, loaded->facts);
    if (!pictures) {
      refuse(pictures.error());
      continue;
    }
    for (const volume::Picture &picture : *pictures)
      out.push_back(convert(*loaded, picture));
  }
  return out;
}

} // namespace curate::support
