#pragma once

#include <libcurate/study/registry.hpp>
#include <libcurate/study/study.hpp>
#include <libcurate/withdrawal/needles.hpp>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace curate::withdrawal {

/// A person's original files, and what they say of the person.
struct OriginalFiles {
  std::vector<std::string> paths; ///< sorted; they may name the person
  std::size_t of_others = 0;      ///< files of other people in the same folders
  Originals known;                ///< ids and UIDs of the person's files
  std::set<std::string> people;   ///< tokens of the ids
};

/// Looks at the headers of all files below the roots. A file is the person's where a conversion
/// would give it the label: by the registry (`people`: token → label), the ids that the user gave
/// labels to, or as it is computed. Nothing is changed. Throws as dicom::scan.
OriginalFiles original_files(const study::Study &study,
                             const std::map<std::string, std::string> &people,
                             const std::map<std::string, std::string> &given,
                             const std::string &label, std::span<const fs::path> roots,
                             unsigned jobs);

} // namespace curate::withdrawal
