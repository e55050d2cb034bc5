#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/consent/data_subjects.hpp>
#include <libcurate/consent/ledger.hpp>
#include <libcurate/integrity/hmac.hpp>
#include <libcurate/integrity/manifest.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/license/catalogue.hpp>
#include <libcurate/release/compose.hpp>
#include <libcurate/release/gates.hpp>
#include <libcurate/release/plan.hpp>
#include <libcurate/release/texts.hpp>
#include <libcurate/study/recipients.hpp>
#include <libcurate/verification/names.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::release {

namespace {

// Which version it is stands in these: that they changed says nothing.
constexpr std::string_view files_of_versions[] = {"CHANGES", "CITATION.cff",
                                                  "dataset_description.json"};

bool names_version(std::string_view path) {
  return std::ranges::find(files_of_versions, path) != std::end(files_of_versions);
}

class Planner {
public:
  Planner(const study::Study &study, study::Registry &registry, const Request &request)
      : study_(study), registry_(registry), request_(request) {}

  Plan run() {
    find_license();
    decide();
    read_facts();
    Select select(request_.selection.expression, facts_);
    const auto chosen = choose(inventory_, plan_.people, with_rows_, select);
    const Labels labels(study_.key(), request_.recipient, chosen.people, everybody());
    demand_sentences_name_nobody(labels);
    auto composed =
        compose(study_, inventory_, chosen, facts_, labels, request_.selection.variables);
    plan_.files = std::move(composed.files);
    plan_.read = std::move(read_);
    std::ranges::move(composed.read, std::back_inserter(plan_.read));
    count(chosen, labels);
    describe();
    add_texts(labels);
    pass_gates(chosen, labels, std::move(composed.findings));
    return std::move(plan_);
  }

private:
  void find_license() {
    auto license = license::find(request_.license_id, study_.root());
    if (!license) throw UsageError(license.error().message + ": " + license.error().remedy);
    plan_.license = std::move(*license);
    if (!request_.recipient) return;
    const auto recipient = study::Recipients(registry_.database()).find(*request_.recipient);
    if (!recipient)
      throw UsageError(
          "this recipient is not known: curate recipient add brings them in, list shows who "
          "is there");
    region_ = recipient->region;
  }

  base::Day day() const {
    if (recorded_) return *base::day_of(recorded_->date);
    return request_.date.value_or(base::today());
  }

  void decide() {
    auto &database = registry_.database();
    if (request_.version)
      recorded_ = study::Releases(database).find(key_of(*request_.version, request_.recipient));
    const auto events = consent::Ledger(study_, database).events();
    plan_.ledger_hash = events.empty() ? std::string() : events.back().hash;
    plan_.events = events.empty() ? 0 : events.back().number;
    consent::Use use;
    use.license = plan_.license;
    use.access = request_.access;
    if (!region_.empty()) use.regions = {region_};
    // What people have agreed to is asked of today, also where a version is built again.
    use.on = base::today();
    inventory_ = take_inventory(study_, registry_);
    auto labels = consent::data_subjects(study_, database);
    read_participants(labels);
    plan_.people = decide_people(labels, consent::states(events, use.on), std::move(use));
  }

  // Who has variables, also without a picture.
  void read_participants(std::set<std::string> &labels) {
    for (const auto &file : inventory_.files) {
      if (file.kind != FileKind::participants && file.kind != FileKind::phenotype) continue;
      const std::string text = base::read_file(study_.dataset() / file.path);
      read_.emplace_back(file.path, integrity::sha256(text));
      auto table = bids::parse_tsv(text);
      if (!table) continue; // told by validation
      const std::size_t id = table->column("participant_id");
      for (const auto &row : table->rows)
        if (id < row.size() && row[id].starts_with("sub-")) {
          with_rows_.insert(row[id].substr(4));
          labels.insert(row[id].substr(4));
        }
      if (file.kind == FileKind::participants) facts_.participants = std::move(*table);
    }
  }

  void read_facts() {
    for (const auto &file : inventory_.files)
      if (file.kind == FileKind::subject_table && file.suffix == "sessions" &&
          file.extension == ".tsv") {
        const std::string text = base::read_file(study_.dataset() / file.path);
        read_.emplace_back(file.path, integrity::sha256(text));
        if (auto table = bids::parse_tsv(text))
          facts_.sessions.emplace(file.subject, std::move(*table));
      }
  }

  std::set<std::string> everybody() const {
    std::set<std::string> labels;
    for (const auto &person : plan_.people)
      labels.insert(person.label);
    return labels;
  }

  // They stand in CHANGES of all later versions, also when people in them are gone.
  void demand_sentences_name_nobody(const Labels &labels) const {
    for (const auto &sentence : request_.changes)
      if (labels.names_anybody(sentence))
        throw UsageError("--change: a sentence for CHANGES names nobody, as it stays in all later "
                         "versions");
  }

  void count(const Chosen &chosen, const Labels &labels) {
    plan_.left_out = chosen.left_out;
    plan_.findings = inventory_.findings;
    std::ranges::copy(chosen.passed_over, std::back_inserter(plan_.findings));
    const std::string key = request_.version ? key_of(*request_.version, request_.recipient) : "";
    for (const auto &label : chosen.people)
      plan_.subjects.push_back({key, label, labels.of(label)});
    plan_.description.subjects = chosen.people.size();
    for (const auto &[label, visits] : chosen.visits)
      plan_.description.sessions += visits.size();
    plan_.pictures = static_cast<std::size_t>(std::ranges::count_if(
        chosen.files, [](const auto *file) { return file->kind == FileKind::picture; }));
  }

  std::string hmac(std::string_view kind, const std::string &text) const {
    return integrity::hex(
        integrity::hmac_sha256(study_.key().reveal(), std::string(kind) + '\0' + text));
  }

  void describe() {
    auto &it = plan_.description;
    it.dataset_name = study_.settings().name;
    it.dataset_id = dataset_id(study_.key());
    it.version = request_.version.value_or(verification::Version{});
    it.date = base::text_of(day());
    it.license_id = plan_.license.id;
    it.license_name = plan_.license.name;
    it.license_url = plan_.license.url;
    it.access = consent::name_of(request_.access);
    it.recipient = request_.recipient;
    it.doi = request_.doi;
    for (const auto &[clause, count] : plan_.left_out)
      it.left_out[clause] = count;
    it.selection = request_.selection;
    it.made_by = {{"curate", CURATE_VERSION}};
    it.nonce = hmac("release nonce", key_of(it.version, request_.recipient));
    before_ = record_before(study_, registry_.database(), it.version, request_.recipient);
    if (before_)
      it.previous = verification::Previous{before_->description.version,
                                           before_->description.manifest_sha256};
  }

  const json::Value &study_description() {
    if (!of_study_.is_null()) return of_study_;
    of_study_ = json::Value::object();
    const fs::path file = study_.dataset() / "dataset_description.json";
    if (!fs::exists(file)) return of_study_;
    if (auto value = json::parse(read("dataset_description.json")); value && value->is_object())
      of_study_ = *value;
    return of_study_;
  }

  void add_texts(const Labels &labels) {
    auto &description = plan_.description;
    const auto add = [&](const char *path, std::string text) {
      plan_.files.push_back({path, {}, labels.in(text), {}});
    };
    add(".bidsignore", "MANIFEST.sha256\nPURGED.json\nRELEASE.json\nRELEASE.json.minisig\n");
    add("LICENSE", license_text(plan_.license,
                                full_license_text(study_, plan_.license, request_.license_text)));
    add("CITATION.cff", citation_text(study_description(), description));
    add("dataset_description.json",
        json::to_text(dataset_description(study_description(), description)));
    add("README", readme());
    plan_.difference = difference();
    plan_.changes =
        changes_text(request_, description.date, plan_.difference, before_ ? before_->changes : "");
    add("CHANGES", plan_.changes);
    description.datacite = datacite(study_description(), description);
  }

  // To be held to what it is when all is written.
  std::string read(const std::string &path) {
    std::string text = base::read_file(study_.dataset() / path);
    plan_.read.emplace_back(path, integrity::sha256(text));
    return text;
  }

  std::string readme() {
    for (const char *name : {"README", "README.md", "README.txt", "README.rst"})
      if (fs::exists(study_.dataset() / name)) return read(name);
    return fmt::format("{}\n\nSee CITATION.cff for how to cite it, and LICENSE for what you may do "
                       "with it.\n",
                       plan_.description.dataset_name);
  }

  // By digests that were recorded; what is written anew counts by its text.
  Difference difference() {
    Difference difference;
    difference.people = plan_.description.subjects;
    if (!before_) return difference;
    difference.is_first = false;
    difference.people_before = before_->description.subjects;
    // A table of all files: not needed after.
    FileTokens before = std::move(before_->files);
    for (const auto path : files_of_versions)
      before.erase(path_token(study_.key(), path));
    std::size_t found_again = 0;
    for (const auto &file : plan_.files) {
      if (names_version(file.path)) continue;
      const auto found = before.find(path_token(study_.key(), file.path));
      if (found == before.end()) {
        ++difference.added;
        continue;
      }
      ++found_again;
      const auto digest = file.expected ? *file.expected : integrity::sha256(file.text);
      if (found->second != content_token(study_.key(), integrity::hex(digest)))
        ++difference.changed;
    }
    difference.removed = before.size() - found_again;
    return difference;
  }

  // In what is written of the release as a whole; tables and sidecars were looked at.
  void add_names_of_others(const Labels &labels, Findings &findings) const {
    const auto add = [&](const std::string &file, const char *remedy) {
      findings.push_back({Severity::error,
                          "RELEASE-NAMES-OTHERS",
                          file,
                          {},
                          "this names people who do not leave",
                          remedy});
    };
    for (const auto &file : plan_.files)
      if (file.source.empty() && file.path.find('/') == file.path.npos &&
          file.path != "participants.tsv" && labels.names_others(file.text))
        add(file.path, "take their labels out");
    const auto &selection = request_.selection;
    if (labels.asks_for_others(selection.expression) ||
        std::ranges::any_of(selection.variables,
                            [&](const auto &name) { return labels.names_others(name); }))
      add(std::string(verification::description_file),
          "the selection is told to recipients: choose by what is known of people, not by labels");
  }

  void pass_gates(const Chosen &chosen, const Labels &labels, Findings of_texts) {
    auto &gates = plan_.gates;
    gates.push_back(consent_gate(plan_.people, chosen));
    gates.push_back(withdrawal_gate(registry_.database()));
    gates.push_back(deidentification_gate(chosen));
    gates.push_back(face_gate(chosen));
    gates.push_back(leak_gate(chosen, request_));
    std::ranges::move(validation_gates(study_, chosen, request_), std::back_inserter(gates));
    gates.push_back(license_gate(plan_.license, request_.source_licenses, study_.root()));
    gates.push_back(version_gate(registry_.database(), request_, before_, chosen.people.size()));
    std::vector<std::string> paths;
    for (const auto &file : plan_.files)
      paths.push_back(file.path);
    add_names_of_others(labels, of_texts);
    std::ranges::move(verification::check_names(paths), std::back_inserter(of_texts));
    for (const auto &finding : inventory_.findings)
      if (finding.severity == Severity::error) of_texts.push_back(finding);
    gates.push_back(
        gate_of("content", fmt::format("{} files", plan_.files.size()), std::move(of_texts)));
    for (const auto &gate : gates)
      plan_.description.gates.push_back({gate.name, gate.verdict != GateVerdict::not_applicable});
  }

  const study::Study &study_;
  study::Registry &registry_;
  const Request &request_;
  std::string region_;
  std::optional<study::Release> recorded_;
  Inventory inventory_;
  Facts facts_;
  std::set<std::string> with_rows_;
  std::vector<std::pair<std::string, integrity::Digest>> read_;
  std::optional<Record> before_;
  json::Value of_study_;
  Plan plan_;
};

} // namespace

bool Plan::may_leave() const {
  return std::ranges::none_of(gates,
                              [](const Gate &gate) { return gate.verdict == GateVerdict::fail; });
}

Plan make_plan(const study::Study &study, study::Registry &registry, const Request &request) {
  return Planner(study, registry, request).run();
}

} // namespace curate::release
