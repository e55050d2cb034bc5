#pragma once

#include <libcurate/defacing/outcome.hpp>
#include <libcurate/defacing/request.hpp>

namespace curate::defacing {

/// Takes the faces out of NIfTI files, session by session: the picture that tells best where the
/// face lies first, the others after it, `request.jobs` at a time. A picture whose face is still
/// found, or that cannot be read, is a finding and is not written; others go on. The same input
/// gives the same bytes at any number of jobs. Memory: one picture per worker (see `handle`), and
/// the atlas. Throws UsageError (also where the output or the report lies within an input),
/// InputError, SystemError.
Outcome deface(const Request &request);

} // namespace curate::defacing
