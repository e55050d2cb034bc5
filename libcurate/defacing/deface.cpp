#include <libcurate/defacing/deface.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/base/within.hpp>
#include <libcurate/defacing/defacers.hpp>
#include <libcurate/defacing/one_picture.hpp>
#include <libcurate/defacing/sessions.hpp>
#include <libcurate/defacing/write.hpp>
#include <libcurate/parallel/for_each.hpp>
#include <map>
#include <mutex>

namespace curate::defacing {

namespace {

void check(const Request &request) {
  const int ways =
      (request.output ? 1 : 0) + (request.is_in_place ? 1 : 0) + (request.is_check ? 1 : 0);
  if (ways != 1)
    throw UsageError("give one of -o DIR (a folder for the pictures), --in-place and --check");
  for (const fs::path &input : request.inputs) {
    if (!fs::is_directory(input)) continue;
    if (request.output && base::lies_within(*request.output, input))
      throw UsageError("the output folder lies within what is to be looked at, so the next run "
                       "would take its pictures for originals; name a folder outside");
    if (request.report && base::lies_within(*request.report, input))
      throw UsageError("the report shows faces, and its folder lies within what may be shared; "
                       "name a folder outside");
  }
  if (request.report && request.output && base::lies_within(*request.report, *request.output))
    throw UsageError("the report shows faces, and its folder lies within the output; name a "
                     "folder outside");
}

void check_targets(const Request &request, const std::vector<Item> &items) {
  if (!request.output) return;
  std::map<fs::path, const Item *> taken;
  for (const Item &item : items) {
    const fs::path to = target_of(request, item);
    if (!taken.emplace(to, &item).second)
      throw UsageError("two pictures would get one name in the output folder; give them in two "
                       "runs with two folders");
    if (fs::weakly_canonical(to) == fs::weakly_canonical(item.path))
      throw UsageError("the output is the picture itself; --in-place says so");
  }
}

class Run {
public:
  Run(const Request &request, const std::vector<Item> &items, Outcome &out)
      : request_(request), items_(items), out_(out), defacers_(request) {
    out_.pictures.resize(items.size());
    if (request.report) page_.emplace(*request.report);
  }

  /// The first picture whose face goes tells what the others lose beside their own.
  void session(const std::vector<std::size_t> &members) {
    Taken taken;
    std::size_t next = 0;
    while (next < members.size() && !taken.removal)
      taken = one(members[next++], {});
    parallel::for_each(request_.jobs, members.size() - next,
                       [&](std::size_t i) { one(members[next + i], taken); });
  }

  void finish() {
    if (page_) page_->finish();
    if (const auto problem = defacers_.no_atlas())
      out_.findings.push_back(base::finding_of(*problem, Severity::warning));
  }

private:
  Taken one(std::size_t index, const Taken &session) {
    Handled handled = handle(request_, items_[index], defacers_, session);
    if (page_) page_->add(index, handled.entry);
    out_.pictures[index] = std::move(handled.outcome);
    const std::scoped_lock lock(mutex_);
    ++done_;
    if (request_.progress) request_.progress("faces", done_, items_.size());
    return std::move(handled.taken);
  }

  const Request &request_;
  const std::vector<Item> &items_;
  Outcome &out_;
  Defacers defacers_;
  std::optional<album::Page> page_;
  std::mutex mutex_;
  std::size_t done_ = 0;
};

} // namespace

Outcome deface(const Request &request) {
  check(request);
  Outcome out;
  Survey found = survey(request.inputs);
  check_targets(request, found.items);
  out.findings = std::move(found.findings);
  out.other_files = found.other_files;
  if (found.items.empty())
    out.findings.push_back(
        {Severity::warning,
         "DEFACE-NO-PICTURES",
         {},
         {},
         "there are no NIfTI files in what was given",
         "name files that end in .nii or .nii.gz, or folders with some in them"});
  if (request.options.keep_eyes && !request.is_check)
    out.findings.push_back({Severity::info,
                            "DEFACE-EYES-KEPT",
                            {},
                            {},
                            "the eyes stay: their distance, size and place tell people apart, and "
                            "what stays of a face makes it easier to know again",
                            "share such pictures only where eyes are what is studied"});
  const auto groups = sessions(found.items);
  Run run(request, found.items, out);
  parallel::for_each(request.jobs, groups.size(), [&](std::size_t i) { run.session(groups[i]); });
  run.finish();
  return out;
}

} // namespace curate::defacing
