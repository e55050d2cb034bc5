#pragma once

#include <libcurate/dicom/header.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace curate::deid {

/// When a series began: what the times of its frames are counted from.
struct SeriesBegin {
  std::optional<int> day; ///< since 1970-01-01
  double time_of_day_s = 0;
};

/// Series Date and Time (0008,0021) and (0008,0031) of an object; nothing where it has no time.
std::optional<SeriesBegin> series_begin(const dicom::Dataset &root);

/// Whether an element says when a frame was taken: Acquisition Time and DateTime, Frame Acquisition
/// and Frame Reference DateTime. Slice timing rests on their differences.
bool is_frame_moment(dicom::Tag tag);

/// A dummy that says nothing but how long after the beginning of its series a frame was taken: as
/// if that had been on 1 January 1900 at noon. `is_time`: TM, else DT. Nothing for what is no such
/// moment, or lies half a day away. Source: DICOM PS3.15, E.1 (Z and D allow a dummy value).
std::optional<std::string> relative_moment(std::string_view text, bool is_time,
                                           const SeriesBegin &begin);

} // namespace curate::deid
