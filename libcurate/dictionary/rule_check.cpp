#include <libcurate/dictionary/rule_check.hpp>

#include <algorithm>
#include <set>
#include <unordered_map>

namespace curate::dictionary {

RuleCheck::RuleCheck(const std::vector<std::string> &columns, const Dictionary &dictionary) {
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < columns.size(); ++i)
    places.emplace(columns[i], i);
  for (const Variable &variable : dictionary.variables) {
    for (const Rule &rule : variable.rules) {
      std::set<std::size_t> used;
      auto expression = expression::Expression::parse(
          rule.expression, [&](std::string_view name) -> std::optional<std::size_t> {
            const auto at = places.find(name);
            if (at == places.end()) return std::nullopt;
            used.insert(at->second);
            return at->second;
          });
      if (expression)
        rules_.push_back(
            {std::move(*expression), &rule, variable.name, {used.begin(), used.end()}});
    }
  }
  slots_.resize(columns.size());
}

void RuleCheck::check(std::uint64_t row, std::span<const CellVerdict> verdicts,
                      FindingGroups &groups) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Ready &ready = rules_[i];
    const bool is_faulty = std::ranges::any_of(ready.columns, [&](std::size_t column) {
      return text_of(verdicts[column].fault).severity == Severity::error;
    });
    if (is_faulty) continue;
    for (const std::size_t column : ready.columns)
      slots_[column] = verdicts[column].value;
    if (expression::verdict_of(ready.expression.evaluate(slots_, scratch_)) !=
        expression::Verdict::broken)
      continue;
    auto *group = groups.add(Fault::rule_broken, ready.variable, row, static_cast<int>(i));
    if (group == nullptr) continue;
    group->finding.severity = ready.rule->severity;
    group->finding.message = ready.rule->message.empty()
                                 ? "this does not hold: " + ready.rule->expression
                                 : ready.rule->message;
  }
}

} // namespace curate::dictionary
