#pragma once

#include <span>
#include <vector>

namespace soci {
class session;
}

namespace curate::study {

/// A statement of SQL that all databases take, or one of them only.
struct MigrationStep {
  enum class Only { any, sqlite, postgresql };

  MigrationStep(const char *statement) : text(statement) {}
  MigrationStep(Only database, const char *statement) : text(statement), only(database) {}

  const char *text;
  Only only = Only::any;
};

/// The statements that lift a registry from one version to the next.
using Migration = std::vector<MigrationStep>;

/// Migration i lifts version i to i + 1. Version 0 is an empty database. A migration that was
/// published never changes; a new one is added behind it.
std::span<const Migration> migrations();

/// Which version a registry has; 0 where it has none.
int version_of(soci::session &database);

/// Brings a registry to the newest version in one transaction; two programs at once do it once.
/// Throws PolicyError STUDY-REGISTRY-NEWER when a newer program wrote it.
void bring_up_to_date(soci::session &database, std::span<const Migration> steps);

} // namespace curate::study
