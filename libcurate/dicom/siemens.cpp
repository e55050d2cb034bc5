#include "libcurate/dicom/siemens.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <string>

namespace curate::dicom::siemens {

namespace {

constexpr std::string_view csa = "SIEMENS CSA HEADER";
constexpr std::string_view mr_header = "SIEMENS MR HEADER";
constexpr std::string_view xa_series = "SIEMENS MR SDS 01";
constexpr std::string_view xa_image = "SIEMENS MR SDI 02";

std::string_view text_of(const FrameView &view, std::uint16_t group, std::string_view creator,
                         std::uint8_t element) {
  const Element *found = view.find_private(group, creator, element);
  return found == nullptr ? std::string_view() : base::trim(view.root().text(*found).reveal());
}

std::vector<double> numbers_of(const FrameView &view, std::uint16_t group, std::string_view creator,
                               std::uint8_t element) {
  const Element *found = view.find_private(group, creator, element);
  return found == nullptr ? std::vector<double>() : view.root().numbers(*found);
}

std::optional<int> whole(std::optional<double> value) {
  if (!value || std::abs(*value) > 2e9) return {};
  return static_cast<int>(std::lround(*value));
}

std::optional<CsaHeader> csa_header(const FrameView &view, std::uint8_t element) {
  const Element *found = view.find_private(0x0029, csa, element);
  return found == nullptr ? std::nullopt : CsaHeader::parse(found->value);
}

bool has_term(const FrameView &view, std::string_view term) {
  const auto terms = view.root().terms(tags::image_type);
  return std::ranges::find(terms, term) != terms.end();
}

void read_protocol(const Protocol &protocol, SeriesFacts &facts, SeriesTexts &texts) {
  facts.partial_fourier = partial_fourier(protocol);
  facts.shim_setting = shim_setting(protocol);
  facts.base_resolution = whole(protocol.number("sKSpace.lBaseResolution"));
  facts.phase_resolution = protocol.number("sKSpace.dPhaseResolution");
  if (const auto over = protocol.number("sKSpace.dPhaseOversamplingForDialog"); over && *over > 0)
    facts.phase_oversampling = over;
  facts.tx_ref_amp = protocol.number("sTXSPEC.asNucleusInfo[0].flReferenceAmplitude");
  facts.reference_lines_pe = whole(protocol.number("sPat.lRefLinesPE"));
  facts.parallel_reduction_factor_in_plane = protocol.number("sPat.lAccelFactPE");
  facts.parallel_reduction_factor_out_of_plane = protocol.number("sPat.lAccelFact3D");
  if (const auto delay = protocol.number("lDelayTimeInTR"); delay && *delay > 0)
    facts.delay_time_s = *delay / 1e6;
  if (const auto factor = protocol.number("sSliceAcceleration.lMultiBandFactor");
      factor && *factor > 1)
    facts.multiband_acceleration_factor = factor;
  if (const auto spacing = protocol.number("sFastImaging.lEchoSpacing"); spacing && *spacing > 0)
    facts.vendor_echo_spacing_s = *spacing / 1e6;
  facts.echo_time_1_s = echo_time_s(protocol, 0);
  facts.echo_time_2_s = echo_time_s(protocol, 1);
  if (protocol.number("sKSpace.uc2DInterpolation") == 1) facts.is_interpolated = true;

  texts.pulse_sequence_details = protocol.text("tSequenceFileName");
  texts.coil_combination_method = coil_combination(protocol);
  texts.matrix_coil_mode = parallel_technique(protocol);
  if (texts.parallel_acquisition_technique.empty())
    texts.parallel_acquisition_technique = parallel_technique(protocol);
  texts.consistency_info = protocol.text("sProtConsistencyInfo.tMeasuredBaselineString");
  if (texts.consistency_info.empty())
    texts.consistency_info = protocol.text("sProtConsistencyInfo.tBaselineString");
  for (const std::string_view key :
       {"sCoilSelectMeas.aRxCoilSelectData[0].asList[0].sCoilElementID.tCoilID",
        "asCoilSelectMeas[0].asList[0].sCoilElementID.tCoilID"}) {
    if (texts.receive_coil_name.empty()) texts.receive_coil_name = protocol.text(key);
  }
}

} // namespace

std::optional<CsaHeader> image_header(const FrameView &view) {
  return csa_header(view, 0x10);
}

std::optional<CsaHeader> series_header(const FrameView &view) {
  return csa_header(view, 0x20);
}

std::string_view protocol_text(const FrameView &view, const std::optional<CsaHeader> &series) {
  for (const std::string_view name : {"MrPhoenixProtocol", "MrProtocol", "MrEvaProtocol"}) {
    if (series && !series->text(name).empty()) return series->text(name);
  }
  const Element *found = view.find_private(0x0021, xa_series, 0x19);
  if (found == nullptr) return {};
  return {reinterpret_cast<const char *>(found->value.data()), found->value.size()};
}

std::optional<double> partial_fourier(const Protocol &protocol) {
  const auto code = whole(protocol.number("sKSpace.ucPhasePartialFourier"));
  if (!code) return {};
  switch (*code) {
  case 1:
    return 0.5;
  case 2:
    return 0.625;
  case 4:
    return 0.75;
  case 8:
    return 0.875;
  case 16:
    return 1.0;
  default:
    return {};
  }
}

std::vector<int> shim_setting(const Protocol &protocol) {
  std::vector<int> values;
  for (const char axis : {'X', 'Y', 'Z'}) {
    auto offset = protocol.number(std::string("sGRADSPEC.asGPAData[0].lOffset") + axis);
    if (!offset) offset = protocol.number(std::string("sGRADSPEC.lOffset") + axis);
    const auto value = whole(offset);
    if (!value) return {};
    values.push_back(*value);
  }
  for (int i = 0; i < 5; ++i) {
    const auto current =
        whole(protocol.number("sGRADSPEC.alShimCurrent[" + std::to_string(i) + "]"));
    if (!current) break;
    values.push_back(*current);
  }
  return values;
}

std::string_view parallel_technique(const Protocol &protocol) {
  auto mode = protocol.number("sPat.ucPATMode");
  if (mode == 2) return "GRAPPA";
  if (mode == 4) return "SENSE";
  return {};
}

std::string_view coil_combination(const Protocol &protocol) {
  const auto mode = protocol.number("ucCoilCombineMode");
  if (mode == 1) return "Sum of Squares";
  if (mode == 2) return "Adaptive Combine";
  return {};
}

std::optional<double> echo_time_s(const Protocol &protocol, std::size_t index) {
  const auto contrasts = protocol.number("lContrasts");
  if (contrasts && static_cast<double>(index) >= *contrasts) return {};
  const auto time = protocol.number("alTE[" + std::to_string(index) + "]");
  if (!time || *time <= 0) return {};
  return *time / 1e6;
}

std::vector<double> slice_times_ms(const Protocol &protocol, int slice_count,
                                   double repetition_time_s) {
  const auto mode = whole(protocol.number("sSliceArray.ucMode"));
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

std::optional<Mosaic> mosaic_of(const FrameView &view, const std::optional<CsaHeader> &image) {
  if (!has_term(view, "MOSAIC")) return {};
  auto count = whole(view.private_number(0x0019, mr_header, 0x0A));
  if (!count && image) count = whole(image->number("NumberOfImagesInMosaic"));
  Mosaic mosaic;
  // Without its number of slices it stays a mosaic, which cannot be taken apart.
  if (!count || *count < 1 || *count > 4096) return mosaic;
  mosaic.slice_count = *count;
  mosaic.tile_columns = mosaic.tile_rows = static_cast<int>(std::ceil(std::sqrt(*count)));
  std::vector<double> normal;
  if (image) normal = image->numbers("SliceNormalVector");
  if (normal.size() == 3) mosaic.slice_normal_lps = {normal[0], normal[1], normal[2]};
  mosaic.slice_times_ms = numbers_of(view, 0x0019, mr_header, 0x29);
  if (mosaic.slice_times_ms.empty() && image)
    mosaic.slice_times_ms = image->numbers("MosaicRefAcqTimes");
  if (mosaic.slice_times_ms.size() != static_cast<std::size_t>(*count))
    mosaic.slice_times_ms.clear();
  return mosaic;
}

std::optional<DiffusionFact> diffusion_of(const FrameView &view,
                                          const std::optional<CsaHeader> &image) {
  auto b_value = view.private_number(0x0019, mr_header, 0x0C);
  if (!b_value && image) b_value = image->number("B_value");
  if (!b_value || *b_value < 0) return {};
  DiffusionFact fact;
  fact.b_value_s_per_mm2 = b_value;
  auto direction = numbers_of(view, 0x0019, mr_header, 0x0E);
  if (direction.size() != 3 && image) direction = image->numbers("DiffusionGradientDirection");
  if (direction.size() == 3)
    fact.direction = base::unit({direction[0], direction[1], direction[2]});
  std::string_view kind = text_of(view, 0x0019, mr_header, 0x0D);
  if (kind.empty() && image) kind = image->text("DiffusionDirectionality");
  fact.is_isotropic = kind == "ISOTROPIC";
  return fact;
}

void add_to(const FrameView &view, const Frame &first, SeriesFacts &facts, SeriesTexts &texts) {
  const auto image = image_header(view);
  const auto series = series_header(view);
  facts.is_xa = texts.software_versions.find(" XA") != std::string::npos ||
                texts.software_versions.starts_with("XA");
  if (const auto protocol = Protocol::parse(protocol_text(view, series)))
    read_protocol(*protocol, facts, texts);
  auto dwell_ns = view.private_number(0x0019, mr_header, 0x18);
  if (!dwell_ns) dwell_ns = view.private_number(0x0021, xa_series, 0x42);
  if (dwell_ns && *dwell_ns > 0) facts.dwell_time_s = *dwell_ns / 1e9;
  facts.bandwidth_per_pixel_pe_hz = view.private_number(0x0019, mr_header, 0x28);
  auto positive = view.private_number(0x0021, xa_image, 0x1C);
  if (image) {
    if (!facts.bandwidth_per_pixel_pe_hz)
      facts.bandwidth_per_pixel_pe_hz = image->number("BandwidthPerPixelPhaseEncode");
    if (!positive) positive = image->number("PhaseEncodingDirectionPositive");
  }
  if (!facts.bandwidth_per_pixel_pe_hz)
    facts.bandwidth_per_pixel_pe_hz = view.private_number(0x0021, xa_image, 0x53);
  if (positive) facts.is_phase_encoding_positive = *positive != 0;
  if (first.mosaic && first.mosaic->slice_count > 0) {
    facts.slice_count = first.mosaic->slice_count;
    const int at_once = multiband_factor(first.mosaic->slice_times_ms);
    if (at_once > 1 && !facts.multiband_acceleration_factor)
      facts.multiband_acceleration_factor = at_once;
  }
  if (has_term(view, "ND")) facts.has_nonlinear_gradient_correction = false;
  if (has_term(view, "DIS2D") || has_term(view, "DIS3D"))
    facts.has_nonlinear_gradient_correction = true;
  const auto table = numbers_of(view, 0x0019, mr_header, 0x14);
  if (table.size() == 3) facts.table_position_mm = Vec3{table[0], table[1], table[2]};
  texts.image_orientation_text = text_of(view, 0x0051, mr_header, 0x0E);
  texts.receive_coil_active_elements = text_of(view, 0x0051, mr_header, 0x0F);
}

void add_to(const FrameView &view, Frame &frame) {
  const auto image = image_header(view);
  if (!frame.mosaic) frame.mosaic = mosaic_of(view, image);
  if (!frame.diffusion || !frame.diffusion->b_value_s_per_mm2)
    if (auto fact = diffusion_of(view, image)) frame.diffusion = fact;
}

} // namespace curate::dicom::siemens
