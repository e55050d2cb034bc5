#pragma once

#include <libcurate/validation/identifying.hpp>
#include <libcurate/validation/json_reader.hpp>
#include <libcurate/validation/notes.hpp>
#include <libcurate/validation/schema.hpp>
#include <string>
#include <vector>

namespace curate::validation {

/// What a field of a sidecar holds, as far as rules ask for it.
struct FieldValue {
  JsonReader::Kind kind = JsonReader::Kind::none;
  double number = 0;              ///< of a number
  bool boolean = false;           ///< of a boolean
  std::string text;               ///< of a string
  std::vector<double> numbers;    ///< of an array: those in it
  std::vector<std::string> texts; ///< of an array: those in it
  std::size_t count = 0;          ///< of an array: its length

  /// Its strings: one, or those of the array.
  std::vector<std::string> all_texts() const;
};

/// The fields of a sidecar.
struct Sidecar {
  std::string path;
  std::vector<bool> is_there;                          ///< by field of the schema
  std::vector<std::pair<unsigned, FieldValue>> values; ///< by field
  /// Names of fields that are not empty and tell a person, a place or device, a date or time.
  std::vector<std::string> persons, places, dates;
  bool is_used = false; ///< some file inherits from it

  const FieldValue *find(unsigned field) const;
};

/// Fields whose values are kept: those that rules compare. By field of the schema.
class KeptFields {
public:
  explicit KeptFields(const Schema &schema);
  bool keeps(unsigned field) const { return kept_[field]; }
  /// What its name says that it tells.
  Identifies identifies(unsigned field) const { return identifies_[field]; }

private:
  std::vector<bool> kept_;
  std::vector<Identifies> identifies_;
};

/// Reads the text of a sidecar. What is wrong with it, and with the kinds and ranges of its fields,
/// goes into the notes; false where it cannot be used.
bool read_sidecar(const Schema &schema, const KeptFields &kept, std::string_view text,
                  Sidecar &sidecar, Notes &notes);

/// Says what is wrong with a JSON text.
void note_wrong_json(const JsonReader &reader, const std::string &path, Notes &notes);

} // namespace curate::validation
