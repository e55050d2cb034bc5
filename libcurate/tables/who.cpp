#include <libcurate/base/text.hpp>
#include <libcurate/deid/placeholder.hpp>
#include <libcurate/tables/who.hpp>

#include <algorithm>

namespace curate::tables {

Who::Who(const study::Study &study, const study::Registry &registry,
         const std::vector<std::string> &issuers, deid::GivenLabels given)
    : pseudonyms_(study.key(), study.settings().site), issuers_(issuers), given_(std::move(given)),
      blocked_(registry.database(), study.key()) {
  issuers_.emplace_back(); // the study's site stands for it
  for (const auto &person : registry.people()) {
    label_of_token_[person.person] = person.label;
    labels_.insert(person.label);
  }
  for (const auto &label : registry.labels()) // of people whose ids are placeholders
    labels_.insert(label);
}

Result<std::string> Who::label_of(std::string_view original_id) const {
  const std::string id(base::trim(original_id));
  if (is_blocked(id)) return tl::unexpected(study::Blocked::problem());
  auto label = known_label(id);
  if (label && blocked_.has("", *label)) return tl::unexpected(study::Blocked::problem());
  return label;
}

bool Who::is_blocked(const std::string &id) const {
  if (blocked_.is_empty()) return false;
  const auto given = given_.by_id.reveal().find(id);
  if (given != given_.by_id.reveal().end() && blocked_.has("", given->second)) return true;
  return std::ranges::any_of(issuers_, [&](const std::string &issuer) {
    dicom::Identity identity;
    identity.patient_id = id;
    identity.issuer = issuer;
    const auto token = pseudonyms_.person_token(Secret(identity));
    return token && blocked_.has(*token, pseudonyms_.computed_label(*token));
  });
}

Result<std::string> Who::known_label(const std::string &id) const {
  if (const auto at = given_.by_id.reveal().find(id); at != given_.by_id.reveal().end()) {
    if (labels_.contains(at->second)) return at->second;
    return problem("TABLE-UNKNOWN-ID", "the table of subjects gives this id a label without scans",
                   "convert the person's scans first, or correct the label");
  }
  if (deid::is_placeholder_id(id))
    return problem("TABLE-PLACEHOLDER-ID", "the id is empty or stands for nobody",
                   "find out whose row it is, or give the id a label with --subjects");
  std::set<std::string> labels;
  for (const std::string &issuer : issuers_) {
    dicom::Identity identity;
    identity.patient_id = id;
    identity.issuer = issuer;
    const auto token = pseudonyms_.person_token(Secret(identity));
    if (!token) continue;
    if (const auto at = label_of_token_.find(*token); at != label_of_token_.end())
      labels.insert(at->second);
  }
  if (labels.size() == 1) return *labels.begin();
  if (labels.empty())
    return problem("TABLE-UNKNOWN-ID", "nobody in the scans has this id",
                   "convert the person's scans first, name who gave the ids with --issuer, or "
                   "leave such rows out with --skip-unknown");
  return problem("TABLE-TWO-ISSUERS", "two people of the scans have this id, from two issuers",
                 "import the table of each issuer apart");
}

Result<std::string> Who::label_to_be(std::string_view original_id) const {
  const std::string id(base::trim(original_id));
  auto known = known_label(id);
  if (known || known.error().code != "TABLE-UNKNOWN-ID") return known;
  if (const auto at = given_.by_id.reveal().find(id); at != given_.by_id.reveal().end())
    return at->second;
  if (issuers_.size() > 2)
    return problem("TABLE-UNKNOWN-ID", "nobody in the scans has this id, and several issuers could",
                   "name the one who gave the id with --issuer");
  dicom::Identity identity;
  identity.patient_id = id;
  identity.issuer = issuers_.front(); // the one that was named, or none: the site
  return pseudonyms_.person_token(Secret(identity)).map([&](const std::string &token) {
    return pseudonyms_.computed_label(token);
  });
}

} // namespace curate::tables
