#include <libcurate/cleaning/faces.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/cleaning/look_for_faces.hpp>
#include <libcurate/parallel/for_each.hpp>
#include <mutex>

namespace curate::cleaning {

struct Faces::State {
  const deid::Profile &profile;
  const deid::Vocabulary &vocabulary;
  const std::map<std::string, deid::KnownValues> &known;
  std::span<const dicom::Series> series;
  std::span<const SeriesOutcome> outcomes;
  std::shared_ptr<const face::PreparedAtlas> atlas; ///< shared by the defacers, which only read it
  std::vector<std::vector<std::size_t>> sessions;
  std::vector<std::size_t> session_of; ///< by series
  std::vector<HeadKnown> heads;        ///< by session; nothing for those of one series
  std::mutex mutex;
  std::vector<std::unique_ptr<face::Defacer>> free;

  std::unique_ptr<face::Defacer> take() {
    {
      const std::lock_guard lock(mutex);
      if (!free.empty()) {
        auto one = std::move(free.back());
        free.pop_back();
        return one;
      }
    }
    return std::make_unique<face::Defacer>(atlas);
  }

  LookedAt look_at(std::size_t index, const HeadKnown &others) {
    const std::string label = outcomes[index].subject.substr(4);
    const deid::Scrubber scrubber(known.at(label), vocabulary);
    auto defacer = take();
    auto looked = look_for_faces(series[index], profile, scrubber, *defacer, others);
    const std::lock_guard lock(mutex);
    free.push_back(std::move(defacer));
    return looked;
  }
};

Faces::Faces(const deid::Profile &profile, const deid::Vocabulary &vocabulary,
             const std::map<std::string, deid::KnownValues> &known,
             std::span<const dicom::Series> series, std::span<const SeriesOutcome> outcomes,
             const deid::FramesOfReference &places)
    : state_(new State{profile, vocabulary, known, series, outcomes, {}, {}, {}, {}, {}, {}}) {
  if (auto atlas = face::installed_atlas())
    state_->atlas = std::make_shared<const face::PreparedAtlas>(std::move(*atlas));
  std::map<std::pair<std::string, std::string>, std::size_t> known_sessions;
  for (std::size_t i = 0; i < series.size(); ++i) {
    std::size_t session = state_->sessions.size();
    if (const auto place = places.of(series[i].instances.front()); !place.empty())
      session =
          known_sessions.emplace(std::pair{outcomes[i].subject, place}, session).first->second;
    if (session == state_->sessions.size()) state_->sessions.emplace_back();
    state_->sessions[session].push_back(i);
    state_->session_of.push_back(session);
  }
  state_->heads.resize(state_->sessions.size());
}

Faces::~Faces() = default;

void Faces::look(unsigned jobs,
                 const std::function<void(std::size_t done, std::size_t total)> &told) {
  std::vector<std::size_t> shared;
  for (std::size_t i = 0; i < state_->sessions.size(); ++i)
    if (state_->sessions[i].size() > 1) shared.push_back(i);
  std::size_t done = 0;
  parallel::for_each(jobs, shared.size(), [&](std::size_t i) {
    HeadKnown &head = state_->heads[shared[i]];
    for (const std::size_t index : state_->sessions[shared[i]]) {
      if (!head.removed.empty()) break;
      if (state_->outcomes[index].subject.empty()) continue;
      auto looked = state_->look_at(index, {});
      head.removed = std::move(looked.head.removed);
      head.was_looked_for |= looked.head.was_looked_for;
      head.shows_head |= looked.head.shows_head;
    }
    const std::lock_guard lock(state_->mutex);
    told(++done, shared.size());
  });
}

MaskedSeries Faces::of(std::size_t series) const {
  const HeadKnown &others = state_->heads[state_->session_of[series]];
  return std::move(state_->look_at(series, others).series);
}

} // namespace curate::cleaning
