#include <libcurate/bids/visit_names.hpp>

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <map>
#include <optional>
#include <set>

namespace curate::bids {
namespace {

using Group = std::vector<VisitPicture *>;

/// Pictures that would share a name, by that name.
std::map<Entities, Group> groups_of(std::span<VisitPicture> visit) {
  std::map<Entities, Group> groups;
  for (VisitPicture &picture : visit)
    if (picture.verdict->status == NameVerdict::Status::named)
      groups[picture.verdict->name].push_back(&picture);
  return groups;
}

/// Seconds since the year 0 or so, of "YYYY-MM-DDThh:mm:ss"; months count 31 days, which keeps
/// what lies within a second together but at midnight.
std::optional<double> seconds_of(const std::string &acquired) {
  if (acquired.size() < 19) return std::nullopt;
  double seconds = 0;
  constexpr double weights[] = {12 * 31 * 86400.0, 31 * 86400.0, 86400.0, 3600.0, 60.0};
  constexpr std::size_t begins[] = {0, 5, 8, 11, 14};
  for (std::size_t i = 0; i < 5; ++i) {
    const auto part = base::to_integer(acquired.substr(begins[i], i == 0 ? 4 : 2));
    if (!part) return std::nullopt;
    seconds += weights[i] * static_cast<double>(*part);
  }
  const auto last = base::to_double(acquired.substr(17));
  return last ? std::optional<double>(seconds + *last) : std::nullopt;
}

/// Whether both came of one acquisition: of one series, or begun within a second.
bool is_one_acquisition(const VisitPicture &a, const VisitPicture &b) {
  if (a.series == b.series) return true;
  const auto begin_a = seconds_of(a.acquired);
  const auto begin_b = seconds_of(b.acquired);
  return begin_a && begin_b && std::abs(*begin_a - *begin_b) <= 1.0;
}

bool may_take(const VisitPicture &picture, Entity entity) {
  const Entities &name = picture.verdict->name;
  return allows(name.datatype, name.suffix, entity) && name.label(entity).empty();
}

void label(VisitPicture &picture, Entity entity, const std::string &text) {
  if (text.empty() || !may_take(picture, entity)) return;
  picture.verdict->name.labels[entity] = text;
  picture.verdict->matched.push_back(std::string(key_of(entity)) + "-" + text +
                                     " tells it from another of the visit");
}

bool has_value(const NamingFacts &facts, std::string_view value) {
  return std::ranges::any_of(facts.texts.reveal().image_type, [&](const std::string &one) {
    return base::lower(base::trim(one)) == value;
  });
}

/// How the scanner reconstructed it. Siemens writes NORM, DIS2D and DIS3D to Image Type; GE puts
/// "PU:" (PURE) or "SCIC:" before the description of a corrected copy.
std::string reconstruction_of(const NamingFacts &facts) {
  const std::string description = base::lower(facts.texts.reveal().series_description.substr(0, 6));
  std::string text;
  if (has_value(facts, "norm") || description.starts_with("pu:") ||
      description.starts_with("scic:"))
    text = "norm";
  for (const char *distortion : {"dis2d", "dis3d"})
    if (has_value(facts, distortion)) {
      std::string part(distortion);
      if (!text.empty()) part[0] = 'D';
      return text + part;
    }
  return text;
}

/// Labels each echo of one acquisition by its rank; needs an echo time of each, all different.
void tell_echoes(const Group &group) {
  for (VisitPicture *one : group) {
    std::set<double> times;
    bool is_told = true;
    for (const VisitPicture *other : group) {
      if (!is_one_acquisition(*one, *other)) continue;
      const auto &time = other->facts->echo_time_s;
      is_told = is_told && time && times.insert(std::round(*time * 1e5)).second;
    }
    if (!is_told || times.size() < 2) continue;
    const auto rank =
        std::distance(times.begin(), times.find(std::round(*one->facts->echo_time_s * 1e5)));
    label(*one, Entity::echo, std::to_string(rank + 1));
  }
}

/// Where a group holds two reconstructions of one acquisition, all of it is labelled alike.
void tell_reconstructions(const Group &group) {
  bool has_twins = false;
  for (const VisitPicture *one : group)
    for (const VisitPicture *other : group)
      has_twins = has_twins || (is_one_acquisition(*one, *other) &&
                                reconstruction_of(*one->facts) != reconstruction_of(*other->facts));
  if (!has_twins) return;
  // What all share tells nothing.
  const auto all_say = [&](std::string_view what) {
    return std::ranges::all_of(group, [&](const VisitPicture *one) {
      return base::lower(reconstruction_of(*one->facts)).find(what) != std::string::npos;
    });
  };
  const bool all_normalized = all_say("norm");
  const bool all_corrected = all_say("dis2d") || all_say("dis3d");
  for (VisitPicture *one : group) {
    std::string text = base::lower(reconstruction_of(*one->facts));
    const bool is_normalized = text.starts_with("norm") && !all_normalized;
    std::string distortion = text.starts_with("norm") ? text.substr(4) : text;
    if (all_corrected) distortion.clear();
    if (is_normalized && !distortion.empty()) distortion[0] = 'D';
    label(*one, Entity::rec, (is_normalized ? "norm" : "") + distortion);
  }
}

/// A magnitude beside a phase of the same acquisition is `part-mag`, unless another picture is.
void tell_magnitudes(std::span<VisitPicture> visit) {
  const auto groups = groups_of(visit);
  for (const auto &[name, group] : groups) {
    if (!name.label(Entity::part).empty() || !allows(name.datatype, name.suffix, Entity::part))
      continue;
    const auto with_part = [&](const char *part) -> const Group * {
      Entities other = name;
      other.labels[Entity::part] = part;
      const auto found = groups.find(other);
      return found == groups.end() ? nullptr : &found->second;
    };
    if (with_part("mag") != nullptr) continue;
    for (const char *part : {"phase", "real", "imag"}) {
      const Group *others = with_part(part);
      if (others == nullptr) continue;
      for (VisitPicture *one : group)
        if (one->facts->component == dicom::Component::magnitude &&
            std::ranges::any_of(*others, [&](const VisitPicture *other) {
              return is_one_acquisition(*one, *other);
            }))
          label(*one, Entity::part, "mag");
    }
  }
}

/// Water alone and both in phase are two pictures of one Dixon scan.
std::string dixon_of(const NamingFacts &facts) {
  if (facts.dixon == dicom::DixonKind::water) return "water";
  return facts.dixon == dicom::DixonKind::in_phase ? "inphase" : "";
}

std::string kind_of(const NamingFacts &facts) {
  if (facts.series.acquisition_kind == dicom::AcquisitionKind::unknown) return "?";
  return facts.series.acquisition_kind == dicom::AcquisitionKind::two_d ? "2d" : "";
}

std::string sequence_of(const NamingFacts &facts) {
  const unsigned bits = facts.series.scanning_sequence;
  constexpr unsigned spin = 1, gradient = 4;
  if ((bits & (spin | gradient)) == 0) return "?";
  return (bits & spin) != 0 ? "se" : "";
}

std::string plane_of(const NamingFacts &facts) {
  const auto &o = facts.orientation_lps;
  const Vec3 normal = base::cross({o[0], o[1], o[2]}, {o[3], o[4], o[5]});
  constexpr double mostly = 0.8;
  if (std::abs(normal[0]) > mostly) return "sag";
  if (std::abs(normal[1]) > mostly) return "cor";
  return std::abs(normal[2]) > mostly ? "" : "?";
}

/// Labels a group by a fact that differs within it and is known of all; whether it did.
bool tell_by(const Group &group, std::string (*fact)(const NamingFacts &)) {
  std::set<std::string> values;
  for (const VisitPicture *one : group)
    values.insert(fact(*one->facts));
  if (values.size() < 2 || values.contains("?")) return false;
  for (VisitPicture *one : group) {
    std::string added = fact(*one->facts);
    auto &labels = one->verdict->name.labels;
    const auto known = labels.find(Entity::acq);
    if (added.empty() ||
        !allows(one->verdict->name.datatype, one->verdict->name.suffix, Entity::acq))
      continue;
    one->verdict->matched.push_back("acq " + added + " tells it from another of the visit");
    if (known == labels.end()) {
      labels[Entity::acq] = added;
    } else {
      if (added[0] >= 'a' && added[0] <= 'z') added[0] = static_cast<char>(added[0] - 'a' + 'A');
      known->second += added;
    }
  }
  return true;
}

} // namespace

void tell_apart(std::span<VisitPicture> visit) {
  const auto for_groups = [&](const auto &tell) {
    for (const auto &[name, group] : groups_of(visit))
      if (group.size() > 1) tell(group);
  };
  for_groups(tell_echoes);
  for_groups(tell_reconstructions);
  tell_magnitudes(visit);
  for (auto *fact : {dixon_of, kind_of, sequence_of, plane_of})
    for_groups([&](const Group &group) {
      if (group.front()->verdict->name.datatype == "anat") tell_by(group, fact);
    });
}

} // namespace curate::bids
