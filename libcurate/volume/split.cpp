#include <algorithm>
#include <cmath>
#include <libcurate/volume/moved.hpp>
#include <libcurate/volume/slice_order.hpp>
#include <libcurate/volume/split.hpp>
#include <libcurate/volume/straighten.hpp>
#include <map>
#include <set>

namespace curate::volume {
namespace {

// More is no set of inversions or flip angles, but a value that drifts from frame to frame.
constexpr std::size_t most_parts = 64;
constexpr std::size_t least_slices = 3; // of a stack that stands alone

using Key = std::optional<long long>;
using KeyOf = Key (*)(const dicom::Frame &);
using Parts = std::map<long long, std::vector<std::size_t>>;

Key millionths(const std::optional<double> &value) {
  if (!value || !(std::abs(*value) < 1e9)) return {};
  return std::llround(*value * 1e6); // headers write 0.7 and 0.70000001
}

// The frames of each value; empty where a frame does not say, or where there are too many values.
Parts parts_of(const Picture &picture, std::span<const dicom::Frame> frames, KeyOf key_of) {
  Parts parts;
  for (const std::size_t at : picture.frames) {
    const Key key = key_of(frames[at]);
    if (!key) return {};
    parts[*key].push_back(at);
    if (parts.size() > most_parts) return {};
  }
  return parts;
}

// Every part shows each slice once: then they are pictures of one place.
bool cover_same_slices(const Picture &picture, std::span<const dicom::Frame> frames,
                       const Parts &parts) {
  const auto sorted = sort_slices(frames, picture.frames);
  if (!sorted || frames[picture.frames.front()].mosaic) return false;
  std::map<std::size_t, std::size_t> slice_of;
  for (std::size_t i = 0; i < picture.frames.size(); ++i)
    slice_of[picture.frames[i]] = sorted->slice_of_frame[i];
  return std::ranges::all_of(parts, [&](const auto &p) {
    std::set<std::size_t> slices;
    for (const std::size_t at : p.second)
      slices.insert(slice_of.at(at));
    return slices.size() == p.second.size() && slices.size() == sorted->distances_mm.size();
  });
}

// One volume, or several: the slices lie on a lattice, or can be brought onto one.
bool makes_volumes(std::span<const dicom::Frame> frames, std::span<const std::size_t> chosen,
                   dicom::Modality modality) {
  return slice_order(frames, chosen).has_value() ||
         moved_volumes(frames, chosen, modality).has_value() ||
         straighten(frames, chosen, modality).has_value();
}

bool stand_alone(std::span<const dicom::Frame> frames, const Parts &parts,
                 dicom::Modality modality) {
  return std::ranges::all_of(parts, [&](const auto &p) {
    return p.second.size() >= least_slices && makes_volumes(frames, p.second, modality);
  });
}

void add_parts(const Picture &picture, const Parts &parts, std::vector<Picture> &out) {
  for (const auto &entry : parts) {
    Picture part = picture;
    part.frames = entry.second;
    out.push_back(std::move(part));
  }
}

Key inversion_of(const dicom::Frame &frame) {
  if (frame.inversion_index) return *frame.inversion_index;
  return millionths(frame.inversion_time_s);
}

Key flip_angle_of(const dicom::Frame &frame) {
  return millionths(frame.flip_angle_deg);
}

template <typename T> Key whole(const std::optional<T> &value) {
  return value ? Key(*value) : Key();
}

// Pictures of one place by what was done there.
std::vector<Picture> split_by_method(std::vector<Picture> pictures,
                                     std::span<const dicom::Frame> frames, KeyOf key_of) {
  std::vector<Picture> out;
  for (Picture &picture : pictures) {
    const Parts parts = parts_of(picture, frames, key_of);
    if (parts.size() > 1 && cover_same_slices(picture, frames, parts))
      add_parts(picture, parts, out);
    else
      out.push_back(std::move(picture));
  }
  return out;
}

// Stacks that lie apart: only where together they make no volume.
std::vector<Picture> split_by_stack(std::vector<Picture> pictures,
                                    std::span<const dicom::Frame> frames,
                                    dicom::Modality modality) {
  constexpr KeyOf keys[] = {[](const dicom::Frame &f) { return whole(f.stack_id); },
                            [](const dicom::Frame &f) { return whole(f.acquisition_number); }};
  std::vector<Picture> out;
  for (Picture &picture : pictures) {
    Parts found;
    for (const KeyOf key_of : keys) {
      Parts parts = parts_of(picture, frames, key_of);
      if (parts.size() < 2 || frames[picture.frames.front()].mosaic) continue;
      if (makes_volumes(frames, picture.frames, modality)) break;
      if (!stand_alone(frames, parts, modality)) continue;
      found = std::move(parts);
      break;
    }
    if (found.empty())
      out.push_back(std::move(picture));
    else
      add_parts(picture, found, out);
  }
  return out;
}

} // namespace

std::vector<Picture> split(std::vector<Picture> pictures, std::span<const dicom::Frame> frames,
                           const dicom::SeriesFacts &facts) {
  const bool is_echo_planar =
      (facts.scanning_sequence & static_cast<unsigned>(dicom::ScanningSequence::ep)) != 0;
  const bool is_labelled = facts.spin_labeling != dicom::SpinLabeling::none ||
                           std::ranges::any_of(frames, [](const dicom::Frame &frame) {
                             return frame.label_context != dicom::LabelContext::unknown;
                           });
  if (facts.modality == dicom::Modality::mr && !is_labelled && !is_echo_planar) {
    pictures = split_by_method(std::move(pictures), frames, inversion_of);
    pictures = split_by_method(std::move(pictures), frames, flip_angle_of);
  }
  return split_by_stack(std::move(pictures), frames, facts.modality);
}

} // namespace curate::volume
