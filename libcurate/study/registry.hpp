#pragma once

#include <libcurate/study/database.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace curate::study {

class Study;

/// A person's id: keyed digests only, and the label it goes with.
struct PersonRow {
  std::string person, label, name, birth_date;

  bool operator==(const PersonRow &) const = default;
};

/// A person's day at the scanner, and the session label it has for good.
struct VisitRow {
  std::string visit, label, day, session; ///< day: shifted, "YYYY-MM-DD"; empty where not known

  bool operator==(const VisitRow &) const = default;
};

/// The name a picture has for good. `part` counts the pictures of one series from 0.
struct NameRow {
  std::string series;
  int part = 0;
  std::string entities; ///< as JSON text
  std::string acquired; ///< shifted

  bool operator==(const NameRow &) const = default;
};

/// What became of one picture of a series.
struct PictureRow {
  int part = 0;
  std::string status, code, rule, name;

  bool operator==(const PictureRow &) const = default;
};

/// A file that was written, and what was verified of it while it had this digest.
struct FileRow {
  std::string path; ///< relative to the study
  int part = 0;
  std::string sha256;
  bool is_deidentified = false, is_searched = false;
  std::string face; ///< "kept", "removed", "no_face", ""

  bool operator==(const FileRow &) const = default;
};

/// What became of a series.
struct SeriesRow {
  std::string series, study, visit, content; ///< tokens; see deid::SeriesTokens
  std::string label, session;
  std::string status, code; ///< "written", "skipped", "failed", and why
  std::vector<PictureRow> pictures;
  std::vector<FileRow> files;

  bool operator==(const SeriesRow &) const = default;
};

/// The study's memory: who has which label, which names were given, what was written. Holds keyed
/// digests and labels, no identifier of a person. Every change is one transaction: killed at any
/// time, a registry is as before the change or after it. One thread at a time.
/// Throws SystemError as Database does.
class Registry {
public:
  using Access = study::Access;

  /// With Access::write holds the study's lock until destroyed, and upgrades an older registry.
  /// Throws SystemError STUDY-LOCKED when another process writes; PolicyError
  /// STUDY-REGISTRY-MISSING, STUDY-REGISTRY-NEWER, or STUDY-KEY-CHANGED when the registry belongs
  /// to another key.
  Registry(const Study &study, Access access);
  Registry(Registry &&) noexcept;
  Registry &operator=(Registry &&) = delete;
  ~Registry();

  /// What it is kept in, for the other tables of the same study.
  Database &database() const;

  /// All of them, sorted by their first member.
  std::vector<PersonRow> people() const;
  std::vector<VisitRow> visits() const;
  std::vector<NameRow> names() const;
  std::vector<SeriesRow> series() const;
  std::vector<FileRow> files() const;
  /// Of all people of series, whatever became of these; sorted.
  std::vector<std::string> labels() const;
  std::optional<SeriesRow> find_series(const std::string &series) const;

  /// What a run decides before it writes, in one transaction. Rows with the same key are replaced.
  void freeze(std::span<const PersonRow> people, std::span<const VisitRow> visits,
              std::span<const NameRow> names);
  /// What became of a series, in one transaction; replaces what was known of it. Called when its
  /// files have their final names: files without a row are left-overs of a killed run.
  void record(const SeriesRow &series);

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace curate::study
