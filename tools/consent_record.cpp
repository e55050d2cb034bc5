#include "tools/command.hpp"
#include "tools/consent_options.hpp"
#include "tools/study_folder.hpp"

#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/consent/data_subjects.hpp>
#include <libcurate/consent/ledger.hpp>
#include <libcurate/consent/reconsent.hpp>
#include <libcurate/consent/scope_cells.hpp>
#include <libcurate/consent/table_import.hpp>
#include <libcurate/deid/given_labels.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/report/findings_json.hpp>
#include <libcurate/report/findings_text.hpp>
#include <libcurate/tables/who.hpp>
#include <ostream>
#include <pwd.h>
#include <unistd.h>

namespace curate::tools {

namespace {

std::string recorder(const std::string &given) {
  if (!given.empty()) return given;
  const passwd *user = ::getpwuid(::geteuid());
  return user == nullptr ? std::to_string(::geteuid()) : user->pw_name;
}

// The canonical text; empty where no scope was given.
std::string scope_text(const ConsentOptions &options) {
  if (!options.scope.empty() && !options.allow.empty())
    throw UsageError("--scope and --allow say the same: give one of them");
  if (!options.allow.empty()) {
    const auto cells = consent::cells_of_words(options.allow);
    if (!cells) throw UsageError("--allow: " + cells.error().message);
    const auto scope = consent::scope_of_cells(*cells);
    if (scope) return json::to_line(consent::to_json(*scope));
    const auto &[column, problem] = scope.error();
    throw UsageError(fmt::format("--allow: {}{}: {}", column.empty() ? "" : column + ": ",
                                 problem.message, problem.remedy));
  }
  if (options.scope.empty()) return {};
  const auto value = json::read_file(options.scope);
  if (!value) throw UsageError("--scope: " + value.error().message);
  const auto scope = consent::scope_of(*value);
  if (!scope) throw UsageError("--scope: " + scope.error().message);
  return json::to_line(consent::to_json(*scope));
}

consent::EventKind kind_of(const ConsentOptions &options) {
  if (options.is_amendment) return consent::EventKind::amend;
  if (options.is_renewal) return consent::EventKind::renew;
  return options.corrects > 0 ? consent::EventKind::correct : consent::EventKind::grant;
}

// A correction is valid from the day of what it corrects, unless that day was wrong.
base::Day day_of_corrected(const consent::Ledger &ledger, const consent::NewEvent &event) {
  for (const auto &known : ledger.events_of(event.subject))
    if (known.number == event.corrects) return known.valid_from;
  return event.valid_from;
}

std::string unblocked_words(std::size_t people) {
  return fmt::format("{} who had withdrawn may be converted again\n", people);
}

void print(const consent::ImportOutcome &outcome, std::size_t without_data, std::size_t unblocked,
           const ConsentOptions &options, Terminal &terminal) {
  if (options.common.json) {
    const json::Value value{{"status", outcome.is_refused   ? "refused"
                                       : options.is_dry_run ? "dry-run"
                                                            : "imported"},
                            {"rows", outcome.rows},
                            {"added", outcome.is_refused ? 0 : outcome.added},
                            {"unchanged", outcome.unchanged},
                            {"people", outcome.subjects.size()},
                            {"without_data", without_data},
                            {"unblocked", unblocked},
                            {"findings", report::to_json(outcome.findings)}};
    terminal.out << json::to_line(value) << "\n";
    return;
  }
  terminal.out << report::to_text(outcome.findings, Severity::info);
  if (options.common.quiet) return;
  if (outcome.is_refused)
    terminal.out << "Nothing was recorded: correct the errors and import again.\n";
  else
    terminal.out << fmt::format(
        "{}{} consents, {} were recorded already; of {} people, {} without data in the study\n",
        options.is_dry_run ? "Would record " : "Recorded ", outcome.added, outcome.unchanged,
        outcome.subjects.size(), without_data);
  if (unblocked > 0) terminal.out << unblocked_words(unblocked);
}

} // namespace

int add_consent(const ConsentOptions &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  consent::NewEvent event;
  event.subject = subject_of(options.subject, study);
  event.kind = kind_of(options);
  event.valid_from = day_given(options.from, "--from", base::today());
  if (!options.until.empty()) event.valid_until = day_given(options.until, "--until", {});
  event.by = recorder(options.by);
  event.scope = scope_text(options);
  if (!options.evidence.empty())
    event.evidence_sha256 = integrity::hex(integrity::sha256_of_file(options.evidence));
  if (options.corrects > 0) event.corrects = options.corrects;
  if (const auto problem = consent::problem_of(event, base::today()))
    throw UsageError(problem->message + ": " + problem->remedy);

  consent::Ledger ledger(study, study::Access::write);
  if (event.corrects && options.from.empty()) event.valid_from = day_of_corrected(ledger, event);
  const auto before = ledger.count();
  const std::int64_t number = ledger.append(std::span(&event, 1)).front();
  const bool is_added = number > before;
  const auto lifted = consent::lift_blocks(study, ledger, {event.subject}, base::today());
  if (options.common.json) {
    const json::Value value{{"number", number},
                            {"subject", "sub-" + event.subject},
                            {"kind", consent::name_of(event.kind)},
                            {"status", is_added ? "recorded" : "unchanged"},
                            {"unblocked", !lifted.empty()}};
    terminal.out << json::to_line(value) << "\n";
  } else if (!options.common.quiet) {
    terminal.out << fmt::format("sub-{}: {} as event {}\n", event.subject,
                                is_added ? "recorded" : "was recorded already", number);
    if (!lifted.empty()) terminal.out << unblocked_words(lifted.size());
  }
  return 0;
}

int import_consents(const ConsentOptions &options, Terminal &terminal) {
  const auto study = open_study(options.study);
  consent::TableImport request;
  request.table = options.table;
  request.id_column = options.id_column;
  request.by = recorder(options.by);
  request.is_dry_run = options.is_dry_run;
  std::optional<fs::path> subjects;
  if (!options.subject.subjects.empty()) subjects = options.subject.subjects;
  if (!subjects && study.settings().subjects)
    subjects = fs::absolute(*study.settings().subjects, study.root());
  std::optional<tables::Who> who;
  if (!request.id_column.empty()) {
    const study::Registry registry(study, study::Access::read);
    who.emplace(study, registry, options.subject.issuers, deid::given_labels({}, subjects));
  }
  consent::Ledger ledger(study, options.is_dry_run ? study::Access::read : study::Access::write);
  const auto outcome = consent::import_table(
      ledger, request, [&](std::string_view id) { return who->label_to_be(id); });
  const auto with_data = consent::data_subjects(study, ledger.database());
  const auto without_data = static_cast<std::size_t>(std::ranges::count_if(
      outcome.subjects, [&](const auto &subject) { return !with_data.contains(subject); }));
  std::size_t unblocked = 0;
  if (!outcome.is_refused && !options.is_dry_run)
    unblocked = consent::lift_blocks(study, ledger, outcome.subjects, base::today()).size();
  print(outcome, without_data, unblocked, options, terminal);
  return outcome.is_refused ? 3 : 0;
}

int print_template(const ConsentOptions &options, Terminal &terminal) {
  terminal.out << (options.is_explained
                       ? consent::template_meanings()
                       : consent::template_text(options.is_tsv ? dictionary::Dialect::tsv
                                                               : dictionary::Dialect::csv));
  return 0;
}

} // namespace curate::tools
