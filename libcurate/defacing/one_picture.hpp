#pragma once

#include <libcurate/album/page.hpp>
#include <libcurate/defacing/defacers.hpp>
#include <libcurate/defacing/outcome.hpp>
#include <libcurate/defacing/request.hpp>
#include <libcurate/defacing/survey.hpp>
#include <optional>

namespace curate::defacing {

/// What was taken from the picture of a session that was handled first.
struct Taken {
  std::optional<face::Removal> removal;
  /// Its coordinates are the scanner's, so that others of the session may share them.
  bool is_in_scanner_frame = false;
};

/// One picture's way: read, look, take away, look again, write.
struct Handled {
  PictureOutcome outcome;
  Taken taken;        ///< filled where a face was removed
  album::Entry entry; ///< filled where a report is asked for
};

/// Takes the picture that way. `session`: what was taken from another of the person's session; it
/// is taken here too, and where both have the scanner's coordinates it says where the face lies in
/// a picture that cannot tell by itself. What cannot be read, or shows a face in the end, is a
/// finding and is not written. Throws SystemError. Memory: twice the voxels, four bytes for each
/// voxel of the first volume, and the defacer's.
Handled handle(const Request &request, const Item &item, Defacers &defacers, const Taken &session);

} // namespace curate::defacing
