#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/bids/written_picture.hpp>
#include <libcurate/volume/acquisition.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::bids {

/// A person of the dataset.
struct Participant {
  std::string subject;          ///< without "sub-"
  std::optional<int> age_years; ///< at the first visit
  dicom::SeriesFacts::Sex sex = dicom::SeriesFacts::Sex::unknown;
};

/// All that the files beside the pictures are made from.
struct DatasetContent {
  std::string name;                     ///< of the study
  std::vector<WrittenPicture> pictures; ///< all of the dataset
  std::vector<Participant> participants;
  bool has_characteristics = false; ///< age and sex are retained: participants.tsv has them
};

/// A file of the dataset that is not a picture's: path below the dataset, and text.
struct DatasetFile {
  std::string path, text;
};

/// dataset_description.json: Name, BIDSVersion, DatasetType, GeneratedBy; members that stand in
/// `before` (the file as it is, or empty) and are not ours stay.
DatasetFile description_of(const DatasetContent &content, const std::string &before);

/// participants.tsv: participant_id, and age (89 and more as "89+") and sex where retained; columns
/// and rows of `before` that are not ours stay.
DatasetFile participants_of(const DatasetContent &content, const std::string &before);

/// participants.json: what our columns hold; members of `before` stay.
DatasetFile participants_columns_of(const DatasetContent &content, const std::string &before);

/// <sub>[_<ses>]_scans.tsv of every session, with shifted acquisition times.
std::vector<DatasetFile> scans_of(const DatasetContent &content);

/// <sub>_sessions.tsv of every subject that has sessions, with the shifted time of the first scan.
std::vector<DatasetFile> sessions_of(const DatasetContent &content);

/// README: what the dataset is and how it was made. Written once; yours from then on.
DatasetFile readme_of(const DatasetContent &content);

/// Writes all of them, each whole and only where it changes. Gives those written, sorted. What
/// users added to the description and to participants stays. Throws InputError where a file that is
/// there cannot be read as what it should be, and SystemError.
std::vector<std::string> write_dataset_files(const fs::path &dataset,
                                             const DatasetContent &content);

} // namespace curate::bids
