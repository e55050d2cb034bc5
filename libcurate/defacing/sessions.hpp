#pragma once

#include <cstddef>
#include <libcurate/defacing/survey.hpp>

namespace curate::defacing {

/// Whose head a picture shows and when it was taken, by its name: dataset, sub- and ses-. Pictures
/// of derivatives belong with the raw ones. One that names no subject stands alone.
std::string session_of(const fs::path &picture);

/// Whether a picture holds no brightness in which a face could be seen, by its name: phase, real
/// and imaginary parts, field maps in Hz. Suffixes and entities of BIDS 1.10.
bool is_phase(const fs::path &picture);

/// The pictures of each session, as indices into `items`: the one that tells best where the face
/// lies first. Sessions by their first picture. By name, suffix and grid alone (headers are read).
std::vector<std::vector<std::size_t>> sessions(const std::vector<Item> &items);

} // namespace curate::defacing
