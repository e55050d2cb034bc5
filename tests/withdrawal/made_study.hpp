#pragma once

#include "tests/support/folders.hpp"

#include <libcurate/base/atomic_file.hpp>
#include <libcurate/consent/ledger.hpp>
#include <libcurate/study/recipients.hpp>
#include <libcurate/study/registry.hpp>
#include <libcurate/study/releases.hpp>
#include <libcurate/study/study.hpp>
#include <map>
#include <string>
#include <vector>

namespace curate::withdrawal {

/// Six people with pictures, derivatives, pending work, tables, mixed consents and two releases to
/// two recipients, made by hand.
class MadeStudy {
public:
  static const std::vector<std::string> &labels() {
    static const std::vector<std::string> all{"K7QW2MZX41", "B3NVT8RLQ2", "P9XK4HDWM3",
                                              "C6JYU2GFS4", "M4ZRE7TBN5", "07"};
    return all;
  }

  /// In a folder that is empty.
  static study::Study make(const fs::path &folder) {
    study::Study study = study::Study::init(folder, "made");
    study::Registry registry(study, study::Access::write);
    study::Transaction transaction(registry.database());
    for (const auto &label : labels())
      add_person(study, registry, label);
    add_tables(study);
    add_derivatives(study);
    add_releases(registry.database());
    transaction.commit();
    consent::Ledger ledger(study, registry.database());
    std::vector<consent::NewEvent> events;
    for (const auto &label : labels()) {
      consent::NewEvent event;
      event.subject = label;
      event.valid_from = base::day_of("2020-01-01").value();
      event.by = "officer";
      event.scope = R"({"made":true})";
      events.push_back(event);
    }
    ledger.append(events);
    return study;
  }

  /// The bytes of every file but those of `left_out`, by path below the study.
  static std::map<std::string, std::string> bytes(const fs::path &root,
                                                  const std::string &left_out = "\n") {
    std::map<std::string, std::string> all;
    for (const auto &entry : fs::recursive_directory_iterator(root)) {
      if (!fs::is_regular_file(entry.symlink_status())) continue;
      const std::string path = entry.path().lexically_relative(root).string();
      if (!path.starts_with(left_out)) all[path] = base::read_file(entry.path());
    }
    return all;
  }

  static void write(const study::Study &study, const std::string &path, const std::string &text) {
    base::write_file(study.root() / path, text, base::Overwrite::yes);
  }

private:
  static void add_person(const study::Study &study, study::Registry &registry,
                         const std::string &label) {
    const std::string sub = "sub-" + label;
    const std::string stem = "dataset/" + sub + "/ses-1/anat/" + sub + "_ses-1_T1w";
    write(study, stem + ".nii.gz", "picture of " + label);
    write(study, stem + ".json", "{\"EchoTime\": 0.01}\n");
    write(study, "dataset/" + sub + "/ses-1/" + sub + "_ses-1_scans.tsv",
          "filename\tacq_time\nanat/" + sub + "_ses-1_T1w.nii.gz\t1900-01-01T00:00:00\n");
    write(study, "dataset/" + sub + "/" + sub + "_sessions.tsv", "session_id\nses-1\n");
    write(study, "private/unnamed/" + sub + "/3_localizer.nii.gz", "unnamed");
    write(study, "private/faces/" + sub + "_ses-1.json", "{\"frames\": []}\n");
    write(study, "dataset/" + sub + "/ses-1/anat/." + sub + "_ses-1_T2w.nii.gz.partial", "half");
    const std::string token = "token-of-" + std::to_string(label.size()) + label.substr(0, 1);
    registry.freeze(std::vector{study::PersonRow{token, label, "n", "b"}},
                    std::vector{study::VisitRow{"visit" + token, label, "1900-01-01", "1"}},
                    std::vector{study::NameRow{"series" + token, 0,
                                               sub + "/ses-1/anat/" + sub + "_ses-1_T1w", "x"}});
    registry.record({"series" + token,
                     "study",
                     "visit" + token,
                     "content",
                     label,
                     "1",
                     "written",
                     "",
                     {{0, "written", "", "t1w", sub + "/ses-1/anat/" + sub + "_ses-1_T1w"}},
                     {{stem + ".nii.gz", 0, "digest", true, true, "removed"},
                      {stem + ".json", 0, "digest", true, true, ""}}});
  }

  static void add_tables(const study::Study &study) {
    std::string people = "participant_id\tage\n", phenotype = "participant_id\tedss\n",
                plan = "key\tname\taction\n", group = "participant,volume\n";
    for (const auto &label : labels()) {
      people += "sub-" + label + "\t30\n";
      phenotype += "sub-" + label + "\t1.5\n";
      plan += "key\tsub-" + label + "/ses-1/anat/sub-" + label + "_ses-1_T1w\tinclude\n";
      group += label + ",\"1,5\"\n";
    }
    write(study, "dataset/participants.tsv", people);
    write(study, "dataset/phenotype/clinic.tsv", phenotype);
    write(study, "private/plans/plan.tsv", plan);
    write(study, "dataset/derivatives/volumes/group.csv", group);
    write(study, "dataset/README", "A made study.\n");
    write(study, "dataset/dataset_description.json", "{\"Name\": \"made\"}\n");
    write(study, "private/unfinished", "a conversion was begun\n");
  }

  static void add_derivatives(const study::Study &study) {
    std::string sources;
    for (const auto &label : labels()) {
      const std::string sub = "sub-" + label;
      write(study, "dataset/derivatives/volumes/" + sub + "/" + sub + "_desc-brain_mask.nii.gz",
            "mask of " + label);
      write(study, "dataset/derivatives/surfaces/" + sub + "_ses-1/stats/aseg.stats", "stats");
      sources += (sources.empty() ? "" : ", ") + ("\"bids::" + sub) + "/ses-1/anat\"";
    }
    write(study, "dataset/derivatives/volumes/tpl-made_T1w.json",
          "{\"Sources\": [" + sources + "]}\n");
    write(study, "dataset/derivatives/volumes/tpl-made_T1w.nii.gz", "an average");
    write(study, "dataset/derivatives/volumes/logs/run.txt", "all went well\n");
    write(study, "dataset/derivatives/alone/sub-07/sub-07_mask.nii.gz", "of one person");
    write(study, "dataset/derivatives/alone/average.nii.gz", "of one person");
  }

  static void add_releases(study::Database &database) {
    study::Recipients(database).put({"Lab A", "DE", "a@lab.example", "", "2026-01-01T00:00:00Z"});
    study::Recipients(database).put({"Lab B", "FR", "b@lab.example", "", "2026-01-01T00:00:00Z"});
    study::Releases releases(database);
    std::vector<study::ReleasedSubject> first, second;
    for (const auto &label : labels()) {
      first.push_back({"1.0.0", label, label});
      if (label != "07") second.push_back({"1.1.0@Lab B", label, "r" + label});
    }
    releases.put({"1.0.0", "made", "CC0-1.0", "open", "2026-01-01", std::string(64, '1'),
                  std::string(64, 'a'), "built"},
                 first);
    releases.put({"1.1.0@Lab B", "made", "LicenseRef-x", "controlled", "2026-02-01",
                  std::string(64, '2'), std::string(64, 'b'), "built"},
                 second);
    releases.deliver({"1.0.0", "Lab A", "2026-01-02"});
    releases.deliver({"1.1.0@Lab B", "Lab B", "2026-02-02"});
  }
};

} // namespace curate::withdrawal
