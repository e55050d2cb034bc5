// What is in a clean volume can be read, not replaced.
#include <libcurate/volume/volume.hpp>

curate::volume::Voxels voxels_of(curate::volume::CleanVolume &volume) {
#ifdef MUST_NOT_COMPILE
  volume.voxels() = curate::volume::Voxels();
#endif
  return volume.voxels();
}
