#pragma once

#include <libcurate/validation/dataset_check.hpp>

namespace curate::validation {

/// A file that is looked into, with what is known of it.
struct FileInCheck {
  const Item &item;
  const std::string &path; ///< below the dataset
  const Metadata &metadata;
  const Items &own, &above; ///< the files of its subject, and of the dataset's own folder
};

/// Holds a file to what the schema asks of its sidecars, of fields that belong together, and of the
/// files that belong with it.
void check_metadata(const Dataset &dataset, const FileInCheck &file, Notes &notes);

/// Says so when a sidecar gives metadata to no file.
void check_orphan(const Dataset &dataset, const Item &item, Notes &notes);

} // namespace curate::validation
