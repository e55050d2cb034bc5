#include "libcurate/dicom/series_facts.hpp"

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/date_time.hpp>
#include <libcurate/dicom/frame_of.hpp>
#include <utility>

namespace curate::dicom {

namespace {

// Sequences of the functional groups. Source: DICOM PS3.3, C.8.13.5.
constexpr Tag mr_timing{0x0018, 0x9112};
constexpr Tag mr_modifier{0x0018, 0x9115};
constexpr Tag mr_imaging_modifier{0x0018, 0x9006};
constexpr Tag mr_geometry{0x0018, 0x9125};
constexpr Tag mr_averages{0x0018, 0x9119};

std::optional<int> whole(std::optional<double> value) {
  if (!value || std::abs(*value) > 2e9) return {};
  return static_cast<int>(std::lround(*value));
}

bool says(const std::vector<std::string_view> &terms, std::string_view wanted) {
  return std::ranges::find(terms, wanted) != terms.end();
}

bool says_yes(const FrameView &view, Tag macro, Tag tag) {
  const auto terms = view.terms(macro, tag);
  return !terms.empty() && terms.front().starts_with('Y');
}

std::optional<double> positive(std::optional<double> value) {
  return value && *value > 0 ? value : std::nullopt;
}

Modality modality_of(const Dataset &root) {
  const auto terms = root.terms(tags::modality);
  if (terms.empty()) return Modality::other;
  if (terms.front() == "MR") return Modality::mr;
  if (terms.front() == "CT") return Modality::ct;
  if (terms.front() == "PT" || terms.front() == "NM") return Modality::pt;
  if (terms.front() == "SC" || terms.front() == "OT") return Modality::sc;
  return Modality::other;
}

std::uint8_t scanning_sequence_of(const FrameView &view) {
  constexpr std::pair<std::string_view, ScanningSequence> names[] = {{"SE", ScanningSequence::se},
                                                                     {"IR", ScanningSequence::ir},
                                                                     {"GR", ScanningSequence::gr},
                                                                     {"EP", ScanningSequence::ep},
                                                                     {"RM", ScanningSequence::rm}};
  unsigned bits = 0;
  const auto terms = view.root().terms(Tag{0x0018, 0x0020});
  for (const auto &[name, bit] : names) {
    if (says(terms, name)) bits |= static_cast<unsigned>(bit);
  }
  // Enhanced MR says the same in other attributes. Source: DICOM PS3.3, C.8.13.4.
  const auto echo = view.root().terms(Tag{0x0018, 0x9008});
  if (says(echo, "SPIN") || says(echo, "BOTH")) bits |= static_cast<unsigned>(ScanningSequence::se);
  if (says(echo, "GRADIENT") || says(echo, "BOTH"))
    bits |= static_cast<unsigned>(ScanningSequence::gr);
  if (says(view.root().terms(Tag{0x0018, 0x9018}), "YES"))
    bits |= static_cast<unsigned>(ScanningSequence::ep);
  if (says_yes(view, mr_modifier, Tag{0x0018, 0x9009}))
    bits |= static_cast<unsigned>(ScanningSequence::ir);
  return static_cast<std::uint8_t>(bits);
}

std::uint8_t sequence_variant_of(const Dataset &root) {
  constexpr std::pair<std::string_view, SequenceVariant> names[] = {
      {"SK", SequenceVariant::sk},     {"MTC", SequenceVariant::mtc}, {"SS", SequenceVariant::ss},
      {"TRSS", SequenceVariant::trss}, {"SP", SequenceVariant::sp},   {"MP", SequenceVariant::mp},
      {"OSP", SequenceVariant::osp}};
  unsigned bits = 0;
  const auto terms = root.terms(Tag{0x0018, 0x0021});
  for (const auto &[name, bit] : names) {
    if (says(terms, name)) bits |= static_cast<unsigned>(bit);
  }
  return static_cast<std::uint8_t>(bits);
}

void read_physics(const FrameView &view, SeriesFacts &facts) {
  const Dataset &root = view.root();
  facts.magnetic_field_strength_t = positive(root.number(Tag{0x0018, 0x0087}));
  facts.imaging_frequency_mhz = positive(root.number(Tag{0x0018, 0x0084}));
  if (const auto frequency = view.number(mr_imaging_modifier, Tag{0x0018, 0x9098}))
    facts.imaging_frequency_mhz = frequency;
  facts.sar_w_per_kg = positive(root.number(Tag{0x0018, 0x1316}));
  facts.pixel_bandwidth_hz = positive(view.number(mr_imaging_modifier, Tag{0x0018, 0x0095}));
  facts.echo_train_length = positive(view.number(mr_timing, Tag{0x0018, 0x0091}));
  facts.number_of_averages = positive(view.number(mr_averages, Tag{0x0018, 0x0083}));
  facts.acquisition_duration_s = positive(root.number(Tag{0x0018, 0x9073}));
  const auto transfer = view.terms(mr_imaging_modifier, Tag{0x0018, 0x9020});
  if (!transfer.empty()) facts.has_magnetization_transfer = transfer.front() != "NONE";
  const auto spoiling = view.terms(mr_modifier, Tag{0x0018, 0x9016});
  if (!spoiling.empty()) facts.is_spoiled = spoiling.front() != "NONE";
}

void read_encoding(const FrameView &view, SeriesFacts &facts) {
  const Dataset &root = view.root();
  facts.percent_sampling = positive(view.number(mr_geometry, Tag{0x0018, 0x0093}));
  facts.percent_phase_field_of_view = positive(view.number(mr_geometry, Tag{0x0018, 0x0094}));
  facts.phase_encoding_steps = whole(positive(root.number(Tag{0x0018, 0x0089})));
  const auto enhanced_steps = whole(positive(view.number(mr_geometry, Tag{0x0018, 0x9231})));
  if (enhanced_steps) facts.phase_encoding_steps = enhanced_steps;
  const auto matrix = view.numbers(mr_geometry, Tag{0x0018, 0x1310}); // Philips: in its own item
  for (std::size_t i = 0; i < std::min<std::size_t>(matrix.size(), 4); ++i)
    facts.acquisition_matrix[i] = whole(matrix[i]).value_or(0);
  const int phase = std::max(facts.acquisition_matrix[2], facts.acquisition_matrix[3]);
  if (phase > 0) facts.acquisition_matrix_pe = phase;
  // Enhanced objects have no Acquisition Matrix.
  if (!facts.acquisition_matrix_pe) facts.acquisition_matrix_pe = enhanced_steps;
  const auto axis = view.terms(mr_geometry, Tag{0x0018, 0x1312});
  if (!axis.empty() && axis.front().starts_with("ROW"))
    facts.phase_encoding_axis = InPlaneAxis::row;
  if (!axis.empty() && axis.front().starts_with("COL"))
    facts.phase_encoding_axis = InPlaneAxis::column;
  facts.parallel_reduction_factor_in_plane =
      positive(view.number(mr_modifier, Tag{0x0018, 0x9069}));
  facts.parallel_reduction_factor_out_of_plane =
      positive(view.number(mr_modifier, Tag{0x0018, 0x9155}));
  constexpr std::pair<std::string_view, PartialFourierDirection> directions[] = {
      {"PHASE", PartialFourierDirection::phase},
      {"FREQUENCY", PartialFourierDirection::frequency},
      {"SLICE_SELECT", PartialFourierDirection::slice},
      {"COMBINATION", PartialFourierDirection::combination}};
  const auto direction = view.terms(mr_modifier, Tag{0x0018, 0x9036});
  for (const auto &[name, value] : directions) {
    if (says(direction, name)) facts.partial_fourier_direction = value;
  }
}

void read_patient(const Dataset &root, SeriesFacts &facts) {
  facts.patient_age_years = years_of_age(root.text(Tag{0x0010, 0x1010}).reveal());
  const auto sex = root.terms(Tag{0x0010, 0x0040});
  if (sex.empty()) return;
  using Sex = SeriesFacts::Sex;
  facts.patient_sex = sex.front() == "F"   ? Sex::female
                      : sex.front() == "M" ? Sex::male
                      : sex.front() == "O" ? Sex::other
                                           : Sex::unknown;
}

std::string joined_values(const Dataset &root, Tag tag) {
  return std::string(base::trim(root.utf8(tag).reveal()));
}

} // namespace

std::optional<double> years_of_age(std::string_view value) {
  value = base::trim(value);
  if (value.size() != 4) return {};
  const auto count = base::to_integer(value.substr(0, 3));
  if (!count || *count < 0) return {};
  const auto number = static_cast<double>(*count);
  switch (value[3]) {
  case 'Y':
    return number;
  case 'M':
    return number / 12.0;
  case 'W':
    return number * 7.0 / 365.25;
  case 'D':
    return number / 365.25;
  default:
    return {};
  }
}

SeriesFacts series_facts_of(const FrameView &view) {
  const Dataset &root = view.root();
  SeriesFacts facts;
  facts.manufacturer = manufacturer_of(root);
  facts.modality = modality_of(root);
  facts.is_enhanced = view.is_enhanced();
  facts.series_number = whole(root.number(tags::series_number));
  const auto kind = root.terms(Tag{0x0018, 0x0023});
  if (says(kind, "2D")) facts.acquisition_kind = AcquisitionKind::two_d;
  if (says(kind, "3D")) facts.acquisition_kind = AcquisitionKind::three_d;
  facts.has_burned_in_annotation = says(root.terms(Tag{0x0028, 0x0301}), "YES");
  facts.scanning_sequence = scanning_sequence_of(view);
  facts.sequence_variant = sequence_variant_of(root);
  read_physics(view, facts);
  read_encoding(view, facts);
  facts.number_of_temporal_positions = whole(positive(root.number(Tag{0x0020, 0x0105})));
  facts.is_fat_saturated = says(root.terms(Tag{0x0018, 0x0022}), "FS");
  facts.is_time_of_flight = says(root.terms(Tag{0x0018, 0x0025}), "Y") ||
                            says(root.terms(tags::image_type), "TOF") ||
                            says(root.terms(Tag{0x0008, 0x9209}), "TIME_OF_FLIGHT");
  // Source: DICOM PS3.3, C.8.13.3.1.1; Siemens conformance statements (third value of Image Type).
  facts.is_diffusion = says(root.terms(tags::image_type), "DIFFUSION") ||
                       says(root.terms(Tag{0x0008, 0x9209}), "DIFFUSION");
  facts.has_contrast_agent = !base::trim(root.text(Tag{0x0018, 0x0010}).reveal()).empty() ||
                             root.find(Tag{0x0018, 0x0012}) != nullptr;
  read_patient(root, facts);
  return facts;
}

namespace {

// Names, ids and numbers of the person and the staff that the scrubber should know. Source: DICOM
// PS3.15, table E.1-1.
constexpr Tag identifying_tags[] = {
    {0x0008, 0x0050}, {0x0008, 0x0090}, {0x0008, 0x1048}, {0x0008, 0x1050}, {0x0008, 0x1060},
    {0x0008, 0x1070}, {0x0010, 0x1001}, {0x0010, 0x1005}, {0x0010, 0x1060}, {0x0010, 0x2154},
    {0x0032, 0x1032}, {0x0038, 0x0010}, {0x0040, 0x0006}, {0x0040, 0x1010}};

} // namespace

SeriesTexts series_texts_of(const Dataset &root) {
  const auto text = [&root](std::uint16_t group, std::uint16_t element) {
    return joined_values(root, Tag{group, element});
  };
  SeriesTexts texts;
  texts.protocol_name = text(0x0018, 0x1030);
  texts.series_description = text(0x0008, 0x103E);
  texts.study_description = text(0x0008, 0x1030);
  texts.sequence_name = text(0x0018, 0x0024);
  if (texts.sequence_name.empty()) texts.sequence_name = text(0x0018, 0x9005);
  texts.image_comments = text(0x0020, 0x4000);
  texts.manufacturers_model_name = text(0x0008, 0x1090);
  texts.software_versions = text(0x0018, 0x1020);
  texts.receive_coil_name = text(0x0018, 0x1250);
  texts.transmit_coil_name = text(0x0018, 0x1251);
  texts.body_part = text(0x0018, 0x0015);
  texts.patient_position = text(0x0018, 0x5100);
  texts.scan_options = text(0x0018, 0x0022);
  texts.scanning_sequence = text(0x0018, 0x0020);
  texts.sequence_variant = text(0x0018, 0x0021);
  texts.contrast_bolus_agent = text(0x0018, 0x0010);
  texts.procedure_step_description = text(0x0040, 0x0254);
  texts.parallel_acquisition_technique = text(0x0018, 0x9078);
  texts.device_serial_number = text(0x0018, 0x1000);
  texts.station_name = text(0x0008, 0x1010);
  texts.institution_name = text(0x0008, 0x0080);
  texts.institution_address = text(0x0008, 0x0081);
  texts.institutional_department_name = text(0x0008, 0x1040);
  for (const auto term : root.terms(tags::image_type))
    texts.image_type.emplace_back(term);
  for (const Tag tag : identifying_tags)
    if (auto value = joined_values(root, tag); !value.empty())
      texts.identifying.push_back(std::move(value));
  return texts;
}

SeriesDates series_dates_of(const Dataset &root) {
  SeriesDates dates;
  const auto date = [&root](Tag tag) { return std::string(date_digits(root.text(tag).reveal())); };
  dates.study_date = date(tags::study_date);
  dates.series_date = date(tags::series_date);
  dates.acquisition_date = date(tags::acquisition_date);
  if (dates.acquisition_date.empty()) dates.acquisition_date = date(tags::acquisition_date_time);
  if (dates.acquisition_date.empty()) dates.acquisition_date = date(tags::content_date);
  dates.acquisition_time_of_day_s = time_of_day_s(root.text(tags::acquisition_time).reveal());
  if (!dates.acquisition_time_of_day_s)
    dates.acquisition_time_of_day_s =
        time_of_date_time_s(root.text(tags::acquisition_date_time).reveal());
  dates.series_time_of_day_s = time_of_day_s(root.text(tags::series_time).reveal());
  return dates;
}

} // namespace curate::dicom
