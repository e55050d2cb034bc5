#include "libcurate/dicom/uih.hpp"

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/date_time.hpp>

namespace curate::dicom::uih {

namespace {

constexpr std::string_view creator = "Image Private Header"; // 0065

void read_diffusion(const FrameView &view, Frame &frame) {
  const auto b_value = view.private_number(0x0065, creator, 0x09);
  if (!b_value || *b_value < 0) return;
  DiffusionFact fact = frame.diffusion.value_or(DiffusionFact{});
  fact.b_value_s_per_mm2 = b_value;
  if (view.find_private(0x0065, creator, 0x37) != nullptr) {
    Vec3 direction{};
    for (std::size_t axis = 0; axis < 3; ++axis)
      direction[axis] = view.private_number(0x0065, creator, 0x37, axis).value_or(0.0);
    fact.direction = base::unit(direction);
    // Source: https://github.com/rordenlab/dcm2niix/issues/225, and dcm_qa_uih.
    fact.frame = DiffusionFact::Frame::image_plane;
  }
  frame.diffusion = fact;
}

/// The tiles' items hold each slice's own position and time.
void read_tiles(const std::vector<Dataset> &tiles, Frame &frame, Mosaic &mosaic) {
  std::vector<Vec3> positions;
  for (const Dataset &tile : tiles) {
    const auto at = tile.numbers(tags::image_position_patient);
    if (at.size() == 3) positions.push_back({at[0], at[1], at[2]});
    if (const auto time = time_of_day_s(tile.text(tags::acquisition_time).reveal()))
      mosaic.slice_times_ms.push_back(*time * 1e3);
  }
  if (mosaic.slice_times_ms.size() != tiles.size()) mosaic.slice_times_ms.clear();
  if (!mosaic.slice_times_ms.empty()) {
    const double first = *std::ranges::min_element(mosaic.slice_times_ms);
    for (double &time : mosaic.slice_times_ms)
      time -= first;
  }
  if (positions.size() != tiles.size() || positions.empty()) return;
  if (positions.size() > 1) { // the header's own distance may be another, or none
    const Vec3 across = positions.back() - positions.front();
    mosaic.slice_normal_lps = base::unit(across);
    frame.spacing_between_slices_mm =
        base::length(across) / static_cast<double>(positions.size() - 1);
  }
  // A mosaic's position is that of the whole sheet, centred on the slice. Source: Siemens mosaics.
  const double columns =
      frame.format.columns - static_cast<double>(frame.format.columns / mosaic.tile_columns);
  const double rows = frame.format.rows - static_cast<double>(frame.format.rows / mosaic.tile_rows);
  frame.position_lps_mm = positions.front() -
                          frame.row_lps * (0.5 * columns * frame.column_spacing_mm) -
                          frame.column_lps * (0.5 * rows * frame.row_spacing_mm);
  frame.has_position = true;
}

/// Acquisition Duration (0018,9073) of the tiles or of the slice, in ms: rounded, so the middle
/// one.
std::optional<double> readout_s(const FrameView &view) {
  constexpr Tag duration{0x0018, 0x9073};
  std::vector<double> said;
  if (const auto own = view.root().number(duration)) said.push_back(*own);
  const Element *sequence = view.find_private(0x0065, creator, 0x51);
  if (said.empty() && sequence != nullptr)
    for (const Dataset &tile : view.root().items(*sequence))
      if (const auto time = tile.number(duration)) said.push_back(*time);
  if (said.empty()) return {};
  const auto middle = said.begin() + static_cast<std::ptrdiff_t>((said.size() - 1) / 2);
  std::ranges::nth_element(said, middle);
  constexpr double longest_ms = 1000; // of one train of echoes
  return *middle > 0 && *middle < longest_ms ? std::optional(*middle / 1e3) : std::nullopt;
}

} // namespace

std::optional<double> acceleration_of(std::string_view text) {
  const std::size_t at = text.find("F:");
  if (at == std::string_view::npos) return {};
  text = text.substr(at + 2);
  text = text.substr(0, text.find_first_not_of("0123456789."));
  const auto factor = base::to_double(text);
  return factor && *factor >= 1 ? factor : std::nullopt;
}

void add_to(const FrameView &view, SeriesFacts &facts) {
  const Element *method = view.find_private(0x0065, creator, 0x0D);
  if (method != nullptr)
    facts.parallel_reduction_factor_in_plane = acceleration_of(view.root().text(*method).reveal());
  if (const auto against = view.private_number(0x0065, creator, 0x58))
    facts.is_phase_encoding_positive = *against == 0;
  const bool is_epi = (facts.scanning_sequence & static_cast<unsigned>(ScanningSequence::ep)) != 0;
  if (is_epi) facts.total_readout_time_s = readout_s(view);
  facts.acquisition_duration_s.reset(); // of one train, and in ms
  constexpr double hz_per_mhz = 1e6;    // Imaging Frequency is given in Hz
  if (facts.imaging_frequency_mhz.value_or(0) > hz_per_mhz)
    *facts.imaging_frequency_mhz /= hz_per_mhz;
}

void add_to(const FrameView &view, Frame &frame) {
  read_diffusion(view, frame);
  const auto terms = view.root().terms(tags::image_type);
  const auto count = view.private_number(0x0065, creator, 0x50);
  if (std::ranges::find(terms, "VFRAME") == terms.end() || !count || *count < 2 || *count > 4096)
    return;
  Mosaic mosaic;
  mosaic.slice_count = static_cast<int>(*count);
  mosaic.tile_columns = static_cast<int>(std::ceil(std::sqrt(*count)));
  mosaic.tile_rows = (mosaic.slice_count + mosaic.tile_columns - 1) / mosaic.tile_columns;
  const Element *sequence = view.find_private(0x0065, creator, 0x51);
  const auto tiles = sequence == nullptr ? std::vector<Dataset>() : view.root().items(*sequence);
  if (tiles.size() == static_cast<std::size_t>(mosaic.slice_count))
    read_tiles(tiles, frame, mosaic);
  frame.mosaic = mosaic;
}

} // namespace curate::dicom::uih
