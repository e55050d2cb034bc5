#pragma once

#include <libcurate/cleaning/outcome.hpp>
#include <libcurate/cleaning/request.hpp>

namespace curate::cleaning {

/// De-identifies the DICOM objects of folders, files and archives, object by object: scans, decides
/// who is who, gathers what each person is known by, cleans every object, searches it once more for
/// those values, and writes it. A file that cannot be cleaned entirely is not written; others go
/// on. The same input, key and profile give the same bytes at any number of jobs; a run that was
/// killed is completed by the next. Memory: about 1.1 kB per file, and one object per worker.
/// With clean_visual_features: the pictures of one series per worker, and no file of a series that
/// may show a face is written unless that was removed and looked for again.
/// Throws UsageError (also where the output lies within an input), InputError, SystemError.
Outcome deidentify(const Request &request);

} // namespace curate::cleaning
