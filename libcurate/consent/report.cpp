#include <libcurate/base/text.hpp>
#include <libcurate/consent/report.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::consent {

namespace {

std::string words_of_regions(const Regions &regions) {
  switch (regions.kind) {
  case Regions::Kind::everywhere:
    return "everywhere";
  case Regions::Kind::eea_and_adequate:
    return "EEA and adequate";
  case Regions::Kind::countries:
    break;
  }
  return fmt::format("{}", fmt::join(regions.countries, " "));
}

std::string day_or_empty(const std::optional<base::Day> &day) {
  return day ? base::text_of(*day) : std::string();
}

} // namespace

std::string_view name_of(Standing standing) {
  switch (standing) {
  case Standing::given:
    return "given";
  case Standing::ended:
    return "ended";
  case Standing::withdrawn:
    return "withdrawn";
  case Standing::unclear:
    return "unclear";
  case Standing::none:
    return "none";
  }
  return {};
}

Standing standing_of(const State &state, base::Day on) {
  if (state.withdrawn && *state.withdrawn != Level::contact) return Standing::withdrawn;
  if (state.contradiction) return Standing::unclear;
  if (!state.scope) return Standing::none;
  if (state.until && *state.until < on) return Standing::ended;
  return Standing::given;
}

std::string short_words(const Scope &scope) {
  std::string text(term_of(scope.purpose.permission).shorthand);
  if (!scope.purpose.diseases.empty()) text += " " + base::join(scope.purpose.diseases, " ");
  for (const DuoModifier modifier : scope.modifiers)
    text += " " + std::string(term_of(modifier).shorthand);
  text += fmt::format(", {}, {},", name_of(scope.access), words_of_regions(scope.regions));
  for (const Kind kind : scope.kinds)
    text += fmt::format(" {}", name_of(kind));
  if (scope.commercial) text += ", commercial";
  if (scope.crowdsourcing) text += ", crowdsourcing";
  if (scope.recontact) text += ", recontact";
  if (scope.delete_on_withdrawal) text += ", deleted on withdrawal";
  return text;
}

std::size_t Report::count(Standing standing) const {
  return static_cast<std::size_t>(std::ranges::count(people, standing, &PersonLine::standing));
}

std::size_t Report::allowed() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      people, [](const PersonLine &line) { return line.decision && line.decision->allowed; }));
}

Report report_of(std::span<const Event> events, const ReportRequest &request) {
  Report report{request.on, request.expiring_days, request.use.has_value(), {}, {}, {}, {}, {}};
  auto all = states(events, request.on);
  for (const auto &subject : request.with_data)
    all.try_emplace(subject);
  const base::Day soon = request.on + std::chrono::days(request.expiring_days);
  std::vector<std::pair<const Scope *, std::size_t>> scopes; // few, and words cost more
  for (auto &[subject, state] : all) {
    PersonLine line{
        subject, std::move(state), Standing::none, request.with_data.contains(subject), {}};
    line.standing = standing_of(line.state, request.on);
    if (request.use) line.decision = decide(line.state, *request.use);
    const bool is_given = line.standing == Standing::given;
    if (is_given && line.state.until && *line.state.until <= soon)
      report.expiring.push_back(subject);
    if (!is_given && line.has_data) report.data_without_consent.push_back(subject);
    if (is_given && !line.has_data) report.consent_without_data.push_back(subject);
    report.people.push_back(std::move(line));
  }
  for (const auto &line : report.people) {
    if (line.standing != Standing::given) continue;
    const auto at = std::ranges::find_if(
        scopes, [&](const auto &known) { return *known.first == *line.state.scope; });
    if (at == scopes.end())
      scopes.emplace_back(&*line.state.scope, 1);
    else
      ++at->second;
  }
  for (const auto &[scope, count] : scopes)
    report.by_scope[short_words(*scope)] += count;
  return report;
}

json::Value to_json(const PersonLine &line) {
  const State &state = line.state;
  const bool has_consent = state.scope.has_value();
  json::Value value{{"subject", "sub-" + line.subject},
                    {"standing", name_of(line.standing)},
                    {"since", has_consent ? base::text_of(state.since) : std::string()},
                    {"until", day_or_empty(state.until)},
                    {"withdrawn", state.withdrawn ? name_of(*state.withdrawn) : ""},
                    {"has_data", line.has_data},
                    {"scope", nullptr},
                    {"events", state.because}};
  if (has_consent) value["scope"] = to_json(*state.scope);
  if (line.decision) value["decision"] = to_json(*line.decision);
  return value;
}

json::Value to_json(const Report &report) {
  const auto labels = [](const std::vector<std::string> &subjects) {
    json::Value all = json::Value::array();
    for (const auto &subject : subjects)
      all.push_back("sub-" + subject);
    return all;
  };
  json::Value value{{"on", base::text_of(report.on)}, {"people", report.people.size()}};
  for (const Standing standing :
       {Standing::given, Standing::ended, Standing::withdrawn, Standing::unclear, Standing::none})
    value["counts"][std::string(name_of(standing))] = report.count(standing);
  if (report.is_of_use) value["allowed"] = report.allowed();
  value["by_scope"] = report.by_scope;
  value["expiring_days"] = report.expiring_days;
  value["expiring"] = labels(report.expiring);
  value["data_without_consent"] = labels(report.data_without_consent);
  value["consent_without_data"] = labels(report.consent_without_data);
  return value;
}

} // namespace curate::consent
