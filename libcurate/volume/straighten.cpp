#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <libcurate/volume/straighten.hpp>

namespace curate::volume {
namespace {

constexpr double steepest = 1;          // tangent: 45 degrees; no gantry tilts by more than 30
constexpr double thickness_share = 1.2; // of a slice: more is not measured between two of them
constexpr double widest_gap = 2.05;     // of the smallest, where the thickness is not known
constexpr double smallest_gap = 0.25;   // of the usual: less is a slice taken twice
constexpr int most_new_rows = 4;        // times the rows there are

// One slice as it lies: along the normal, and beside the first along rows and columns.
struct Lying {
  double along_mm = 0;
  std::array<double, 2> beside_mm{};
};

class Straightener {
public:
  Straightener(std::span<const dicom::Frame> frames, std::span<const std::size_t> chosen,
               const SortedSlices &sorted)
      : frames_(frames), chosen_(chosen), sorted_(sorted), first_(frames[chosen.front()]),
        normal_(normal_lps(first_)), axes_{first_.row_lps, first_.column_lps},
        spacing_mm_{first_.column_spacing_mm, first_.row_spacing_mm} {
    const Vec3 origin = frames[chosen[sorted.first_frame.front()]].position_lps_mm;
    for (const std::size_t at : sorted.first_frame) {
      const Vec3 away = frames[chosen[at]].position_lps_mm - origin;
      slices_.push_back({dot(away, normal_), {dot(away, axes_[0]), dot(away, axes_[1])}});
    }
    for (std::size_t i = 1; i < slices_.size(); ++i)
      gaps_mm_.push_back(slices_[i].along_mm - slices_[i - 1].along_mm);
  }

  Result<Straightened> straighten(dicom::Modality modality) {
    if (slices_.size() < 3)
      return problem("VOLUME-TILTED",
                     "two slices lie askew: whether that is a tilted gantry "
                     "cannot be told",
                     "give all files of the series");
    if (auto checked = check_repeats(); !checked) return tl::unexpected(checked.error());
    if (auto checked = find_shear(); !checked) return tl::unexpected(checked.error());
    if (auto checked = find_gaps(modality); !checked) return tl::unexpected(checked.error());
    if (auto made = make_lattice(); !made) return tl::unexpected(made.error());
    out_.slices.slice_of_frame = sorted_.slice_of_frame;
    out_.slices.slice_count = static_cast<int>(slices_.size());
    out_.slices.origin_lps_mm = out_.lattice.origin_lps_mm;
    out_.slices.step_lps_mm = out_.lattice.step_lps_mm[2];
    return std::move(out_);
  }

private:
  double shift_mm() const {
    return std::max(same_slice_mm, shift_tolerance * std::min(spacing_mm_[0], spacing_mm_[1]));
  }

  // Frames of one slice lie on each other.
  Result<void> check_repeats() const {
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      const std::size_t first = sorted_.first_frame[sorted_.slice_of_frame[i]];
      const Vec3 away =
          frames_[chosen_[i]].position_lps_mm - frames_[chosen_[first]].position_lps_mm;
      if (length(away - normal_ * dot(away, normal_)) > shift_mm())
        return problem("VOLUME-SHIFTED", "the slices lie beside each other, not on one line",
                       "convert the parts that lie on one line apart");
    }
    return {};
  }

  Result<void> find_shear() {
    const Lying &last = slices_.back();
    for (std::size_t axis = 0; axis < 2; ++axis)
      tangent_[axis] = last.beside_mm[axis] / last.along_mm;
    out_.resampling.sheared_axis = std::abs(tangent_[0]) > std::abs(tangent_[1]) ? 0 : 1;
    const std::size_t other = 1 - out_.resampling.sheared_axis;
    for (const Lying &slice : slices_)
      for (std::size_t axis = 0; axis < 2; ++axis) {
        const double expected = axis == other ? 0 : tangent_[axis] * slice.along_mm;
        if (std::abs(slice.beside_mm[axis] - expected) <= shift_mm()) continue;
        const bool is_line =
            std::abs(slice.beside_mm[axis] - tangent_[axis] * slice.along_mm) <= shift_mm();
        if (is_line)
          return problem("VOLUME-TILTED",
                         "the slices are sheared, and not along their rows or columns",
                         "convert the files of each stack apart");
        return problem("VOLUME-SHIFTED", "the slices lie beside each other, not on one line",
                       "convert the parts that lie on one line apart");
      }
    const double tilt = std::abs(tangent_[out_.resampling.sheared_axis]);
    if (tilt > steepest)
      return problem("VOLUME-TILTED", "the slices are sheared by more than any gantry tilts");
    is_sheared_ = std::abs(last.beside_mm[out_.resampling.sheared_axis]) > same_slice_mm &&
                  tilt > std::tan(0.5 * M_PI / 180);
    if (is_sheared_)
      out_.findings.push_back(
          {Severity::warning,
           "VOLUME-TILT-UNDONE",
           {},
           "(0020,0032)",
           "the slices are sheared (the gantry was tilted): they were resampled "
           "onto an orthogonal grid",
           "use the DICOM files where single values matter"});
    return {};
  }

  Result<void> find_gaps(dicom::Modality modality) {
    const double smallest = *std::ranges::min_element(gaps_mm_);
    std::vector<double> sorted = gaps_mm_;
    std::ranges::sort(sorted);
    const double usual = sorted[sorted.size() / 2];
    const double tolerance = std::max(same_slice_mm, gap_tolerance * usual);
    const double mean = slices_.back().along_mm / static_cast<double>(gaps_mm_.size());
    step_mm_ = mean;
    if (std::abs(sorted.front() - usual) <= tolerance &&
        std::abs(sorted.back() - usual) <= tolerance && drifts_little(mean))
      return {};
    if (const int missing = left_out(); missing > 0)
      return problem("VOLUME-MISSING-SLICES",
                     fmt::format("slices are missing within the volume: {}", missing),
                     "give all files of the series");
    if (modality != dicom::Modality::ct || interleaves() || smallest < smallest_gap * usual)
      return problem("VOLUME-GAPS", "the distances between the slices differ",
                     "convert the parts with equal distances apart");
    std::size_t holes = 0;
    for (std::size_t i = 0; i < gaps_mm_.size(); ++i)
      holes += is_measured(i, smallest) ? 0 : 1;
    if (holes > 0)
      return problem(
          "VOLUME-GAPS",
          fmt::format("the distances between the slices differ, and at {} places nothing "
                      "was measured between two slices",
                      holes),
          "give all files of the series, or convert the parts with equal distances apart");
    const double count = std::ceil(slices_.back().along_mm / smallest - gap_tolerance);
    step_mm_ = slices_.back().along_mm / count;
    is_uneven_ = true;
    out_.findings.push_back({Severity::warning,
                             "VOLUME-GAPS-RESAMPLED",
                             {},
                             "(0020,0032)",
                             "the distances between the slices differ: slices at equal distances "
                             "were made between them",
                             "use the DICOM files where single values matter"});
    return {};
  }

  bool drifts_little(double mean_mm) const {
    for (std::size_t i = 0; i < slices_.size(); ++i)
      if (std::abs(slices_[i].along_mm - mean_mm * static_cast<double>(i)) > 0.25 * mean_mm)
        return false;
    return true;
  }

  const dicom::Frame &frame_of_slice(std::size_t slice) const {
    return frames_[chosen_[sorted_.first_frame[slice]]];
  }

  // Instance numbers that are left out where gaps are wide, in a series of one volume.
  int left_out() const {
    if (chosen_.size() != slices_.size()) return 0;
    const double smallest = *std::ranges::min_element(gaps_mm_);
    int missing = 0;
    for (std::size_t i = 0; i < gaps_mm_.size(); ++i) {
      const auto a = frame_of_slice(i).instance_number, b = frame_of_slice(i + 1).instance_number;
      if (!a || !b || gaps_mm_[i] < (1 + gap_tolerance) * smallest) continue;
      const auto between = std::abs(static_cast<long long>(*b) - *a) - 1;
      if (between > 0 && between < 100'000) missing += static_cast<int>(between);
    }
    return missing;
  }

  // Slices of several acquisitions lie between each other: they were taken at different times.
  bool interleaves() const {
    bool is_rising = true, is_falling = true;
    for (std::size_t i = 0; i < gaps_mm_.size(); ++i) {
      const auto a = frame_of_slice(i).acquisition_number,
                 b = frame_of_slice(i + 1).acquisition_number;
      if (!a || !b) continue;
      is_rising &= *a <= *b;
      is_falling &= *a >= *b;
    }
    return !is_rising && !is_falling;
  }

  bool is_measured(std::size_t gap, double smallest_mm) const {
    if (gaps_mm_[gap] <= (1 + gap_tolerance) * smallest_mm) return true;
    const double below = frame_of_slice(gap).slice_thickness_mm.value_or(0);
    const double above = frame_of_slice(gap + 1).slice_thickness_mm.value_or(0);
    if (below > 0 && above > 0) return gaps_mm_[gap] <= thickness_share * std::max(below, above);
    const auto a = frame_of_slice(gap).instance_number, b = frame_of_slice(gap + 1).instance_number;
    return gaps_mm_[gap] <= widest_gap * smallest_mm && a && b &&
           chosen_.size() == slices_.size() && std::abs(static_cast<long long>(*b) - *a) == 1;
  }

  // Rows are added so that every slice has its place; the slice that lies furthest along the axis
  // keeps its pixels, as with dcm2niix.
  Result<void> make_lattice() {
    const std::size_t axis = out_.resampling.sheared_axis;
    const auto pixels = [&](const Lying &slice) {
      return is_sheared_ ? slice.beside_mm[axis] / spacing_mm_[axis] : 0.0;
    };
    double least = 0, most = 0;
    for (const Lying &slice : slices_) {
      least = std::min(least, pixels(slice));
      most = std::max(most, pixels(slice));
    }
    const int size = axis == 0 ? first_.format.columns : first_.format.rows;
    constexpr double nothing = 1e-6; // pixels
    const double added = std::ceil(most - least - nothing);
    if (size < 1 || added > static_cast<double>(most_new_rows) * size + 64)
      return problem("VOLUME-TILTED", "the slices are sheared by more than a picture holds");
    const double begin = most - added;
    for (const Lying &slice : slices_)
      out_.resampling.shift.push_back(pixels(slice) - begin);
    const auto slices = static_cast<int>(std::lround(slices_.back().along_mm / step_mm_)) + 1;
    for (int k = 0; k < slices; ++k)
      out_.resampling.slice_at.push_back(slice_at(k));
    out_.resampling.source_size = {first_.format.columns, first_.format.rows,
                                   static_cast<int>(slices_.size())};
    out_.resampling.padding = padding();
    Lattice &l = out_.lattice;
    l.size = {first_.format.columns, first_.format.rows, slices};
    l.size[axis] += static_cast<int>(added);
    l.step_lps_mm = {axes_[0] * spacing_mm_[0], axes_[1] * spacing_mm_[1], normal_ * step_mm_};
    l.origin_lps_mm = frame_of_slice(0).position_lps_mm + l.step_lps_mm[axis] * begin;
    return {};
  }

  // Where the output slice lies among the source slices.
  double slice_at(int k) const {
    if (!is_uneven_) return k;
    const double at_mm = step_mm_ * k;
    std::size_t i = 0;
    while (i + 2 < slices_.size() && slices_[i + 1].along_mm <= at_mm)
      ++i;
    const double share = (at_mm - slices_[i].along_mm) / gaps_mm_[i];
    constexpr double nothing = 1e-6; // of a gap: rounding of positions
    const double near = std::round(share);
    const bool is_slice = std::abs(share - near) < nothing;
    return static_cast<double>(i) + std::clamp(is_slice ? near : share, 0.0, 1.0);
  }

  std::optional<double> padding() const {
    for (const std::size_t at : chosen_)
      if (frames_[at].padding_value != first_.padding_value) return {};
    return first_.padding_value;
  }

  std::span<const dicom::Frame> frames_;
  std::span<const std::size_t> chosen_;
  const SortedSlices &sorted_;
  const dicom::Frame &first_;
  Vec3 normal_;
  std::array<Vec3, 2> axes_;
  std::array<double, 2> spacing_mm_, tangent_{};
  std::vector<Lying> slices_;
  std::vector<double> gaps_mm_;
  double step_mm_ = 0;
  bool is_sheared_ = false, is_uneven_ = false;
  Straightened out_;
};

} // namespace

Result<Straightened> straighten(std::span<const dicom::Frame> frames,
                                std::span<const std::size_t> chosen, dicom::Modality modality) {
  const auto sorted = sort_slices(frames, chosen);
  if (!sorted) return tl::unexpected(sorted.error());
  return Straightener(frames, chosen, *sorted).straighten(modality);
}

} // namespace curate::volume
