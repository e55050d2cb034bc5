#include <libcurate/bids/protocol_name.hpp>

#include <algorithm>
#include <array>
#include <libcurate/base/text.hpp>
#include <libcurate/bids/builtin.hpp>

namespace curate::bids {
namespace {

/// What a text spells, as far as it goes.
struct Spelled {
  Entities name;
  std::optional<std::string> session;
  std::string run_mark; ///< digits, "+" or "="
  bool joins_session = false;
  bool has_sequence_type = false; ///< begins with anat, func, dwi, fmap or perf
  bool has_pairs = false;
  bool lost_label =
      false; ///< one was left out: not well formed, too long, or taken out by the scrubber
};

/// The spelling of BIDS for a suffix in any case; empty for words that are no suffix.
std::string suffix_of(std::string_view word) {
  static constexpr std::array suffixes = {
      "T1w",       "T2w",      "PDw",       "T2starw",    "FLAIR",      "PDT2",      "angio",
      "MP2RAGE",   "UNIT1",    "MEGRE",     "MESE",       "bold",       "sbref",     "cbv",
      "dwi",       "epi",      "asl",       "magnitude1", "magnitude2", "phase1",    "phase2",
      "phasediff", "fieldmap", "magnitude", "inplaneT1",  "inplaneT2",  "m0scan",    "VFA",
      "MTS",       "MPM",      "T1map",     "T2map",      "MTR",        "T2starmap", "R2starmap"};
  for (const char *suffix : suffixes)
    if (base::lower(suffix) == base::lower(word)) return suffix;
  return {};
}

bool is_sequence_type(std::string_view word) {
  return word == "anat" || word == "func" || word == "dwi" || word == "fmap" || word == "perf";
}

/// Without ReproIn's "<prefix>:", "WIP " (Philips), "bids_", what follows a blank, and ReproIn's
/// "__comment".
std::string_view core_of(std::string_view text) {
  text = base::trim(text.substr(0, 300));
  const auto colon = text.find(':');
  const auto is_prefix = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  };
  if (colon != std::string_view::npos && std::ranges::all_of(text.substr(0, colon), is_prefix))
    text = base::trim(text.substr(colon + 1));
  if (text.starts_with("WIP ")) text = base::trim(text.substr(4));
  if (text.starts_with("bids_")) text = text.substr(5);
  text = text.substr(0, text.find(' '));
  return text.substr(0, text.find("__"));
}

/// A label as ReproIn cleans it: "-" as "X", dots and plus signs left out. Other characters stay,
/// and make it no label.
std::string cleaned(std::string_view label) {
  std::string text;
  for (const char c : label) {
    if (c == '-')
      text += 'X';
    else if (c != '.' && c != '+')
      text += c;
  }
  return text;
}

/// Whether "key-label" stands in the scrubbed text with no letter or digit on either side.
bool survived_in(const std::string &scrubbed, std::string_view pair) {
  const auto joins = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  for (auto at = scrubbed.find(pair); at != std::string::npos; at = scrubbed.find(pair, at + 1)) {
    const auto end = at + pair.size();
    if ((at == 0 || !joins(scrubbed[at - 1])) && (end == scrubbed.size() || !joins(scrubbed[end])))
      return true;
  }
  return false;
}

bool survived(const NamingFacts &facts, std::string_view pair) {
  return survived_in(facts.scrubbed_protocol_name, pair) ||
         survived_in(facts.scrubbed_series_description, pair);
}

/// Takes one "key-label" into the name where it is one that may be kept.
void take_pair(Spelled &spelled, std::string_view pair, const NamingFacts &facts) {
  const auto dash = pair.find('-');
  const auto entity = entity_of(pair.substr(0, dash));
  const std::string label = cleaned(pair.substr(dash + 1));
  spelled.has_pairs = spelled.has_pairs || entity.has_value();
  constexpr std::size_t longest = 20;
  if (!entity || *entity == Entity::sub) return;
  if (*entity == Entity::run) {
    if (is_label(Entity::run, label)) spelled.run_mark = label;
    return;
  }
  if (label.size() > longest || !is_label(*entity, label) || !survived(facts, pair)) {
    spelled.lost_label = true;
    return;
  }
  if (*entity == Entity::ses)
    spelled.session = label;
  else
    spelled.name.labels.try_emplace(*entity, label);
}

/// Takes "run+", "run=", "ses+" or "ses="; false for other words.
bool take_mark(Spelled &spelled, std::string_view word) {
  if (word == "run+" || word == "run=") {
    spelled.run_mark = word.substr(3);
    return true;
  }
  spelled.joins_session = spelled.joins_session || word == "ses=";
  return word == "ses+" || word == "ses=";
}

std::optional<Spelled> spell(const std::string &text, const NamingFacts &facts) {
  Spelled spelled;
  const auto words = base::split(core_of(text), '_');
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    const auto dash = word.find('-');
    if (i == 0 && is_sequence_type(word.substr(0, dash))) {
      spelled.has_sequence_type = true;
      spelled.name.datatype = std::string(word.substr(0, dash));
      if (dash == std::string_view::npos) continue;
      spelled.name.suffix = suffix_of(word.substr(dash + 1));
      if (spelled.name.suffix.empty()) return std::nullopt;
    } else if (take_mark(spelled, word)) {
      spelled.has_pairs = true;
    } else if (dash != std::string_view::npos) {
      take_pair(spelled, word, facts);
    } else if (const std::string suffix = suffix_of(word); !suffix.empty()) {
      spelled.name.suffix = suffix;
    } else if (!(word.empty() && i + 1 == words.size())) {
      if (!spelled.has_sequence_type) return std::nullopt; // a word that BIDS does not have
      spelled.lost_label = true;
    }
  }
  const bool is_form =
      (spelled.has_pairs && !spelled.name.suffix.empty()) ||
      (spelled.has_sequence_type && (spelled.has_pairs || !spelled.name.suffix.empty()));
  if (!is_form) return std::nullopt;
  return spelled;
}

/// MP2RAGE writes several pictures under one protocol name: which one this is, is told as for other
/// names.
void tell_mp2rage_apart(Entities &name, const NamingFacts &facts) {
  if (name.suffix != "MP2RAGE" || !name.label(Entity::inv).empty()) return;
  const NameVerdict known = builtin_name(facts);
  if (known.status != NameVerdict::Status::named || known.rule != "builtin.mp2rage") return;
  name.suffix = known.name.suffix;
  for (const Entity entity : {Entity::inv, Entity::rec})
    if (!known.name.label(entity).empty())
      name.labels.try_emplace(entity, known.name.label(entity));
}

/// The suffix that a text leaves out, from its folder and from what the picture is.
void complete(Entities &name, const NamingFacts &facts) {
  if (name.suffix.empty()) {
    if (name.datatype == "func")
      name.suffix = "bold";
    else if (name.datatype == "dwi")
      name.suffix = "dwi";
    else if (name.datatype == "perf")
      name.suffix = "asl";
    else if (name.datatype == "fmap" && !name.label(Entity::dir).empty())
      name.suffix = "epi";
    else if (const auto known = builtin_name(facts); known.name.datatype == name.datatype)
      name.suffix = known.name.suffix;
  }
  tell_mp2rage_apart(name, facts);
  if (name.datatype.empty()) name.datatype = datatype_of(name.suffix).value_or("");
  if ((name.suffix == "bold" || name.suffix == "dwi") && says_sbref(facts))
    name.suffix = "sbref"; // the scanner marks the reference in the description alone
  if (requires_entity(name.datatype, name.suffix, Entity::task))
    name.labels.try_emplace(Entity::task, task_label(facts));
  if (requires_entity(name.datatype, name.suffix, Entity::dir))
    if (const auto direction = direction_label(facts))
      name.labels.try_emplace(Entity::dir, *direction);
  for (auto at = name.labels.begin(); at != name.labels.end();)
    at = allows(name.datatype, name.suffix, at->first) ? std::next(at) : name.labels.erase(at);
  add_echo_and_part(name, facts);
}

/// What the text was read for, in words of ours.
std::vector<std::string> matched_of(const Spelled &spelled, bool is_protocol_name) {
  std::vector<std::string> matched = {is_protocol_name ? "protocol name" : "series description"};
  if (spelled.has_sequence_type) matched.push_back("type " + spelled.name.datatype);
  for (const auto &[entity, label] : spelled.name.labels)
    matched.push_back(std::string(key_of(entity)) + "-" + label);
  if (!spelled.run_mark.empty()) matched.push_back("run " + spelled.run_mark);
  return matched;
}

} // namespace

std::optional<NameVerdict> name_in_protocol(const NamingFacts &facts) {
  const deid::NamingTexts &texts = facts.texts.reveal();
  for (const std::string *text : {&texts.protocol_name, &texts.series_description}) {
    auto spelled = spell(*text, facts);
    if (!spelled) continue;
    const auto field_map = builtin_field_map(facts);
    const bool may_be_gradient =
        spelled->name.suffix != "epi" && spelled->name.label(Entity::dir).empty();
    if (spelled->name.datatype == "fmap" && may_be_gradient && field_map &&
        field_map->status == NameVerdict::Status::named)
      spelled->name.suffix = field_map->name.suffix; // one protocol gives magnitudes and phases
    const auto matched = matched_of(*spelled, text == &texts.protocol_name);
    complete(spelled->name, facts);
    const bool lacks_b_values = spelled->name.suffix == "dwi" && facts.b_values_s_per_mm2.empty();
    if (lacks_b_values || !check(spelled->name)) continue;
    NameVerdict verdict =
        named("protocol-name",
              spelled->lost_label ? "the protocol name is in BIDS or ReproIn form; a word outside "
                                    "the form or the vocabulary was left out"
                                  : "the protocol name is in BIDS or ReproIn form",
              spelled->name);
    verdict.session = spelled->session;
    verdict.run_mark = spelled->run_mark;
    verdict.joins_session = spelled->joins_session;
    verdict.matched = matched;
    return verdict;
  }
  return std::nullopt;
}

} // namespace curate::bids
