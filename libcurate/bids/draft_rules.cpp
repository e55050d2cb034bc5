#include <libcurate/bids/draft_rules.hpp>

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/bids/builtin.hpp>
#include <libcurate/bids/criteria.hpp>
#include <libcurate/bids/draft_split.hpp>
#include <libcurate/bids/name_rules.hpp>
#include <libcurate/bids/naming.hpp>
#include <map>
#include <set>

namespace curate::bids {
namespace {

using json::Value;

constexpr std::size_t longest_reason = 200;

/// A glob that fits this text alone, but for characters that globs use themselves.
std::string glob_of(std::string text) {
  for (char &c : text)
    if (c == '*') c = '?';
  return text;
}

/// What every rule asks for.
Value kind_of(const NamingFacts &facts) {
  Value when = Value::object();
  when["scrubbed_series_description"] = glob_of(facts.scrubbed_series_description);
  when["scrubbed_protocol_name"] = glob_of(facts.scrubbed_protocol_name);
  for (const char *criterion : {"manufacturer", "acquisition_kind", "component", "flavor"})
    when[criterion] = word_fact(criterion, facts);
  return when;
}

/// The name without what a rule fills in by itself: echo, part, and the direction of an epi.
Value name_part(const NameVerdict &verdict, const NamingFacts &facts) {
  Entities name = verdict.name;
  for (const Entity entity : {Entity::echo, Entity::part}) {
    Entities without = name;
    without.labels.erase(entity);
    Entities filled = without;
    add_echo_and_part(filled, facts);
    if (filled.label(entity) == name.label(entity)) name = without;
  }
  if (requires_entity(name.datatype, name.suffix, Entity::dir) &&
      direction_label(facts) == name.label(Entity::dir))
    name.labels.erase(Entity::dir);
  Value value = Value::object();
  value["datatype"] = name.datatype;
  value["suffix"] = name.suffix;
  if (verdict.session) value["ses"] = *verdict.session;
  for (const auto &[entity, label] : name.labels)
    value[std::string(key_of(entity))] = label;
  return value;
}

std::string cut(std::string text) {
  if (text.size() > longest_reason) text.resize(longest_reason);
  return text;
}

Value decision_of(const NameVerdict &verdict, const NamingFacts &facts) {
  Value decision = Value::object();
  switch (verdict.status) {
  case NameVerdict::Status::named:
    if (verdict.run_mark.empty() && !verdict.joins_session)
      decision["name"] = name_part(verdict, facts);
    else
      decision["leave"] = "named by its protocol name, which also says the run";
    break;
  case NameVerdict::Status::skip:
    decision["skip"] = cut(verdict.reason);
    break;
  case NameVerdict::Status::unknown:
    decision["leave"] = cut("no name: " + verdict.reason);
    break;
  }
  return decision;
}

/// What all members matched on, in the order of the first.
std::vector<std::string> shared(const std::vector<Proposed> &members,
                                const std::vector<std::string> NameVerdict::*list) {
  std::vector<std::string> facts;
  for (const std::string &fact : members.front().picture->verdict->*list)
    if (std::ranges::all_of(members, [&](const Proposed &one) {
          return std::ranges::count(one.picture->verdict->*list, fact) > 0;
        }))
      facts.push_back(fact);
  return facts;
}

std::string range_text(const char *what, const char *unit, double scale, const char *criterion,
                       const std::vector<Proposed> &members) {
  std::optional<double> least, largest;
  for (const Proposed &one : members) {
    const auto number = number_fact(criterion, *one.picture->facts);
    if (!number || std::abs(*number * scale) > 1e9) continue;
    const double shown = std::round(*number * scale * 100) / 100;
    least = std::min(least.value_or(shown), shown);
    largest = std::max(largest.value_or(shown), shown);
  }
  if (!least) return {};
  const std::string text = std::string(what) + " " + base::shortest(*least);
  return text + (*least < *largest ? " to " + base::shortest(*largest) : "") + unit;
}

/// Why, on which facts, and in which ranges of timing: for the one who edits.
std::string comment_of(const DraftKind &kind) {
  const NameVerdict &first = *kind.members.front().picture->verdict;
  std::string text = first.rule + ": " + first.reason;
  if (const auto matched = shared(kind.members, &NameVerdict::matched); !matched.empty())
    text += "; matched on " + base::join(matched, ", ");
  if (const auto missing = shared(kind.members, &NameVerdict::missing); !missing.empty())
    text += "; missing: " + base::join(missing, ", ");
  std::vector<std::string> ranges = {
      range_text("TE", " ms", 1000, "echo_time_s", kind.members),
      range_text("TR", " ms", 1000, "repetition_time_s", kind.members),
      range_text("TI", " ms", 1000, "inversion_time_s", kind.members),
      range_text("slices", "", 1, "slices", kind.members),
      range_text("volumes", "", 1, "volumes", kind.members)};
  std::erase(ranges, "");
  if (!ranges.empty()) text += "; seen with " + base::join(ranges, ", ");
  return text;
}

Value seen_of(const DraftKind &kind) {
  std::set<std::size_t> series, people;
  for (const Proposed &one : kind.members) {
    series.insert(one.picture->series);
    people.insert(one.picture->person);
  }
  return {{"series", series.size()}, {"pictures", kind.members.size()}, {"people", people.size()}};
}

/// Ids by what is decided, each once: "t1w", "t1w-2", "skip-localizer".
class Ids {
public:
  std::string next(const DraftKind &kind, const Value &decision) {
    const std::string &rule = kind.members.front().picture->verdict->rule;
    const std::string tail = rule.substr(rule.rfind('.') + 1);
    std::string id = decision.contains("name")
                         ? base::lower(decision["name"]["suffix"].get<std::string>())
                         : (decision.contains("skip") ? "skip-" : "leave-") + tail;
    if (id.size() > 56) id.resize(56);
    const std::size_t count = ++counts_[id];
    return count == 1 ? id : id + "-" + std::to_string(count);
  }

private:
  std::map<std::string, std::size_t> counts_;
};

std::vector<DraftKind> kinds_of(std::span<const DraftPicture> pictures) {
  std::map<std::string, std::pair<Value, std::vector<Proposed>>> groups;
  for (const DraftPicture &picture : pictures) {
    Value when = kind_of(*picture.facts);
    auto &group = groups[when.dump()];
    group.first = std::move(when);
    group.second.push_back({&picture, decision_of(*picture.verdict, *picture.facts)});
  }
  std::vector<DraftKind> kinds;
  for (auto &[key, group] : groups)
    for (DraftKind &kind : split_by_decision(std::move(group.first), std::move(group.second)))
      kinds.push_back(std::move(kind));
  return kinds;
}

Value leave_it() {
  return {{"leave", "pictures of this kind get different names, and no closed fact tells them "
                    "apart: write rules of your own"}};
}

bool is_same(const NameVerdict &a, const NameVerdict &b) {
  return a.status == b.status && a.name == b.name && a.session == b.session;
}

/// The ids of rules that would name one of these pictures otherwise than it is named now.
std::set<std::string> wrong_rules(const Value &rules, std::span<const DraftPicture> pictures) {
  const NameRules parsed = parse_name_rules(rules).rules;
  std::set<std::string> wrong;
  for (const DraftPicture &picture : pictures) {
    const auto verdict = apply_rules(parsed, *picture.facts);
    if (verdict && !is_same(*verdict, *picture.verdict))
      wrong.insert(verdict->rule.substr(verdict->rule.find('.') + 1));
  }
  return wrong;
}

} // namespace

DraftedRules draft_rules(std::span<const DraftPicture> pictures) {
  DraftedRules draft;
  Ids ids;
  for (const DraftKind &kind : kinds_of(pictures)) {
    const Value decision = kind.is_told_apart ? kind.members.front().decision : leave_it();
    Value rule = Value::object();
    rule["id"] = ids.next(kind, decision);
    rule["comment"] = comment_of(kind);
    rule["seen"] = seen_of(kind);
    rule["when"] = kind.when;
    rule.update(decision);
    draft.rules.push_back(std::move(rule));
  }
  for (auto wrong = wrong_rules(draft.rules, pictures); !wrong.empty();
       wrong = wrong_rules(draft.rules, pictures))
    for (Value &rule : draft.rules)
      if (wrong.contains(rule["id"].get<std::string>())) {
        rule.erase("name");
        rule.erase("skip");
        rule.update(leave_it());
      }
  for (const Value &rule : draft.rules)
    ++(rule.contains("name") ? draft.named : rule.contains("skip") ? draft.skipped : draft.left);
  return draft;
}

} // namespace curate::bids
