#pragma once

#include <cstddef>
#include <libcurate/deid/vocabulary.hpp>
#include <libcurate/dicom/vr.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace curate::deid {

/// A value that says nothing, as the VR asks for; of binary numbers as many zeros as there were
/// bytes. Source: DICOM PS3.15, E.1 (D).
std::string dummy_value(dicom::Vr vr, std::size_t length_bytes);

/// What a machine wrote (maker, model, software version, coil): those of its parts that the field
/// knows, words, abbreviations and versions, with what stood between them. At most 64 characters.
std::string known_machine_text(std::string_view utf8, const Vocabulary &vocabulary);

/// Whether a Code Value has the form of a code of DCM, SNOMED, LOINC or UCUM: no name, no id.
bool is_code_value(std::string_view text);

/// Whether a Coding Scheme Designator is one of the standard. Source: DICOM PS3.16 2024b, 8.
bool is_coding_scheme(std::string_view text);

/// Whether a comment is nothing but a b-value and a direction, as Canon writes them:
/// "b=1000(0.1,-0.2,0.97)". Source: files of Canon and Toshiba scanners; see dicom/canon.cpp.
bool is_gradient_text(std::string_view text);

/// "067Y"; "090Y" for more than 89 years; nothing for what is no age. Source: DICOM PS3.5, 6.2
/// (AS); 45 CFR 164.514(b)(2)(i)(C).
std::optional<std::string> folded_age(std::string_view age);

/// A date, or date and time, moved back by whole days, its time as it was; a time of day as it was.
/// Nothing for what is none, or has no day. Source: DICOM PS3.5, 6.2 (DA, DT, TM).
std::optional<std::string> moved_moment(std::string_view text, bool is_time, int shift_days);

} // namespace curate::deid
