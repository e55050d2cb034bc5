#pragma once

#include <libcurate/base/fs.hpp>
#include <string>
#include <vector>

#include "tests/support/people.hpp"

namespace curate::support {

/// One file of a study that is scored.
struct ScoredFile {
  fs::path path;
  std::size_t person = 0;   ///< index into the people
  bool has_text = false;    ///< letters are burned into its pixels
  bool is_enhanced = false; ///< frames have items of their own
};

/// A person with what identifies them beside the header's own elements.
struct ScoredPerson {
  Person person;
  std::vector<std::string> words; ///< none of which may be left: parts of names, ids, places, staff
  bool is_over_89 = false;        ///< at each visit
};

struct ScoredStudy {
  std::vector<ScoredPerson> people;
  std::vector<ScoredFile> files;
};

/// Writes the files of twenty people at three vendors' scanners: two visits each; MR of every
/// vendor (classic, mosaics), enhanced MR, CT, PET, and of some a secondary capture with digits
/// burned in. Names in four character sets; people of 12 to 96 years; names and ids of a person
/// stand in descriptions, protocol names and comments, in parts, turned round and in other letters,
/// also such as only another file of the person gives an element of its own. Pixels differ from
/// file to file. The same bytes every time.
ScoredStudy make_scored_study(const fs::path &folder);

/// Draws digits of 3 by 5 dots into an 8-bit picture, each dot `scale` pixels wide.
void draw_digits(std::vector<std::byte> &picture, int columns, int left, int top, int scale,
                 std::string_view text);

} // namespace curate::support
