#pragma once

#include <cstddef>
#include <libcurate/dicom/tag.hpp>
#include <libcurate/dicom/vr.hpp>
#include <optional>
#include <string_view>

namespace curate::dicom {

/// The VR of a private element that holds binary numbers or items, where the file does not give it
/// (implicit VR; UN, as archives store what they do not know); nothing for those not listed: text
/// is read without. `creator` is that of the element's block, with or without padding. Nothing,
/// too, where the length is no whole number of values. Source: explicit files of these makers; the
/// private dictionary of DCMTK (GE and Philips conformance statements); rordenlab/dcm2niix,
/// nii_dicom.cpp (Siemens, UIH).
std::optional<Vr> private_vr(std::string_view creator, Tag tag, std::size_t length_bytes);

} // namespace curate::dicom
