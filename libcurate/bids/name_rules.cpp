#include <libcurate/bids/name_rules.hpp>

#include <algorithm>
#include <libcurate/bids/builtin.hpp>
#include <libcurate/bids/criteria.hpp>
#include <set>

namespace curate::bids {
namespace {

constexpr std::size_t most_rules = 10000;

/// Reads rules and notes what is wrong with them.
class Reader {
public:
  explicit Reader(Findings &findings) : findings_(findings) {}

  std::optional<NameRule> rule(const json::Value &value, const std::string &place) {
    const std::size_t before = findings_.size();
    if (!value.is_object()) {
      complain(place, "a rule must be an object");
      return std::nullopt;
    }
    NameRule rule;
    for (const auto &[key, part] : value.items()) {
      const std::string here = place + "/" + key;
      if (key == "id")
        rule.id = id(part, here);
      else if (key == "when")
        rule.criteria = criteria(part, here, rule.asks);
      else if (key == "name")
        name(part, here, rule);
      else if (key == "skip")
        rule.skip = reason(part, here);
      else if (key == "leave")
        rule.leaves = !reason(part, here).empty();
      else if (key != "comment" && key != "seen")
        complain(here, "a rule has id, when, comment, seen, and name, skip or leave; nothing else");
    }
    for (const char *key : {"id", "when"})
      if (!value.contains(key)) complain(place, std::string("the rule has no ") + key);
    const int decisions = static_cast<int>(value.contains("name")) +
                          static_cast<int>(value.contains("skip")) +
                          static_cast<int>(value.contains("leave"));
    if (decisions != 1)
      complain(place, "a rule has either a name, or a reason to skip, or a reason to leave it to "
                      "what comes after");
    if (findings_.size() != before) return std::nullopt;
    return rule;
  }

  void complain(const std::string &place, const std::string &message) {
    findings_.push_back(
        {Severity::error, "NAME-RULE", "study.json", place, message, "see docs/formats/naming.md"});
  }

private:
  std::string id(const json::Value &value, const std::string &place) {
    const std::string text = value.is_string() ? value.get<std::string>() : "";
    const bool is_fine =
        !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 c == '-' || c == '_' || c == '.';
        });
    if (!is_fine)
      complain(place, "an id is 1 to 64 letters, digits, dots, dashes or underscores");
    else if (!ids_.insert(text).second)
      complain(place, "another rule has this id");
    return text;
  }

  std::vector<Criterion> criteria(const json::Value &value, const std::string &place,
                                  std::vector<std::string> &names) {
    std::vector<Criterion> all;
    if (!value.is_object() || value.empty()) {
      complain(place, "when must be an object with at least one criterion");
      return all;
    }
    for (const auto &[key, part] : value.items()) {
      names.push_back(key);
      if (auto one = criterion_of(key, part))
        all.push_back(std::move(*one));
      else
        complain(place + "/" + key, one.error().message);
    }
    return all;
  }

  std::string reason(const json::Value &value, const std::string &place) {
    const std::string text = value.is_string() ? value.get<std::string>() : "";
    const bool is_fine =
        !text.empty() && text.size() <= 200 &&
        std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (!is_fine) complain(place, "a reason is one line of at most 200 bytes");
    return text;
  }

  void name(const json::Value &value, const std::string &place, NameRule &rule) {
    if (!value.is_object()) {
      complain(place, "a name must be an object");
      return;
    }
    for (const auto &[key, part] : value.items()) {
      const std::string text = part.is_number_unsigned() ? std::to_string(part.get<unsigned>())
                               : part.is_string()        ? part.get<std::string>()
                                                         : "";
      const auto entity = entity_of(key);
      if (key == "datatype")
        rule.name.datatype = text;
      else if (key == "suffix")
        rule.name.suffix = text;
      else if (!entity || entity == Entity::sub || entity == Entity::run)
        complain(place + "/" + key, "no part of a name that a rule can give");
      else if (!is_label(*entity, text))
        complain(place + "/" + key, "not a label that BIDS allows");
      else if (entity == Entity::ses)
        rule.session = text;
      else
        rule.name.labels[*entity] = text;
    }
    if (rule.name.datatype.empty()) rule.name.datatype = datatype_of(rule.name.suffix).value_or("");
    Entities filled = rule.name; // as if the header gave what it can give
    for (const auto &[entity, label] : {std::pair{Entity::dir, "AP"}, std::pair{Entity::echo, "1"}})
      if (requires_entity(filled.datatype, filled.suffix, entity))
        filled.labels.try_emplace(entity, label);
    if (const auto fine = check(filled); !fine) complain(place, fine.error().message);
  }

  Findings &findings_;
  std::set<std::string> ids_;
};

} // namespace

ParsedNameRules parse_name_rules(const json::Value &rules, const std::string &place) {
  ParsedNameRules parsed;
  Reader reader(parsed.findings);
  if (!rules.is_array() || rules.size() > most_rules) {
    reader.complain(place, "naming must be a list of at most 10000 rules");
    return parsed;
  }
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (auto rule = reader.rule(rules[i], place + "/" + std::to_string(i)))
      parsed.rules.rules.push_back(std::move(*rule));
  return parsed;
}

std::optional<NameVerdict> apply_rules(const NameRules &rules, const NamingFacts &facts) {
  for (const NameRule &rule : rules.rules) {
    const bool fits =
        std::ranges::all_of(rule.criteria, [&](const Criterion &one) { return one(facts); });
    if (!fits || rule.leaves) continue;
    const std::string id = "user." + rule.id;
    if (rule.skip) {
      NameVerdict verdict = skipped(id, *rule.skip);
      verdict.matched = rule.asks;
      return verdict;
    }
    Entities name = rule.name;
    if (requires_entity(name.datatype, name.suffix, Entity::dir))
      if (const auto direction = direction_label(facts))
        name.labels.try_emplace(Entity::dir, *direction);
    add_echo_and_part(name, facts);
    if (const auto fine = check(name); !fine) {
      NameVerdict verdict = unknown(id, fine.error().message, {"a part of the rule's name"});
      verdict.code = "NAME-INCOMPLETE";
      verdict.matched = rule.asks;
      return verdict;
    }
    NameVerdict verdict = named(id, "a rule of the study", std::move(name));
    verdict.session = rule.session;
    verdict.matched = rule.asks;
    return verdict;
  }
  return std::nullopt;
}

} // namespace curate::bids
