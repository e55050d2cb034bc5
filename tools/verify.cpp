// For whoever downloads a release: is it whole, genuine and still permitted, and what may be done
// with it. Needs no study and no network.

#include "tools/command.hpp"
#include "tools/options.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/report/findings_text.hpp>
#include <libcurate/report/progress.hpp>
#include <libcurate/verification/account.hpp>
#include <libcurate/verification/account_json.hpp>
#include <libcurate/verification/certificate.hpp>
#include <libcurate/verification/known_releases.hpp>
#include <libcurate/verification/purge.hpp>
#include <ostream>

namespace curate::tools {

namespace {

struct Options {
  Common common;
  std::string release, key, certificate, known;
  std::vector<std::string> revocations;
  bool purge = false, no_pin = false;
  unsigned jobs = 1;
};

void declare(CLI::App &app, Options &options) {
  app.add_option("RELEASE", options.release, "the folder or archive that was downloaded")
      ->required()
      ->check(CLI::ExistingPath);
  app.add_option("--key", options.key,
                 "the public key of whoever made it: a file, or the line of 56 letters")
      ->type_name("FILE");
  app.add_option("--revocations", options.revocations,
                 "a list of withdrawals, its .minisig beside it; may be repeated")
      ->check(CLI::ExistingFile)
      ->allow_extra_args(false);
  app.add_flag("--purge", options.purge,
               "take out of the folder whose removal the lists demand, and write a receipt for "
               "whoever made it; run again, it ends what was interrupted");
  app.add_option("--certificate", options.certificate,
                 "also write what was found to this file, as a page to print (HTML)");
  CLI::Option *known = app.add_option("--known", options.known,
                                      "where the keys of data sets seen before are kept (default: "
                                      "~/.config/curate/known-releases.json)");
  app.add_flag("--no-pin", options.no_pin, "look at no such keys, and keep none")->excludes(known);
  declare_jobs(app, options.jobs);
  declare_common(app, options.common);
}

integrity::VerifyingKey key_of(const std::string &text) {
  boost::system::error_code error;
  const auto key =
      integrity::read_public_key(fs::exists(text, error) ? base::read_file(text) : text);
  if (!key)
    throw UsageError("--key is neither a file with a public key nor such a key: " +
                     key.error().message);
  return *key;
}

verification::Request request_of(const Options &options) {
  verification::Request request;
  request.release = options.release;
  if (!options.key.empty()) request.key = key_of(options.key);
  if (!options.known.empty())
    request.known_releases = options.known;
  else if (!options.no_pin)
    request.known_releases = verification::KnownReleases::default_file();
  request.revocations.assign(options.revocations.begin(), options.revocations.end());
  request.jobs = options.jobs;
  return request;
}

Severity least_told(const Common &common) {
  return common.quiet ? Severity::error : common.verbose ? Severity::info : Severity::warning;
}

void print_text(std::ostream &out, const verification::Verification &verification,
                const Common &common) {
  if (!common.quiet) out << verification::text_of(verification::account_of(verification));
  const std::string findings = report::to_text(verification.findings, least_told(common));
  if (!findings.empty() && !common.quiet) out << "\n";
  out << findings;
}

verification::Verification verified(const Options &options, Terminal &terminal) {
  report::Progress bar(terminal.err, terminal.is_interactive && !options.common.quiet);
  auto request = request_of(options);
  request.progress = [&bar](std::uint64_t done, std::uint64_t total) {
    bar.show("reading, in MB", done / 1'000'000, total / 1'000'000);
  };
  return verification::verify(request);
}

// What became of it, after the purges that were asked for.
struct Outcome {
  verification::Verification verification;
  std::vector<verification::Purged> purged;
};

Outcome purged(const Options &options, Terminal &terminal) {
  if (!fs::is_directory(options.release))
    throw UsageError("--purge works on a folder: unpack the archive, purge what comes of it, and "
                     "delete the archive");
  Outcome outcome;
  const auto take = [&](Result<std::optional<verification::Purged>> result) {
    if (result && *result) outcome.purged.push_back(std::move(**result));
    return result ? Findings() : Findings{finding_of(result.error(), Severity::error)};
  };
  auto refused = take(verification::resume_purge(options.release, options.jobs));
  outcome.verification = verified(options, terminal);
  const bool is_demanded = std::ranges::any_of(outcome.verification.revoked, [](const auto &one) {
    return one.demand == verification::Demand::remove;
  });
  if (refused.empty() && is_demanded) {
    refused = take(verification::purge(options.release, outcome.verification, options.jobs)
                       .map([](auto &&one) { return std::optional(std::move(one)); }));
    outcome.verification = verified(options, terminal);
  }
  auto &findings = outcome.verification.findings;
  findings.insert(findings.begin(), refused.begin(), refused.end());
  for (const auto &one : outcome.purged)
    for (const auto &file : one.still_named)
      findings.push_back({Severity::warning,
                          "VERIFY-PURGE-NAMED",
                          verification::shown(file),
                          {},
                          "this file names somebody who was taken out",
                          "look at it: prose and pictures are not rewritten"});
  return outcome;
}

std::string sentence_of(const verification::Purged &purged) {
  return fmt::format(
      "{} taken out: {} files removed, {} rewritten. Send the receipt to whoever made "
      "the release: {}\n",
      purged.people == 1 ? "One person was" : fmt::format("{} people were", purged.people),
      purged.removed_files, purged.rewritten_files, purged.receipt.string());
}

json::Value json_of(const Outcome &outcome, const Options &options) {
  auto value = verification::to_json(outcome.verification, options.release);
  if (!options.purge) return value;
  value["purged"] = json::Value::array();
  for (const auto &one : outcome.purged)
    value["purged"].push_back({{"people", one.people},
                               {"removed_files", one.removed_files},
                               {"rewritten_files", one.rewritten_files},
                               {"receipt", verification::shown(one.receipt.string())}});
  return value;
}

int run(const Options &options, Terminal &terminal) {
  const Outcome outcome =
      options.purge ? purged(options, terminal) : Outcome{verified(options, terminal), {}};
  if (!options.certificate.empty())
    base::write_file(options.certificate,
                     verification::certificate_of(outcome.verification, options.release),
                     base::Overwrite::yes);
  if (options.common.json) {
    terminal.out << json::to_line(json_of(outcome, options)) << "\n";
  } else {
    for (const auto &one : outcome.purged)
      terminal.out << sentence_of(one) << "\n";
    print_text(terminal.out, outcome.verification, options.common);
  }
  return exit_code(outcome.verification.findings, options.common.fail_on);
}

const Registration registration{
    "verify", "says whether a release is whole, genuine and still permitted, and what for",
    [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
