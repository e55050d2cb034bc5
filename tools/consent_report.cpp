#include "tools/command.hpp"
#include "tools/consent_options.hpp"
#include "tools/study_folder.hpp"

#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/consent/checkpoint.hpp>
#include <libcurate/consent/data_subjects.hpp>
#include <libcurate/consent/ledger.hpp>
#include <libcurate/consent/page.hpp>
#include <libcurate/consent/report.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/report/findings_json.hpp>
#include <libcurate/report/findings_text.hpp>
#include <ostream>

namespace curate::tools {

namespace {

constexpr int soon_days = 90;

std::string line_of(const consent::PersonLine &line) {
  const auto &state = line.state;
  std::string standing(name_of(line.standing));
  if (state.withdrawn) standing += fmt::format(" ({})", name_of(*state.withdrawn));
  std::string text = fmt::format("{:<16} {:<20} {:<10} {:<10} {:<7}", "sub-" + line.subject,
                                 standing, state.scope ? base::text_of(state.since) : "",
                                 state.until ? base::text_of(*state.until) : "",
                                 line.has_data ? "data" : "no data");
  if (line.decision)
    text += line.decision->allowed ? " yes " : fmt::format(" no [{}]", line.decision->clause);
  if (state.scope) text += " " + consent::short_words(*state.scope);
  return text + "\n";
}

std::string list_of(const char *title, const std::vector<std::string> &subjects) {
  constexpr std::size_t told = 20;
  std::string text = fmt::format("{}: {}\n", title, subjects.size());
  for (std::size_t i = 0; i < std::min(told, subjects.size()); ++i)
    text += "  sub-" + subjects[i] + "\n";
  if (subjects.size() > told)
    text += fmt::format("  and {} more: see --json or --html\n", subjects.size() - told);
  return text;
}

std::string text_of(const consent::Report &report) {
  std::string text =
      fmt::format("Consents on {}, of {} people\n", base::text_of(report.on), report.people.size());
  for (const auto standing :
       {consent::Standing::given, consent::Standing::ended, consent::Standing::withdrawn,
        consent::Standing::unclear, consent::Standing::none})
    text += fmt::format("{:>7} {}\n", report.count(standing), name_of(standing));
  if (report.is_of_use) text += fmt::format("{:>7} may be shared as asked\n", report.allowed());
  text += "Agreed to:\n";
  for (const auto &[scope, count] : report.by_scope)
    text += fmt::format("{:>7} {}\n", count, scope);
  text +=
      list_of(fmt::format("Ending within {} days", report.expiring_days).c_str(), report.expiring);
  text += list_of("Data without consent", report.data_without_consent);
  text += list_of("Consent without data", report.consent_without_data);
  return text;
}

consent::Report report_for(const ConsentOptions &options, const study::Study &study) {
  consent::ReportRequest request;
  request.on = day_given(options.at, "--at", base::today());
  request.use = use_of(options.use, study, request.on);
  request.expiring_days = options.expiring_days < 0 ? soon_days : options.expiring_days;
  const consent::Ledger ledger(study, study::Access::read);
  request.with_data = consent::data_subjects(study, ledger.database());
  auto report = consent::report_of(ledger.events(), request);
  if (!options.html.empty())
    base::write_file(options.html, consent::page_of(report, study.settings().name),
                     base::Overwrite::yes);
  return report;
}

consent::PersonLine person_of(const ConsentOptions &options, const study::Study &study,
                              base::Day on) {
  consent::PersonLine line;
  line.subject = subject_of(options.subject, study);
  const consent::Ledger ledger(study, study::Access::read);
  line.state = consent::state_of(ledger.events_of(line.subject), on);
  line.standing = consent::standing_of(line.state, on);
  line.has_data = consent::data_subjects(study, ledger.database()).contains(line.subject);
  return line;
}

json::Value to_json(const consent::Event &event) {
  json::Value value{
      {"number", event.number},
      {"subject", "sub-" + event.subject},
      {"kind", name_of(event.kind)},
      {"valid_from", base::text_of(event.valid_from)},
      {"valid_until", event.valid_until ? base::text_of(*event.valid_until) : std::string()},
      {"recorded", event.recorded},
      {"by", event.by},
      {"evidence_sha256", event.evidence_sha256},
      {"scope", nullptr},
      {"level", event.level ? name_of(*event.level) : ""},
      {"corrects", event.corrects.value_or(0)},
      {"previous", event.previous},
      {"hash", event.hash}};
  if (const auto scope = json::parse(event.scope)) value["scope"] = *scope;
  return value;
}

std::string line_of(const consent::Event &event) {
  std::string text =
      fmt::format("{:>6}  {}  {:<8} sub-{}  from {}", event.number, event.recorded,
                  name_of(event.kind), event.subject, base::text_of(event.valid_from));
  if (event.valid_until) text += " until " + base::text_of(*event.valid_until);
  if (event.level) text += fmt::format(", {}", name_of(*event.level));
  if (event.corrects) text += fmt::format(", corrects event {}", *event.corrects);
  text += ", by " + event.by;
  if (!event.evidence_sha256.empty()) text += ", evidence " + event.evidence_sha256.substr(0, 12);
  return text + "\n";
}

} // namespace

int show_consent(const ConsentOptions &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  const base::Day on = day_given(options.at, "--at", base::today());
  const auto line = person_of(options, study, on);
  if (options.common.json) {
    terminal.out << json::to_line(consent::to_json(line)) << "\n";
    return 0;
  }
  const auto &state = line.state;
  terminal.out << fmt::format("sub-{} on {}: {}\n", line.subject, base::text_of(on),
                              line.standing == consent::Standing::none ? "no consent is recorded"
                                                                       : name_of(line.standing));
  if (state.withdrawn)
    terminal.out << fmt::format("Withdrawn: no further {}\n", name_of(*state.withdrawn));
  if (state.contradiction) terminal.out << *state.contradiction << "\n";
  if (state.scope)
    terminal.out << fmt::format("Since {}{}\n", base::text_of(state.since),
                                state.until ? ", until " + base::text_of(*state.until) : "")
                 << consent::words_of(*state.scope) << "\n";
  return 0;
}

int ask_consent(const ConsentOptions &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  const base::Day on = day_given(options.at, "--at", base::today());
  const auto use = use_of(options.use, study, on);
  if (!use) throw UsageError("what is asked? Give --license and --access");
  auto line = person_of(options, study, on);
  const auto decision = consent::decide(line.state, *use);
  if (options.common.json) {
    json::Value value = consent::to_json(decision);
    value["subject"] = "sub-" + line.subject;
    value["on"] = base::text_of(on);
    value["events"] = line.state.because;
    terminal.out << json::to_line(value) << "\n";
  } else {
    terminal.out << fmt::format("{} [{}] {}\n", decision.allowed ? "yes" : "no", decision.clause,
                                decision.words);
  }
  return decision.allowed || options.common.fail_on == FailOn::never ? 0 : 3;
}

int list_consents(const ConsentOptions &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  const auto report = report_for(options, study);
  for (const auto &line : report.people) {
    if (options.expiring_days >= 0 && !std::ranges::binary_search(report.expiring, line.subject))
      continue;
    terminal.out << (options.common.json ? json::to_line(consent::to_json(line)) + "\n"
                                         : line_of(line));
  }
  return 0;
}

int report_consents(const ConsentOptions &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  const auto report = report_for(options, study);
  terminal.out << (options.common.json ? json::to_line(consent::to_json(report)) + "\n"
                                       : text_of(report));
  return 0;
}

int log_consents(const ConsentOptions &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  const consent::Ledger ledger(study, study::Access::read);
  const auto events = options.subject.is_given()
                          ? ledger.events_of(subject_of(options.subject, study))
                          : ledger.events();
  for (const auto &event : events)
    terminal.out << (options.common.json ? json::to_line(to_json(event)) + "\n" : line_of(event));
  return 0;
}

int verify_consents(const ConsentOptions &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  const consent::Ledger ledger(study, study::Access::read);
  const auto findings = ledger.verify();
  const bool is_intact = std::ranges::none_of(
      findings, [](const Finding &finding) { return finding.severity == Severity::error; });
  const auto newest = consent::newest_checkpoint(ledger.database());
  if (options.common.json) {
    const json::Value value{{"intact", is_intact},
                            {"events", ledger.count()},
                            {"hash", newest ? newest->hash : std::string()},
                            {"signed", newest ? newest->recorded : std::string()},
                            {"findings", report::to_json(findings)}};
    terminal.out << json::to_line(value) << "\n";
  } else {
    terminal.out << report::to_text(findings, Severity::info);
    if (is_intact && !options.common.quiet && newest)
      terminal.out << fmt::format("The ledger is intact: {} events, signed last at {}\n"
                                  "Hash of the last event, to be noted elsewhere: {}\n",
                                  ledger.count(), newest->recorded, newest->hash);
    else if (is_intact && !options.common.quiet)
      terminal.out << "The ledger is intact: nothing is recorded yet\n";
  }
  return exit_code(findings, options.common.fail_on);
}

} // namespace curate::tools
