#include <libcurate/face/atlas.hpp>
#include <libcurate/nifti/read.hpp>

namespace curate::face {

namespace {

/// Read off ch2.nii.gz slice by slice: eyes at z = -38 and x = -34, ears at z = -44. The picture
/// ends at z = -71, above the tip of the nose: nose and chin continue the profile by the usual
/// distances below the eyes (30 and 100 mm).
/// Source: Farkas, "Anthropometry of the Head and Face", 1994, for those distances.
constexpr Landmarks colin27{.right_eye = {34, 64, -37},
                            .left_eye = {-36, 64, -37},
                            .nose = {-1, 94, -67},
                            .chin = {-1, 74, -137},
                            .right_ear = {86, -38, -46},
                            .left_ear = {-88, -38, -46}};

constexpr const char *folder = "/usr/share/mricron/templates";
constexpr std::uint64_t limit_bytes = 1u << 28;

Result<Image> image_of(const fs::path &file) {
  auto volume = nifti::read(file, limit_bytes);
  if (!volume)
    return problem("FACE-NO-ATLAS",
                   "a file of the template head cannot be read (" + volume.error().code + ")",
                   "install mricron-data, or name a head and its brain");
  Image image{first_volume(volume->voxels, volume->grid), volume->grid};
  if (image.values.empty())
    return problem("FACE-NO-ATLAS", "a file of the template head holds no picture",
                   "install mricron-data, or name a head and its brain");
  return image;
}

} // namespace

Result<Atlas> load_atlas(const fs::path &head, const fs::path &brain,
                         const std::optional<Landmarks> &landmarks) {
  const auto head_image = image_of(head);
  if (!head_image) return tl::unexpected(head_image.error());
  const auto brain_image = image_of(brain);
  if (!brain_image) return tl::unexpected(brain_image.error());
  if (head_image->grid.size != brain_image->grid.size ||
      !(head_image->grid.index_to_ras_mm == brain_image->grid.index_to_ras_mm))
    return problem("FACE-NO-ATLAS", "the template head and its brain lie on different grids",
                   "name a head and a brain of the same size and place");
  Atlas atlas;
  atlas.head = resampled({head_image->values, head_image->grid}, 1);
  atlas.brain = resampled({brain_image->values, brain_image->grid}, 1);
  atlas.landmarks = landmarks.value_or(colin27);
  return atlas;
}

Result<Atlas> installed_atlas() {
  return load_atlas(fs::path(folder) / "ch2.nii.gz", fs::path(folder) / "ch2bet.nii.gz");
}

} // namespace curate::face
