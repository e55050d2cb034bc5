#include "tools/withdraw_text.hpp"
#include "tools/command.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/day.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/report/findings_json.hpp>
#include <libcurate/report/findings_text.hpp>
#include <libcurate/study/releases.hpp>
#include <libcurate/study/withdrawals.hpp>
#include <libcurate/verification/receipt.hpp>
#include <libcurate/withdrawal/notices.hpp>
#include <ostream>

namespace curate::tools {

namespace {

using withdrawal::Outcome;
using withdrawal::Plan;
using withdrawal::Status;

constexpr std::size_t most_receipt_bytes = std::size_t{16} << 20;
constexpr std::size_t most_lines = 40; ///< of a list on a terminal; the plan has them all

std::string_view name_of(Status status) {
  switch (status) {
  case Status::planned:
    return "dry-run";
  case Status::done:
    return "done";
  case Status::already:
    return "already";
  }
  return {};
}

void list(std::ostream &out, std::string_view title, const std::vector<std::string> &lines,
          bool is_complete) {
  if (lines.empty()) return;
  out << fmt::format("{} ({}):\n", title, lines.size());
  const std::size_t shown = is_complete ? lines.size() : std::min(lines.size(), most_lines);
  for (std::size_t i = 0; i < shown; ++i)
    out << "  " << lines[i] << "\n";
  if (shown < lines.size())
    out << fmt::format("  and {} more; --verbose shows them\n", lines.size() - shown);
}

void print_plan(const Plan &plan, bool is_dry_run, bool is_complete, std::ostream &out) {
  std::vector<std::string> files, releases;
  std::uint64_t bytes = 0;
  for (const auto &place : plan.owned) {
    if (!place.is_folder) files.push_back(place.path);
    bytes += place.bytes;
  }
  list(out, is_dry_run ? "Files to remove" : "Files removed", files, is_complete);
  if (bytes > 0) out << fmt::format("  {} bytes in all\n", bytes);
  list(out, is_dry_run ? "Tables and sidecars to rewrite" : "Tables and sidecars rewritten",
       plan.shared, is_complete);
  for (const auto &release : plan.releases)
    releases.push_back(release.version.substr(0, release.version.find('@')) +
                       (release.recipients.empty()
                            ? std::string(" (open, or sent to nobody yet)")
                            : ", sent to " + base::join(release.recipients, ", ")));
  list(out, is_dry_run ? "Releases to retire" : "Releases retired", releases, is_complete);
  std::uint64_t rows = 0;
  for (const auto &[table, count] : plan.rows)
    rows += count;
  if (plan.level == consent::Level::use && rows > 0)
    out << fmt::format("{} rows of the registry; the label and {} ids are blocked\n", rows,
                       plan.people.size());
  if (!plan.originals.empty())
    out << fmt::format("{} original files, not touched\n", plan.originals.size());
}

std::int64_t days_between(const std::string &from, base::Day to) {
  const auto day = base::day_of(from.substr(0, 10));
  return day ? (to - *day).count() : 0;
}

// Throws where the receipts do not say that the person was taken out of everything that the
// recipient has.
void check_receipts(const WithdrawOptions &options, const std::string &subject,
                    study::Database &database) {
  if (options.receipts.empty()) return;
  std::vector<verification::Receipt> receipts;
  for (const auto &file : options.receipts) {
    const auto receipt = verification::read_receipt(base::read_file(file, most_receipt_bytes));
    if (!receipt) throw UsageError(file + ": " + receipt.error().message);
    receipts.push_back(*receipt);
  }
  study::Releases releases(database);
  for (const auto &one : releases.with(subject)) {
    const auto deliveries = releases.deliveries_of(one.version);
    const auto release = releases.find(one.version);
    if (!release || std::ranges::find(deliveries, options.recipient, &study::Delivery::recipient) ==
                        deliveries.end())
      continue;
    const auto token = verification::revocation_token(release->nonce, one.released_label);
    const bool is_told = std::ranges::any_of(receipts, [&](const auto &receipt) {
      return receipt.manifest_sha256 == release->digest &&
             std::ranges::find(receipt.tokens, token) != receipt.tokens.end();
    });
    if (!is_told)
      throw PolicyError("WITHDRAW-RECEIPT",
                        fmt::format("no receipt says that this person was taken out of version {}; "
                                    "nothing was recorded: ask the recipient for it",
                                    one.version.substr(0, one.version.find('@'))));
  }
}

} // namespace

int print(const Outcome &outcome, const WithdrawOptions &options, const std::string &label,
          Terminal &terminal) {
  const Plan &plan = outcome.proof.plan;
  const std::string folder =
      outcome.number == 0 ? std::string() : fmt::format("private/withdrawals/{}", outcome.number);
  if (options.common.json) {
    json::Value value{{"status", name_of(outcome.status)},
                      {"number", outcome.number},
                      {"subject", "sub-" + label},
                      {"folder", folder},
                      {"searched", outcome.proof.is_searched},
                      {"hits", outcome.proof.searched.places.size()},
                      {"plan", withdrawal::to_json(plan, withdrawal::Trace(label))},
                      {"findings", report::to_json(outcome.findings)}};
    terminal.out << json::to_line(value) << "\n";
    return exit_code(outcome.findings, options.common.fail_on);
  }
  if (!options.common.quiet) {
    const bool is_dry_run = outcome.status == Status::planned;
    if (outcome.status == Status::already)
      terminal.out << fmt::format("sub-{} has withdrawn so far before, and nothing is left to be "
                                  "done; --list shows the withdrawals\n",
                                  label);
    else
      print_plan(plan, is_dry_run, options.common.verbose, terminal.out);
    if (is_dry_run) terminal.out << "Nothing was changed.\n";
  }
  terminal.out << report::to_text(outcome.findings,
                                  options.common.quiet ? Severity::error : Severity::info);
  if (outcome.status == Status::done && !options.common.quiet) {
    terminal.out << fmt::format("Withdrawal {} is done. Proof and letters: {}\n", outcome.number,
                                folder);
    if (outcome.proof.is_searched)
      terminal.out << fmt::format("Searched {} names and {} files afterwards: found in {} places\n",
                                  outcome.proof.searched.names, outcome.proof.searched.files,
                                  outcome.proof.searched.places.size());
  }
  return exit_code(outcome.findings, options.common.fail_on);
}

std::string words_of(const withdrawal::OriginalFiles &files) {
  std::string text = fmt::format("Original files of the person ({}), which are not touched:\n",
                                 files.paths.size());
  for (std::size_t i = 0; i < std::min(files.paths.size(), most_lines); ++i)
    text += "  " + files.paths[i] + "\n";
  if (files.paths.size() > most_lines)
    text += fmt::format("  and {} more\n", files.paths.size() - most_lines);
  if (files.of_others > 0)
    text += fmt::format("  {} files there are of other people\n", files.of_others);
  return text;
}

int list_withdrawals(const WithdrawOptions &options, const study::Study &study,
                     Terminal &terminal) {
  study::Database database(study, study::Access::read);
  study::Withdrawals withdrawals(database);
  const auto today = base::today();
  auto receipts = withdrawals.receipts();
  for (const auto &one : withdrawals.all()) {
    json::Value answers = json::Value::array();
    std::string lines;
    for (const auto &receipt : receipts) {
      if (receipt.withdrawal != one.number) continue;
      const auto age = days_between(receipt.sent, today);
      const bool is_open = receipt.confirmed.empty();
      answers.push_back({{"recipient", receipt.recipient},
                         {"sent", receipt.sent},
                         {"confirmed", receipt.confirmed},
                         {"days_open", is_open ? age : 0},
                         {"overdue", is_open && age > withdrawal::deadline_days}});
      lines +=
          is_open
              ? fmt::format("    open since {} days{}: {}\n", age,
                            age > withdrawal::deadline_days ? ", overdue" : "", receipt.recipient)
              : fmt::format("    confirmed on {}: {}\n", receipt.confirmed, receipt.recipient);
    }
    if (options.common.json)
      terminal.out << json::to_line({{"number", one.number},
                                     {"subject", "sub-" + one.subject},
                                     {"level", one.level},
                                     {"state", one.state},
                                     {"recorded", one.recorded},
                                     {"answers", answers}})
                   << "\n";
    else
      terminal.out << fmt::format("{:>4}  sub-{}  {}  {}  {}{}\n", one.number, one.subject,
                                  one.level, one.recorded.substr(0, 10), one.state,
                                  one.state == "done" ? "" : ": --resume goes on with it")
                   << lines;
  }
  return 0;
}

int confirm_withdrawal(const WithdrawOptions &options, const study::Study &study,
                       Terminal &terminal) {
  study::Database database(study, study::Access::write);
  study::Withdrawals withdrawals(database);
  if (!withdrawals.find(options.confirmed))
    throw UsageError(
        fmt::format("there is no withdrawal {}; --list shows them", options.confirmed));
  check_receipts(options, withdrawals.find(options.confirmed)->subject, database);
  const std::string today = base::text_of(base::today());
  if (!withdrawals.confirm(options.confirmed, options.recipient, today))
    throw UsageError(fmt::format("withdrawal {} awaits no answer of that recipient; --list shows "
                                 "which are awaited",
                                 options.confirmed));
  const auto receipts = withdrawals.receipts_of(options.confirmed);
  const auto open = std::ranges::count_if(
      receipts, [](const auto &receipt) { return receipt.confirmed.empty(); });
  if (options.common.json)
    terminal.out << json::to_line({{"number", options.confirmed},
                                   {"recipient", options.recipient},
                                   {"open", open}})
                 << "\n";
  else if (!options.common.quiet)
    terminal.out << fmt::format("withdrawal {}: confirmed by {}; {} answers are open\n",
                                options.confirmed, options.recipient, open);
  return 0;
}

} // namespace curate::tools
