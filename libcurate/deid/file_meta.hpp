#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace curate::deid {

/// The beginning of a DICOM file: an empty preamble and new meta information, with nothing of an
/// original in it. Source: DICOM PS3.10, 7.1.
std::vector<std::byte> file_meta(std::string_view sop_class_uid, std::string_view instance_uid,
                                 std::string_view transfer_syntax_uid);

} // namespace curate::deid
