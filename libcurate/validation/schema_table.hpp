#pragma once

#include <span>
#include <string_view>

namespace curate::validation {

/// An entity, at its place in the order of a name. Lists in all of these rows are words with blanks
/// between.
struct EntityRule {
  std::string_view key;   ///< "sub", "ses", ...
  bool is_index;          ///< digits only
  std::string_view words; ///< the labels it may have; empty: any letters, digits and plus signs
};

/// Names that exist below a datatype.
struct NameRule {
  std::string_view datatypes, suffixes;
  std::string_view extensions; ///< one that ends in a slash is a folder; ".*" is any
  std::string_view entities;   ///< "sub!" must be there, "acq!=calibration" must be that
};

/// Fields that the sidecars of a file must give. An empty list stands for all.
struct FieldRule {
  std::string_view datatypes, suffixes;
  bool is_of_images;       ///< of .nii and .nii.gz only
  std::string_view entity; ///< only names with this entity ("echo"), or this label ("part=phase")
  std::string_view when;   ///< "Field", "!Field", "Field=a|b": all of them hold
  std::string_view fields;
};

/// What a field may hold: n number, i integer, s string, b boolean, o object, z null, and N, I, S,
/// O for arrays of numbers, integers, strings, anything.
struct FieldType {
  std::string_view name, kinds;
  std::string_view range; ///< ">0", ">=0 <=1": of numbers
  std::string_view words; ///< with | between: the strings it may be; empty: any
};

/// The columns of a table.
struct TableRule {
  std::string_view datatype, suffix;
  std::string_view first;  ///< where they are there, they stand first, in this order
  std::string_view needed; ///< must be there
};

/// The BIDS schema as far as it is checked here.
struct SchemaTable {
  std::span<const EntityRule> entities;
  std::span<const NameRule> names;
  std::span<const FieldRule> fields;
  std::span<const FieldType> types;
  std::span<const TableRule> tables;
  std::string_view editions; ///< of BIDS, the newest first
};

/// Made from the schema by tools/make_bids_table.sh.
SchemaTable schema_table();

} // namespace curate::validation
