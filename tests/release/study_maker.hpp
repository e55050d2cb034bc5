#pragma once

#include "tests/support/folders.hpp"
#include "tests/validation/made_dataset.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <libcurate/consent/ledger.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/release/build.hpp>
#include <libcurate/study/recipients.hpp>

namespace curate::release {

/// The day on which made studies live: SOURCE_DATE_EPOCH while it is there.
class OnDay {
public:
  explicit OnDay(const std::string &day = "2026-03-01") {
    const auto since = std::chrono::sys_seconds(base::day_of(day).value()).time_since_epoch();
    ::setenv("SOURCE_DATE_EPOCH", std::to_string(since.count()).c_str(), 1);
  }
  OnDay(const OnDay &) = delete;
  OnDay &operator=(const OnDay &) = delete;
  ~OnDay() { ::unsetenv("SOURCE_DATE_EPOCH"); }
};

/// A consent to everything.
inline consent::Scope all_allowed() {
  consent::Scope scope;
  scope.purpose = {consent::DuoPermission::no_restriction, {}};
  scope.access = consent::Access::open;
  scope.regions = consent::Regions::everywhere();
  scope.kinds = {consent::Kind::images, consent::Kind::faces, consent::Kind::clinical,
                 consent::Kind::derived};
  scope.commercial = true;
  return scope;
}

/// The same but for some kinds of data.
inline consent::Scope all_but(std::set<consent::Kind> kinds) {
  auto scope = all_allowed();
  for (const auto kind : kinds)
    scope.kinds.erase(kind);
  return scope;
}

/// A study whose dataset is as conversion writes it: per person a T1w, a run of BOLD and its field
/// map in ses-1, and a FLAIR in ses-2; tables with dictionaries; the registry knows every file.
/// Nobody has consented yet. Made in some milliseconds a person; lies in a folder of its own that
/// is removed with it, unless one is named.
class MadeStudy {
public:
  explicit MadeStudy(std::size_t people, std::string face = "removed", fs::path root = {})
      : root_(root.empty() ? folder_.path() / "study" : std::move(root)), face_(std::move(face)) {
    study::Study::init(root_, "made");
    for (std::size_t i = 0; i < people; ++i)
      labels_.push_back(fmt::format("k{:02}mwq7x{:02}", i, (37 * i + 11) % 100));
    write_tables();
    const auto made = study();
    study::Registry registry(made, study::Access::write);
    study::Transaction transaction(registry.database());
    for (const auto &label : labels_)
      add_person(registry, label);
    transaction.commit();
  }

  study::Study study() const { return study::Study::open(root_); }
  const fs::path &root() const { return root_; }
  fs::path releases() const { return root_ / "releases"; }
  /// A folder beside the study, for what is built elsewhere.
  fs::path beside(const std::string &name) const { return folder_.path() / name; }
  /// What becomes of faces in it: "removed" or "kept".
  const std::string &face() const { return face_; }
  const std::vector<std::string> &labels() const { return labels_; }
  const std::string &label(std::size_t i) const { return labels_.at(i); }

  std::string t1w(std::size_t i, const char *extension = ".nii.gz") const {
    return stem(label(i), "1", "anat", "T1w") + extension;
  }
  std::string epi(std::size_t i, const char *extension) const {
    return stem(label(i), "1", "fmap", "dir-AP_epi") + extension;
  }

  void write(const std::string &path, std::string_view text) const {
    base::write_file(root_ / "dataset" / path, text, base::Overwrite::yes);
  }
  std::string read(const std::string &path) const {
    return base::read_file(root_ / "dataset" / path);
  }

  /// Changes what the registry knows of a file; its digest is taken anew.
  template <typename Change> void know(const std::string &path, Change change) const {
    const auto opened = study();
    study::Registry registry(opened, study::Access::write);
    for (auto row : registry.series())
      for (auto &file : row.files)
        if (file.path == "dataset/" + path) {
          change(file);
          file.sha256 = integrity::hex(integrity::sha256_of_file(root_ / file.path));
          registry.record(row);
          return;
        }
  }

  void consent(std::size_t i, const consent::Scope &scope,
               const std::string &from = "2026-01-01") const {
    consent::NewEvent event;
    event.subject = label(i);
    event.valid_from = base::day_of(from).value();
    event.by = "officer";
    event.evidence_sha256 = std::string(64, 'a');
    event.scope = json::to_line(consent::to_json(scope));
    append({event});
  }
  void everybody_consents(const consent::Scope &scope = all_allowed()) const {
    std::vector<consent::NewEvent> events;
    for (const auto &label : labels_) {
      consent::NewEvent event;
      event.subject = label;
      event.valid_from = base::day_of("2026-01-01").value();
      event.by = "officer";
      event.evidence_sha256 = std::string(64, 'a');
      event.scope = json::to_line(consent::to_json(scope));
      events.push_back(event);
    }
    append(events);
  }
  void withdraw(std::size_t i, consent::Level level, const std::string &from = "2026-02-01") const {
    consent::NewEvent event;
    event.subject = label(i);
    event.kind = consent::EventKind::withdraw;
    event.valid_from = base::day_of(from).value();
    event.by = "officer";
    event.level = level;
    append({event});
  }
  void add_recipient(const std::string &name, const std::string &region = "AT") const {
    const auto opened = study();
    study::Database database(opened, study::Access::write);
    study::Recipients(database).put({name, region, "data@" + name, {}, "2026-01-01T00:00:00Z"});
  }

private:
  static std::string stem(const std::string &label, const std::string &session,
                          const std::string &datatype, const std::string &name) {
    return fmt::format("sub-{0}/ses-{1}/{2}/sub-{0}_ses-{1}_{3}", label, session, datatype, name);
  }

  void append(const std::vector<consent::NewEvent> &events) const {
    const auto opened = study();
    consent::Ledger(opened, study::Access::write).append(events);
  }

  void write_tables() const {
    write("dataset_description.json",
          R"({"Name": "made", "BIDSVersion": "1.10.0", "DatasetType": "raw",
              "Authors": ["Muster, Erika"]})");
    write("README", "A study made by a test, of which nothing else is to be said here.\n");
    std::string people = "participant_id\tage\tgroup\n", scores = "participant_id\tedss\n";
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      people +=
          fmt::format("sub-{}\t{}\t{}\n", labels_[i], 20 + i % 50, i % 2 ? "case" : "control");
      scores += fmt::format("sub-{}\t{}\n", labels_[i], static_cast<double>(i % 10) / 2);
    }
    write("participants.tsv", people);
    write("participants.json", R"({"age": {"Description": "Age", "Units": "year"},
      "group": {"Description": "Group", "Levels": {"case": "with MS", "control": "without"}}})");
    write("phenotype/edss.tsv", scores);
    write("phenotype/edss.json", R"({"MeasurementToolMetadata": {"Description": "a scale"},
      "edss": {"Description": "Expanded Disability Status Scale"}})");
  }

  void add(study::SeriesRow &row, const std::string &path, const std::string &text,
           const std::string &face) const {
    write(path, text);
    row.files.push_back({"dataset/" + path, static_cast<int>(row.files.size()),
                         integrity::hex(integrity::sha256(text)), true, true, face});
  }

  void add_person(study::Registry &registry, const std::string &label) const {
    static const std::string image = validation_test::packed(validation_test::image_bytes({}));
    static const std::string run =
        validation_test::packed(validation_test::image_bytes({.dim = {4, 4, 4, 3, 5, 1, 1, 1}}));
    const auto bold = stem(label, "1", "func", "task-rest_bold");
    const auto epi = stem(label, "1", "fmap", "dir-AP_epi");
    const auto t1w = stem(label, "1", "anat", "T1w"), flair = stem(label, "2", "anat", "FLAIR");
    study::SeriesRow row;
    row.series = integrity::hex(integrity::sha256(label)).substr(0, 32);
    row.label = label;
    row.session = "1";
    row.status = "written";
    add(row, t1w + ".nii.gz", image, face_);
    add(row, t1w + ".json", R"({"EchoTime": 0.003, "RepetitionTime": 2.3})", face_);
    add(row, flair + ".nii.gz", image, face_);
    add(row, flair + ".json", R"({"EchoTime": 0.1, "RepetitionTime": 9})", face_);
    add(row, bold + ".nii.gz", run, "too_coarse");
    add(row, bold + ".json", R"({"TaskName": "rest", "RepetitionTime": 2, "EchoTime": 0.03})",
        "too_coarse");
    add(row, epi + ".nii.gz", image, "too_coarse");
    add(row, epi + ".json",
        fmt::format(R"({{"PhaseEncodingDirection": "j", "TotalReadoutTime": 0.05,)"
                    R"( "IntendedFor": "ses-1/func/sub-{}_ses-1_task-rest_bold.nii.gz"}})",
                    label),
        "too_coarse");
    registry.record(row);
    const std::string folder = "sub-" + label + "/";
    write(folder + "sub-" + label + "_sessions.tsv",
          "session_id\tacq_time\nses-1\t1900-01-01T10:00:00\nses-2\t1901-01-01T10:00:00\n");
    const auto scans = [&](const std::string &session, const std::string &rows) {
      write(fmt::format("{0}ses-{1}/sub-{2}_ses-{1}_scans.tsv", folder, session, label),
            "filename\tacq_time\n" + rows);
    };
    const auto line = [&](const std::string &path) {
      return path.substr(folder.size() + 6) + ".nii.gz\t1900-01-01T10:00:00\n";
    };
    scans("1", line(t1w) + line(epi) + line(bold));
    scans("2", line(flair));
  }

  support::TemporaryFolder folder_;
  fs::path root_;
  std::string face_;
  std::vector<std::string> labels_;
};

/// A request under a public licence, open to everybody.
inline Request request_of(const char *version, const char *license = "CC0-1.0",
                          consent::Access access = consent::Access::open) {
  Request request;
  request.version = verification::version_of(version);
  request.license_id = license;
  request.access = access;
  return request;
}

/// The codes of the findings of a plan's gates that failed, sorted, each once.
inline std::vector<std::string> refusals_of(const Plan &plan) {
  std::set<std::string> codes;
  for (const auto &gate : plan.gates)
    if (gate.verdict == GateVerdict::fail)
      for (const auto &finding : gate.findings)
        if (finding.severity == Severity::error) codes.insert(finding.code);
  return {codes.begin(), codes.end()};
}

/// Everything below a folder that is a file, by path, with what it holds; empty where there is no
/// such folder.
inline std::map<std::string, std::string> files_below(const fs::path &folder) {
  std::map<std::string, std::string> files;
  if (!fs::exists(folder)) return files;
  for (const auto &entry : fs::recursive_directory_iterator(folder))
    if (fs::is_regular_file(entry.path()))
      files[fs::relative(entry.path(), folder).string()] = base::read_file(entry.path());
  return files;
}

} // namespace curate::release
