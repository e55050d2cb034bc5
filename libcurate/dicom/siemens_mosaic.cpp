#include "libcurate/dicom/siemens_mosaic.hpp"

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/siemens.hpp>
#include <string>

namespace curate::dicom::siemens {

namespace {

constexpr std::string_view mr_header = "SIEMENS MR HEADER";
constexpr std::string_view xa_image = "SIEMENS MR SDI 02";
constexpr int most_slices = 4096;

std::optional<int> plausible_count(std::optional<double> value) {
  if (!value || !(*value >= 1) || *value > most_slices) return {};
  return static_cast<int>(std::lround(*value));
}

std::optional<int> slice_count_of(const FrameView &view, const std::optional<CsaHeader> &image,
                                  const std::optional<Protocol> &protocol) {
  if (const auto count = plausible_count(view.private_number(0x0019, mr_header, 0x0A)))
    return count;
  if (image)
    if (const auto count = plausible_count(image->number("NumberOfImagesInMosaic"))) return count;
  if (const Element *text = view.find_private(0x0021, xa_image, 0x8E))
    if (const auto count = siemens::slice_count_of(view.root().text(*text).reveal())) return count;
  return protocol ? plausible_count(protocol->number("sSliceArray.lSize")) : std::nullopt;
}

/// Numbering of the slices nearest to this plane is turned round in the protocol.
bool is_numbered_in_reverse(const std::optional<Protocol> &protocol, const Vec3 &normal_lps) {
  if (!protocol) return false;
  constexpr std::string_view keys[] = {"sSliceArray.ucImageNumbSag", "sSliceArray.ucImageNumbCor",
                                       "sSliceArray.ucImageNumbTra"};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double size = std::abs(normal_lps[axis]);
    if (size > 0.5 && size + 1e-6 >= std::abs(normal_lps[(axis + 1) % 3]) &&
        size + 1e-6 >= std::abs(normal_lps[(axis + 2) % 3]))
      return protocol->number(keys[axis]).value_or(0) > 0;
  }
  return false;
}

} // namespace

Vec3 usual_slice_normal_lps(const Vec3 &row_lps, const Vec3 &column_lps, bool is_reversed) {
  const Vec3 normal = base::cross(row_lps, column_lps);
  std::size_t axis = 2; // of two equal ones the later
  for (const std::size_t other : {std::size_t{1}, std::size_t{0}})
    if (std::abs(normal[other]) > std::abs(normal[axis]) + 1e-6) axis = other;
  const bool is_turned = (normal[axis] < 0) != is_reversed;
  return base::unit(is_turned ? normal * -1.0 : normal);
}

std::vector<double> slice_times_ms(const Protocol &protocol, int slice_count,
                                   double repetition_time_s) {
  const auto mode = plausible_count(protocol.number("sSliceArray.ucMode"));
  if (!mode || slice_count < 2 || slice_count > 4096) return {};
  const double delay_ms = protocol.number("lDelayTimeInTR").value_or(0.0) / 1e3;
  const double each_ms = (repetition_time_s * 1e3 - delay_ms) / slice_count;
  if (each_ms <= 0) return {};
  const auto count = static_cast<std::size_t>(slice_count);
  std::vector<double> times(count, 0.0);
  const std::size_t first = slice_count % 2 == 0 ? 1 : 0;
  const std::size_t firsts = slice_count % 2 == 0 ? count / 2 : (count + 1) / 2;
  for (std::size_t slice = 0; slice < count; ++slice) {
    std::size_t place = slice;
    if (*mode == 2)
      place = count - 1 - slice;
    else if (*mode == 4)
      place = slice % 2 == first ? slice / 2 : firsts + slice / 2;
    else if (*mode != 1)
      return {};
    times[slice] = each_ms * static_cast<double>(place);
  }
  return times;
}

int multiband_factor(const std::vector<double> &slice_times_ms) {
  if (slice_times_ms.size() < 2) return 1;
  const auto same = std::ranges::count_if(slice_times_ms, [&](double time) {
    return std::abs(time - slice_times_ms.front()) < 1.0; // ms
  });
  const auto count = static_cast<std::ptrdiff_t>(slice_times_ms.size());
  return same < count && count % same == 0 ? static_cast<int>(same) : 1;
}

std::optional<int> slice_count_of(std::string_view long_ice_dimensions) {
  const auto parts = base::split(base::trim(long_ice_dimensions), '_');
  if (parts.size() < 21) return {};
  return plausible_count(base::to_double(parts[20]));
}

std::optional<Mosaic> mosaic_of(const FrameView &view, const std::optional<CsaHeader> &image,
                                const Frame &frame) {
  const auto terms = view.root().terms(tags::image_type);
  if (std::ranges::find(terms, "MOSAIC") == terms.end()) return {};
  std::optional<Protocol> protocol;
  const bool is_whole = image && !image->text("NumberOfImagesInMosaic").empty() &&
                        image->numbers("SliceNormalVector").size() == 3;
  if (!is_whole) protocol = Protocol::parse(protocol_text(view, series_header(view)));
  Mosaic mosaic;
  const auto count = slice_count_of(view, image, protocol);
  // Without its number of slices it stays a mosaic, which cannot be taken apart.
  if (!count) return mosaic;
  mosaic.slice_count = *count;
  mosaic.tile_columns = mosaic.tile_rows = static_cast<int>(std::ceil(std::sqrt(*count)));
  std::vector<double> normal;
  if (image) normal = image->numbers("SliceNormalVector");
  if (normal.size() == 3) {
    mosaic.slice_normal_lps = {normal[0], normal[1], normal[2]};
  } else if (frame.has_orientation) {
    const Vec3 usual = usual_slice_normal_lps(frame.row_lps, frame.column_lps, false);
    mosaic.slice_normal_lps = is_numbered_in_reverse(protocol, usual) ? usual * -1.0 : usual;
  }
  if (const Element *times = view.find_private(0x0019, mr_header, 0x29))
    mosaic.slice_times_ms = view.root().numbers(*times);
  if (mosaic.slice_times_ms.empty() && image)
    mosaic.slice_times_ms = image->numbers("MosaicRefAcqTimes");
  if (mosaic.slice_times_ms.size() != static_cast<std::size_t>(*count))
    mosaic.slice_times_ms.clear();
  return mosaic;
}

} // namespace curate::dicom::siemens
