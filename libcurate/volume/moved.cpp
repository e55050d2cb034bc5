#include <algorithm>
#include <cmath>
#include <libcurate/volume/moved.hpp>
#include <map>

namespace curate::volume {
namespace {

using Key = std::optional<double>;
using KeyOf = Key (*)(const dicom::Frame &);

// What counts volumes. Times are the same for all slices of a volume, or do not help.
constexpr KeyOf keys[] = {
    [](const dicom::Frame &f) { return f.volume_number ? Key(*f.volume_number) : Key(); },
    [](const dicom::Frame &f) { return f.temporal_position ? Key(*f.temporal_position) : Key(); },
    [](const dicom::Frame &f) { return f.acquisition_number ? Key(*f.acquisition_number) : Key(); },
    [](const dicom::Frame &f) { return f.acquisition_time_of_day_s; },
};

// Indices into `chosen`, volume by volume; empty where the key does not part them evenly. The last
// may be unfinished.
std::vector<std::vector<std::size_t>> groups_of(std::span<const dicom::Frame> frames,
                                                std::span<const std::size_t> chosen, KeyOf key_of) {
  std::map<double, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const Key key = key_of(frames[chosen[i]]);
    if (!key) return {};
    groups[*key].push_back(i);
  }
  std::vector<std::vector<std::size_t>> out;
  for (auto &entry : groups)
    out.push_back(std::move(entry.second));
  if (out.size() < 2) return {};
  const std::size_t size = out.front().size();
  for (std::size_t v = 0; v < out.size(); ++v) {
    const bool is_last = v + 1 == out.size();
    if (out[v].size() > size || (out[v].size() < size && !is_last)) return {};
  }
  if (out.back().size() < size) out.pop_back();
  return out.size() < 2 ? std::vector<std::vector<std::size_t>>() : out;
}

std::vector<std::size_t> picked(std::span<const std::size_t> chosen,
                                const std::vector<std::size_t> &group) {
  std::vector<std::size_t> out;
  for (const std::size_t i : group)
    out.push_back(chosen[i]);
  return out;
}

// Whether both volumes have as many slices, equally far apart.
bool have_same_shape(const SlicePositions &a, const SlicePositions &b) {
  const double step = length(a.step_lps_mm);
  return a.slice_count == b.slice_count &&
         std::abs(length(b.step_lps_mm) - step) <= std::max(same_slice_mm, gap_tolerance * step);
}

// No slice moved further than this.
bool is_near(const SlicePositions &a, const SlicePositions &b, double most_mm) {
  const auto end = [](const SlicePositions &s) {
    return s.origin_lps_mm + s.step_lps_mm * static_cast<double>(s.slice_count - 1);
  };
  return length(a.origin_lps_mm - b.origin_lps_mm) <= most_mm && length(end(a) - end(b)) <= most_mm;
}

std::optional<SlicePositions> by_groups(std::span<const dicom::Frame> frames,
                                        std::span<const std::size_t> chosen,
                                        const std::vector<std::vector<std::size_t>> &groups) {
  const auto first = slice_order(frames, picked(chosen, groups.front()));
  if (!first || first->slice_count != static_cast<int>(groups.front().size())) return {};
  SlicePositions out = *first;
  out.slice_of_frame.assign(chosen.size(), chosen.size());
  SlicePositions before = *first;
  for (const auto &group : groups) {
    const auto other = slice_order(frames, picked(chosen, group));
    if (!other || !have_same_shape(*first, *other) || !is_near(*first, *other, most_movement_mm) ||
        !is_near(before, *other, most_movement_at_once_mm))
      return {};
    before = *other;
    for (std::size_t i = 0; i < group.size(); ++i)
      out.slice_of_frame[group[i]] = other->slice_of_frame[i];
  }
  return out;
}

} // namespace

std::optional<SlicePositions> moved_volumes(std::span<const dicom::Frame> frames,
                                            std::span<const std::size_t> chosen,
                                            dicom::Modality modality) {
  if (modality != dicom::Modality::mr) return {};
  for (const KeyOf key_of : keys) {
    const auto groups = groups_of(frames, chosen, key_of);
    if (groups.empty()) continue;
    auto found = by_groups(frames, chosen, groups);
    // Frames of an unfinished last volume have no place: without them the others are whole.
    if (found &&
        std::ranges::find(found->slice_of_frame, chosen.size()) == found->slice_of_frame.end())
      return found;
  }
  return {};
}

Finding movement_finding() {
  return {Severity::warning,
          "VOLUME-MOVED",
          {},
          "(0020,0032)",
          "the volumes do not lie in one place (the scanner followed the head): all are given that "
          "of the first",
          "mind it where the world's coordinates of single volumes matter"};
}

double movement_mm(const dicom::Frame &frame, const dicom::Frame &from) {
  return length(frame.position_lps_mm - from.position_lps_mm);
}

} // namespace curate::volume
