#include <algorithm>
#include <libcurate/conversion/faces.hpp>
#include <libcurate/conversion/names.hpp>
#include <libcurate/conversion/picture_step.hpp>
#include <libcurate/conversion/reference_picture.hpp>
#include <libcurate/face/remove.hpp>
#include <libcurate/face/shows_head.hpp>
#include <libcurate/parallel/for_each.hpp>
#include <new>

namespace curate::conversion {

namespace {

/// How many pictures of a session are read at most for one that shows the face, and how many heads
/// are searched. The face of a session is in the first or second, or it is not to be had.
constexpr int most_read = 8;
constexpr int most_searched = 4;

const face::Removal *removal_of(const SessionFace &session, const std::string &frame) {
  const FrameFace *own = session.find(frame);
  return own != nullptr && own->removal ? &*own->removal : nullptr;
}

std::vector<face::Removal> all_of(const SessionFace &session) {
  std::vector<face::Removal> all;
  for (const FrameFace &frame : session.frames)
    if (frame.removal) all.push_back(*frame.removal);
  return all;
}

/// Takes what the session's others lost. There is no looking again: it shows no head, or nobody
/// could see it.
FaceOutcome lose_as_session(volume::CleanVolume &picture, const face::Removal &removal,
                            FaceState otherwise) {
  if (!face::Remover::follow(picture, removal, face::Fill::background)) return {otherwise, {}};
  return {FaceState::removed, {}};
}

FaceOutcome search(volume::CleanVolume &picture, const SessionFace &session,
                   const face::Removal *of_same_frame, Defacers &defacers) {
  const face::Verdict verdict = defacers.remove(picture, all_of(session), of_same_frame).verdict;
  switch (verdict.outcome) {
  case face::Outcome::removed:
    return {FaceState::removed, {}};
  case face::Outcome::refused:
    return {FaceState::kept, Problem{verdict.code, verdict.reason, verdict.remedy}};
  case face::Outcome::no_face:
  case face::Outcome::too_coarse:
    break;
  }
  const auto otherwise =
      verdict.outcome == face::Outcome::no_face ? FaceState::no_face : FaceState::too_coarse;
  return of_same_frame != nullptr ? lose_as_session(picture, *of_same_frame, otherwise)
                                  : FaceOutcome{otherwise, {}};
}

/// A picture that shows no surface, such as one of phase, can be told to be without a face only by
/// others.
FaceOutcome without_others(const SessionFace &session) {
  const auto shows_head = [](const FrameFace &frame) { return frame.shows_head; };
  const auto is_known = [](const FrameFace &frame) { return !frame.looked_at.empty(); };
  if (std::ranges::any_of(session.frames, is_known) &&
      std::ranges::none_of(session.frames, shows_head))
    return {FaceState::no_face, {}};
  return {FaceState::kept,
          Problem{"FACE-NO-REFERENCE",
                  "a face may be in a picture of phase, and no other picture of the session told "
                  "where",
                  "convert it together with the magnitude pictures of its session"}};
}

FaceOutcome treat(volume::CleanVolume &picture, const SessionFace &session,
                  const std::string &frame, Defacers &defacers) {
  const volume::Acquisition &how = picture.acquisition();
  const dicom::Modality modality = how.series.modality;
  if (modality != dicom::Modality::mr && modality != dicom::Modality::ct &&
      modality != dicom::Modality::pt)
    return {};
  if (!face::may_hold_a_face(picture.grid())) return {FaceState::too_coarse, {}};
  const bool is_bright = is_bright_in_tissue(how.component);
  const face::Removal *removal = removal_of(session, frame);
  if (is_bright && face::shows_head(picture)) return search(picture, session, removal, defacers);
  if (removal != nullptr) return lose_as_session(picture, *removal, FaceState::no_face);
  return is_bright ? FaceOutcome{} : without_others(session);
}

} // namespace

Faces::Faces(const Request &request, const Survey &survey, const Rulebook &rulebook,
             FaceScope scope)
    : request_(request), survey_(survey), rulebook_(rulebook), scope_(std::move(scope)),
      budget_(budget_bytes(survey)) {}

void Faces::find(const std::vector<std::size_t> &series) {
  for (const std::size_t s : series)
    sessions_[scope_.sessions[s]]; // made now: the map is not changed by the workers
  std::map<Session, std::vector<std::size_t>> members;
  for (std::size_t s = 0; s < survey_.series.size(); ++s)
    if (sessions_.contains(scope_.sessions[s]) && !survey_.series[s].problem)
      members[scope_.sessions[s]].push_back(s);
  const std::vector<std::pair<Session, std::vector<std::size_t>>> order(members.begin(),
                                                                        members.end());
  std::mutex told;
  std::size_t done = 0;
  parallel::for_each(request_.jobs, order.size(), [&](std::size_t at) {
    find_in(order[at].first, order[at].second, sessions_.at(order[at].first));
    const std::lock_guard lock(told);
    if (request_.progress) request_.progress("looking for faces", ++done, order.size());
  });
}

void Faces::find_in(const Session &session, const std::vector<std::size_t> &series,
                    SessionFace &face) {
  fs::path file;
  if (scope_.folder) {
    file = *scope_.folder / face_file(session.first, session.second);
    face = read_session_face(file);
  }
  std::map<std::string, std::vector<PicturePlace>> frames;
  for (const auto &place : by_worth_as_reference(survey_, scope_.wanted, series))
    frames[survey_.series[place.series].frame].push_back(place);
  bool is_new = false;
  for (const auto &[name, places] : frames) {
    FrameFace &frame = face.at(name);
    if (frame.removal) continue;
    const std::set<std::string> before(frame.looked_at.begin(), frame.looked_at.end());
    int read = 0, searched = 0;
    for (const PicturePlace &place : places) {
      const std::string key = key_of(survey_.series[place.series], place.part);
      if (before.contains(key)) continue;
      is_new = true;
      frame.looked_at.push_back(key);
      if (frame.removal || read == most_read || searched == most_searched) continue;
      ++read;
      searched += look(place.series, place.part, frame) ? 1 : 0;
    }
    std::ranges::sort(frame.looked_at);
  }
  if (is_new && scope_.folder) write_session_face(file, face);
}

// Whether it shows a head. A picture that cannot be read is told of when it is to be written.
bool Faces::look(std::size_t series, std::size_t part, FrameFace &frame) try {
  const SurveyedSeries &one = survey_.series[series];
  const MemoryBudget::Claim claim(budget_, one.voxel_bytes);
  const auto clean = clean_of(one, rulebook_);
  if (!clean) return false;
  auto picture = volume::assemble(**clean, one.pictures[part].picture);
  if (!picture || !face::shows_head(*picture)) return false;
  frame.shows_head = true;
  face::Defaced defaced = defacers_.remove(*picture);
  if (defaced.verdict.outcome != face::Outcome::removed) return true;
  frame.removal = std::move(defaced.removal);
  frame.reference = key_of(one, part);
  frame.reference_content = one.tokens.content;
  return true;
} catch (const std::bad_alloc &) {
  return false;
}

FaceStep Faces::step(std::size_t series) const {
  const auto at = sessions_.find(scope_.sessions[series]);
  const SurveyedSeries &one = survey_.series[series];
  return [this, at, &one](volume::CleanVolume &picture, std::size_t part) {
    static const SessionFace none;
    const SessionFace &face = at == sessions_.end() ? none : at->second;
    const FrameFace *frame = face.find(one.frame);
    // The picture that the face was found in was looked at again then; what it loses is the same.
    if (frame != nullptr && frame->removal && frame->reference == key_of(one, part) &&
        frame->reference_content == one.tokens.content && scope_.folder) {
      face::Remover::follow(picture, *frame->removal, face::Fill::background, true);
      return FaceOutcome{FaceState::removed, {}};
    }
    return treat(picture, face, one.frame, defacers_);
  };
}

} // namespace curate::conversion
