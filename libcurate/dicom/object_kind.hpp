#pragma once

#include <libcurate/dicom/instance.hpp>
#include <string_view>

namespace curate::dicom {

/// What objects of a SOP class are. Classes outside the standard's root are private objects; those
/// that the standard may have added since are `other`.
/// Source: DICOM PS3.4, B.5; PS3.6, Table A-1.
ObjectKind object_kind(std::string_view sop_class_uid);

} // namespace curate::dicom
