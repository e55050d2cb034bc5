#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/study.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::release {

/// What a file of the dataset is to a release.
enum class FileKind {
  picture,       ///< .nii, .nii.gz
  beside,        ///< what stands beside a picture: its sidecar, .bval, .bvec, ...
  subject_table, ///< sessions.tsv, scans.tsv and their .json
  participants,  ///< participants.tsv
  phenotype,     ///< phenotype/*.tsv
  dictionary,    ///< participants.json, phenotype/*.json
  text,          ///< README, CHANGES, dataset_description.json, ...: written anew
  shared         ///< sidecars of many pictures, above their folders
};

/// A file of the dataset.
struct StudyFile {
  std::string path; ///< below the dataset
  FileKind kind = FileKind::shared;
  std::string subject, session; ///< labels; empty where the file is of several
  std::string datatype, suffix, extension;
  std::optional<study::FileRow> recorded; ///< what the registry knows of it
};

/// What the file's name says of an entity, by its key there: of "task" "rest"; empty where it says
/// nothing.
std::string_view entity_of(const StudyFile &file, std::string_view key);

/// Everything in the dataset that a release may hold, sorted by path; names that begin with a dot,
/// and the folders derivatives, sourcedata, code and logs, are left out, and a finding
/// RELEASE-LEFT-OUT (info) says so. Links and special files are RELEASE-NO-FILE (error).
struct Inventory {
  std::vector<StudyFile> files;
  Findings findings;
};
Inventory take_inventory(const study::Study &study, const study::Registry &registry);

} // namespace curate::release
