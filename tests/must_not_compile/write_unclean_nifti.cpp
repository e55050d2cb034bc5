// nifti::write takes a clean volume and nothing else.
#include <libcurate/nifti/write.hpp>

void save(const curate::volume::CleanVolume &clean, const curate::volume::Voxels &voxels) {
#ifdef MUST_NOT_COMPILE
  (void)clean;
  (void)curate::nifti::write(voxels, "picture.nii");
#else
  (void)voxels;
  (void)curate::nifti::write(clean, "picture.nii");
#endif
}
