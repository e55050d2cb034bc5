#include <libcurate/validation/validate.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/parallel/for_each.hpp>
#include <libcurate/validation/changed.hpp>
#include <libcurate/validation/check_root.hpp>
#include <libcurate/validation/subject_check.hpp>
#include <mutex>

namespace curate::validation {

namespace {

std::vector<const Folder *> chosen_subjects(const Tree &tree,
                                            const std::vector<std::string> &labels) {
  auto all = subjects_of(tree);
  if (labels.empty()) return all;
  std::vector<const Folder *> chosen;
  for (const auto &label : labels) {
    const std::string name = label.starts_with("sub-") ? label : "sub-" + label;
    const auto found =
        std::ranges::find_if(all, [&](const Folder *folder) { return folder->path == name; });
    if (found == all.end())
      throw InputError("the dataset has no subject with the label given to --subject");
    if (std::ranges::find(chosen, *found) == chosen.end()) chosen.push_back(*found);
  }
  std::ranges::sort(chosen, {}, [](const Folder *folder) { return folder->path; });
  return chosen;
}

void check_subjects(const Dataset &dataset, const std::vector<const Folder *> &subjects,
                    Items &above, unsigned jobs, Notes &notes, Counts &counts,
                    const std::function<void(std::size_t, std::size_t)> &progress) {
  struct Part {
    Notes notes;
    Counts counts;
  };
  std::vector<Part> parts(subjects.size());
  std::mutex mutex;
  std::size_t done = 0;
  parallel::for_each(jobs, subjects.size(), [&](std::size_t i) {
    check_subject(dataset, *subjects[i], above, parts[i].notes, parts[i].counts);
    const std::scoped_lock lock(mutex);
    if (progress) progress(++done, subjects.size());
  });
  for (auto &part : parts) {
    notes.add(std::move(part.notes));
    counts += part.counts;
  }
}

} // namespace

Outcome validate(const Request &request,
                 const std::function<void(std::size_t, std::size_t)> &progress) {
  Notes notes;
  const Tree tree(request.dataset, notes);
  const Schema schema;
  const KeptFields kept(schema);
  Changed changed;
  Dictionaries dictionaries(request.dictionary ? &*request.dictionary : nullptr);
  Dataset dataset{tree, schema, kept, request.parts, dictionaries, nullptr};
  if (request.changed_since) {
    changed = changed_files(tree, *request.changed_since, request.jobs);
    dataset.changed = &changed;
  }
  const auto subjects = chosen_subjects(tree, request.subjects);
  Outcome outcome;
  Items above;
  check_root(dataset, above, notes, outcome.counts);
  check_subjects(dataset, subjects, above, request.jobs, notes, outcome.counts, progress);
  if (request.parts.bids && request.subjects.empty()) check_root_orphans(dataset, above, notes);
  dictionaries.tell(notes, [&](const std::string &path) { return dataset.is_chosen(path); });
  outcome.findings = notes.findings();
  std::ranges::stable_sort(outcome.findings, {}, &Finding::file);
  outcome.counted = notes.counted();
  outcome.files = tree.all_files().size();
  outcome.folders = tree.folders().size();
  outcome.subjects = subjects.size();
  outcome.looked_into = dataset.changed == nullptr ? outcome.files : changed.files.size();
  return outcome;
}

} // namespace curate::validation
