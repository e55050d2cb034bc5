#include <libcurate/bids/entities.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace curate::bids {
namespace {

constexpr std::array<std::string_view, 16> keys = {"sub", "ses", "task", "acq",  "ce",   "trc",
                                                   "rec", "dir", "run",  "mod",  "echo", "flip",
                                                   "inv", "mt",  "part", "chunk"};

constexpr std::uint32_t bit(Entity entity) {
  return 1U << static_cast<unsigned>(entity);
}

template <typename... Es> constexpr std::uint32_t bits(Es... entities) {
  return (0U | ... | bit(entities));
}

/// What one kind of file may and must have in its name; sub, ses, acq and run are allowed to all.
struct FileRule {
  std::string_view datatype;
  std::vector<std::string_view> suffixes;
  std::uint32_t required = 0;
  std::uint32_t optional = 0;
  std::uint32_t forbidden = 0; ///< of those allowed to all others
};

/// Source: BIDS schema 1.11.1, rules.files.raw: anat, func, dwi, fmap, perf, pet.
const std::vector<FileRule> &file_rules() {
  using enum Entity;
  static const std::vector<FileRule> rules = {
      {"anat",
       {"T1w", "T2w", "PDw", "T2starw", "FLAIR", "inplaneT1", "inplaneT2", "PDT2", "angio"},
       0,
       bits(task, echo, part, ce, rec, chunk)},
      {"anat",
       {"T1map", "T2map", "T2starmap", "R1map", "R2map", "R2starmap", "PDmap", "MTRmap", "MTsat",
        "UNIT1", "T1rho", "MWFmap", "MTVmap", "Chimap", "S0map", "M0map"},
       0,
       bits(task, ce, rec, chunk)},
      {"anat", {"MEGRE"}, bits(echo), bits(task, part, ce, rec, chunk)},
      {"anat", {"MESE"}, bits(echo), bits(task, part, ce, rec, chunk)},
      {"anat", {"VFA"}, bits(flip), bits(task, echo, part, ce, rec, chunk)},
      {"anat", {"IRT1"}, bits(inv), bits(task, part, ce, rec, chunk)},
      {"anat", {"MP2RAGE"}, bits(inv), bits(task, echo, flip, part, ce, rec, chunk)},
      {"anat", {"MPM", "MTS"}, bits(flip, mt), bits(task, echo, part, ce, rec, chunk)},
      {"anat", {"MTR"}, bits(mt), bits(task, part, ce, rec, chunk)},
      {"func", {"bold", "cbv", "sbref"}, bits(task), bits(echo, dir, part, ce, rec, chunk)},
      {"dwi", {"dwi", "sbref"}, 0, bits(dir, part, rec, chunk)},
      {"fmap",
       {"phasediff", "phase1", "phase2", "magnitude1", "magnitude2", "magnitude", "fieldmap"},
       0,
       bits(chunk)},
      {"fmap", {"epi"}, bits(dir), bits(part, ce, rec, chunk)},
      {"fmap", {"m0scan"}, 0, bits(dir, part, ce, rec, chunk)},
      {"fmap", {"TB1DAM"}, bits(flip), bits(inv, part, ce, rec, chunk)},
      {"fmap", {"TB1EPI"}, bits(echo, flip), bits(inv, part, ce, rec, chunk)},
      {"fmap",
       {"TB1AFI", "TB1TFL", "TB1RFM", "RB1COR"},
       0,
       bits(echo, flip, inv, part, ce, rec, chunk)},
      {"fmap", {"TB1SRGE"}, bits(flip, inv), bits(echo, part, ce, rec, chunk)},
      {"fmap", {"TB1map", "RB1map"}, 0, bits(ce, rec, chunk)},
      {"perf", {"asl", "m0scan"}, 0, bits(echo, dir, part, rec)},
      {"pet", {"pet"}, 0, bits(task, trc, rec), bits(acq)},
  };
  return rules;
}

constexpr std::uint32_t always_allowed = bits(Entity::sub, Entity::ses, Entity::acq, Entity::run);

const FileRule *rule_of(std::string_view datatype, std::string_view suffix) {
  for (const FileRule &rule : file_rules())
    if (rule.datatype == datatype &&
        std::ranges::find(rule.suffixes, suffix) != rule.suffixes.end())
      return &rule;
  return nullptr;
}

bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_ascii_letter_or_digit(char c) {
  return is_ascii_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

} // namespace

const std::vector<Entity> &all_entities() {
  static const std::vector<Entity> all = [] {
    std::vector<Entity> list;
    for (std::size_t i = 0; i < keys.size(); ++i)
      list.push_back(static_cast<Entity>(i));
    return list;
  }();
  return all;
}

std::string_view key_of(Entity entity) {
  return keys.at(static_cast<std::size_t>(entity));
}

std::optional<Entity> entity_of(std::string_view key) {
  const auto found = std::ranges::find(keys, key);
  if (found == keys.end()) return std::nullopt;
  return static_cast<Entity>(found - keys.begin());
}

const std::string &Entities::label(Entity entity) const {
  static const std::string none;
  const auto found = labels.find(entity);
  return found == labels.end() ? none : found->second;
}

bool is_label(Entity entity, std::string_view text) {
  constexpr std::size_t longest =
      64; // a name of five such labels still fits the 255 of a file name
  if (text.empty() || text.size() > longest) return false;
  switch (entity) {
  case Entity::run:
  case Entity::echo:
  case Entity::flip:
  case Entity::inv:
  case Entity::chunk:
    return text.size() <= 6 && std::ranges::all_of(text, is_ascii_digit);
  case Entity::mt:
    return text == "on" || text == "off";
  case Entity::part:
    return text == "mag" || text == "phase" || text == "real" || text == "imag";
  case Entity::sub:
  case Entity::ses:
  case Entity::task:
  case Entity::acq:
  case Entity::ce:
  case Entity::trc:
  case Entity::rec:
  case Entity::dir:
  case Entity::mod:
    return std::ranges::all_of(text, is_ascii_letter_or_digit);
  }
  return false;
}

std::optional<std::string> datatype_of(std::string_view suffix) {
  for (const FileRule &rule : file_rules())
    if (std::ranges::find(rule.suffixes, suffix) != rule.suffixes.end())
      return std::string(rule.datatype);
  return std::nullopt;
}

bool allows(std::string_view datatype, std::string_view suffix, Entity entity) {
  const FileRule *rule = rule_of(datatype, suffix);
  return rule != nullptr &&
         ((rule->required | rule->optional | (always_allowed & ~rule->forbidden)) & bit(entity)) !=
             0;
}

bool requires_entity(std::string_view datatype, std::string_view suffix, Entity entity) {
  const FileRule *rule = rule_of(datatype, suffix);
  return rule != nullptr && (rule->required & bit(entity)) != 0;
}

Result<void> check(const Entities &name) {
  if (rule_of(name.datatype, name.suffix) == nullptr)
    return problem("NAME-SUFFIX", "BIDS has no such suffix in this folder",
                   "take a suffix and datatype of the BIDS specification");
  for (const Entity entity : all_entities()) {
    const auto found = name.labels.find(entity);
    const std::string key(key_of(entity));
    if (found == name.labels.end()) {
      if (requires_entity(name.datatype, name.suffix, entity))
        return problem("NAME-ENTITY", "this kind of file needs the entity " + key,
                       "give it a label");
      continue;
    }
    if (!allows(name.datatype, name.suffix, entity))
      return problem("NAME-ENTITY", "this kind of file may not have the entity " + key,
                     "leave it out");
    if (!is_label(entity, found->second))
      return problem("NAME-LABEL", "the label of " + key + " is not one that BIDS allows",
                     "use letters and digits only, at most 64");
  }
  return {};
}

} // namespace curate::bids
