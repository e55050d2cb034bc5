#pragma once

#include <libcurate/bids/tsv.hpp>
#include <libcurate/expression/expression.hpp>
#include <libcurate/release/inventory.hpp>
#include <map>
#include <string>
#include <vector>

namespace curate::release {

/// The tables that a selection may ask: rows by label, and of sessions by label and session.
struct Facts {
  bids::Tsv participants;
  std::map<std::string, bids::Tsv> sessions; ///< by label
};

/// An expression over the columns of participants.tsv and sessions.tsv and the parts of file names
/// (subject, session, task, ..., suffix, datatype, extension). A name that is a part of file names
/// is that; then a column of participants; then of sessions. Cells are texts that count as numbers
/// where they spell one ("89+" counts as 89), and null where they say nothing.
class Select {
public:
  /// An empty expression selects everything. The facts outlive it. Throws UsageError with the place
  /// and the names there are.
  Select(const std::string &expression, const Facts &facts);
  Select(const Select &) = delete;
  Select &operator=(const Select &) = delete;

  bool is_everything() const { return !expression_; }
  /// Whether the expression is true of a file: not where it is null.
  bool takes(const StudyFile &file);

private:
  enum class Where { entity, participants, sessions };
  struct Name {
    Where where;
    std::string key;        ///< of an entity, or "suffix", ...
    std::size_t column = 0; ///< of a table
  };

  std::string_view text_of(const Name &name, const StudyFile &file) const;

  const Facts &facts_;
  std::optional<expression::Expression> expression_;
  std::vector<Name> names_;
  std::map<std::string, std::size_t> row_of_; ///< of participants, by label
  std::vector<expression::Value> slots_;
  expression::Scratch scratch_;
};

/// The row of a session in a sessions table; nothing where there is none.
const std::vector<std::string> *session_row(const bids::Tsv &table, const std::string &session);

} // namespace curate::release
