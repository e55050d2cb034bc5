#pragma once

#include <libcurate/dicom/frame.hpp>
#include <libcurate/dicom/frame_view.hpp>
#include <string_view>

namespace curate::dicom::pet {

/// What the header says of one frame; nothing where the file is no PET. Source: DICOM PS3.3,
/// C.8.9.4 (classic), C.8.22.5 (enhanced).
std::optional<PetFrame> frame_of(const FrameView &view);

/// What it says of the series; nothing where the file is no PET. `first` is its first frame: times
/// are told from its acquisition time on. Source: DICOM PS3.3, C.8.9.1 and C.8.9.2.
std::optional<PetFacts> facts_of(const FrameView &view, const Frame &first);

/// The isotope by its half-life, within 1 %: no two of the list are nearer to each other.
/// Source: NuDat 3.0, National Nuclear Data Center.
Radionuclide radionuclide_of_half_life(double half_life_s);

/// The isotope by a code's meaning or a vendor's spelling: "^18^Fluorine", "F-18", "18F".
Radionuclide radionuclide_of_text(std::string_view text);

/// A tracer of the allow-list by how it is spelled in (0018,0031) or the meaning of its code:
/// "Fluorodeoxyglucose F^18^", "FDG -- fluorodeoxyglucose", "[11C]PiB". Unknown where two fit.
Tracer tracer_of_text(std::string_view text);

/// Reconstruction Method (0054,1103) of the vendors: "PSF+TOF 2i21s", "OSEM3D 4i16s",
/// "3D Kinahan - Rogers", "VPFXS", "BLOB-OS-TF". Sets what it tells and nothing else. Source:
/// public headers and the conformance statements of Siemens, GE and Philips.
void read_reconstruction(std::string_view text, PetFacts &facts);

/// Convolution Kernel (0018,1210): "All-pass", "XYZ Gauss2.00", "GAUSSIAN 3.0".
void read_filter(std::string_view text, PetFacts &facts);

/// Attenuation Correction Method (0054,1101), free text. Source: DICOM PS3.3, C.8.9.1.
AttenuationCorrection attenuation_of_text(std::string_view text);

} // namespace curate::dicom::pet
