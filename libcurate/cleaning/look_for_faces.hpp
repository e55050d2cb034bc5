#pragma once

#include <libcurate/cleaning/series_face.hpp>
#include <libcurate/deid/profile.hpp>
#include <libcurate/deid/scrub_text.hpp>
#include <libcurate/dicom/series.hpp>
#include <libcurate/face/verified_mask.hpp>
#include <span>
#include <vector>

namespace curate::cleaning {

/// What is known of the head in one frame of reference, by other series or by this.
struct HeadKnown {
  std::vector<face::VerifiedRemoval> removed;
  bool was_looked_for = false, shows_head = false;
};

/// What a look at a series gave: for its own files, and for the others of its frame of reference.
struct LookedAt {
  MaskedSeries series;
  HeadKnown head;
};

/// Assembles the pictures of a series one by one, removes their faces, and looks again. A series
/// that cannot be looked at as a whole is refused: DEID-VISUAL-UNSEEN (a picture that cannot be
/// assembled), DEID-VISUAL-OBJECT (projections and screenshots), DEID-VISUAL-MOSAIC,
/// DEID-VISUAL-MOVED, FACE-NO-REFERENCE (phase, without a picture that told where the face is), and
/// FACE-* as face::Defacer says.
LookedAt look_for_faces(const dicom::Series &series, const deid::Profile &profile,
                        const deid::Scrubber &scrubber, face::Defacer &defacer,
                        const HeadKnown &others);

} // namespace curate::cleaning
