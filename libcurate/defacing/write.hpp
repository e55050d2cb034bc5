#pragma once

#include <libcurate/defacing/outcome.hpp>
#include <libcurate/defacing/request.hpp>
#include <libcurate/defacing/survey.hpp>
#include <libcurate/nifti/read.hpp>

namespace curate::defacing {

/// Where a picture goes; in place: where it is.
fs::path target_of(const Request &request, const Item &item);

/// Writes a picture that lost its face, or (into another folder only) one that has none, with what
/// belongs to it: its sidecar, b-values and directions first, the picture last; in place the
/// picture first, so that no sidecar says what is not yet so. What is there already and the same is
/// left alone; what differs is a finding (DEFACE-OUTPUT-DIFFERS). Throws SystemError.
void write(const Request &request, const Item &item, const nifti::UncheckedVolume &volume,
           PictureOutcome &outcome);

} // namespace curate::defacing
