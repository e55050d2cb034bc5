#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/study/keys.hpp>
#include <libcurate/study/settings.hpp>
#include <string>

namespace curate::study {

/// A study's folder: where everything lies, its settings and its key. Its form is
/// docs/formats/study.md.
class Study {
public:
  /// Makes the folder, keys, registry and study.json (last: a broken-off init is simply run again).
  /// Nothing that is there is overwritten. Throws UsageError where there is a study already, or
  /// where the folder lies inside one.
  /// `registry`: a PostgreSQL server's address; empty for a file.
  static Study init(const fs::path &folder, const std::string &name,
                    const std::string &registry = {});
  /// The study in exactly this folder. Throws InputError where it is none, UsageError for wrong
  /// settings, PolicyError for a missing or damaged key.
  static Study open(const fs::path &folder);
  /// The study of the nearest folder, from `from` upwards, that has a study.json. Throws as `open`.
  static Study find(const fs::path &from);

  const fs::path &root() const { return root_; }
  fs::path dataset() const { return root_ / "dataset"; }
  fs::path releases() const { return root_ / "releases"; }
  fs::path private_folder() const { return root_ / "private"; }
  fs::path unnamed() const { return private_folder() / "unnamed"; }
  fs::path plans() const { return private_folder() / "plans"; }
  const Settings &settings() const { return settings_; }
  const Key &key() const { return key_; }
  /// Read when asked for. Throws PolicyError.
  integrity::SigningKey signing_key() const { return read_signing_key(private_folder()); }
  /// What was noticed on opening: permissions.
  const Findings &findings() const { return findings_; }

private:
  Study() = default;

  fs::path root_;
  Settings settings_;
  Key key_;
  Findings findings_;
};

} // namespace curate::study
