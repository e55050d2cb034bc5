#pragma once

#include <span>
#include <string_view>

namespace curate::consent {

/// Whether a text has the form of a code of the Mondo Disease Ontology, "MONDO:0005301". Which
/// codes there are is not checked.
bool is_mondo_code(std::string_view text);

/// Whether a disease is another, or a kind of it by the table below. What the table does not know
/// is a kind of itself alone.
bool is_kind_of(std::string_view disease, std::string_view whole);

/// One is-a of the ontology.
struct DiseaseKind {
  std::string_view code, parent, name;
};

/// The part of the ontology that is known, by code.
std::span<const DiseaseKind> disease_table();

} // namespace curate::consent
