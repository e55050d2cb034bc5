#include <libcurate/base/error.hpp>
#include <libcurate/release/compare.hpp>
#include <libcurate/release/inventory.hpp>
#include <libcurate/release/labels.hpp>
#include <libcurate/release/record.hpp>
#include <libcurate/release/texts.hpp>
#include <libcurate/study/releases.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>

namespace curate::release {

namespace {

// A release's file by its token: what can still be named.
using Names = std::unordered_map<std::string, std::string>;

// What the dataset has, as a recipient sees it, and what every release holds.
Names names_of(const study::Study &study, const study::Registry &registry, const Labels &labels) {
  Names names;
  const auto add = [&](std::string path) {
    auto token = path_token(study.key(), path);
    names.emplace(std::move(token), std::move(path));
  };
  for (const auto &file : take_inventory(study, registry).files)
    add(labels.in(file.path));
  for (const char *path : {".bidsignore", "CHANGES", "CITATION.cff", "LICENSE", "README",
                           "dataset_description.json", "participants.tsv"})
    add(path);
  return names;
}

void add(DifferentFiles &files, const Names &names, const std::string &token) {
  const auto found = names.find(token);
  if (found == names.end())
    ++files.others;
  else
    files.names.push_back(found->second);
}

Record record_of(const study::Study &study, const std::string &key) {
  auto record = read_record(study, key);
  if (!record)
    throw UsageError(fmt::format("{} was never built: curate release list shows what was", key));
  return std::move(*record);
}

std::set<std::string> people_in(study::Releases &releases, const std::string &key) {
  std::set<std::string> people;
  for (const auto &one : releases.subjects_of(key))
    people.insert(one.subject);
  return people;
}

std::vector<std::string> without(const std::set<std::string> &all,
                                 const std::set<std::string> &others) {
  std::vector<std::string> left;
  std::ranges::set_difference(all, others, std::back_inserter(left));
  return left;
}

} // namespace

Comparison compare(const study::Study &study, study::Registry &registry, const std::string &before,
                   const std::string &after) {
  const Record old = record_of(study, before), now = record_of(study, after);
  study::Releases releases(registry.database());
  const auto people_before = people_in(releases, before), people_now = people_in(releases, after);
  Comparison comparison;
  comparison.people_added = without(people_now, people_before);
  comparison.people_removed = without(people_before, people_now);
  auto people = people_before;
  people.insert(people_now.begin(), people_now.end());
  const auto at = after.find('@');
  const Labels labels(study.key(),
                      at == after.npos ? std::optional<std::string>() : after.substr(at + 1),
                      people, people);
  const Names names = names_of(study, registry, labels);
  for (const auto &[path, content] : now.files) {
    const auto found = old.files.find(path);
    if (found == old.files.end())
      add(comparison.added, names, path);
    else if (found->second != content)
      add(comparison.changed, names, path);
  }
  for (const auto &[path, content] : old.files)
    if (!now.files.contains(path)) add(comparison.removed, names, path);
  for (auto *files : {&comparison.added, &comparison.changed, &comparison.removed})
    std::ranges::sort(files->names);
  if (singles_out(comparison.people_removed.size()))
    comparison.findings.push_back(singling_out(before));
  return comparison;
}

} // namespace curate::release
