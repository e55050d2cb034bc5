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

/// What became of a face, and how.
struct Treated {
  FaceOutcome outcome;
  face::Defaced how;
};

/// Of a picture that no report shows.
Treated nothing_to_do(FaceState state) {
  Treated treated{{state, {}}, {}};
  treated.how.verdict.outcome = face::Outcome::too_coarse;
  return treated;
}

/// Takes what the session's others lost. There is no looking again: it shows no head, or nobody
/// could see it; or it was looked at when the face was found in it.
Treated lose_as_session(volume::CleanVolume &picture, const face::Removal &removal,
                        Treated otherwise, bool is_verified = false) {
  if (!face::Remover::follow(picture, removal, face::Fill::background, is_verified))
    return otherwise;
  Treated treated{{FaceState::removed, {}}, {}};
  face::Verdict &verdict = treated.how.verdict;
  verdict.face = face::Found::unsure;
  verdict.outcome = face::Outcome::removed;
  verdict.placed_by = face::PlacedBy::session;
  verdict.code = is_verified ? "" : "FACE-AS-SESSION";
  treated.how.mask = face::mask_on(removal, picture.grid());
  return treated;
}

Treated search(volume::CleanVolume &picture, const SessionFace &session,
               const face::Removal *of_same_frame, Defacers &defacers) {
  Treated treated{{}, defacers.remove(picture, all_of(session), of_same_frame)};
  const face::Verdict &verdict = treated.how.verdict;
  switch (verdict.outcome) {
  case face::Outcome::removed:
    treated.outcome = {FaceState::removed, {}};
    return treated;
  case face::Outcome::refused:
    treated.outcome = {FaceState::kept, Problem{verdict.code, verdict.reason, verdict.remedy}};
    return treated;
  case face::Outcome::no_face:
    treated.outcome.state = FaceState::no_face;
    break;
  case face::Outcome::too_coarse:
    treated.outcome.state = FaceState::too_coarse;
    break;
  }
  if (of_same_frame == nullptr) return treated;
  return lose_as_session(picture, *of_same_frame, std::move(treated));
}

/// A picture that shows no surface, such as one of phase, can be told to be without a face only by
/// others.
Treated without_others(const SessionFace &session) {
  const auto shows_head = [](const FrameFace &frame) { return frame.shows_head; };
  const auto is_known = [](const FrameFace &frame) { return !frame.looked_at.empty(); };
  if (std::ranges::any_of(session.frames, is_known) &&
      std::ranges::none_of(session.frames, shows_head))
    return nothing_to_do(FaceState::no_face);
  Treated treated = nothing_to_do(FaceState::kept);
  treated.outcome.refusal =
      Problem{"FACE-NO-REFERENCE",
              "a face may be in a picture of phase, and no other picture of the session told where",
              "convert it together with the magnitude pictures of its session"};
  return treated;
}

Treated treat(volume::CleanVolume &picture, const SessionFace &session, const std::string &frame,
              Defacers &defacers) {
  const volume::Acquisition &how = picture.acquisition();
  const dicom::Modality modality = how.series.modality;
  if (modality != dicom::Modality::mr && modality != dicom::Modality::ct &&
      modality != dicom::Modality::pt)
    return nothing_to_do(FaceState::no_face);
  if (!face::may_hold_a_face(picture.grid())) return nothing_to_do(FaceState::too_coarse);
  const bool is_bright = is_bright_in_tissue(how.component);
  const face::Removal *removal = removal_of(session, frame);
  if (is_bright && face::shows_head(picture)) return search(picture, session, removal, defacers);
  if (removal != nullptr)
    return lose_as_session(picture, *removal, nothing_to_do(FaceState::no_face));
  return is_bright ? nothing_to_do(FaceState::no_face) : without_others(session);
}

} // namespace

Faces::Faces(const Request &request, const Survey &survey, const Rulebook &rulebook,
             FaceScope scope)
    : request_(request), survey_(survey), rulebook_(rulebook), scope_(std::move(scope)),
      budget_(budget_bytes(survey)) {
  if (request.report) album_.emplace(*request.report, survey);
}

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
  face::Defaced defaced = defacers_.remove(*picture);
  // A trunk is no head, though it may have held one.
  frame.shows_head |= defaced.verdict.code != "FACE-NO-HEAD";
  if (defaced.verdict.outcome != face::Outcome::removed) return true;
  frame.removal = std::move(defaced.removal);
  frame.reference = key_of(one, part);
  frame.reference_content = one.tokens.content;
  const std::lock_guard lock(found_mutex_);
  found_[{series, part}] = {defaced.verdict, {}, {}, defaced.threshold};
  return true;
} catch (const std::bad_alloc &) {
  return false;
}

FaceStep Faces::step(std::size_t series) const {
  const auto at = sessions_.find(scope_.sessions[series]);
  const SurveyedSeries &one = survey_.series[series];
  return [this, at, &one, series](volume::CleanVolume &picture, std::size_t part) {
    static const SessionFace none;
    const SessionFace &face = at == sessions_.end() ? none : at->second;
    const FrameFace *frame = face.find(one.frame);
    std::vector<float> before;
    if (album_) before = face::first_volume(picture.voxels(), picture.grid());
    // The picture that the face was found in was looked at again then; what it loses is the same.
    const bool is_reference = frame != nullptr && frame->removal &&
                              frame->reference == key_of(one, part) &&
                              frame->reference_content == one.tokens.content && scope_.folder;
    Treated treated = is_reference ? lose_as_session(picture, *frame->removal,
                                                     Treated{{FaceState::removed, {}}, {}}, true)
                                   : treat(picture, face, one.frame, defacers_);
    if (album_) {
      if (const auto found = found_.find({series, part}); is_reference && found != found_.end()) {
        treated.how.verdict = found->second.verdict;
        treated.how.threshold = found->second.threshold;
      }
      const bool is_ct = picture.acquisition().series.modality == dicom::Modality::ct;
      album_->add(
          series, part,
          {before, picture.grid(), is_ct ? face::Scale::hounsfield : face::Scale::arbitrary},
          picture, treated.how);
    }
    return treated.outcome;
  };
}

void Faces::finish() {
  if (album_) album_->finish();
}

} // namespace curate::conversion
