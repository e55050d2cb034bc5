#include <libcurate/deid/identifies_of.hpp>
#include <libcurate/deid/identifies_table.hpp>
#include <libcurate/deid/profile_table.hpp>

#include <bit>
#include <libcurate/dicom/dictionary.hpp>
#include <span>

namespace curate::deid {

namespace {

using enum dicom::Vr;

constexpr std::uint32_t number_of(dicom::Tag tag) {
  return (std::uint32_t{tag.group} << 16U) | tag.element;
}

constexpr dicom::Tag tag_of(std::uint32_t number) {
  return {static_cast<std::uint16_t>(number >> 16U), static_cast<std::uint16_t>(number & 0xFFFFU)};
}

/// Names of coding schemes and of mappings, and their versions: they tell nobody.
bool is_of_coding(std::uint32_t tag) {
  return tag == 0x00080102 || tag == 0x00080103 || tag == 0x00080105 || tag == 0x00080110 ||
         tag == 0x00080112 || tag == 0x00080115 || tag == 0x00080122;
}

/// Code Value, Long Code Value and Code Meaning: of staff and places they are names, else they are
/// of published lists.
bool is_code(std::uint32_t tag) {
  return tag == 0x00080100 || tag == 0x00080104 || tag == 0x00080119;
}

bool is_number_or_date(dicom::Vr vr) {
  return !is_text(vr) && vr != UN;
}

} // namespace

IdentifiesTable::IdentifiesTable(Options retained)
    : retained_(retained), slots_(std::bit_ceil(dicom::dictionary_row_count * 2 + 2)) {
  const std::span rows(dicom::dictionary_rows, dicom::dictionary_row_count);
  for (const dicom::DictionaryRow &row : rows) {
    const dicom::Tag tag = tag_of(row.tag);
    const TableRow *said = profile_row(tag);
    Entry entry{row.tag, row.vr, said != nullptr && action_of(*said, retained) == TableAction::k,
                identifies_of(tag, row.vr)};
    std::size_t slot = slot_of(row.tag);
    while (slots_[slot].tag != 0)
      slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = entry;
  }
}

std::size_t IdentifiesTable::slot_of(std::uint32_t tag) const {
  constexpr std::uint32_t golden = 0x9E3779B9; // Source: Fibonacci hashing (Knuth, 6.4)
  return ((tag * golden) >> 12U) & (slots_.size() - 1);
}

const IdentifiesTable::Entry *IdentifiesTable::find(dicom::Tag tag) const {
  const std::uint32_t number = number_of(tag);
  for (std::size_t slot = slot_of(number); slots_[slot].tag != 0;
       slot = (slot + 1) & (slots_.size() - 1))
    if (slots_[slot].tag == number) return &slots_[slot];
  return nullptr;
}

std::optional<Identifies> IdentifiesTable::what(const dicom::Element &element,
                                                std::optional<Identifies> inside) const {
  const dicom::Vr vr = element.vr;
  const bool may_tell = is_text(vr) || vr == UN || vr == UI || vr == DA || vr == DT;
  if (!may_tell) return {};
  if (element.tag.is_private()) return identifies_of(element.tag, vr);
  const Entry *entry = find(element.tag);
  if (entry == nullptr) {
    const TableRow *row = profile_row(element.tag);
    const bool is_kept = row != nullptr && action_of(*row, retained_) == TableAction::k;
    return is_kept ? std::nullopt : identifies_of(element.tag, vr);
  }
  if (entry->is_retained) return {};
  if (entry->what) {
    // A file that gives a name another VR than the standard still names somebody.
    const bool is_same_kind = is_number_or_date(vr) == is_number_or_date(entry->vr);
    return is_same_kind || vr == UN ? entry->what : identifies_of(element.tag, vr);
  }
  if (!inside || !is_text(vr) || is_of_coding(entry->tag)) return {};
  return *inside == Identifies::free_text && is_code(entry->tag) ? std::nullopt : inside;
}

std::optional<Identifies> IdentifiesTable::inside(dicom::Tag sequence) const {
  const Entry *entry = find(sequence);
  if (entry != nullptr && entry->is_retained) return {};
  return identifies_inside(sequence);
}

} // namespace curate::deid
