#include <libcurate/base/error.hpp>
#include <libcurate/conversion/study_rules.hpp>
#include <libcurate/deid/given_labels.hpp>
#include <libcurate/json/read.hpp>

namespace curate::conversion {

namespace {

/// Reads rules that stand in `file`, or within it below `place`.
bids::NameRules parsed_rules(const json::Value &rules, const std::string &file,
                             const std::string &place) {
  auto parsed = bids::parse_name_rules(rules, place);
  if (parsed.findings.empty()) return std::move(parsed.rules);
  std::string text = file + " has naming rules that cannot be used:";
  for (const auto &finding : parsed.findings)
    text += "\n  " + (finding.place.empty() ? "/" : finding.place) + ": " + finding.message;
  throw UsageError(text);
}

bids::NameRules rules_in_file(const fs::path &file) {
  const auto rules = json::read_file(file);
  if (!rules && rules.error().code == "JSON-READ") throw InputError(rules.error().message);
  if (!rules) throw UsageError(file.string() + ": " + rules.error().message);
  return parsed_rules(*rules, file.string(), "");
}

/// The rules asked for, else those of the study: in study.json, or in the file that it names.
bids::NameRules naming_rules(const study::Study *study, const Request &request) {
  if (request.rules) return rules_in_file(*request.rules);
  if (study == nullptr) return {};
  const json::Value &naming = study->settings().naming;
  if (naming.is_string())
    return rules_in_file(fs::absolute(naming.get<std::string>(), study->root()));
  return parsed_rules(naming, "study.json", "/naming");
}

/// The session label that the user gives, with or without "ses-".
std::optional<std::string> given_session(const std::optional<std::string> &session) {
  if (!session) return {};
  std::string label = session->starts_with("ses-") ? session->substr(4) : *session;
  if (!deid::is_label(label))
    throw UsageError("--session: a label is letters and digits only, 1 to 64 of them");
  return label;
}

deid::Profile profile_of(const study::Settings &settings) {
  deid::Profile profile;
  profile.retain_institution_identity = settings.retain_institution_identity;
  profile.retain_device_identity = settings.retain_device_identity;
  profile.vocabulary = settings.vocabulary;
  return profile;
}

} // namespace

std::unique_ptr<StudyRules> rules_of(const study::Study *study, const study::Registry *registry,
                                     const Request &request) {
  auto rules = std::make_unique<StudyRules>();
  rules->session = given_session(request.session);
  rules->names = naming_rules(study, request);
  if (study != nullptr) {
    const auto &settings = study->settings();
    rules->profile = profile_of(settings);
    rules->pseudonyms = std::make_unique<deid::Pseudonyms>(study->key(), settings.site);
    auto table = request.subjects;
    if (!table && settings.subjects && !request.subject)
      table = fs::absolute(*settings.subjects, study->root());
    rules->rulebook.given = deid::given_labels(request.subject, table);
  }
  if (registry != nullptr) {
    rules->memory.visits = registry->visits();
    rules->memory.names = registry->names();
    for (const auto &row : rules->memory.names)
      rules->memory.named.insert(key_of(row));
    for (auto &row : registry->series())
      rules->memory.series.emplace(row.series, std::move(row));
    if (study != nullptr)
      rules->rulebook.blocked = study::Blocked(registry->database(), study->key());
    for (const auto &row : registry->people())
      rules->rulebook.known.push_back({row.person, row.name, row.birth_date, row.label});
  }
  rules->vocabulary = std::make_unique<deid::Vocabulary>(rules->profile.vocabulary);
  rules->rulebook.profile = &rules->profile;
  rules->rulebook.vocabulary = rules->vocabulary.get();
  rules->rulebook.pseudonyms = rules->pseudonyms.get();
  rules->rulebook.names = &rules->names;
  return rules;
}

bool is_removing(const study::Study &study, const Request &request) {
  if (request.face) return *request.face == FacePolicy::remove;
  return study.settings().face != study::FacePolicy::keep;
}

} // namespace curate::conversion
