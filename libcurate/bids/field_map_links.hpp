#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/bids/entities.hpp>
#include <libcurate/bids/written_picture.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace curate::bids {

/// A picture of a session, as far as field maps care.
struct Linkable {
  Entities name;                        ///< complete
  std::string acquired;                 ///< shifted; empty where not known
  std::string phase_encoding_direction; ///< as in the sidecar; empty where not known
  std::optional<double> echo_time_s;
};

/// What a sidecar says of field maps.
struct Link {
  Entities name;
  std::vector<std::string> intended_for;              ///< below the subject's folder, sorted
  std::string b0_field_identifier;                    ///< empty: none
  std::string b0_field_source;                        ///< empty: none
  std::optional<double> echo_time_1_s, echo_time_2_s; ///< of a phase difference
  bool has_separate_m0 = false;                       ///< an asl with an m0scan in its session

  bool operator==(const Link &) const = default;
};

/// Which field map, and which m0scan, serves which picture of one session: the last one taken
/// before it, else the first after it. One with func, bold, dwi, ... in its acq label serves that
/// kind alone; an epi of a single direction serves only pictures of another direction. One per
/// picture, in their order. An m0scan is for the asl of its session with the same acq label, else
/// for all. Source: BIDS, "Expressing the MR protocol intent for fieldmaps".
std::vector<Link> link_field_maps(std::span<const Linkable> session);

struct LinkedSidecars {
  std::vector<std::string> changed; ///< sidecars written anew, below the dataset, sorted
  Findings findings; ///< BIDS-SIDECAR: cannot be read; BIDS-ECHO-TIMES: a phase difference without
};

/// Reads the sidecars of a session, links them and rewrites those that change. Doing it twice
/// changes nothing the second time. Throws SystemError.
LinkedSidecars write_field_map_links(const fs::path &dataset,
                                     std::span<const WrittenPicture> session);

} // namespace curate::bids
