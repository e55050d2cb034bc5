#include <libcurate/bids/numbering.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>
#include <libcurate/bids/path.hpp>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace curate::bids {
namespace {

Entities without_run(Entities name) {
  name.labels.erase(Entity::run);
  return name;
}

/// The number of a run; a name without one was the first.
int run_of(const Entities &name) {
  return static_cast<int>(base::to_integer(name.label(Entity::run)).value_or(1));
}

/// Earlier first; what has no time comes last.
auto rank(const Wanted &wanted) {
  return std::tuple(wanted.acquired.empty(), wanted.acquired, wanted.series_number, wanted.key);
}

/// The places of what is wanted, by rank.
std::vector<std::size_t> in_order(std::span<const Wanted> wanted) {
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return rank(wanted[i]); });
  return order;
}

Finding late_run(const Entities &name) {
  return {Severity::warning,
          "BIDS-LATE-RUN",
          path_of(name, ".nii.gz"),
          "",
          "other scans of this name were numbered before; this one takes the next number",
          "the numbers of earlier runs stay as they are; see scans.tsv for the times"};
}

} // namespace

Numbered number_runs(std::span<const Wanted> wanted, std::span<const Frozen> frozen) {
  Numbered result;
  result.names.resize(wanted.size());
  std::map<Entities, int> last_run; // of what was given before
  std::set<Entities> given_before;
  std::map<std::string, const Frozen *> by_key;
  for (const Frozen &one : frozen) {
    int &last = last_run[without_run(one.name)];
    last = std::max(last, run_of(one.name));
    given_before.insert(without_run(one.name));
    if (!one.key.empty()) by_key.emplace(one.key, &one);
  }
  std::set<Entities> taken;
  for (const Frozen &one : frozen)
    taken.insert(one.name);
  std::map<Entities, std::vector<std::size_t>> groups;
  for (const std::size_t i : in_order(wanted)) {
    const auto known = by_key.find(wanted[i].key);
    const bool is_spelled = !wanted[i].name.label(Entity::run).empty();
    if (known != by_key.end()) {
      result.names[i] = known->second->name;
    } else if (is_spelled && taken.insert(wanted[i].name).second) {
      result.names[i] = wanted[i].name;
      int &last = last_run[without_run(wanted[i].name)];
      last = std::max(last, run_of(wanted[i].name));
    } else {
      groups[without_run(wanted[i].name)].push_back(i);
    }
  }
  for (auto &[name, members] : groups) {
    std::ranges::sort(members, {}, [&](std::size_t i) { return rank(wanted[i]); });
    const auto before = last_run.find(name);
    const bool is_late = given_before.contains(name);
    int run = before != last_run.end() ? before->second : 0;
    for (const std::size_t member : members) {
      result.names[member] = name;
      if (run > 0 || members.size() > 1)
        result.names[member].labels[Entity::run] = std::to_string(++run);
      if (is_late) result.findings.push_back(late_run(result.names[member]));
    }
  }
  return result;
}

namespace {

/// The labels of one person while they are given out.
struct Person {
  std::map<std::string, std::string> label_of; ///< by visit token
  std::map<std::string, std::string> token_of; ///< by label
  long long last = 0;                          ///< the largest label that is a number
  std::string latest_day;                      ///< of what was given before

  void give(const std::string &token, const std::string &label) {
    label_of[token] = label;
    token_of.emplace(label, token);
    last = std::max(last, base::to_integer(label).value_or(0));
  }
};

Finding session_finding(const std::string &code, const std::string &subject,
                        const std::string &label, const std::string &message) {
  return {Severity::warning,
          code,
          "sub-" + subject + "/ses-" + label,
          "",
          message,
          "see the subject's sessions.tsv; give labels of your own with --session"};
}

} // namespace

Sessions number_sessions(std::span<const Visit> visits, std::span<const FrozenVisit> frozen) {
  Sessions result;
  result.labels.resize(visits.size());
  std::map<std::string, Person> people;
  for (const FrozenVisit &one : frozen) {
    Person &person = people[one.subject];
    person.give(one.token, one.label);
    person.latest_day = std::max(person.latest_day, one.day);
  }
  std::vector<std::size_t> order(visits.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) {
    const Visit &v = visits[i];
    // labels that were asked for are taken first, so that numbers keep clear of them
    return std::tuple(!v.asked.has_value(), v.subject, v.day.empty(), v.day, v.token);
  });
  for (const std::size_t index : order) {
    const Visit &visit = visits[index];
    Person &person = people[visit.subject];
    std::string &label = result.labels[index];
    if (visit.asked) {
      label = *visit.asked;
      const auto owner = person.token_of.find(label);
      if (owner != person.token_of.end() && owner->second != visit.token)
        result.findings.push_back(
            session_finding("BIDS-SESSION-SHARED", visit.subject, label,
                            "scans of more than one day were asked into this session"));
      person.give(visit.token, label);
      continue;
    }
    if (const auto known = person.label_of.find(visit.token); known != person.label_of.end()) {
      label = known->second;
      continue;
    }
    if (visit.joins_before && person.last > 0) {
      label = std::to_string(person.last);
      person.give(visit.token, label);
      continue;
    }
    label = std::to_string(person.last + 1);
    if (!visit.day.empty() && visit.day < person.latest_day)
      result.findings.push_back(
          session_finding("BIDS-LATE-SESSION", visit.subject, label,
                          "this visit lies before one that was numbered earlier"));
    person.give(visit.token, label);
  }
  return result;
}

} // namespace curate::bids
