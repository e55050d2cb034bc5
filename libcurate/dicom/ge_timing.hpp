#pragma once

#include <compare>
#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>
#include <libcurate/dicom/ge_protocol.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace curate::dicom::ge {

/// "27\LX\MR Software release:RX27.0_R02_1831.a" is 27, 0, 2; "28\LX\MR29.1_EA_2039.g" is 29, 1, 0.
struct SoftwareVersion {
  int line = 0, minor = 0, release = 0;
  auto operator<=>(const SoftwareVersion &) const = default;
};

/// The version that Software Versions (0018,1020) names behind two capital letters, wherever it
/// stands; nothing where there is none.
/// Source: https://github.com/rordenlab/dcm2niix/issues/634.
std::optional<SoftwareVersion> software_version(std::string_view said);

/// Which echo-planar sequence: the order of its slices differs.
enum class EpiKind { none, multiphase, functional, diffusion };

/// From Pulse Sequence Name (0019,xx9C: epi, epiRT, epi2), Internal Pulse Sequence Name (0019,xx9E)
/// and the imaging options of the protocol (IOPT: FMRI, MPh, DIFF).
/// Source: dcm2niix, notes on GE; https://github.com/rordenlab/dcm2niix/issues/635.
EpiKind epi_kind_of(const FrameView &view, const Protocol &protocol);

/// Gradients are cycled over several repetitions, so that volumes and repetitions differ: newer
/// scanners with strong gradients do so unless User Data 15 (0019,xxB6) says otherwise.
/// Source: J. Shin (GE Healthcare), https://github.com/rordenlab/dcm2niix/issues/635 and 796.
bool is_diffusion_cycled(const FrameView &view, std::string_view model);

/// The pause at the end of each volume, in s: of fMRI (0043,xx7C), of multiphase scans from the
/// protocol (DELACQNOAV). Nothing where the pauses differ from volume to volume.
/// Source: https://github.com/neurolabusc/dcm_qa_ge; dcm2niix issue 384.
std::optional<double> pause_s(EpiKind kind, const FrameView &view, const Protocol &protocol);

/// How slices are taken.
struct SliceScheme {
  int slice_count = 0, band_count = 1;
  bool is_interleaved = false;
  double repetition_time_s = 0; ///< from volume to volume, with the pause
  double pause_s = 0;
  /// With several bands and an even number of excitations: before 27.0 R03, and in diffusion, one
  /// more is played; since then the last odd ones swap places.
  bool adds_excitation = false;
};

/// When each slice was taken, in s, in the order in which GE numbers them; empty where that makes
/// no sense.
/// Source: B. Fernandez (GE Healthcare), "Slice timing information for fMRI";
/// https://github.com/neurolabusc/dcm_qa_ge (slicetime.cpp); https://osf.io/q4d53.
std::vector<double> slice_times_s(const SliceScheme &scheme);

/// The same for a series; empty where the order is not known. `facts` holds the count of slices and
/// bands, `repetition_time_s` is from volume to volume.
std::vector<double> slice_times_of(const FrameView &view, const Protocol &protocol,
                                   const SeriesFacts &facts, double repetition_time_s,
                                   std::string_view software, std::string_view model);

} // namespace curate::dicom::ge
