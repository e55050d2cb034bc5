#include <algorithm>
#include <array>
#include <libcurate/consent/disease.hpp>

namespace curate::consent {

namespace {

// What imaging studies of the nervous system ask consent for most. Source: Mondo Disease Ontology,
// is-a as closed over its releases of 2024 to 2026 (courses of multiple sclerosis under
// MONDO:0005301).
constexpr std::array<DiseaseKind, 14> table{
    {{"MONDO:0000450", "MONDO:0005301", "secondary progressive multiple sclerosis"},
     {"MONDO:0000451", "MONDO:0005301", "primary progressive multiple sclerosis"},
     {"MONDO:0000452", "MONDO:0005301", "progressive relapsing multiple sclerosis"},
     {"MONDO:0004975", "MONDO:0005071", "Alzheimer disease"},
     {"MONDO:0004976", "MONDO:0005071", "amyotrophic lateral sclerosis"},
     {"MONDO:0005027", "MONDO:0005071", "epilepsy"},
     {"MONDO:0005071", "", "nervous system disorder"},
     {"MONDO:0005180", "MONDO:0005071", "Parkinson disease"},
     {"MONDO:0005284", "MONDO:0005301", "chronic progressive multiple sclerosis"},
     {"MONDO:0005301", "MONDO:0005071", "multiple sclerosis"},
     {"MONDO:0005314", "MONDO:0005301", "relapsing-remitting multiple sclerosis"},
     {"MONDO:0007739", "MONDO:0005071", "Huntington disease"},
     {"MONDO:0016429", "MONDO:0005301", "Marburg acute multiple sclerosis"},
     {"MONDO:0018784", "MONDO:0005301", "pediatric multiple sclerosis"}}};

constexpr std::string_view prefix = "MONDO:";
constexpr std::size_t digit_count = 7;

} // namespace

bool is_mondo_code(std::string_view text) {
  return text.size() == prefix.size() + digit_count && text.starts_with(prefix) &&
         std::ranges::all_of(text.substr(prefix.size()),
                             [](char digit) { return digit >= '0' && digit <= '9'; });
}

bool is_kind_of(std::string_view disease, std::string_view whole) {
  if (!is_mondo_code(disease) || !is_mondo_code(whole)) return false;
  // The table has no ring, so the way up ends.
  while (!disease.empty()) {
    if (disease == whole) return true;
    const auto found = std::ranges::lower_bound(table, disease, {}, &DiseaseKind::code);
    if (found == table.end() || found->code != disease) return false;
    disease = found->parent;
  }
  return false;
}

std::span<const DiseaseKind> disease_table() {
  return table;
}

} // namespace curate::consent
