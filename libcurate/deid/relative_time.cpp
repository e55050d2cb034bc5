#include <libcurate/deid/relative_time.hpp>

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/date_shift.hpp>
#include <libcurate/dicom/date_time.hpp>

namespace curate::deid {

namespace {

constexpr dicom::Tag series_time{0x0008, 0x0031};
constexpr double day_s = 86'400, half_a_day_s = 43'200;

// The beginning of a DT, without its offset from UTC.
std::string_view without_offset(std::string_view date_time) {
  return date_time.substr(0, date_time.find_first_of("+-"));
}

} // namespace

std::optional<SeriesBegin> series_begin(const dicom::Dataset &root) {
  const auto time = dicom::time_of_day_s(root.text(series_time).reveal());
  if (!time) return {};
  return SeriesBegin{day_of(root.text(dicom::tags::series_date).reveal()), *time};
}

bool is_frame_moment(dicom::Tag tag) {
  constexpr std::array moments = {dicom::tags::acquisition_time, dicom::tags::acquisition_date_time,
                                  dicom::Tag{0x0018, 0x9074}, dicom::Tag{0x0018, 0x9151}};
  for (const dicom::Tag moment : moments)
    if (tag == moment) return true;
  return false;
}

std::optional<std::string> relative_moment(std::string_view text, bool is_time,
                                           const SeriesBegin &begin) {
  text = base::trim(text);
  std::string_view time = text;
  double after_s = 0;
  if (!is_time) {
    text = without_offset(text);
    const auto day = day_of(text.substr(0, 8));
    if (!day || text.size() < 10) return {};
    if (begin.day) after_s = day_s * (*day - *begin.day);
    time = text.substr(8);
  }
  const auto seconds = dicom::time_of_day_s(time);
  if (!seconds) return {};
  after_s += *seconds - begin.time_of_day_s;
  if (is_time || !begin.day) {
    if (after_s < -half_a_day_s) after_s += day_s;
    if (after_s > half_a_day_s) after_s -= day_s;
  }
  if (!(std::abs(after_s) < half_a_day_s)) return {};
  const auto microseconds = std::llround((half_a_day_s + after_s) * 1e6);
  const auto whole = microseconds / 1'000'000;
  return fmt::format("{}{:02}{:02}{:02}.{:06}", is_time ? "" : "19000101", whole / 3600,
                     whole / 60 % 60, whole % 60, microseconds % 1'000'000);
}

} // namespace curate::deid
