#pragma once

#include <bitset>
#include <cstdint>
#include <libcurate/validation/schema_table.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace curate::validation {

/// Entities of a name, by their place in the order: bit 0 is `sub`.
using EntityMask = std::uint64_t;

/// A row of names, ready to be compared with.
struct KnownName {
  std::vector<std::string_view> datatypes, suffixes, extensions;
  EntityMask allowed = 0, required = 0;
  std::vector<std::pair<unsigned, std::string_view>>
      only; ///< an entity, and the only label it may have
};

/// A row of required fields, ready to be asked.
struct KnownRequirement {
  std::vector<std::string_view> datatypes;
  bool is_of_images = false;
  EntityMask entity = 0;
  std::string_view label; ///< of that entity; empty: any
  struct Condition {
    unsigned field = 0;
    bool is_there = true;
    std::vector<std::string_view> words; ///< empty: whether it is there
  };
  std::vector<Condition> when;
  std::vector<unsigned> fields;
};

/// The table of the schema, indexed. Made once, read by every thread.
class Schema {
public:
  Schema();
  Schema(const Schema &) = delete;
  Schema &operator=(const Schema &) = delete;

  std::optional<unsigned> entity(std::string_view key) const;
  const EntityRule &entity_rule(unsigned entity) const { return table_.entities[entity]; }
  std::size_t entities() const { return table_.entities.size(); }

  bool has_datatype(std::string_view word) const;
  /// The rows in which a suffix stands; empty where there is none.
  const std::vector<const KnownName *> &names_with(std::string_view suffix) const;

  std::optional<unsigned> field(std::string_view name) const;
  const FieldType &field_type(unsigned field) const { return table_.types[field]; }
  std::size_t fields() const { return table_.types.size(); }
  /// The index of a field that the schema has. Throws std::out_of_range for others.
  unsigned known_field(std::string_view name) const { return fields_.at(name); }
  /// What is asked of files with a suffix, and of all.
  const std::vector<const KnownRequirement *> &required_of(std::string_view suffix) const;

  /// The row of a table; null where the schema asks nothing of it.
  const TableRule *table(std::string_view datatype, std::string_view suffix) const;
  bool has_edition(std::string_view edition) const;

private:
  void index_names();
  void index_requirements();

  SchemaTable table_;
  std::unordered_map<std::string_view, unsigned> entities_, fields_;
  std::vector<std::string_view> datatypes_;
  std::vector<KnownName> names_;
  std::unordered_map<std::string_view, std::vector<const KnownName *>> by_suffix_;
  std::vector<KnownRequirement> requirements_;
  std::unordered_map<std::string_view, std::vector<const KnownRequirement *>> required_;
  std::vector<const KnownRequirement *> required_of_all_;
};

/// Words with blanks between; an empty text has none.
std::vector<std::string_view> words_of(std::string_view text, char separator = ' ');

/// Whether a word is among them.
bool has_word(const std::vector<std::string_view> &words, std::string_view word);

} // namespace curate::validation
