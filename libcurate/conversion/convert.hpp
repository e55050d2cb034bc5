#pragma once

#include <libcurate/conversion/outcome.hpp>
#include <libcurate/conversion/request.hpp>
#include <libcurate/study/study.hpp>

namespace curate::conversion {

/// The main job: what is new in the input becomes part of the study's dataset. Names are decided
/// and recorded before the first picture is written, and a series is recorded when its files have
/// their names: a killed run is completed by the next one, with the same bytes. Throws UsageError,
/// InputError, PolicyError, SystemError.
Outcome convert(const study::Study &study, const Request &request);

/// What `convert` would do, for `inspect`: writes nothing, not even to the registry. Without a
/// study there are no labels.
Outcome inspect(const study::Study *study, const Request &request);

} // namespace curate::conversion
