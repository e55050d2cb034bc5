#pragma once

#include <libcurate/deid/known_values.hpp>
#include <libcurate/deid/options.hpp>
#include <libcurate/dicom/header.hpp>
#include <memory>
#include <string_view>

namespace curate::deid {

/// Collects the identifying values of headers: of every row of Table E.1-1 that the options do not
/// retain, every PN, and private text, at all nesting levels; decoded to UTF-8, several values of
/// one element apart. Dates and times give their day. May be used by many threads at once; a value
/// said before costs a look into a table.
class Gathering {
public:
  /// Instance UIDs are as many as files: a search for leaks wants them, one run does not.
  enum class Uids { series_and_above, all };

  explicit Gathering(Options retained = {}, Uids uids = Uids::series_and_above);
  Gathering(Gathering &&) noexcept;
  Gathering &operator=(Gathering &&) noexcept;
  ~Gathering();

  /// `whose` tells people apart: values are kept under it.
  void look_at(const dicom::Header &header, std::string_view whose);
  /// What is known of one of them; nothing of others.
  KnownValues of(std::string_view whose) const;
  /// Everybody's.
  KnownValues all() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace curate::deid
