#include <libcurate/base/error.hpp>
#include <libcurate/consent/ledger.hpp>
#include <libcurate/consent/state.hpp>
#include <libcurate/integrity/hmac.hpp>
#include <libcurate/study/blocked.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/releases.hpp>
#include <libcurate/study/withdrawals.hpp>
#include <libcurate/withdrawal/folder_of.hpp>
#include <libcurate/withdrawal/held_releases.hpp>
#include <libcurate/withdrawal/products.hpp>
#include <libcurate/withdrawal/removal.hpp>
#include <libcurate/withdrawal/withdraw.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::withdrawal {

namespace {

using consent::Level;

// What may be added while a withdrawal runs is found by the next look; more than that is no chance.
constexpr int most_rounds = 3;

std::string token_of_path(const study::Key &key, const std::string &path) {
  const auto digest =
      integrity::hmac_sha256(key.reveal(), std::string("original file") + '\0' + path);
  return integrity::hex(std::span(digest).first(16));
}

std::string words_of(const std::string &code) {
  if (code == "WITHDRAW-COMPUTED") return "was computed with the person, as its sidecar said";
  if (code == "WITHDRAW-GROUP")
    return "belongs to a group that the person is in, and may have been computed with the person";
  if (code == "WITHDRAW-REMAINS") return "names the person, and a program cannot rewrite it";
  if (code == "WITHDRAW-NAME") return "names the person by its own name";
  if (code == "WITHDRAW-HISTORY") return "holds older versions, and in them perhaps the person";
  if (code == "WITHDRAW-ORIGINAL") return "is original data inside of the study, and not touched";
  return "may be a release that holds the person, and could not be read";
}

/// One call. The lock is held as long as it lives.
class Withdrawing {
public:
  Withdrawing(const study::Study &study, const Request &request)
      : study_(study), request_(request), trace_(request.label),
        needles_(trace_, request.originals),
        registry_(study, request.is_dry_run ? study::Access::read : study::Access::write),
        database_(registry_.database()), ledger_(study, database_) {}

  Outcome run() {
    const auto begun = find_begun();
    Plan &plan = outcome_.proof.plan;
    const bool is_resumed = begun && fs::exists(folder_of(study_, begun->number) / "plan.json");
    if (is_resumed)
      take_up(begun->number);
    else
      make_plan();
    if (!is_resumed && !is_known()) throw_unknown();
    tell_named();
    if (!begun && is_done_already()) {
      outcome_.status = Status::already;
      if (!request_.is_dry_run) prove_again();
      return std::move(outcome_);
    }
    if (request_.is_dry_run) {
      outcome_.status = Status::planned;
      return std::move(outcome_);
    }
    demand_writable(study_, plan);
    if (!is_resumed) begin();
    outcome_.number = plan.number;
    write_plan(study_, plan, trace_);
    change();
    finish();
    return std::move(outcome_);
  }

private:
  Plan &plan() { return outcome_.proof.plan; }

  std::optional<study::Withdrawal> find_begun() {
    for (const auto &one : study::Withdrawals(database_).all())
      if (one.subject == trace_.label() && one.level == consent::name_of(request_.level) &&
          one.state != "done")
        return one;
    return {};
  }

  Found look() {
    Looking looking{request_.jobs, plan().reads_pictures, request_.sources, {}};
    for (const auto &release : plan().releases)
      looking.left_out.insert(looking.left_out.end(), release.files.begin(), release.files.end());
    return find(study_, trace_, needles_, looking);
  }

  void demand_read(const Found &found) const {
    if (found.unread.empty()) return;
    throw SystemError(fmt::format("WITHDRAW-UNREADABLE: {} files or folders cannot be read, the "
                                  "first is {}; nothing was changed",
                                  found.unread.size(), (study_.root() / found.unread[0]).string()));
  }

  void make_plan() {
    Plan &it = plan();
    it.level = request_.level;
    it.by = request_.by;
    it.evidence_sha256 = request_.evidence_sha256;
    it.keeps_releases = request_.keeps_releases;
    it.reads_pictures = request_.reads_pictures;
    it.subject_token = study::label_token(study_.key(), trace_.label());
    it.rows = count_rows(database_, trace_);
    if (it.level == Level::contact) return;
    it.releases = held_releases(study_, database_, trace_.label(), it.named);
    if (it.level == Level::access) return;
    it.people = people_of(database_, trace_.label());
    it.people.insert(request_.people.begin(), request_.people.end());
    it.ids = needles_.ids();
    it.uids = needles_.uids();
    for (const auto &path : request_.source_paths)
      it.originals.push_back(token_of_path(study_.key(), path));
    std::ranges::sort(it.originals);
    const Found found = look();
    demand_read(found);
    outcome_.proof.searched = found.searched;
    add(it, found);
  }

  // The journal says what was planned; what came since is added to it.
  void take_up(std::int64_t number) {
    plan() = read_plan(folder_of(study_, number) / "plan.json", trace_);
    if (plan().ids != needles_.ids() || plan().uids != needles_.uids())
      throw UsageError(fmt::format(
          "withdrawal {} was begun with an original id or with --sources, which are kept nowhere: "
          "give the same again, and it goes on",
          number));
    if (plan().level != Level::use) return;
    const Found found = look();
    demand_read(found);
    add(plan(), found);
  }

  bool has_rows() const {
    return std::ranges::any_of(outcome_.proof.plan.rows,
                               [](const auto &row) { return row.second > 0; });
  }

  bool is_known() {
    return has_rows() || !plan().owned.empty() || !plan().shared.empty() ||
           !plan().releases.empty() || !request_.people.empty() ||
           fs::exists(study_.dataset() / ("sub-" + trace_.label())) ||
           !ledger_.events_of(trace_.label()).empty();
  }

  [[noreturn]] void throw_unknown() const {
    throw InputError("WITHDRAW-UNKNOWN: nobody in this study has that label: no file, no row, no "
                     "consent. Is it misspelled, or of another study? Somebody who is to be kept "
                     "out in future is blocked by the original id: --patient-id-file FILE");
  }

  bool is_done_already() {
    const auto state = consent::state_of(ledger_.events_of(trace_.label()), base::today());
    if (!state.withdrawn || *state.withdrawn < request_.level) return false;
    if (request_.level != Level::use) return true;
    const study::Blocked blocked(database_, study_.key());
    const bool are_blocked =
        std::ranges::all_of(plan().people, [&](const auto &p) { return blocked.has_person(p); });
    return !has_rows() && plan().owned.empty() && plan().shared.empty() && are_blocked;
  }

  // What was left for a person to decide may be done: the proof says what the search finds now.
  void prove_again() {
    std::int64_t last = 0;
    for (const auto &one : study::Withdrawals(database_).all())
      if (one.subject == trace_.label() && one.level == "use") last = one.number;
    const fs::path file = folder_of(study_, last) / "plan.json";
    if (request_.level != Level::use || !fs::exists(file)) return;
    Proof proof{read_plan(file, trace_), outcome_.proof.searched, {}, true};
    if (proof.plan.ids != needles_.ids() || proof.plan.uids != needles_.uids()) return;
    write_proof(study_, proof, trace_);
    outcome_.number = last;
    outcome_.proof = std::move(proof);
  }

  void begin() {
    const auto begun = study::Withdrawals(database_).begin(
        trace_.label(), std::string(consent::name_of(request_.level)));
    plan().number = begun.number;
    plan().recorded = begun.recorded;
  }

  void step() {
    if (request_.before_step) request_.before_step(steps_++);
  }

  void change() {
    step();
    consent::NewEvent event;
    event.subject = trace_.label();
    event.kind = consent::EventKind::withdraw;
    event.valid_from = base::day_of(plan().day()).value();
    event.by = plan().by;
    event.evidence_sha256 = plan().evidence_sha256;
    event.level = plan().level;
    ledger_.append(std::vector{event});
    step();
    change_registry();
    if (plan().level == Level::use) {
      remove();
      if (!plan().keeps_releases) remove_releases(study_, plan(), [this] { step(); });
    }
    step();
    write_letters(study_, database_, plan());
  }

  // Blocked first: whatever a conversion may still bring is refused from here on.
  void change_registry() {
    study::Transaction transaction(database_);
    if (plan().level == Level::use) {
      study::Blocked::add(database_, study_.key(), trace_.label(), plan().people,
                          std::string(consent::name_of(plan().level)));
      remove_rows(database_, trace_);
    }
    study::Releases releases(database_);
    if (plan().level != Level::contact)
      for (const auto &release : plan().releases)
        releases.change_state(release.version, "retired");
    transaction.commit();
  }

  void remove() {
    remove_owned(study_, plan(), [this] { step(); });
    rewrite_shared(study_, database_, plan(), trace_, [this] { step(); });
  }

  void finish() {
    Proof &proof = outcome_.proof;
    for (int round = 0; plan().level == Level::use && round < most_rounds; ++round) {
      step();
      const Found found = look();
      proof.is_searched = true;
      proof.searched = found.searched;
      proof.unread = found.unread;
      if (found.owned.empty() && found.shared.empty()) break;
      add(plan(), found);
      write_plan(study_, plan(), trace_);
      remove();
    }
    step();
    write_proof(study_, proof, trace_);
    step();
    study::Withdrawals(database_).change_state(plan().number, "done");
    if (proof.is_searched && !proof.is_clean())
      outcome_.findings.push_back(
          {Severity::warning,
           "WITHDRAW-FOUND",
           {},
           {},
           fmt::format("the search after the removal found the person in {} places, and could not "
                       "read {}; proof.txt names them",
                       proof.searched.places.size(), proof.unread.size()),
           "see to these by hand; --dry-run shows what is left"});
  }

  void tell_named() {
    for (const auto &named : plan().named)
      outcome_.findings.push_back({Severity::warning,
                                   named.code,
                                   named.path,
                                   {},
                                   "it " + words_of(named.code),
                                   "decide by hand what becomes of it"});
  }

  const study::Study &study_;
  const Request &request_;
  Trace trace_;
  Needles needles_;
  study::Registry registry_;
  study::Database &database_;
  consent::Ledger ledger_;
  Outcome outcome_;
  std::size_t steps_ = 0;
};

} // namespace

Outcome withdraw(const study::Study &study, const Request &request) {
  return Withdrawing(study, request).run();
}

std::vector<Request> unfinished(const study::Study &study) {
  study::Database database(study, study::Access::read);
  std::vector<Request> all;
  for (const auto &one : study::Withdrawals(database).all()) {
    if (one.state == "done") continue;
    Request request;
    request.label = one.subject;
    request.level = consent::level_of(one.level).value_or(Level::use);
    all.push_back(std::move(request));
  }
  return all;
}

} // namespace curate::withdrawal
