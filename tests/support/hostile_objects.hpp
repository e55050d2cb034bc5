#pragma once

#include <string>
#include <vector>

#include "tests/support/dicom_writer.hpp"

namespace curate::support {

/// A file made to be trouble for those who read it.
struct HostileObject {
  std::string name; ///< what is wrong, good for a file name
  ByteString file;
  bool must_be_refused = false; ///< no right output is possible
};

/// A word that stands in every identifying element of hostile objects.
inline constexpr std::string_view hostile_word = "QXHOSTILEZ";

/// Small MR pictures, each with one thing wrong: cut at many places, 10,000 levels of sequences,
/// undefined lengths without end, lengths beyond the file, wrong VRs, stars for dates, names and
/// ids, references in circles, people within people, elements twice and out of order. In order, the
/// same every time.
std::vector<HostileObject> hostile_objects();

} // namespace curate::support
