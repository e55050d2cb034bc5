#pragma once

#include <libcurate/conversion/defacers.hpp>
#include <libcurate/conversion/face_album.hpp>
#include <libcurate/conversion/face_step.hpp>
#include <libcurate/conversion/finish.hpp>
#include <libcurate/conversion/reference_picture.hpp>
#include <libcurate/conversion/session_face.hpp>
#include <map>

namespace curate::conversion {

/// Whose faces are looked for, and what is kept of them.
struct FaceScope {
  std::vector<Session> sessions;  ///< by series of the survey
  Wanted wanted;                  ///< what is to be written
  std::optional<fs::path> folder; ///< private/ of the study, where it is kept; nothing: it is not
};

/// Removes faces during a conversion. First `find` looks in every session for the face in the one
/// picture that shows it best, and keeps in private/faces what is to be taken away; then every
/// picture of the session loses that, and what it shows of a face itself. So what a picture looks
/// like in the end depends on the picture and on what is kept, not on the order of the work.
class Faces {
public:
  /// Request, survey and rulebook outlive it.
  Faces(const Request &request, const Survey &survey, const Rulebook &rulebook, FaceScope scope);

  /// Looks in the sessions of `series` (indices of the survey), several at once. Throws
  /// SystemError.
  void find(const std::vector<std::size_t> &series);
  /// What is done about the faces of a series; by several threads at once, after `find`.
  FaceStep step(std::size_t series) const;
  /// Gives the report its name, where one is asked for.
  void finish();
  Findings findings() const { return defacers_.findings(); }

private:
  void find_in(const Session &session, const std::vector<std::size_t> &series, SessionFace &face);
  bool look(std::size_t series, std::size_t part, FrameFace &frame);

  const Request &request_;
  const Survey &survey_;
  const Rulebook &rulebook_;
  const FaceScope scope_;
  MemoryBudget budget_;
  mutable Defacers defacers_;
  std::map<Session, SessionFace> sessions_;
  /// What was said of the pictures that faces were found in by this run, by series and part.
  std::map<std::pair<std::size_t, std::size_t>, face::Defaced> found_;
  std::mutex found_mutex_;
  mutable std::optional<FaceAlbum> album_;
};

} // namespace curate::conversion
