#include <libcurate/cleaning/people.hpp>

#include <algorithm>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/deid/given_labels.hpp>
#include <libcurate/integrity/random.hpp>
#include <libcurate/study/blocked.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/study.hpp>
#include <set>

namespace curate::cleaning {

namespace {

Secret<deid::Key> key_in(const fs::path &file) {
  const std::string text = base::read_file(file, 4096);
  deid::Key key{};
  if (text.size() != key.size())
    throw UsageError("the key file is no key: it must hold 32 random bytes; `head -c 32 "
                     "/dev/urandom > FILE` makes one");
  std::ranges::transform(text, key.begin(), [](char c) { return static_cast<std::byte>(c); });
  return Secret(key);
}

deid::GivenLabels labels_of(const Request &request) {
  auto table = request.subjects;
  if (!table && !request.subject && request.study != nullptr && request.study->settings().subjects)
    table = fs::absolute(*request.study->settings().subjects, request.study->root());
  return deid::given_labels(request.subject, table);
}

std::vector<deid::KnownPerson> known_before(const study::Registry &registry) {
  std::vector<deid::KnownPerson> known;
  for (const auto &row : registry.people())
    known.push_back({row.person, row.name, row.birth_date, row.label});
  return known;
}

void record(study::Registry &registry, const std::vector<deid::KnownPerson> &people) {
  std::vector<study::PersonRow> rows;
  for (const auto &person : people)
    rows.push_back({person.person_token, person.label, person.name_token, person.birth_date_token});
  registry.freeze(rows, {}, {});
}

} // namespace

deid::Pseudonyms pseudonyms_of(const Request &request, Findings &findings) {
  if (request.study != nullptr) return {request.study->key(), request.study->settings().site};
  if (request.key) return {key_in(*request.key), {}};
  deid::Key key{};
  integrity::random_bytes(key);
  findings.push_back({Severity::warning,
                      "DEID-NO-KEY",
                      {},
                      {},
                      "there is no study and no key, so labels, UIDs and dates are of this run "
                      "alone: another run gives the same person others",
                      "name a study with --study, or a key with --key"});
  return {Secret(key), {}};
}

PeopleOfRun identify(const Request &request, const std::vector<dicom::Series> &series,
                     const deid::Gathering &gathering, deid::Pseudonyms &pseudonyms) {
  std::optional<study::Registry> registry;
  if (request.study != nullptr)
    registry.emplace(*request.study, request.is_check ? study::Registry::Access::read
                                                      : study::Registry::Access::write);
  std::vector<Secret<dicom::Identity>> identities;
  std::map<const void *, std::size_t> place_of;
  for (const auto &one : series)
    for (const auto &instance : one.instances)
      if (place_of.emplace(instance.identity.get(), identities.size()).second)
        identities.push_back(*instance.identity);
  const auto known = registry ? known_before(*registry) : std::vector<deid::KnownPerson>();
  auto people = deid::identify(identities, labels_of(request), known, pseudonyms);
  study::Blocked blocked;
  if (registry) blocked = study::Blocked(registry->database(), request.study->key());
  for (std::size_t i = 0; i < identities.size(); ++i) {
    const auto token = pseudonyms.person_token(identities[i]);
    if (!people.verdicts[i].problem && blocked.has(token.value_or(""), people.verdicts[i].label))
      people.verdicts[i].problem = study::Blocked::problem();
  }
  std::erase_if(people.to_record, [&](const deid::KnownPerson &person) {
    return blocked.has(person.person_token, person.label);
  });
  if (registry && !request.is_check) record(*registry, people.to_record);

  PeopleOfRun out;
  out.findings = std::move(people.findings);
  std::set<std::string> told;
  for (const auto &one : series) {
    const auto &identity = one.instances.front().identity;
    const auto &verdict = people.verdicts[place_of.at(identity.get())];
    out.verdicts.push_back(verdict);
  }
  for (std::size_t i = 0; i < identities.size(); ++i) {
    const auto &verdict = people.verdicts[i];
    const std::string name = deid::whose(identities[i].reveal());
    if (!verdict.problem && told.insert(name).second)
      out.known[verdict.label].merge(gathering.of(name));
  }
  return out;
}

} // namespace curate::cleaning
