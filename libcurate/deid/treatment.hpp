#pragma once

#include <cstdint>
#include <libcurate/deid/options.hpp>
#include <libcurate/deid/profile_rules.hpp>
#include <libcurate/dicom/tag.hpp>
#include <libcurate/dicom/vr.hpp>

namespace curate::deid {

/// What is done with the value of one element.
enum class Treatment : std::uint8_t {
  remove,
  empty,        ///< no value; a sequence without items
  dummy,        ///< a value that says nothing
  keep,         ///< as it stands: binary numbers, bulk data of known form
  retain,       ///< kept by an option: as it stands, unless it holds what identifies the person
  number,       ///< DS, IS: as it stands where each value is a plain number
  term,         ///< CS: the terms of the standard
  free_text,    ///< typed by people: the words of the field's vocabulary
  machine_text, ///< written by machines: the whole where every part of it is known to the field
  code,         ///< Code Value: the whole where it has the form of a code
  code_scheme,  ///< Coding Scheme Designator: those of the standard
  date,         ///< DA, DT moved by the person's days
  date_kept,    ///< DA, DT, TM as they stand, where they are such
  age,          ///< folded where it is above 89 years
  uid,          ///< mapped, but for UIDs of the standard
  label,        ///< the person's label
  sequence,     ///< item by item
  icc_profile,  ///< written anew
  private_block ///< elements known to be safe, by the value they hold
};

/// Where an element stands: it decides about those that the table does not name.
enum class Surroundings : std::uint8_t {
  plain,
  retained, ///< within a sequence that an option retains
  dummies   ///< within a sequence whose content is replaced
};

/// How an element is treated. Public elements that the standard does not know go; those that the
/// table names follow it, compound actions by their last letter, which is good for an object of any
/// type; all others by what their VR may hold. Source: DICOM PS3.15 2024b, E.1 and Table E.1-1.
Treatment treatment_of(dicom::Tag tag, dicom::Vr vr, Options options, Surroundings surroundings);

/// How a private element that is known to be safe is treated: by what its VR may hold.
Treatment treatment_by_vr(dicom::Vr vr, Options options);

/// How an element is treated that a rule of the study names.
Treatment treatment_by_rule(RuleAction action, dicom::Tag tag, dicom::Vr vr, Options options);

/// Whether the element must not be empty: the action of the table ends with D, or it is of type 1.
bool needs_dummy(dicom::Tag tag);

/// Whether a DS or IS element holds numbers of more than seven digits by its nature: doses, times
/// in small units. Source: DICOM PS3.3.
bool may_be_large(dicom::Tag tag);

} // namespace curate::deid
