#pragma once

#include <libcurate/base/result.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::bids {

/// The entities of raw MR and PET data, in the order in which they stand in a name. Source:
/// BIDS 1.10, entity table.
enum class Entity {
  sub,
  ses,
  task,
  acq,
  ce,
  trc,
  rec,
  dir,
  run,
  mod,
  echo,
  flip,
  inv,
  mt,
  part,
  chunk
};

/// All of them, in order.
const std::vector<Entity> &all_entities();

/// "sub", "ses", ...: the key as it stands in a name.
std::string_view key_of(Entity entity);
/// The entity of a key; nothing for other words.
std::optional<Entity> entity_of(std::string_view key);

/// A BIDS name in parts: complete, or still without subject, session and run.
struct Entities {
  std::string datatype; ///< the folder: anat, func, dwi, fmap, perf, pet
  std::string suffix;   ///< T1w, bold, ...
  std::map<Entity, std::string> labels;

  /// Its label; empty where the name has none.
  const std::string &label(Entity entity) const;
  bool operator==(const Entities &) const = default;
  auto operator<=>(const Entities &) const = default;
};

/// Whether a text may be the label of an entity: letters and digits, 1 to 64 of them; digits alone
/// for run, echo, flip and inv; on/off for mt; mag, phase, real, imag for part.
bool is_label(Entity entity, std::string_view text);

/// The folder in which files with this suffix belong ("bold": "func"); sbref belongs to two, and
/// gives "func". Nothing for suffixes that BIDS does not have for MR and PET.
std::optional<std::string> datatype_of(std::string_view suffix);

/// Whether names of this kind may, or must, have the entity.
bool allows(std::string_view datatype, std::string_view suffix, Entity entity);
bool requires_entity(std::string_view datatype, std::string_view suffix, Entity entity);

/// Whether BIDS has such a name: suffix within the folder, entities allowed and none missing,
/// labels well formed. `sub` is not asked for. Fails with NAME-SUFFIX, NAME-ENTITY or NAME-LABEL.
/// Source: BIDS schema 1.11.1, rules.files.raw.
Result<void> check(const Entities &name);

} // namespace curate::bids
