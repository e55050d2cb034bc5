#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <libcurate/volume/volume_order.hpp>
#include <map>
#include <set>

namespace curate::volume {
namespace {

using Key = std::vector<double>;
using KeyOf = std::function<Key(const dicom::Frame &)>; // empty: the header does not say
constexpr std::size_t none = static_cast<std::size_t>(-1);

template <typename T> Key key_of(const std::optional<T> &value) {
  return value ? Key{static_cast<double>(*value)} : Key{};
}

Key diffusion_key(const dicom::Frame &frame) {
  if (!frame.diffusion || !frame.diffusion->b_value_s_per_mm2) return {};
  const Vec3 &d = frame.diffusion->direction;
  return {*frame.diffusion->b_value_s_per_mm2, d[0], d[1], d[2],
          frame.diffusion->is_isotropic ? 1.0 : 0.0};
}

// Philips gives control and label the same temporal position, and several delays their own trigger
// times. All controls come first, and of each kind one delay after the other, as with dcm2niix.
Key label_key(const dicom::Frame &frame) {
  if (frame.label_context == dicom::LabelContext::unknown || !frame.temporal_position) return {};
  return {static_cast<double>(frame.label_context), static_cast<double>(*frame.temporal_position)};
}

Key label_and_delay_key(const dicom::Frame &frame) {
  Key key = label_key(frame);
  if (!key.empty()) key.insert(key.begin() + 1, frame.trigger_time_s.value_or(0));
  return key;
}

class Sorter {
public:
  Sorter(std::span<const dicom::Frame> frames, std::span<const std::size_t> chosen,
         const SlicePositions &slices)
      : frames_(frames), chosen_(chosen), slices_(slices),
        slice_count_(static_cast<std::size_t>(slices.slice_count)) {
    std::vector<std::size_t> counts(slice_count_);
    for (const std::size_t slice : slices.slice_of_frame)
      most_ = std::max(most_, ++counts[slice]);
  }

  std::size_t volume_count() const { return most_; }

  // The volume of every frame by a key; nothing where the key does not tell them apart.
  // `is_in_file_order`: the key has no order of its own, its first frame decides.
  std::vector<std::size_t> by_key(const KeyOf &key_of_frame, bool is_in_file_order) const {
    std::map<Key, std::size_t> first_frame;
    std::set<std::pair<std::size_t, Key>> seen;
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      Key key = key_of_frame(frames_[chosen_[i]]);
      if (key.empty()) return {};
      first_frame.try_emplace(key, i);
      if (first_frame.size() > most_) return {};
      if (!seen.emplace(slices_.slice_of_frame[i], std::move(key)).second) return {};
    }
    std::vector<std::pair<std::size_t, const Key *>> order;
    for (const auto &[key, first] : first_frame)
      order.emplace_back(is_in_file_order ? first : order.size(), &key);
    std::ranges::sort(order);
    std::map<Key, std::size_t> rank;
    for (std::size_t i = 0; i < order.size(); ++i)
      rank.emplace(*order[i].second, i);
    std::vector<std::size_t> volumes;
    for (const std::size_t frame : chosen_)
      volumes.push_back(rank.at(key_of_frame(frames_[frame])));
    return volumes;
  }

  // The how-manieth of its slice each frame is.
  std::vector<std::size_t> by_file_order() const {
    std::vector<std::size_t> counts(slice_count_), volumes;
    for (const std::size_t slice : slices_.slice_of_frame)
      volumes.push_back(counts[slice]++);
    return volumes;
  }

  // As if volumes came one after the other: a slice seen again begins the next one.
  std::vector<std::size_t> by_runs() const {
    std::vector<std::size_t> last(slice_count_, none), volumes;
    std::size_t volume = 0;
    for (const std::size_t slice : slices_.slice_of_frame) {
      if (last[slice] == volume) ++volume;
      last[slice] = volume;
      volumes.push_back(volume);
    }
    return volumes;
  }

  // The how-manieth of its slice each frame is by its time; empty where a slice has one time twice.
  std::vector<std::size_t> by_time_rank(const KeyOf &time_of_frame) const {
    std::vector<std::map<Key, std::size_t>> ranks(slice_count_);
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      Key key = time_of_frame(frames_[chosen_[i]]);
      if (key.empty()) return {};
      if (!ranks[slices_.slice_of_frame[i]].try_emplace(std::move(key), 0).second) return {};
    }
    for (auto &slice : ranks) {
      std::size_t next = 0;
      for (auto &entry : slice)
        entry.second = next++;
    }
    std::vector<std::size_t> volumes;
    for (std::size_t i = 0; i < chosen_.size(); ++i)
      volumes.push_back(ranks[slices_.slice_of_frame[i]].at(time_of_frame(frames_[chosen_[i]])));
    return volumes;
  }

  // Acquisition time; a series that runs over midnight goes on.
  KeyOf time_key() const {
    constexpr double day_s = 86400;
    double least = day_s, most = 0;
    for (const std::size_t frame : chosen_)
      if (const auto &time = frames_[frame].acquisition_time_of_day_s) {
        least = std::min(least, *time);
        most = std::max(most, *time);
      }
    const bool is_over_midnight = most - least > day_s / 2;
    return [is_over_midnight](const dicom::Frame &frame) {
      Key key = key_of(frame.acquisition_time_of_day_s);
      if (is_over_midnight && !key.empty() && key[0] < day_s / 2) key[0] += day_s;
      return key;
    };
  }

  // Dimension indices without the one that counts the slices; empty where there is none. The first
  // dimension is the slowest, unless slices come before what else varies: then the last is.
  // Source: DICOM PS3.3, C.7.6.17; Philips' objects, dcm2niix' notes on them.
  KeyOf dimension_key() const {
    const std::size_t size = frames_[chosen_.front()].dimension_index.size();
    for (const std::size_t frame : chosen_)
      if (frames_[frame].dimension_index.size() != size) return [](const auto &) { return Key{}; };
    std::vector<std::size_t> kept;
    std::size_t slice_dimension = size, last_varying = 0;
    for (std::size_t d = 0; d < size; ++d) {
      if (slices_.slice_count > 1 && counts_slices(d)) {
        slice_dimension = d;
        continue;
      }
      kept.push_back(d);
      if (varies(d)) last_varying = d;
    }
    if (slice_dimension < last_varying) std::ranges::reverse(kept);
    return [kept](const dicom::Frame &frame) {
      Key key;
      for (const std::size_t d : kept)
        key.push_back(frame.dimension_index[d]);
      return key;
    };
  }

private:
  bool varies(std::size_t dimension) const {
    const auto of = [&](std::size_t i) { return frames_[chosen_[i]].dimension_index[dimension]; };
    for (std::size_t i = 1; i < chosen_.size(); ++i)
      if (of(i) != of(0)) return true;
    return false;
  }

  bool counts_slices(std::size_t dimension) const {
    std::map<std::size_t, std::uint32_t> value_of_slice;
    std::map<std::uint32_t, std::size_t> slice_of_value;
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      const std::size_t slice = slices_.slice_of_frame[i];
      const std::uint32_t value = frames_[chosen_[i]].dimension_index[dimension];
      if (value_of_slice.try_emplace(slice, value).first->second != value) return false;
      if (slice_of_value.try_emplace(value, slice).first->second != slice) return false;
    }
    return true;
  }

  std::span<const dicom::Frame> frames_;
  std::span<const std::size_t> chosen_;
  const SlicePositions &slices_;
  std::size_t slice_count_, most_ = 0;
};

std::vector<std::size_t> volumes_of(const Sorter &sorter, std::size_t frame_count,
                                    std::size_t slice_count) {
  using dicom::Frame;
  const std::pair<KeyOf, bool> keys[] = {
      {[](const Frame &f) { return key_of(f.volume_number); }, false},
      {sorter.dimension_key(), false},
      {[](const Frame &f) { return key_of(f.temporal_position); }, false},
      {label_key, false},
      {label_and_delay_key, false},
      {[](const Frame &f) { return f.pet ? key_of(f.pet->reference_time_s) : Key{}; }, false},
      {[](const Frame &f) { return key_of(f.acquisition_number); }, false},
      {diffusion_key, true},
      {[](const Frame &f) { return key_of(f.trigger_time_s); }, false},
      {[](const Frame &f) { return key_of(f.cardiac_phase_percent); }, false},
      {sorter.time_key(), false}};
  for (const auto &[key, is_in_file_order] : keys)
    if (auto volumes = sorter.by_key(key, is_in_file_order); !volumes.empty()) return volumes;
  const bool is_full = frame_count == sorter.volume_count() * slice_count;
  if (!is_full) return sorter.by_runs();
  // Slices that were taken one after the other: each has times of its own.
  auto volumes = sorter.by_time_rank(sorter.time_key());
  return volumes.empty() ? sorter.by_file_order() : volumes;
}

} // namespace

Result<VolumeOrder> volume_order(std::span<const dicom::Frame> frames,
                                 std::span<const std::size_t> chosen,
                                 const SlicePositions &slices) {
  const auto slice_count = static_cast<std::size_t>(slices.slice_count);
  const Sorter sorter(frames, chosen, slices);
  // Mostly holes: nothing to keep, and a table that a hostile series could make very large.
  if (sorter.volume_count() > 2 * (chosen.size() / slice_count + 1))
    return problem("VOLUME-MISSING-SLICES", "slices are missing in several volumes",
                   "give all files of the series");
  const auto volumes = sorter.volume_count() == 1 ? std::vector<std::size_t>(chosen.size(), 0)
                                                  : volumes_of(sorter, chosen.size(), slice_count);
  // One volume more than frames per slice is as far as an unfinished one may reach.
  const std::size_t count = *std::ranges::max_element(volumes) + 1;
  if (count > sorter.volume_count() + 1)
    return problem("VOLUME-MISSING-SLICES", "slices are missing in several volumes",
                   "give all files of the series");
  std::vector<std::size_t> table(count * slice_count, none), filled(count);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    table[volumes[i] * slice_count + slices.slice_of_frame[i]] = chosen[i];
    ++filled[volumes[i]];
  }
  VolumeOrder out;
  std::size_t whole = 0;
  while (whole < count && filled[whole] == slice_count)
    ++whole;
  if (whole == 0 || whole + 1 < count)
    return problem("VOLUME-MISSING-SLICES", "slices are missing within a volume",
                   "give all files of the series");
  if (whole < count)
    out.findings.push_back({Severity::warning,
                            "VOLUME-INCOMPLETE",
                            {},
                            {},
                            fmt::format("the last volume has {} of {} slices and is left out",
                                        filled[whole], slice_count),
                            "the scan was stopped, or files are missing"});
  table.resize(whole * slice_count);
  out.frames = std::move(table);
  out.volume_count = static_cast<int>(whole);
  return out;
}

} // namespace curate::volume
