#pragma once

#include <libcurate/license/license.hpp>

namespace curate::license {

/// The licences that the program brings (licenses/*.json), by id.
const std::vector<License> &catalogue();

/// The agreements of a study, `<study>/licenses/LicenseRef-*.json`, by id; none where
/// `study_folder` is empty. Throws InputError that names the file when one is not well formed.
std::vector<License> agreements(const fs::path &study_folder);

/// A licence of the catalogue, or an agreement of the study, by id without regard to case. Fails
/// with LICENSE-UNKNOWN, or as `license_of` where the agreement's file is not well formed.
Result<License> find(std::string_view id, const fs::path &study_folder = {});

/// The data-use agreement to be filled in, as JSON text.
std::string agreement_template();

} // namespace curate::license
