#include <fmt/format.h>
#include <libcurate/album/shots.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/within.hpp>
#include <libcurate/conversion/face_album.hpp>

namespace curate::conversion {

namespace {

/// Its name; of one without a name, where it waits and which it is.
std::string title_of(const SurveyedSeries &one, std::size_t part) {
  const std::string &name = one.outcome.pictures[part].name;
  if (!name.empty()) return name;
  return fmt::format("series {}, picture {} (no name)", one.outcome.series_number.value_or(0),
                     part + 1);
}

bool may_show_a_face(const face::Verdict &verdict) {
  return verdict.outcome != face::Outcome::too_coarse && verdict.code != "FACE-NO-HEAD";
}

album::Entry entry_of(const face::Verdict &verdict, std::string title) {
  album::Entry entry;
  entry.file = std::move(title);
  entry.face = name_of(verdict.face);
  entry.verdict = name_of(verdict.outcome);
  entry.code = verdict.code;
  entry.reason = verdict.reason;
  entry.remedy = verdict.remedy;
  entry.was_looked_at =
      verdict.placed_by != face::PlacedBy::session || verdict.score_before || verdict.score_after;
  entry.score_before = verdict.score_before;
  entry.score_after = verdict.score_after;
  return entry;
}

} // namespace

void check_report_place(const fs::path &report, std::span<const fs::path> others) {
  for (const fs::path &other : others)
    if (base::lies_within(report, other))
      throw UsageError("the report shows faces, and its folder lies within what is read or may be "
                       "shared; name a folder outside");
}

FaceAlbum::FaceAlbum(const fs::path &folder, const Survey &survey)
    : survey_(survey), page_(folder) {
  for (const SurveyedSeries &one : survey.series) {
    first_.push_back(count_);
    count_ += one.pictures.size();
  }
}

void FaceAlbum::add(std::size_t series, std::size_t part, const face::ImageView &before,
                    const volume::CleanVolume &after, const face::Defaced &how) {
  if (!may_show_a_face(how.verdict)) return;
  const std::lock_guard lock(mutex_);
  album::Entry entry = entry_of(how.verdict, title_of(survey_.series[series], part));
  entry.before = album::heads_of(before, how.threshold);
  entry.slices = album::slices_of(before, how.mask);
  if (how.verdict.outcome == face::Outcome::removed) {
    const std::vector<float> left = face::first_volume(after.voxels(), after.grid());
    entry.after = album::heads_of({left, after.grid(), before.scale}, how.threshold);
  }
  const std::size_t number = first_[series] + part;
  if (told_.insert(number).second) page_.add(number, entry);
}

void FaceAlbum::finish() {
  for (std::size_t number = 0; number < count_; ++number)
    if (!told_.contains(number)) page_.pass(number);
  page_.finish();
}

} // namespace curate::conversion
