#pragma once

#include <cstdint>
#include <libcurate/study/database.hpp>
#include <libcurate/study/study.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::consent {

/// A state of the ledger, signed with the study's key: how many events there were, and the hash of
/// the last, which holds those of all before it.
struct Checkpoint {
  std::int64_t number = 0; ///< of the last event
  std::string hash;        ///< its
  std::string recorded;    ///< UTC, ISO 8601
  std::string signature;   ///< Ed25519, base64

  bool operator==(const Checkpoint &) const = default;
};

/// Signs a state.
Checkpoint signed_checkpoint(std::int64_t number, const std::string &hash,
                             const std::string &recorded, const integrity::SigningKey &key);

/// Whether the signature is the key's for this state.
bool is_signed(const Checkpoint &checkpoint, const integrity::PublicKey &key);

/// The checkpoints of the registry, by number, as they stand: nothing is checked.
std::vector<Checkpoint> checkpoints(study::Database &database);
/// The one with the highest number.
std::optional<Checkpoint> newest_checkpoint(study::Database &database);
void add_checkpoint(study::Database &database, const Checkpoint &checkpoint);

/// The copy of the newest checkpoint in private/consent.checkpoint, by which a registry that lost
/// its last events is known. Nothing where there is no file; an empty one (number 0) where the file
/// is none of ours.
std::optional<Checkpoint> copied_checkpoint(const study::Study &study);
/// Writes the copy, unless a later one is there. Several programs may do so at once.
void copy_checkpoint(const study::Study &study, const Checkpoint &checkpoint);

} // namespace curate::consent
