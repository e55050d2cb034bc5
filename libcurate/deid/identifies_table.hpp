#pragma once

#include <cstdint>
#include <libcurate/deid/known_values.hpp>
#include <libcurate/deid/options.hpp>
#include <libcurate/dicom/header.hpp>
#include <optional>
#include <vector>

namespace curate::deid {

/// What elements identify by, for every element of the standard, less what options retain: made
/// once, so that a look-up costs a few nanoseconds.
class IdentifiesTable {
public:
  explicit IdentifiesTable(Options retained);

  /// Of an element; `inside` is what text of the sequence around it identifies by.
  std::optional<Identifies> what(const dicom::Element &element,
                                 std::optional<Identifies> inside) const;
  /// Of text in the items of a sequence; nothing where the option retains it.
  std::optional<Identifies> inside(dicom::Tag sequence) const;

private:
  struct Entry {
    std::uint32_t tag = 0;
    dicom::Vr vr{};           ///< of the standard
    bool is_retained = false; ///< an option keeps it
    std::optional<Identifies> what;
  };

  const Entry *find(dicom::Tag tag) const;
  std::size_t slot_of(std::uint32_t tag) const;

  Options retained_;
  std::vector<Entry> slots_; ///< a power of two; probed linearly
};

} // namespace curate::deid
