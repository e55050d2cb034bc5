#pragma once

#include <cstddef>
#include <libcurate/dicom/series.hpp>
#include <vector>

namespace curate::dicom {

/// The series of a scan, and what was left out of them.
struct GroupResult {
  std::vector<Series> series;        ///< by person, study date, study, series number, series UID
  std::size_t repeated_files = 0;    ///< files said twice: same SOP Instance UID, same pixels
  std::size_t conflicting_files = 0; ///< same SOP Instance UID, other pixels
};

/// Puts files together by what a series is: person (issuer, id, name, birth date), study UID,
/// series UID, series number, kind of object and `SeriesIds::series_key`, which is the digest of
/// Modality (0008,0060), Protocol Name (0018,1030) and Series Description (0008,103E): some
/// archives and converters give one Series Instance UID to several series.
///
/// Files of one series UID under several study UIDs are one series, where no number of a file
/// occurs twice (SERIES-SEVERAL-STUDIES): Siemens' XA line exports volumes so.
///
/// One series may still hold several pictures (echoes, magnitude and phase, stacks):
/// volume::partition tells them apart. What is no picture makes a series of its own kind. A Series
/// whose findings hold an error must not be converted: SERIES-TWO-PERSONS (one UID, two persons;
/// told on each), SERIES-INSTANCE-CONFLICT (one instance UID, two contents). Information:
/// SERIES-REPEATED-FILES, SERIES-REPEATED-INSTANCE-NUMBERS. The result does not depend on the order
/// of the input. Cost: sorting; files are read only where an instance UID occurs twice within a
/// series.
GroupResult group(std::vector<Instance> instances);

} // namespace curate::dicom
