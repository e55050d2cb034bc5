#include <libcurate/base/error.hpp>
#include <libcurate/consent/disease.hpp>
#include <libcurate/consent/use.hpp>
#include <libcurate/license/catalogue.hpp>

namespace curate::consent {

namespace {

std::optional<Purpose> purpose_of(const UseWords &words) {
  if (words.purpose.empty() && words.diseases.empty()) return std::nullopt;
  for (const std::string &disease : words.diseases)
    if (!is_mondo_code(disease))
      throw UsageError("a disease is a code of the Mondo Disease Ontology, as MONDO:0005301");
  const auto permission =
      words.purpose.empty() ? DuoPermission::disease_specific : permission_of(words.purpose);
  if (!permission) throw UsageError("a purpose is one of NRES, GRU, HMB, DS, POA, or its DUO code");
  if ((*permission == DuoPermission::disease_specific) == words.diseases.empty())
    throw UsageError("diseases belong to the purpose DS (DUO:0000007), and that needs them");
  return Purpose{*permission, words.diseases};
}

} // namespace

Use use_of(const UseWords &words, const fs::path &study_folder) {
  auto license = license::find(words.license, study_folder);
  if (!license) throw UsageError(license.error().message + "; " + license.error().remedy);
  Use use;
  use.license = std::move(*license);
  const auto access = access_of(words.access);
  if (!access) throw UsageError("access is open, registered or controlled");
  use.access = *access;
  for (const std::string &region : words.regions)
    if (!is_country(region))
      throw UsageError("a region is a country by ISO 3166-1, two capital letters, as DE");
  use.regions = words.regions;
  for (const std::string &name : words.kinds) {
    const auto kind = kind_of(name);
    if (!kind) throw UsageError("a kind of data is images, faces, clinical or derived");
    use.kinds.insert(*kind);
  }
  if (use.kinds.empty()) use.kinds.insert(Kind::images);
  use.purpose = purpose_of(words);
  use.commercial = words.commercial;
  use.crowdsourcing = words.crowdsourcing;
  use.recontact = words.recontact;
  const auto on = words.on.empty() ? base::today() : base::day_of(words.on);
  if (!on) throw UsageError("a day is written as 2026-03-01");
  use.on = *on;
  return use;
}

} // namespace curate::consent
