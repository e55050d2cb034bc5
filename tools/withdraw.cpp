// Takes somebody out of a study who withdrew, for the ethics officer: shows first, then does it to
// the end, tells everybody who holds a copy, and leaves proof.

#include "tools/command.hpp"
#include "tools/study_folder.hpp"
#include "tools/withdraw_text.hpp"

#include <CLI/CLI.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/deid/pseudonym.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/study/blocked.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/withdrawals.hpp>
#include <libcurate/withdrawal/originals.hpp>
#include <libcurate/withdrawal/withdraw.hpp>
#include <ostream>
#include <pwd.h>
#include <unistd.h>

namespace curate::tools {

namespace {

using Options = WithdrawOptions;

void declare(CLI::App &app, Options &options) {
  declare_subject(app, options.subject);
  app.add_option("--level", options.level,
                 "how far: contact (is not written to any more), access (is kept, and leaves every "
                 "release from now on), use (is removed)")
      ->check(CLI::IsMember({"contact", "access", "use"}));
  app.add_flag("--dry-run", options.is_dry_run, "shows what would be done; changes nothing");
  app.add_option("--sources", options.sources,
                 "folders with original DICOM files: the person's are listed, searched for, and "
                 "never touched")
      ->check(CLI::ExistingPath);
  app.add_option("--evidence", options.evidence,
                 "the letter; its SHA-256 is kept, not the document")
      ->check(CLI::ExistingFile);
  app.add_option("--by", options.by, "who records it (default: the name you are logged in with)");
  app.add_flag("--keep-releases", options.keeps_releases,
               "retired releases that hold the person stay in releases/");
  app.add_flag("--search-pictures", options.reads_pictures,
               "other people's pictures are searched too, not only their names");
  app.add_flag("--no-rebuild", options.is_not_rebuilt,
               "builds no next version of the retired releases");
  app.add_flag("--resume", options.is_resumed, "goes on with whatever was begun and not done");
  app.add_option("--confirm", options.confirmed,
                 "the number of a withdrawal that a recipient has answered")
      ->check(CLI::PositiveNumber);
  app.add_option("--recipient", options.recipient, "with --confirm: whose answer it is");
  app.add_option("--receipt", options.receipts,
                 "with --confirm: the receipts of `curate verify --purge` that the recipient sent; "
                 "they have to be about this person and all releases that the recipient has")
      ->check(CLI::ExistingFile);
  app.add_flag("--list", options.is_list, "all withdrawals, and which answers are open");
  declare_study(app, options.study);
  declare_jobs(app, options.jobs);
  declare_common(app, options.common);
}

std::string recorder(const std::string &given) {
  if (!given.empty()) return given;
  const passwd *user = ::getpwuid(::geteuid());
  return user == nullptr ? std::to_string(::geteuid()) : user->pw_name;
}

// Tokens of an original id under every issuer that was named, and the study's site.
std::set<std::string> tokens_of(const Secret<std::string> &id, const study::Study &study,
                                std::vector<std::string> issuers) {
  const deid::Pseudonyms pseudonyms(study.key(), study.settings().site);
  issuers.emplace_back();
  std::set<std::string> tokens;
  for (const auto &issuer : issuers) {
    dicom::Identity identity;
    identity.patient_id = id.reveal();
    identity.issuer = issuer;
    if (const auto token = pseudonyms.person_token(Secret(identity))) tokens.insert(*token);
  }
  return tokens;
}

// An id whose rows a withdrawal has removed leads to its label by the block: the label may have
// been given, and is not to be computed.
std::optional<std::string> withdrawn_label(const study::Study &study,
                                           const std::set<std::string> &people) {
  study::Database database(study, study::Access::read);
  const study::Blocked blocked(database, study.key());
  for (const auto &person : people)
    for (const auto &one : study::Withdrawals(database).all())
      if (blocked.label_token_of(person) == study::label_token(study.key(), one.subject))
        return one.subject;
  return {};
}

void add_sources(withdrawal::Request &request, const Options &options, const study::Study &study,
                 Terminal &terminal) {
  if (options.sources.empty()) return;
  std::map<std::string, std::string> people;
  for (const auto &row : study::Registry(study, study::Access::read).people())
    people[row.person] = row.label;
  request.sources.assign(options.sources.begin(), options.sources.end());
  const auto files = withdrawal::original_files(study, people, labels_given(options.subject, study),
                                                request.label, request.sources, options.jobs);
  if (!options.common.json && !options.common.quiet) terminal.out << words_of(files);
  request.source_paths = files.paths;
  request.people.insert(files.people.begin(), files.people.end());
  for (const auto &id : files.known.ids)
    request.originals.ids.push_back(id);
  request.originals.uids = files.known.uids;
}

withdrawal::Request request_of(const Options &options, const study::Study &study,
                               Terminal &terminal) {
  if (options.level.empty()) throw UsageError("how far? Give --level contact, access or use");
  const auto subject = person_of(options.subject, study);
  withdrawal::Request request;
  request.label = subject.label;
  request.level = consent::level_of(options.level).value();
  request.by = recorder(options.by);
  if (!options.evidence.empty())
    request.evidence_sha256 = integrity::hex(integrity::sha256_of_file(options.evidence));
  request.is_dry_run = options.is_dry_run;
  request.keeps_releases = options.keeps_releases;
  request.reads_pictures = options.reads_pictures;
  request.jobs = options.jobs;
  if (subject.id) {
    request.people = tokens_of(*subject.id, study, options.subject.issuers);
    request.originals.ids.push_back(*subject.id);
    if (const auto label = withdrawn_label(study, request.people)) request.label = *label;
  }
  add_sources(request, options, study, terminal);
  return request;
}

int carry_out(const withdrawal::Request &request, const Options &options, const study::Study &study,
              Terminal &terminal) {
  auto outcome = withdrawal::withdraw(study, request);
  if (outcome.status != withdrawal::Status::planned && request.level != consent::Level::contact &&
      !options.is_not_rebuilt)
    build_successors(study, options, outcome.findings, terminal);
  return print(outcome, options, request.label, terminal);
}

int resume(const Options &options, const study::Study &study, Terminal &terminal) {
  int status = 0;
  for (auto &request : withdrawal::unfinished(study)) {
    request.by = recorder(options.by);
    request.jobs = options.jobs;
    status = std::max(status, carry_out(request, options, study, terminal));
  }
  return status;
}

int run(const Options &options, Terminal &terminal) {
  const int asked = (options.confirmed > 0) + options.is_list + options.is_resumed;
  if (asked > 1 || (asked == 1 && options.subject.is_given()))
    throw UsageError("--confirm, --list, --resume or somebody who withdraws: one of them");
  if ((options.confirmed > 0) != !options.recipient.empty())
    throw UsageError("--confirm NUMBER and --recipient NAME belong together");
  if (!options.receipts.empty() && options.confirmed == 0)
    throw UsageError("--receipt belongs to --confirm NUMBER");
  const auto study = open_study(options.study);
  if (options.is_list) return list_withdrawals(options, study, terminal);
  if (options.confirmed > 0) return confirm_withdrawal(options, study, terminal);
  if (options.is_resumed) return resume(options, study, terminal);
  return carry_out(request_of(options, study, terminal), options, study, terminal);
}

const Registration registration{
    "withdraw", "takes somebody out who withdrew: everywhere, to the end, with proof",
    [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
