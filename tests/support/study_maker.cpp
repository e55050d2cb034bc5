#include "tests/support/study_maker.hpp"

#include "tests/support/clinical_table.hpp"
#include "tests/support/ge_maker.hpp"
#include "tests/support/lying_about.hpp"
#include "tests/support/siemens_maker.hpp"
#include <algorithm>
#include <atomic>
#include <exception>
#include <fmt/format.h>
#include <mutex>
#include <optional>
#include <thread>

namespace curate::support {

namespace {

/// One visit: where it goes and how its files are named, as they come from different places.
struct VisitPlan {
  Scene scene;
  std::string folder{};
  Naming naming = Naming::extension;
  std::optional<ArchiveFormat> archive{};
};

VisitPlan plan_of(const Person &person, int number) {
  VisitPlan plan{.scene = {person, sample_site(person.vendor), sample_visit(person, number)},
                 .archive = {}};
  const std::string &date = plan.scene.visit.date;
  const std::string family = person.name.substr(0, person.name.find('^'));
  switch (person.number) {
  case 1: // as a console exports: a folder of the person's name
    plan.folder = fmt::format("{}/{}_{}", "prisma", family, date);
    plan.naming = Naming::numbered;
    break;
  case 2: // as an archive's node stores
    plan.folder = fmt::format("pacs/{}", plan.scene.visit.accession_number);
    plan.naming = Naming::uid;
    break;
  case 3:
    plan.folder = fmt::format("prisma/control_{}_{}", person.id, date);
    if (number == 2) plan.archive = ArchiveFormat::zip;
    break;
  case 4:
    plan.folder = fmt::format("mr750/{}/exam_{}", person.id, plan.scene.visit.study_id);
    break;
  case 5:
    plan.folder = fmt::format("mr750/{}/exam_{}", person.id, plan.scene.visit.study_id);
    plan.naming = Naming::uid;
    break;
  default:
    plan.folder = fmt::format("mr750/{}/exam_{}", person.id, plan.scene.visit.study_id);
    plan.naming = Naming::numbered;
    if (number == 2) plan.archive = ArchiveFormat::tar_gz;
  }
  return plan;
}

/// The series of a visit with what went otherwise than planned.
std::vector<SeriesRun> runs_of(const Scene &scene, bool small) {
  std::vector<SeriesRun> runs;
  double start_s = scene.visit.start_s + 95;
  const auto add = [&](const Sequence &sequence, int frame_limit) {
    // GE counts by one, Siemens too; both start with the localizer.
    runs.push_back({.sequence = sequence,
                    .series_number = static_cast<int>(runs.size()) + 1,
                    .start_s = static_cast<int>(start_s),
                    .frame_limit = frame_limit});
    start_s += sequence.duration_s + 21;
  };
  const bool first = scene.visit.number == 1;
  for (Sequence sequence : sample_sequences(scene.site.vendor, small)) {
    const int number = scene.person.number;
    // A technician types the name of the person into the description once.
    if (number == 1 && !first && sequence.kind == Kind::t1w)
      sequence.series_description =
          "T1 MPRAGE " + scene.person.name.substr(0, scene.person.name.find('^'));
    // The person moved; the series is taken again.
    if (number == 1 && first && sequence.kind == Kind::t1w) add(sequence, 0);
    // The person pressed the bell in the middle of a volume; the scan is taken again.
    if (number == 5 && first && sequence.kind == Kind::bold)
      add(sequence, sequence.size[2] * (sequence.volumes / 4) + sequence.size[2] / 3);
    add(sequence, 0);
  }
  return runs;
}

void make_visit(const fs::path &dicom, const VisitPlan &plan, bool small) {
  const Scene &scene = plan.scene;
  Traits traits = scene.person.traits;
  traits.visit = scene.visit.number;
  const std::uint64_t seed = traits.seed * 1000 + static_cast<std::uint64_t>(traits.visit);
  Painter painter(small ? coarse_head(traits) : full_head(traits), scene.site.vendor, seed);
  std::unique_ptr<Sink> sink = folder_sink(dicom);
  if (plan.archive)
    sink = archive_sink(
        dicom / (plan.folder + (*plan.archive == ArchiveFormat::zip ? ".zip" : ".tar.gz")),
        *plan.archive);
  NameGiver names(plan.archive ? plan.folder.substr(plan.folder.rfind('/') + 1) : plan.folder,
                  plan.naming);
  const std::vector<SeriesRun> runs = runs_of(scene, small);
  for (const SeriesRun &run : runs) {
    if (scene.site.vendor == Vendor::siemens)
      make_siemens_series(scene, run, painter, names, *sink);
    else
      make_ge_series(scene, run, painter, names, *sink);
  }
  add_documents(scene, static_cast<int>(runs.size()), names, *sink);
  sink->close();
}

/// Runs the tasks on a few threads; the first failure is thrown when all have ended.
void run_all(const std::vector<VisitPlan> &plans, unsigned jobs,
             const std::function<void(const VisitPlan &)> &task) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  std::mutex guard;
  {
    std::vector<std::jthread> threads;
    for (unsigned job = 0; job < std::max(1U, jobs); ++job)
      threads.emplace_back([&] {
        for (std::size_t at = next++; at < plans.size(); at = next++)
          try {
            task(plans[at]);
          } catch (...) {
            const std::lock_guard lock(guard);
            if (!failure) failure = std::current_exception();
          }
      });
  }
  if (failure) std::rethrow_exception(failure);
}

} // namespace

StudyOptions small_study() {
  return {.small = true, .people = {1, 4}};
}

void make_study(const fs::path &folder, const StudyOptions &options) {
  std::vector<Person> people;
  std::vector<VisitPlan> plans;
  for (const Person &person : sample_people()) {
    if (std::find(options.people.begin(), options.people.end(), person.number) ==
        options.people.end())
      continue;
    people.push_back(person);
    for (int visit = 1; visit <= options.visits; ++visit)
      plans.push_back(plan_of(person, visit));
  }
  const fs::path dicom = folder / "dicom";
  run_all(plans, options.jobs,
          [&](const VisitPlan &plan) { make_visit(dicom, plan, options.small); });
  add_lying_about(dicom, people.empty() ? sample_people().front() : people.front());
  write_clinical_tables(folder / "clinical");
  const std::string table = planted_table(planted_values(people, options.visits));
  write_bytes(folder / "planted.tsv", bytes_of(table));
}

} // namespace curate::support
