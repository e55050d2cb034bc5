#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/base/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::dictionary {

/// What a variable's values are. `string` is a word or a code; `text` is what a person wrote
/// freely. Dates, times and both are those of ISO 8601, as BIDS writes them.
enum class Type { unstated, string, text, integer, number, boolean, date, time, datetime };

/// "string", "text", ...; empty for unstated.
std::string_view name_of(Type type);

/// Whether a variable's values name a person, help to find one, or neither.
enum class Identifying { unstated, no, quasi, direct };

/// "no", "quasi", "direct"; empty for unstated.
std::string_view name_of(Identifying identifying);

/// One of the values that a categorical variable may have.
struct Level {
  std::string code;     ///< as in the table
  std::string label;    ///< what it means
  std::string term_url; ///< a formal definition
};

/// A value that stands for none, and why there is none.
struct MissingCode {
  std::string code;
  std::string meaning;
};

/// A sentence across variables that every row has to keep, in the language of the room expression.
/// It is broken where it evaluates to false; null says that it cannot be told.
struct Rule {
  std::string expression;
  Severity severity = Severity::error;
  std::string message; ///< what to tell a person; may be empty
};

/// What is known of one column.
struct Variable {
  std::string name; ///< the column's heading
  std::string long_name, description, units, term_url;
  Type type = Type::unstated; ///< of Type, or else of BIDS' Format
  std::string format;         ///< BIDS' Format as written: "label", "uri", ...
  bool required = false;      ///< the column must be there and no cell may be empty or missing
  bool unique = false;        ///< no value twice in a table
  bool derivative = false;
  std::vector<Level> levels;
  std::optional<double> minimum, maximum; ///< both allowed themselves
  std::optional<double> step;             ///< values are minimum (or 0) plus a multiple of it
  std::string delimiter;                  ///< cells hold lists with this between values
  std::string pattern;                    ///< RE2; the whole value has to match
  std::vector<MissingCode> missing;       ///< besides n/a, which BIDS allows everywhere
  Identifying identifying = Identifying::unstated;
  std::vector<std::string> aliases; ///< other headings under which tables bring it
  std::vector<Rule> rules;
  std::string source; ///< where the definition and its limits come from
};

/// The variables of one file, in its order.
struct Dictionary {
  std::vector<Variable> variables;

  /// The variable of this name, or nullptr. Aliases do not count. Linear in the number of
  /// variables.
  const Variable *find(std::string_view name) const;
};

/// The dictionary a BIDS data dictionary (JSON) holds. Members that are no objects describe the
/// table rather than a column and are passed over; members of a variable that have the wrong kind
/// are passed over too: `check` names them, and who relies on a dictionary calls it first. Fails
/// with DICT-JSON where the text is no JSON object.
Result<Dictionary> parse(std::string_view text);

/// The dictionary of a file. Fails as `parse`, and with DICT-READ where it cannot be read.
Result<Dictionary> read(const fs::path &path);

} // namespace curate::dictionary
