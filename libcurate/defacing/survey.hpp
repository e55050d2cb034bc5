#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/base/fs.hpp>
#include <string>
#include <vector>

namespace curate::defacing {

/// A picture to be looked at.
struct Item {
  fs::path path;     ///< as the user reaches it
  fs::path relative; ///< below the folder that was given; of a file its name
};

/// What lies below some paths.
struct Survey {
  std::vector<Item> items;     ///< by input, then by path; each file once
  std::size_t other_files = 0; ///< neither pictures nor what belongs to them
  Findings findings;           ///< DEFACE-NOT-READ: pictures of formats that are not looked at
};

/// Finds NIfTI files in folders, hidden ones too; what is named as a file is taken as one, whatever
/// its name. Links to folders are not followed, those to files are. Throws InputError where a
/// folder cannot be listed.
Survey survey(const std::vector<fs::path> &inputs);

/// The name without .nii or .nii.gz; the letters' case is not looked at.
std::string stem_of(const fs::path &picture);
/// Whether a name ends in .nii or .nii.gz, in any case.
bool is_nifti_name(const fs::path &path);

} // namespace curate::defacing
