#pragma once

#include <libcurate/deid/known_values.hpp>
#include <libcurate/dicom/tag.hpp>
#include <libcurate/dicom/vr.hpp>
#include <optional>

namespace curate::deid {

/// What the value of an element identifies by: names, dates and UIDs by their VR; ids, contacts,
/// places and devices by lists of tags; other text that Table E.1-1 names, that the standard does
/// not know, or that is private, as free text. Nothing for numbers, times of day, codes, sequences,
/// private creators, and text that the table leaves alone. `vr` of public elements is the
/// standard's where a file says UN. Source: DICOM PS3.15 2024b, Table E.1-1; PS3.6.
std::optional<Identifies> identifies_of(dicom::Tag tag, dicom::Vr vr);

/// What text of the items of a sequence identifies by that tells nothing elsewhere (codes of staff
/// and of places, values of structured reports); nothing where it is told by its tag alone.
std::optional<Identifies> identifies_inside(dicom::Tag sequence);

/// Whether text of this VR may identify.
bool is_text(dicom::Vr vr);

/// Whether the UID is of one instance, or refers to one.
bool is_instance_uid(dicom::Tag tag);

} // namespace curate::deid
