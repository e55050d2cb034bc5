#include <libcurate/validation/sidecar.hpp>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <libcurate/base/text.hpp>
#include <libcurate/validation/identifying.hpp>

namespace curate::validation {

namespace {

using Kind = JsonReader::Kind;

// The letter of FieldType for a value that is no array.
char letter_of(Kind kind, double number) {
  switch (kind) {
  case Kind::number:
    return std::floor(number) == number ? 'i' : 'n';
  case Kind::string:
    return 's';
  case Kind::boolean:
    return 'b';
  case Kind::object:
    return 'o';
  case Kind::null:
    return 'z';
  case Kind::array:
  case Kind::none:
    break;
  }
  return '?';
}

bool takes(std::string_view kinds, char letter) {
  return kinds.find(letter) != std::string_view::npos ||
         (letter == 'i' && kinds.find('n') != std::string_view::npos) ||
         (letter == 'I' && kinds.find('N') != std::string_view::npos);
}

bool is_in_range(std::string_view range, double value) {
  for (const std::string_view bound : words_of(range)) {
    const std::size_t length = bound.find_first_of("0123456789-");
    const double limit = base::to_double(bound.substr(length)).value_or(0);
    const std::string_view is = bound.substr(0, length);
    if ((is == ">" && value <= limit) || (is == ">=" && value < limit) ||
        (is == "<=" && value > limit))
      return false;
  }
  return true;
}

std::string words_for(std::string_view kinds) {
  std::vector<std::string> words;
  constexpr std::string_view letters = "nisbozNISO";
  constexpr std::string_view texts[] = {"a number",
                                        "an integer",
                                        "a string",
                                        "true or false",
                                        "an object",
                                        "null",
                                        "an array of numbers",
                                        "an array of integers",
                                        "an array of strings",
                                        "an array"};
  for (const char letter : kinds)
    if (const auto at = letters.find(letter); at != std::string_view::npos)
      words.emplace_back(texts[at]);
  return base::join(words, " or ");
}

/// Reads values of one sidecar and holds them against the schema.
class Fields {
public:
  Fields(const Schema &schema, JsonReader &reader, const std::string &path, Notes &notes)
      : schema_(schema), reader_(reader), path_(path), notes_(notes) {}

  void read(unsigned field, FieldValue &value) {
    const FieldType &type = schema_.field_type(field);
    value.kind = reader_.next();
    if (value.kind == Kind::array) {
      read_array(type, value);
      return;
    }
    read_scalar(value.kind, value.number, value.text, value.boolean);
    if (reader_.wrong() != JsonReader::Wrong::nothing) return;
    if (!takes(type.kinds, letter_of(value.kind, value.number)))
      wrong_kind(type);
    else if (value.kind == Kind::number && !is_in_range(type.range, value.number))
      wrong_range(type);
    else if (value.kind == Kind::string && !type.words.empty() &&
             !has_word(words_of(type.words, '|'), value.text))
      wrong_word(type);
  }

private:
  void read_scalar(Kind kind, double &number, std::string &text, bool &boolean) {
    std::string_view view;
    if (kind == Kind::number)
      reader_.number(number);
    else if (kind == Kind::string && reader_.string(view))
      text = view;
    else if (kind == Kind::boolean)
      reader_.boolean(boolean);
    else if (kind != Kind::string)
      reader_.skip();
  }

  void read_array(const FieldType &type, FieldValue &value) {
    bool fits_kind = true, fits_range = true;
    const bool takes_any = takes(type.kinds, 'O');
    reader_.enter();
    while (reader_.element()) {
      ++value.count;
      const Kind kind = reader_.next();
      double number = 0;
      std::string text;
      bool boolean = false;
      read_scalar(kind, number, text, boolean);
      const char letter = letter_of(kind, number);
      const char of_array = letter == 'n' ? 'N' : letter == 'i' ? 'I' : letter == 's' ? 'S' : 'O';
      fits_kind = fits_kind && (takes_any || takes(type.kinds, of_array));
      if (kind == Kind::number) {
        fits_range = fits_range && is_in_range(type.range, number);
        value.numbers.push_back(number);
      } else if (kind == Kind::string) {
        value.texts.push_back(std::move(text));
      }
    }
    if (reader_.wrong() != JsonReader::Wrong::nothing) return;
    const bool takes_arrays = takes_any || type.kinds.find_first_of("NIS") != type.kinds.npos;
    if (!fits_kind || !takes_arrays)
      wrong_kind(type);
    else if (!fits_range)
      wrong_range(type);
  }

  void wrong_kind(const FieldType &type) {
    notes_.add("BIDS-FIELD-KIND", path_, std::string(type.name),
               "expected " + words_for(type.kinds));
  }
  void wrong_range(const FieldType &type) {
    notes_.add("BIDS-FIELD-RANGE", path_, std::string(type.name),
               fmt::format("expected {}", type.range));
  }
  void wrong_word(const FieldType &type) {
    notes_.add("BIDS-FIELD-WORD", path_, std::string(type.name),
               fmt::format("expected one of {}", fmt::join(words_of(type.words, '|'), ", ")));
  }

  const Schema &schema_;
  JsonReader &reader_;
  const std::string &path_;
  Notes &notes_;
};

void note_identifying(Identifies what, std::string_view field, std::string_view text,
                      Sidecar &sidecar) {
  text = base::trim(text);
  if (text.empty() || text == "n/a") return;
  if (what == Identifies::person)
    sidecar.persons.emplace_back(field);
  else if (what == Identifies::place)
    sidecar.places.emplace_back(field);
  else if (what == Identifies::time || is_date(text))
    sidecar.dates.emplace_back(field);
}

// A field that the schema does not have: of interest where it tells of people.
void read_unknown(JsonReader &reader, Sidecar &sidecar) {
  if (reader.next() != Kind::string) {
    reader.skip();
    return;
  }
  const std::string name(reader.key());
  std::string_view text;
  if (reader.string(text)) note_identifying(identified_by(name), name, text, sidecar);
}

} // namespace

std::vector<std::string> FieldValue::all_texts() const {
  return kind == Kind::string ? std::vector<std::string>{text} : texts;
}

const FieldValue *Sidecar::find(unsigned field) const {
  for (const auto &[at, value] : values)
    if (at == field) return &value;
  return nullptr;
}

KeptFields::KeptFields(const Schema &schema) : kept_(schema.fields()) {
  // What the checks of links, timing and gradients compare.
  for (const std::string_view name : {"IntendedFor",
                                      "B0FieldIdentifier",
                                      "B0FieldSource",
                                      "RepetitionTime",
                                      "SliceTiming",
                                      "SliceEncodingDirection",
                                      "EchoTime",
                                      "EchoTime1",
                                      "EchoTime2",
                                      "TotalReadoutTime",
                                      "EffectiveEchoSpacing",
                                      "PhaseEncodingDirection",
                                      "VolumeTiming",
                                      "TaskName",
                                      "FlipAngle",
                                      "PostLabelingDelay",
                                      "LabelingDuration",
                                      "RepetitionTimePreparation",
                                      "M0Type",
                                      "AcquisitionDuration",
                                      "FrameTimesStart",
                                      "FrameDuration",
                                      "Columns",
                                      "Units",
                                      "BolusCutOffDelayTime",
                                      "DelayTime",
                                      "FrameAcquisitionDuration",
                                      "ArterialSpinLabelingType",
                                      "MRAcquisitionType"})
    if (const auto field = schema.field(name)) kept_[*field] = true;
  for (unsigned field = 0; field < schema.fields(); ++field)
    identifies_.push_back(identified_by(schema.field_type(field).name));
  for (unsigned field = 0; field < schema.fields(); ++field)
    if (!schema.field_type(field).words.empty()) kept_[field] = true;
  for (const std::string_view name :
       {"Name", "BIDSVersion", "DatasetType", "BolusCutOffFlag", "LookLocker", "PhysioType",
        "ModeOfAdministration", "MetaboliteAvail"})
    if (const auto field = schema.field(name)) kept_[*field] = true;
}

void note_wrong_json(const JsonReader &reader, const std::string &path, Notes &notes) {
  if (reader.wrong() == JsonReader::Wrong::nothing) return;
  const std::string line = fmt::format("line {}", reader.line());
  switch (reader.wrong()) {
  case JsonReader::Wrong::nothing:
    return;
  case JsonReader::Wrong::syntax:
    return notes.add("BIDS-JSON", path, line);
  case JsonReader::Wrong::depth:
    return notes.add("BIDS-JSON-DEPTH", path, line,
                     fmt::format("at most {} are read", JsonReader::most_depth));
  case JsonReader::Wrong::repeated_key:
    return notes.add("BIDS-JSON-REPEATED-KEY", path, line);
  case JsonReader::Wrong::not_utf8:
    return notes.add("BIDS-JSON-UTF8", path);
  }
}

bool read_sidecar(const Schema &schema, const KeptFields &kept, std::string_view text,
                  Sidecar &sidecar, Notes &notes) {
  JsonReader reader(text);
  sidecar.is_there.assign(schema.fields(), false);
  Fields fields(schema, reader, sidecar.path, notes);
  if (reader.next() != Kind::object && reader.wrong() == JsonReader::Wrong::nothing) {
    notes.add("BIDS-JSON", sidecar.path, {}, "expected an object");
    return false;
  }
  reader.enter();
  while (reader.member()) {
    const auto field = schema.field(reader.key());
    if (!field) {
      read_unknown(reader, sidecar);
      continue;
    }
    sidecar.is_there[*field] = true;
    FieldValue value;
    fields.read(*field, value);
    if (value.kind == Kind::string)
      note_identifying(kept.identifies(*field), schema.field_type(*field).name, value.text,
                       sidecar);
    if (kept.keeps(*field)) sidecar.values.emplace_back(*field, std::move(value));
  }
  reader.end();
  note_wrong_json(reader, sidecar.path, notes);
  return reader.wrong() == JsonReader::Wrong::nothing;
}

} // namespace curate::validation
