#include <algorithm>
#include <iterator>
#include <libcurate/leaks/look_into.hpp>
#include <libcurate/leaks/tree.hpp>
#include <libcurate/leaks/walk_tree.hpp>
#include <libcurate/parallel/pipeline.hpp>

namespace curate::leaks {

namespace {

FileReport look_at(const TreeFile &file, const Wanted &wanted) {
  FileReport report(wanted);
  auto content = Content::of_file(file.path);
  if (content)
    look_into(*content, file.name, file.told, report);
  else
    report.note(Severity::error, "LEAKS-UNREADABLE", file.told,
                "the file was not searched: " + content.error().message);
  return report;
}

void add(const FileReport &report, TreeReport &result) {
  std::ranges::move(report.leaks(), std::back_inserter(result.leaks));
  std::ranges::copy(report.findings(), std::back_inserter(result.findings));
  result.bytes += report.bytes();
}

} // namespace

TreeReport search_tree(const fs::path &tree, const Wanted &wanted, unsigned jobs,
                       const TreeProgress &progress) {
  TreeReport result;
  FileReport names(wanted);
  const TreeWalk walk = walk_tree(tree, names);
  add(names, result);
  result.files = walk.files.size();
  result.folders = walk.folders;
  result.links = walk.links;
  result.special_files = walk.special_files;

  std::size_t next = 0, done = 0;
  const auto produce = [&]() -> std::optional<const TreeFile *> {
    if (next >= walk.files.size()) return {};
    return &walk.files[next++];
  };
  const auto consume = [&](const std::shared_ptr<FileReport> &report) {
    add(*report, result);
    if (progress) progress(++done, walk.files.size());
  };
  // Reports are small; behind a large file the others need not wait.
  constexpr std::size_t most_under_way = 1024;
  parallel::pipeline<const TreeFile *, std::shared_ptr<FileReport>>(
      std::max(1U, jobs), most_under_way, produce,
      [&](const TreeFile *file) { return std::make_shared<FileReport>(look_at(*file, wanted)); },
      consume);
  std::ranges::stable_sort(result.leaks, {}, &Leak::file);
  return result;
}

} // namespace curate::leaks
