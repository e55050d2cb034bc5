#pragma once

#include <libcurate/study/database.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::study {

/// What was built to leave.
struct Release {
  std::string version, name; ///< "1.0.0", and the dataset's name
  std::string license;       ///< SPDX id, or LicenseRef-...
  std::string access;        ///< "open", "registered", "controlled"
  std::string date;          ///< "YYYY-MM-DD"
  std::string nonce;         ///< hexadecimal digits: what tokens of revocations are made under
  std::string digest;        ///< SHA-256 of its manifest
  std::string state;         ///< "building", "built"

  bool operator==(const Release &) const = default;
};

/// Somebody in a release, under the label that recipients see.
struct ReleasedSubject {
  std::string version, subject, released_label; ///< labels without "sub-"

  bool operator==(const ReleasedSubject &) const = default;
};

/// Who holds a release.
struct Delivery {
  std::string version, recipient, sent; ///< sent: "YYYY-MM-DD"

  bool operator==(const Delivery &) const = default;
};

/// The releases of a study, who is in them and who holds them. The database outlives it. Lists are
/// sorted by version as text, then by the next member.
class Releases {
public:
  explicit Releases(Database &database) : database_(database) {}

  std::vector<Release> all() const;
  std::optional<Release> find(const std::string &version) const;
  std::vector<ReleasedSubject> subjects_of(const std::string &version) const;
  /// Where a person is.
  std::vector<ReleasedSubject> with(const std::string &subject) const;
  std::vector<Delivery> deliveries() const;
  std::vector<Delivery> deliveries_of(const std::string &version) const;

  /// Records a release and who is in it, in one transaction; replaces what was known of it.
  void put(const Release &release, const std::vector<ReleasedSubject> &subjects);
  void change_state(const std::string &version, const std::string &state);
  /// Adds a holder; the first date stays.
  void deliver(const Delivery &delivery);

private:
  Database &database_;
};

} // namespace curate::study
