#include <libcurate/base/error.hpp>
#include <libcurate/conversion/people.hpp>
#include <libcurate/conversion/study_rules.hpp>

namespace curate::conversion {

namespace {

bids::NameRules naming_rules(const study::Study &study) {
  auto parsed = bids::parse_name_rules(study.settings().naming);
  if (parsed.findings.empty()) return std::move(parsed.rules);
  std::string text = "study.json has naming rules that cannot be used:";
  for (const auto &finding : parsed.findings)
    text += "\n  " + finding.place + ": " + finding.message;
  throw UsageError(text);
}

deid::Profile profile_of(const study::Settings &settings) {
  return {.retain_institution_identity = settings.retain_institution_identity,
          .retain_device_identity = settings.retain_device_identity,
          .vocabulary = settings.vocabulary};
}

} // namespace

std::unique_ptr<StudyRules> rules_of(const study::Study *study, const study::Registry *registry,
                                     const Request &request) {
  auto rules = std::make_unique<StudyRules>();
  rules->session = given_session(request.session);
  if (study != nullptr) {
    const auto &settings = study->settings();
    rules->profile = profile_of(settings);
    rules->pseudonyms = std::make_unique<deid::Pseudonyms>(study->key(), settings.site);
    rules->names = naming_rules(*study);
    auto table = request.subjects;
    if (!table && settings.subjects && !request.subject)
      table = fs::absolute(*settings.subjects, study->root());
    rules->rulebook.given = given_labels(request.subject, table);
  }
  if (registry != nullptr) {
    rules->memory.visits = registry->visits();
    rules->memory.names = registry->names();
    for (const auto &row : rules->memory.names)
      rules->memory.named.insert(key_of(row));
    for (auto &row : registry->series())
      rules->memory.series.emplace(row.series, std::move(row));
    for (const auto &row : registry->people())
      rules->rulebook.known.push_back({row.person, row.name, row.birth_date, row.label});
  }
  rules->rulebook.profile = &rules->profile;
  rules->rulebook.pseudonyms = rules->pseudonyms.get();
  rules->rulebook.names = &rules->names;
  return rules;
}

} // namespace curate::conversion
