#pragma once

#include <libcurate/bids/entities.hpp>
#include <string>
#include <string_view>

namespace curate::bids {

/// "sub-X_ses-Y_task-rest_bold": the name without extension.
std::string stem_of(const Entities &name);

/// "sub-X/ses-Y/func": the folder below the dataset; without a session "sub-X/func".
std::string folder_of(const Entities &name);

/// "sub-X/ses-Y/func/sub-X_ses-Y_task-rest_bold" + `extension` (".nii.gz").
std::string path_of(const Entities &name, std::string_view extension);

/// The parts of such a path, whatever its extension. Fails with NAME-PATH where the path is not one
/// that path_of would give, and with the codes of `check`.
Result<Entities> parse_path(std::string_view path);

} // namespace curate::bids
