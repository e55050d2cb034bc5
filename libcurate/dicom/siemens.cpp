#include "libcurate/dicom/siemens.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/siemens_asl.hpp>
#include <libcurate/dicom/siemens_ice.hpp>
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

/// Terms of the Image Type that enhanced objects of the XA line keep apart.
std::vector<std::string_view> further_terms(const FrameView &view) {
  const std::string_view text = text_of(view, 0x0021, xa_image, 0x75);
  return text.empty() ? std::vector<std::string_view>() : base::split(text, '\\');
}

bool has_term(const FrameView &view, std::string_view term) {
  const auto terms = view.root().terms(tags::image_type);
  const auto further = further_terms(view);
  return std::ranges::find(terms, term) != terms.end() ||
         std::ranges::find(further, term) != further.end();
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
  if (!facts.acquisition_matrix_pe)
    facts.acquisition_matrix_pe = whole(protocol.number("sKSpace.lPhaseEncodingLines"));
  facts.inversion_times_s = inversion_times_s(protocol);
  if (!facts.inversion_times_s.empty())
    facts.repetition_time_excitation_s = facts.vendor_echo_spacing_s;
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

/// A text of the block of the image: group 0051 of V software, 0021 of the XA line.
std::string_view image_text(const FrameView &view, std::uint8_t element, std::uint8_t xa_element) {
  const std::string_view text = text_of(view, 0x0051, mr_header, element);
  return text.empty() ? text_of(view, 0x0021, xa_image, xa_element) : text;
}

/// Enhanced objects of the XA line keep the classic terms of the sequence in private elements.
void read_xa_texts(const FrameView &view, SeriesFacts &facts, SeriesTexts &texts) {
  const auto fill = [&view](std::string &to, std::uint8_t element) {
    if (to.empty()) to = text_of(view, 0x0021, xa_series, element);
  };
  fill(texts.scanning_sequence, 0x5A);
  fill(texts.sequence_variant, 0x5B);
  for (const std::string_view term : further_terms(view))
    if (std::ranges::find(texts.image_type, term) == texts.image_type.end())
      texts.image_type.emplace_back(term);
  const bool has_options = !texts.scan_options.empty();
  fill(texts.scan_options, 0x5C);
  if (has_options) return;
  const auto options = base::split(texts.scan_options, '\\');
  facts.is_fat_saturated =
      facts.is_fat_saturated || std::ranges::find(options, "FS") != options.end();
}

/// The fraction of lines measured, told by the length of the echo train, to the nearest eighth;
/// nothing where it is none, or where nothing says that lines were left out. For the XA line where
/// the protocol was removed.
std::optional<double> partial_fourier_of_train(const FrameView &view, const SeriesFacts &facts) {
  constexpr Tag mr_modifier{0x0018, 0x9115};
  constexpr Tag mr_timing{0x0018, 0x9112};
  const auto said = view.terms(mr_modifier, Tag{0x0018, 0x9081});
  const auto lines = facts.acquisition_matrix_pe;
  auto train = view.number(mr_timing, Tag{0x0018, 0x9241}); // gradient echoes of an EPI
  if (!train) train = facts.echo_train_length;
  const bool is_planar =
      (facts.scanning_sequence & static_cast<unsigned>(ScanningSequence::ep)) != 0;
  if (said.empty() || said.front() != "YES" || !is_planar || !lines || *lines < 8 || !train ||
      facts.acquisition_kind == AcquisitionKind::three_d)
    return {};
  const double acceleration = std::max(1.0, facts.parallel_reduction_factor_in_plane.value_or(1));
  const double fraction = *train * acceleration / *lines;
  constexpr double most_off = 0.03; // lines are rounded up to whole, even numbers
  for (const double eighth : {0.5, 0.625, 0.75, 0.875})
    if (std::abs(fraction - eighth) < most_off) return eighth;
  return {};
}

void read_factors(const FrameView &view, SeriesFacts &facts) {
  const PatFactors factors = pat_factors(image_text(view, 0x11, 0x09));
  if (!facts.parallel_reduction_factor_in_plane)
    facts.parallel_reduction_factor_in_plane = factors.in_plane;
  if (factors.between_slices.value_or(1) > 1)
    facts.multiband_acceleration_factor = factors.between_slices;
  if (says_interpolated(image_text(view, 0x0B, 0x58))) facts.is_interpolated = true;
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

std::optional<int> inversion_index(const Frame &frame, const std::vector<double> &times_s) {
  constexpr double same_s = 1e-3;
  if (frame.flavor != Flavor::original || !frame.inversion_time_s) return {};
  for (std::size_t i = 0; i < times_s.size(); ++i)
    if (std::abs(times_s[i] - *frame.inversion_time_s) < same_s) return static_cast<int>(i) + 1;
  return {};
}

std::vector<double> inversion_times_s(const Protocol &protocol) {
  auto count = whole(protocol.number("lInvContrasts"));
  const std::string sequence = base::lower(protocol.text("tSequenceFileName"));
  if (!count && sequence.find("mp2rage") != std::string::npos) count = 2; // VB names no number
  if (!count || *count < 2 || *count > 16) return {};
  std::vector<double> times;
  for (int i = 0; i < *count; ++i) {
    const auto time = protocol.number("alTI[" + std::to_string(i) + "]");
    if (!time || *time <= 0 || (!times.empty() && *time / 1e6 <= times.back())) return {};
    times.push_back(*time / 1e6);
  }
  return times;
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
  if (const auto protocol = Protocol::parse(protocol_text(view, series))) {
    read_protocol(*protocol, facts, texts);
    read_spin_labeling(*protocol, facts);
  }
  read_factors(view, facts);
  if (!facts.inversion_times_s.empty())
    facts.repetition_time_preparation_s = first.repetition_time_s;
  auto dwell_ns = view.private_number(0x0019, mr_header, 0x18);
  if (!dwell_ns) dwell_ns = view.private_number(0x0021, xa_image, 0x42);
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
  if (!facts.partial_fourier) facts.partial_fourier = partial_fourier_of_train(view, facts);
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
  auto table = numbers_of(view, 0x0019, mr_header, 0x14);
  if (table.empty()) table = numbers_of(view, 0x0021, xa_image, 0x59);
  if (table.size() == 3) facts.table_position_mm = Vec3{table[0], table[1], table[2]};
  texts.image_orientation_text = text_of(view, 0x0051, mr_header, 0x0E);
  texts.receive_coil_active_elements = image_text(view, 0x0F, 0x4F);
  read_xa_texts(view, facts, texts);
}

void add_to(const FrameView &view, Frame &frame) {
  const auto image = image_header(view);
  if (!frame.mosaic) frame.mosaic = mosaic_of(view, image, frame);
  if (!frame.diffusion || !frame.diffusion->b_value_s_per_mm2)
    if (auto fact = diffusion_of(view, image)) frame.diffusion = fact;
  std::string_view ice = text_of(view, 0x0021, xa_image, 0x06);
  if (ice.empty() && image) ice = image->text("ICE_Dims");
  const IceDimensions dimensions = ice_dimensions(ice);
  if (!frame.echo_number) frame.echo_number = dimensions.echo;
  if (!frame.coil_element) frame.coil_element = dimensions.coil;
  // Where acquisition times were removed, seconds since the scan began tell the slices apart.
  if (!frame.acquisition_time_of_day_s)
    frame.acquisition_time_of_day_s = view.private_number(0x0021, xa_image, 0x04);
  if (!frame.acquisition_time_of_day_s)
    frame.acquisition_time_of_day_s = view.private_number(0x0019, mr_header, 0x16);
  if (const auto delay_ms = view.private_number(0x0021, xa_image, 0x89); delay_ms && *delay_ms > 0)
    frame.post_labeling_delay_s = *delay_ms / 1e3;
  const LabelContext said = label_context_of(view.root().text(Tag{0x0020, 0x4000}).reveal());
  if (said != LabelContext::unknown) frame.label_context = said;
}

} // namespace curate::dicom::siemens
