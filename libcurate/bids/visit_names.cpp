#include <libcurate/bids/visit_names.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>
#include <map>
#include <tuple>

namespace curate::bids {
namespace {

bool is_named(const VisitPicture &picture) {
  return picture.verdict->status == NameVerdict::Status::named;
}

/// The pictures' places by series number, then as given.
std::vector<std::size_t> by_series_number(std::span<const VisitPicture> visit) {
  std::vector<std::size_t> order(visit.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) {
    return std::tuple(visit[i].series_number, visit[i].acquired, visit[i].series);
  });
  return order;
}

void take_name(NameVerdict &verdict, const char *code, const char *reason) {
  verdict.status = NameVerdict::Status::unknown;
  verdict.code = code;
  verdict.reason = reason;
  verdict.name.labels.erase(Entity::run);
}

bool is_phase_of_map(const VisitPicture &picture) {
  return picture.verdict->name.datatype == "fmap" &&
         picture.facts->component == dicom::Component::phase;
}

std::string two_digits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// Runs counted as heudiconv counts them.
class Runs {
public:
  std::string of(const VisitPicture &picture) {
    const std::string &mark = picture.verdict->run_mark;
    if (series_ == picture.series && !label_.empty()) return label_;
    series_ = picture.series;
    if (mark == "+") {
      const bool belongs_to_one_before = is_phase_of_map(picture) && follows_magnitude_;
      if (!belongs_to_one_before) ++current_;
    } else if (mark == "=") {
      current_ = std::max(current_, 1);
    } else {
      current_ = static_cast<int>(base::to_integer(mark).value_or(1));
    }
    follows_magnitude_ = picture.verdict->name.datatype == "fmap" && !is_phase_of_map(picture);
    return label_ = two_digits(current_);
  }

private:
  int current_ = 0;
  bool follows_magnitude_ = false;
  std::size_t series_ = 0;
  std::string label_;
};

} // namespace

void settle_spelled_runs(std::span<VisitPicture> visit) {
  Runs runs;
  std::map<Entities, const VisitPicture *> last;
  const auto order = by_series_number(visit);
  for (const std::size_t i : order) {
    NameVerdict &verdict = *visit[i].verdict;
    if (!is_named(visit[i]) || verdict.run_mark.empty()) continue;
    verdict.name.labels[Entity::run] = runs.of(visit[i]);
    last[verdict.name] = &visit[i];
  }
  for (const std::size_t i : order) {
    NameVerdict &verdict = *visit[i].verdict;
    if (!is_named(visit[i]) || verdict.run_mark.empty()) continue;
    const VisitPicture &stays = *last.at(verdict.name);
    // Twins of one acquisition are no duplicates; they are told apart later.
    if (stays.series != visit[i].series && stays.acquired != visit[i].acquired)
      take_name(verdict, "NAME-DUPLICATE",
                "a later scan was given the same run: this one was broken off or repeated");
  }
}

void set_broken_off_apart(std::span<VisitPicture> visit) {
  std::map<std::tuple<Entities, std::string>, std::vector<std::size_t>> alike;
  for (const std::size_t i : by_series_number(visit)) {
    const std::string &datatype = visit[i].verdict->name.datatype;
    if (is_named(visit[i]) && datatype != "fmap" && datatype != "perf" &&
        visit[i].verdict->name.suffix != "sbref")
      alike[{visit[i].verdict->name, visit[i].facts->scrubbed_protocol_name}].push_back(i);
  }
  for (const auto &[key, members] : alike)
    for (std::size_t early = 0; early + 1 < members.size(); ++early)
      for (std::size_t late = early + 1; late < members.size(); ++late) {
        const NamingFacts &one = *visit[members[early]].facts;
        const NamingFacts &other = *visit[members[late]].facts;
        const bool lacks_slices = one.slices > 0 && one.slices * 10 < other.slices * 9;
        const bool lacks_volumes = one.volumes * 2 < other.volumes;
        if ((lacks_slices || lacks_volumes) && is_named(visit[members[early]]))
          take_name(*visit[members[early]].verdict, "NAME-ABORTED",
                    "a later scan of the same protocol is whole: this one was broken off");
      }
}

void settle_names(std::span<VisitPicture> visit) {
  settle_spelled_runs(visit);
  tell_apart(visit);
  set_broken_off_apart(visit);
}

} // namespace curate::bids
