#include <libcurate/base/text.hpp>
#include <libcurate/deid/people.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace curate::deid {

namespace {

constexpr const char *apart = "convert each person's files apart, with --subject LABEL";

// One identity of the scan, as tokens.
struct Seen {
  std::string person; ///< empty for placeholders
  std::string name, birth_date;
  std::string label;
  std::optional<Problem> problem;
  bool is_given = false; ///< the user brought the label
};

// What goes with an id or a label: all must be of one person.
struct Group {
  std::set<std::string> names, birth_dates;

  void add(const std::string &name, const std::string &birth_date) {
    if (!name.empty()) names.insert(name);
    if (!birth_date.empty()) birth_dates.insert(birth_date);
  }
};

std::optional<std::string> label_by_id(const GivenLabels &given, const dicom::Identity &identity) {
  const auto found = given.by_id.reveal().find(std::string(base::trim(identity.patient_id)));
  if (found == given.by_id.reveal().end()) return {};
  return found->second;
}

class Decision {
public:
  Decision(std::span<const Secret<dicom::Identity>> identities, const GivenLabels &given,
           std::span<const KnownPerson> known, Pseudonyms &pseudonyms)
      : identities_(identities), given_(given), known_(known), pseudonyms_(pseudonyms) {}

  People decide() {
    for (const auto &identity : identities_)
      seen_.push_back(look_at(identity));
    hold_to_one_person_per_id();
    hold_to_one_person_per_label();
    return result();
  }

private:
  const KnownPerson *known(const std::string &person) const {
    for (const auto &one : known_)
      if (one.person_token == person) return &one;
    return nullptr;
  }

  Seen look_at(const Secret<dicom::Identity> &identity) const {
    Seen seen;
    seen.name = pseudonyms_.name_token(identity);
    seen.birth_date = pseudonyms_.birth_date_token(identity);
    const auto person = pseudonyms_.person_token(identity);
    if (person) seen.person = *person;
    auto given = given_.of_all ? given_.of_all : label_by_id(given_, identity.reveal());
    seen.is_given = given.has_value();
    const KnownPerson *before = person ? known(*person) : nullptr;
    if (given) {
      seen.label = *given;
      if (!is_label(seen.label))
        seen.problem = {"DEID-LABEL", "a label may hold only letters and digits, at most 64",
                        "correct the label"};
      else if (before != nullptr && before->label != seen.label)
        seen.problem = {"DEID-LABEL-CHANGED", "this person has another label in the study already",
                        "use the label of before; a label cannot change once pictures have it"};
    } else if (!person) {
      seen.problem = person.error();
    } else {
      seen.label = before != nullptr ? before->label : pseudonyms_.computed_label(*person);
    }
    return seen;
  }

  void refuse(Seen &seen, const Group &group, bool holds_names, std::string_view what) const {
    if (seen.problem) return;
    if (holds_names && group.names.size() > 1)
      seen.problem = {"DEID-TWO-NAMES", fmt::format("two names under one {}", what), apart};
    else if (group.birth_dates.size() > 1)
      seen.problem = {"DEID-TWO-BIRTH-DATES", fmt::format("two birth dates under one {}", what),
                      apart};
  }

  void hold_to_one_person_per_id() {
    std::map<std::string, Group> by_person;
    for (const auto &seen : seen_)
      if (!seen.person.empty()) by_person[seen.person].add(seen.name, seen.birth_date);
    for (const auto &one : known_)
      if (by_person.contains(one.person_token))
        by_person[one.person_token].add(one.name_token, one.birth_date_token);
    for (auto &seen : seen_)
      if (!seen.person.empty()) refuse(seen, by_person[seen.person], true, "id");
  }

  void hold_to_one_person_per_label() {
    std::map<std::string, Group> by_label;
    std::map<std::string, std::set<std::string>> computed; // persons nobody gave the label to
    for (const auto &seen : seen_) {
      const std::string key = base::lower(seen.label);
      by_label[key].add(seen.name, seen.birth_date);
      if (!seen.is_given && !seen.problem && known(seen.person) == nullptr)
        computed[key].insert(seen.person);
    }
    std::map<std::string, std::set<std::string>> spelled;
    for (const auto &seen : seen_)
      spelled[base::lower(seen.label)].insert(seen.label);
    for (const auto &one : known_) {
      const std::string key = base::lower(one.label);
      spelled[key].insert(one.label);
      by_label[key].add(one.name_token, one.birth_date_token);
      if (computed.contains(key)) computed[key].insert(one.person_token);
    }
    for (auto &seen : seen_) {
      const std::string key = base::lower(seen.label);
      if (!seen.problem && (computed[key].size() > 1 || spelled[key].size() > 1))
        seen.problem = {"DEID-LABEL-TAKEN",
                        "the label is another person's, or differs in case only",
                        "give another with --subjects"};
      refuse(seen, by_label[key], given_.of_all.has_value(), "label");
    }
  }

  // What may be one person cut in two: told, not decided.
  void notice_halves(People &people) const {
    std::map<std::string, std::set<std::string>> persons_by_id, persons_by_name;
    std::set<std::string> labels;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      const auto &seen = seen_[i];
      if (seen.person.empty() || seen.problem || seen.is_given) continue;
      persons_by_id[std::string(base::trim(identities_[i].reveal().patient_id))].insert(
          seen.person);
      if (!seen.name.empty() && !seen.birth_date.empty())
        persons_by_name[seen.name + seen.birth_date].insert(seen.person);
    }
    const auto count = [](const auto &groups) {
      return std::count_if(groups.begin(), groups.end(),
                           [](const auto &group) { return group.second.size() > 1; });
    };
    if (const auto ids = count(persons_by_id); ids > 0)
      people.findings.push_back(
          {Severity::warning,
           "DEID-TWO-ISSUERS",
           {},
           "(0010,0021)",
           fmt::format("{} ids occur under two issuers, or with and without one: each is taken for "
                       "two persons",
                       ids),
           "where it is one person, give both the same label with --subjects"});
    if (const auto names = count(persons_by_name); names > 0)
      people.findings.push_back(
          {Severity::warning,
           "DEID-TWO-IDS",
           {},
           "(0010,0020)",
           fmt::format(
               "{} times one name and birth date go with several ids: each id is taken for a "
               "person of its own",
               names),
           "where it is one person, give the ids the same label with --subjects"});
  }

  People result() {
    People people;
    std::map<std::string, KnownPerson> record;
    for (auto &seen : seen_) {
      if (!seen.problem && !seen.person.empty()) {
        pseudonyms_.assign(seen.person, seen.label);
        auto &row = record[seen.person];
        if (const auto *before = known(seen.person); before != nullptr && row.label.empty())
          row = *before;
        row.person_token = seen.person;
        row.label = seen.label;
        if (row.name_token.empty()) row.name_token = seen.name;
        if (row.birth_date_token.empty()) row.birth_date_token = seen.birth_date;
      }
      people.verdicts.push_back({seen.problem ? std::string() : seen.label, seen.problem});
    }
    if (given_.of_all && is_label(*given_.of_all)) pseudonyms_.assign_all(*given_.of_all);
    for (auto &[person, row] : record)
      people.to_record.push_back(std::move(row));
    notice_halves(people);
    return people;
  }

  std::span<const Secret<dicom::Identity>> identities_;
  const GivenLabels &given_;
  std::span<const KnownPerson> known_;
  Pseudonyms &pseudonyms_;
  std::vector<Seen> seen_;
};

} // namespace

std::string whose(const dicom::Identity &identity) {
  return identity.issuer + '\x1f' + identity.patient_id + '\x1f' + identity.name + '\x1f' +
         identity.birth_date;
}

People identify(std::span<const Secret<dicom::Identity>> identities, const GivenLabels &given,
                std::span<const KnownPerson> known, Pseudonyms &pseudonyms) {
  return Decision(identities, given, known, pseudonyms).decide();
}

} // namespace curate::deid
