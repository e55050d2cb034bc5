#pragma once

#include <libcurate/study/database.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::study {

/// Somebody whom releases are sent to.
struct Recipient {
  std::string name;
  std::string region;           ///< ISO 3166-1 alpha-2
  std::string contact;          ///< where notices go
  std::string agreement_sha256; ///< of the signed agreement; empty where there is none
  std::string added;            ///< UTC, ISO 8601

  bool operator==(const Recipient &) const = default;
};

/// Who receives releases. The database outlives it.
class Recipients {
public:
  explicit Recipients(Database &database) : database_(database) {}

  /// By name.
  std::vector<Recipient> all() const;
  std::optional<Recipient> find(const std::string &name) const;
  /// Adds one, or changes what is known of it but when it was added; whether anything changed.
  bool put(const Recipient &recipient);

private:
  Database &database_;
};

} // namespace curate::study
