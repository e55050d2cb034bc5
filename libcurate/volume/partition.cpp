#include <algorithm>
#include <cmath>
#include <libcurate/volume/partition.hpp>
#include <libcurate/volume/split.hpp>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace curate::volume {
namespace {

// Two directions are the same within 0.1 degree: headers round, scanners do not tilt by less.
const double cosine_of_same_direction = std::cos(0.1 * M_PI / 180);
constexpr double same_spacing = 1e-3; // relative; Pixel Spacing is written with few digits
// No scanner makes more pictures of one series; a damaged one may seem to.
constexpr std::size_t most_pictures = 4096;

double near_or_nan(const std::optional<double> &value) {
  // Echo times are told apart to a microsecond: some headers write 4.6 and 4.60000001.
  return value ? std::round(*value * 1e6) : -1;
}

// What can be compared exactly. The echo time stands in for a missing echo number.
auto exact_key(const dicom::Frame &f) {
  const dicom::PixelFormat &p = f.format;
  return std::tuple(f.flavor != dicom::Flavor::original, f.flavor, f.component, f.dixon,
                    f.coil_element.value_or(-1), near_or_nan(f.echo_time_s),
                    f.echo_number.value_or(-1), f.mosaic.has_value(), p.rows, p.columns,
                    p.samples_per_pixel, p.bits_allocated, p.is_float);
}

bool is_same_spacing(double a, double b) {
  return std::abs(a - b) <= same_spacing * std::max(std::abs(a), std::abs(b));
}

bool is_same_plane(const dicom::Frame &a, const dicom::Frame &b) {
  return a.has_orientation == b.has_orientation && a.has_position == b.has_position &&
         dot(a.row_lps, b.row_lps) >= cosine_of_same_direction &&
         dot(a.column_lps, b.column_lps) >= cosine_of_same_direction &&
         is_same_spacing(a.row_spacing_mm, b.row_spacing_mm) &&
         is_same_spacing(a.column_spacing_mm, b.column_spacing_mm);
}

// Several echoes: the number of each is told. Echoes are counted among pictures of one kind: the
// echo time of a map made from others says nothing.
void tell_echoes(std::vector<Picture> &pictures, std::span<const dicom::Frame> frames) {
  std::map<std::tuple<dicom::Flavor, dicom::Component, dicom::DixonKind>, std::set<double>> times;
  const auto echo_time = [&](const Picture &p) {
    return frames[p.frames.front()].echo_time_s.value_or(0);
  };
  for (const Picture &picture : pictures)
    times[{picture.flavor, picture.component, picture.dixon}].insert(echo_time(picture));
  for (Picture &picture : pictures) {
    const auto &echoes = times.at({picture.flavor, picture.component, picture.dixon});
    const std::optional<int> said = frames[picture.frames.front()].echo_number;
    if (echoes.size() < 2 && said.value_or(0) < 2) continue;
    const auto before = std::distance(echoes.begin(), echoes.find(echo_time(picture)));
    // Some vendors call every echo the first: the number is then that of the echo time.
    const bool is_told = said && (*said > 1 || before == 0);
    picture.echo_number = is_told ? *said : static_cast<int>(before) + 1;
  }
}

// Of a series that is one picture of a Dixon scan nothing has to be told apart.
void tell_dixon_kinds(std::vector<Picture> &pictures) {
  const auto is_other = [&](const Picture &p) { return p.dixon != pictures.front().dixon; };
  if (std::ranges::any_of(pictures, is_other)) return;
  for (Picture &picture : pictures)
    picture.dixon = dicom::DixonKind::none;
}

} // namespace

Result<std::vector<Picture>> partition(std::span<const dicom::Frame> frames,
                                       const dicom::SeriesFacts &facts) {
  if (frames.empty()) return problem("SERIES-EMPTY", "the series holds no picture");
  using Key = decltype(exact_key(frames[0]));
  std::map<Key, std::vector<Picture>> groups;
  std::size_t count = 0;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    std::vector<Picture> &group = groups[exact_key(frames[i])];
    const auto at = std::ranges::find_if(group, [&](const Picture &p) {
      return is_same_plane(frames[p.frames.front()], frames[i]);
    });
    if (at != group.end()) {
      at->frames.push_back(i);
      continue;
    }
    if (++count > most_pictures)
      return problem("SERIES-TOO-MANY-PICTURES", "the frames of the series do not belong together");
    group.push_back({.frames = {i},
                     .component = frames[i].component,
                     .flavor = frames[i].flavor,
                     .dixon = frames[i].dixon,
                     .echo_number = {},
                     .index = 0});
  }
  std::vector<Picture> pictures;
  for (auto &entry : groups)
    std::ranges::move(entry.second, std::back_inserter(pictures));
  pictures = split(std::move(pictures), frames, facts);
  if (pictures.size() > most_pictures)
    return problem("SERIES-TOO-MANY-PICTURES", "the frames of the series do not belong together");
  tell_echoes(pictures, frames);
  tell_dixon_kinds(pictures);
  for (std::size_t i = 0; i < pictures.size(); ++i)
    pictures[i].index = static_cast<int>(i);
  return pictures;
}

} // namespace curate::volume
