#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/face/removal.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::conversion {

/// What pictures of one session in one frame of reference lose with the face.
struct FrameFace {
  std::string frame; ///< stands for the frame of reference; empty where it is not known
  /// Keys of the pictures (see key_of) that the face was looked for in, or that came after the one
  /// it was found in.
  std::vector<std::string> looked_at;
  bool shows_head = false;       ///< one of them does
  std::string reference;         ///< the picture that the face was found in; empty: in none
  std::string reference_content; ///< token of its set of files: of others nothing was verified
  std::optional<face::Removal> removal;
};

/// What is kept of a session's face in private/faces: so that whatever comes later loses the same.
/// Holds no identifier and no date.
struct SessionFace {
  std::vector<FrameFace> frames; ///< by `frame`

  /// That frame's, or nothing.
  const FrameFace *find(const std::string &frame) const;
  /// That frame's, made where there is none.
  FrameFace &at(const std::string &frame);
};

/// The file of a session below private/: "faces/sub-<label>[_ses-<label>].json".
fs::path face_file(const std::string &subject, const std::string &session);

/// Reads it; empty where there is none. Throws InputError where it breaks faces.schema.json.
SessionFace read_session_face(const fs::path &file);
/// Writes it, readable by the owner alone. Throws SystemError.
void write_session_face(const fs::path &file, const SessionFace &face);

} // namespace curate::conversion
