#include <libcurate/bids/field_map_links.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>
#include <libcurate/bids/path.hpp>
#include <map>
#include <set>

namespace curate::bids {
namespace {

/// The files that map the field together.
struct FieldMap {
  std::string identifier, acquired;
  std::string only_for; ///< a folder; empty: for all
  bool is_epi = false;
  std::set<std::string> directions; ///< of echo-planar ones
  std::vector<std::size_t> members;
  bool can_map = false; ///< has a phase, a map or an epi; not magnitudes alone
};

bool is_magnitude(const Entities &name) {
  return name.suffix.starts_with("magnitude");
}

/// Files with the same key belong to one map.
std::string key_of_map(const Entities &name) {
  std::string key = "fmap";
  if (!name.label(Entity::ses).empty()) key.append("_ses").append(name.label(Entity::ses));
  key += name.suffix == "epi" ? "_epi" : "_gre";
  for (const Entity entity : {Entity::acq, Entity::ce, Entity::rec, Entity::run})
    if (!name.label(entity).empty())
      key.append("_").append(key_of(entity)).append(name.label(entity));
  return key;
}

std::string meant_for(const Entities &name) {
  const std::string acq = base::lower(name.label(Entity::acq));
  const auto says = [&](std::initializer_list<const char *> words) {
    return std::ranges::any_of(
        words, [&](const char *word) { return acq.find(word) != std::string::npos; });
  };
  if (says({"func", "bold", "fmri", "task"})) return "func";
  if (says({"dwi", "dti", "diff"})) return "dwi";
  if (says({"asl", "perf"})) return "perf";
  return "";
}

std::vector<FieldMap> field_maps(std::span<const Linkable> session) {
  std::map<std::string, FieldMap> maps;
  for (std::size_t i = 0; i < session.size(); ++i) {
    const Linkable &picture = session[i];
    if (picture.name.datatype != "fmap" || picture.name.suffix == "m0scan" ||
        picture.name.suffix.starts_with("TB1") || picture.name.suffix.starts_with("RB1"))
      continue;
    FieldMap &map = maps[key_of_map(picture.name)];
    if (map.members.empty() || picture.acquired < map.acquired) map.acquired = picture.acquired;
    map.identifier = key_of_map(picture.name);
    map.only_for = meant_for(picture.name);
    map.is_epi = picture.name.suffix == "epi";
    map.directions.insert(picture.phase_encoding_direction);
    map.can_map = map.can_map || !is_magnitude(picture.name);
    map.members.push_back(i);
  }
  std::vector<FieldMap> list;
  for (auto &entry : maps)
    if (entry.second.can_map) list.push_back(std::move(entry.second));
  std::ranges::stable_sort(list, {}, &FieldMap::acquired);
  return list;
}

bool is_target(const Entities &name) {
  return name.datatype == "func" || name.datatype == "dwi" || name.datatype == "perf";
}

bool serves(const FieldMap &map, const Linkable &target) {
  if (!map.only_for.empty() && map.only_for != target.name.datatype) return false;
  const bool is_single = map.is_epi && map.directions.size() == 1;
  return !is_single || target.phase_encoding_direction.empty() ||
         !map.directions.contains(target.phase_encoding_direction);
}

/// The last map before the target, else the first after it; both directions are better than one.
const FieldMap *choose(const std::vector<FieldMap> &maps, const Linkable &target) {
  const FieldMap *chosen = nullptr;
  for (const FieldMap &map : maps)
    if (serves(map, target) && (chosen == nullptr || map.acquired <= target.acquired))
      chosen = &map;
  return chosen;
}

/// "ses-1/func/...nii.gz": the path below the subject's folder.
std::string below_subject(const Entities &name) {
  const std::string path = path_of(name, ".nii.gz");
  return path.substr(path.find('/') + 1);
}

void add_echo_times(Link &link, const FieldMap &map, std::span<const Linkable> session) {
  if (link.name.suffix != "phasediff") return;
  for (const std::size_t member : map.members) {
    if (session[member].name.suffix == "magnitude1")
      link.echo_time_1_s = session[member].echo_time_s;
    if (session[member].name.suffix == "magnitude2")
      link.echo_time_2_s = session[member].echo_time_s;
  }
}

/// The asl that an m0scan calibrates.
std::vector<std::size_t> served_by(const Entities &m0, std::span<const Linkable> session) {
  std::vector<std::size_t> same, all;
  for (std::size_t i = 0; i < session.size(); ++i) {
    const Entities &name = session[i].name;
    if (name.datatype != "perf" || name.suffix != "asl") continue;
    all.push_back(i);
    if (name.label(Entity::acq) == m0.label(Entity::acq)) same.push_back(i);
  }
  return same.empty() ? all : same;
}

void link_m0(std::span<const Linkable> session, std::vector<Link> &links) {
  for (std::size_t i = 0; i < session.size(); ++i) {
    if (session[i].name.suffix != "m0scan") continue;
    for (const std::size_t target : served_by(session[i].name, session)) {
      links[i].intended_for.push_back(below_subject(session[target].name));
      links[target].has_separate_m0 = true;
    }
  }
}

} // namespace

std::vector<Link> link_field_maps(std::span<const Linkable> session) {
  std::vector<Link> links(session.size());
  for (std::size_t i = 0; i < session.size(); ++i)
    links[i].name = session[i].name;
  const std::vector<FieldMap> maps = field_maps(session);
  for (const FieldMap &map : maps)
    for (const std::size_t member : map.members) {
      links[member].b0_field_identifier = map.identifier;
      add_echo_times(links[member], map, session);
    }
  for (std::size_t i = 0; i < session.size(); ++i) {
    if (!is_target(session[i].name)) continue;
    const FieldMap *map = choose(maps, session[i]);
    if (map == nullptr) continue;
    links[i].b0_field_source = map->identifier;
    if (map->is_epi && map->directions.size() == 1)
      links[i].b0_field_identifier = map->identifier; // one direction needs the picture's own
    for (const std::size_t member : map->members)
      links[member].intended_for.push_back(below_subject(session[i].name));
  }
  link_m0(session, links);
  for (Link &link : links)
    std::ranges::sort(link.intended_for);
  return links;
}

} // namespace curate::bids
