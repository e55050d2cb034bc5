#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/withdrawal/plan.hpp>

#include <algorithm>

namespace curate::withdrawal {

namespace {

using json::Value;

Value masked(const std::vector<std::string> &paths, const Trace &trace) {
  Value all = Value::array();
  for (const auto &path : paths)
    all.push_back(trace.masked(path));
  return all;
}

std::vector<std::string> unmasked(const Value &paths, const Trace &trace) {
  std::vector<std::string> all;
  for (const auto &path : paths)
    all.push_back(trace.unmasked(path.get<std::string>()));
  return all;
}

bool leads_outside(const std::string &path) {
  const auto parts = base::split(path, '/');
  return std::ranges::any_of(parts, [](auto part) { return part.empty() || part == ".."; });
}

bool is_of_person(const std::string &path, const Trace &trace) {
  const auto parts = base::split(path, '/');
  return std::ranges::any_of(parts, [&](auto part) { return trace.owns(part); });
}

bool is_sound(const Plan &plan, const Trace &trace) {
  for (const auto &place : plan.owned)
    if (leads_outside(place.path) || !is_of_person(place.path, trace)) return false;
  for (const auto &path : plan.shared)
    if (leads_outside(path)) return false;
  for (const auto &release : plan.releases)
    for (const auto &path : release.files)
      if (leads_outside(path) || !path.starts_with("releases/")) return false;
  return true;
}

Plan plan_of(const Value &value, const Trace &trace) {
  Plan plan;
  plan.number = value.at("number").get<std::int64_t>();
  plan.level = consent::level_of(value.at("level").get<std::string>()).value();
  plan.recorded = value.at("recorded").get<std::string>();
  plan.by = value.at("by").get<std::string>();
  plan.evidence_sha256 = value.at("evidence_sha256").get<std::string>();
  plan.keeps_releases = value.at("keeps_releases").get<bool>();
  plan.reads_pictures = value.at("reads_pictures").get<bool>();
  plan.subject_token = value.at("subject_token").get<std::string>();
  plan.people = value.at("blocked_ids").get<std::set<std::string>>();
  plan.rows = value.at("registry_rows").get<RowCounts>();
  for (const auto &one : value.at("remove"))
    plan.owned.push_back({trace.unmasked(one.at("path").get<std::string>()), one.contains("folder"),
                          one.value("bytes", std::uint64_t{0})});
  plan.shared = unmasked(value.at("rewrite"), trace);
  for (const auto &one : value.at("to_decide"))
    plan.named.push_back(
        {one.at("code").get<std::string>(), trace.unmasked(one.at("path").get<std::string>())});
  for (const auto &one : value.at("releases"))
    plan.releases.push_back({one.at("version").get<std::string>(),
                             one.at("recipients").get<std::vector<std::string>>(),
                             unmasked(one.at("files"), trace)});
  plan.originals = value.at("originals").get<std::vector<std::string>>();
  plan.ids = value.at("searched_ids").get<std::uint64_t>();
  plan.uids = value.at("searched_uids").get<std::uint64_t>();
  return plan;
}

template <typename Item> void merge(std::vector<Item> &into, const std::vector<Item> &more) {
  for (const auto &item : more)
    if (std::ranges::find(into, item) == into.end()) into.push_back(item);
}

} // namespace

void add(Plan &plan, const Found &found) {
  std::set<std::string> known;
  for (const auto &place : plan.owned)
    known.insert(place.path);
  for (const auto &place : found.owned)
    if (known.insert(place.path).second) plan.owned.push_back(place);
  std::ranges::sort(plan.owned, {}, &Place::path);
  merge(plan.shared, found.shared);
  std::ranges::sort(plan.shared);
  // What was rewritten no longer says what it did: what was planned stands.
  std::set<std::string> named;
  if (plan.number > 0) named.insert(plan.shared.begin(), plan.shared.end());
  for (const auto &one : plan.named)
    named.insert(one.path);
  for (const auto &one : found.named)
    if (named.insert(one.path).second) plan.named.push_back(one);
  std::ranges::sort(plan.named);
}

Value to_json(const Plan &plan, const Trace &trace) {
  Value value{{"schema_version", 1},
              {"number", plan.number},
              {"level", consent::name_of(plan.level)},
              {"recorded", plan.recorded},
              {"by", plan.by},
              {"evidence_sha256", plan.evidence_sha256},
              {"keeps_releases", plan.keeps_releases},
              {"reads_pictures", plan.reads_pictures},
              {"subject_token", plan.subject_token},
              {"blocked_ids", plan.people},
              {"registry_rows", plan.rows},
              {"remove", Value::array()},
              {"rewrite", masked(plan.shared, trace)},
              {"to_decide", Value::array()},
              {"releases", Value::array()},
              {"originals", plan.originals},
              {"searched_ids", plan.ids},
              {"searched_uids", plan.uids}};
  for (const auto &place : plan.owned) {
    Value one{{"path", trace.masked(place.path)}};
    if (place.is_folder)
      one["folder"] = true;
    else
      one["bytes"] = place.bytes;
    value["remove"].push_back(std::move(one));
  }
  for (const auto &named : plan.named)
    value["to_decide"].push_back({{"code", named.code}, {"path", trace.masked(named.path)}});
  for (const auto &release : plan.releases)
    value["releases"].push_back({{"version", release.version},
                                 {"recipients", release.recipients},
                                 {"files", masked(release.files, trace)}});
  return value;
}

Plan read_plan(const fs::path &file, const Trace &trace) {
  constexpr const char *damaged = " is damaged; bring it back from a backup of private/";
  const auto value = json::read_file(file);
  if (!value) throw InputError(file.string() + damaged);
  std::optional<Plan> plan;
  try {
    plan = plan_of(*value, trace);
  } catch (const std::exception &) { // another form than it was written in
  }
  if (!plan || !is_sound(*plan, trace)) throw InputError(file.string() + damaged);
  return *plan;
}

} // namespace curate::withdrawal
