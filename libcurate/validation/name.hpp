#pragma once

#include <array>
#include <libcurate/validation/notes.hpp>
#include <libcurate/validation/schema.hpp>
#include <string>
#include <string_view>

namespace curate::validation {

/// An entity of a name and its label.
struct Label {
  unsigned entity = 0;
  std::string_view text;
};

/// The parts of a file name. The texts point into the name.
struct Name {
  static constexpr std::size_t most_labels = 16;
  std::array<Label, most_labels> labels;
  std::size_t count = 0;
  EntityMask mask = 0;
  std::string_view suffix, extension; ///< the extension from the first dot on
  bool is_ordered = true;

  std::string_view label(unsigned entity) const;
  /// Labels of the entities of a mask, in the order of the schema, and a suffix: equal for names
  /// that differ in nothing else.
  std::string key(EntityMask of, std::string_view with_suffix) const;
  /// "sub-X_ses-Y_T1w", entities in the order of the schema.
  std::string ordered_stem(const Schema &schema) const;
};

/// Takes a file name apart. Where it cannot, `wrong` says the code: BIDS-NAME, BIDS-ENTITY-UNKNOWN,
/// BIDS-ENTITY-REPEATED or BIDS-LABEL.
struct ParsedName {
  Name name;
  std::string_view wrong;
  std::string_view what; ///< the part that is meant, of the file's own name
};
ParsedName parse_name(const Schema &schema, std::string_view file_name);

/// Whether BIDS has such a name. `datatype` is empty above the folders of datatypes, where only
/// what is inherited may stand (.json, .tsv, .bval, .bvec), and nothing is required. Gives a code,
/// or nothing: BIDS-SUFFIX, BIDS-DATATYPE, BIDS-EXTENSION, BIDS-ENTITY, BIDS-ENTITY-MISSING,
/// BIDS-LABEL, BIDS-ENTITY-ORDER. `detail` says what was expected.
std::string_view check_name(const Schema &schema, const Name &name, std::string_view datatype,
                            std::string &detail);

} // namespace curate::validation
