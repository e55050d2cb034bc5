#include <algorithm>
#include <array>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/date_time.hpp>
#include <libcurate/dicom/pet.hpp>
#include <utility>

namespace curate::dicom::pet {
namespace {

// Macros and sequences. Source: DICOM PS3.3, C.8.9.2 and C.8.22.5.
constexpr Tag radiopharmaceuticals{0x0054, 0x0016};
constexpr Tag frame_content{0x0020, 0x9111};
constexpr Tag frame_correction_factors{0x0018, 0x9736};

// A dose below is no Becquerel: some scanners give MBq against the standard, others anything.
constexpr double least_dose_bq = 1e6, greatest_dose_bq = 1e11;
constexpr double day_s = 86400;
// What is injected a day before is measured no more; a start later than the scan's is a dynamic
// one.
constexpr double half_day_s = day_s / 2;

std::optional<double> positive(std::optional<double> value) {
  return value && std::isfinite(*value) && *value > 0 ? value : std::nullopt;
}

bool is_pet(const FrameView &view) {
  const auto terms = view.root().terms(tags::modality);
  return !terms.empty() && terms.front() == "PT";
}

template <typename T, std::size_t n>
T enum_of(const Dataset &root, Tag tag, const std::pair<std::string_view, T> (&names)[n]) {
  const auto terms = root.terms(tag);
  for (const auto &[name, value] : names)
    if (!terms.empty() && terms.front() == name) return value;
  return T::unknown;
}

PetUnits units_of(const Dataset &root) {
  constexpr std::pair<std::string_view, PetUnits> names[] = {
      {"CNTS", PetUnits::counts},
      {"CPS", PetUnits::counts_per_second},
      {"BQML", PetUnits::becquerel_per_ml},
      {"GML", PetUnits::gram_per_ml},
      {"PCNT", PetUnits::percent},
      {"PROPCNTS", PetUnits::proportional_to_counts},
      {"PROPCPS", PetUnits::proportional_to_counts_per_second},
      {"NONE", PetUnits::none}};
  return enum_of(root, Tag{0x0054, 0x1001}, names);
}

DecayCorrection decay_correction_of(const FrameView &view) {
  constexpr std::pair<std::string_view, DecayCorrection> names[] = {
      {"NONE", DecayCorrection::none},
      {"START", DecayCorrection::start},
      {"ADMIN", DecayCorrection::administration}};
  const auto classic = enum_of(view.root(), Tag{0x0054, 0x1102}, names);
  if (classic != DecayCorrection::unknown) return classic;
  const auto corrected = view.root().terms(Tag{0x0018, 0x9758}); // enhanced: YES or NO
  if (!corrected.empty() && corrected.front() == "NO") return DecayCorrection::none;
  return DecayCorrection::unknown;
}

RandomsCorrection randoms_correction_of(const Dataset &root) {
  constexpr std::pair<std::string_view, RandomsCorrection> names[] = {
      {"NONE", RandomsCorrection::none},
      {"DLYD", RandomsCorrection::delayed_events},
      {"SING", RandomsCorrection::singles}};
  return enum_of(root, Tag{0x0054, 0x1100}, names);
}

AttenuationCorrection attenuation_of(const Dataset &root) {
  const auto text = root.text(Tag{0x0054, 0x1101}).reveal();
  if (!base::trim(text).empty()) return attenuation_of_text(text);
  constexpr std::pair<std::string_view, AttenuationCorrection> names[] = {
      {"CT", AttenuationCorrection::computed_tomography},
      {"MR", AttenuationCorrection::magnetic_resonance},
      {"POSITRON SOURCE", AttenuationCorrection::transmission_scan},
      {"SINGLE PHOTON", AttenuationCorrection::transmission_scan},
      {"CALCULATED", AttenuationCorrection::calculated}};
  const auto corrected = root.terms(Tag{0x0018, 0x9759});
  if (!corrected.empty() && corrected.front() == "NO") return AttenuationCorrection::none;
  return enum_of(root, Tag{0x0018, 0x9738}, names);
}

// The meaning of the code in the first item of a sequence.
std::string_view code_meaning(const Dataset &set, Tag sequence) {
  const auto items = set.items(sequence);
  return items.empty() ? std::string_view() : items.front().text(Tag{0x0008, 0x0104}).reveal();
}

// Injection minus start of the scan; both are times of one day or of two days in a row.
std::optional<double> from_scan_start(const Dataset &item, Tag time, Tag date_time,
                                      const std::optional<double> &scan_start_s) {
  auto at = time_of_date_time_s(item.text(date_time).reveal());
  if (!at) at = time_of_day_s(item.text(time).reveal());
  if (!at || !scan_start_s) return {};
  double apart = *at - *scan_start_s;
  if (apart > half_day_s) apart -= day_s;
  if (apart < -half_day_s) apart += day_s;
  return apart;
}

void read_injection(const Dataset &item, const Frame &first, PetFacts &facts) {
  facts.half_life_s = positive(item.number(Tag{0x0018, 0x1075}));
  facts.positron_fraction = positive(item.number(Tag{0x0018, 0x1076}));
  const auto dose = positive(item.number(Tag{0x0018, 0x1074}));
  if (dose && *dose >= least_dose_bq && *dose <= greatest_dose_bq)
    facts.injected_activity_bq = dose;
  facts.injected_volume_ml = positive(item.number(Tag{0x0018, 0x1071}));
  facts.molar_activity_bq_per_umol = positive(item.number(Tag{0x0018, 0x1077}));
  const auto start = first.acquisition_time_of_day_s;
  facts.injection_start_s = from_scan_start(item, {0x0018, 0x1072}, {0x0018, 0x1078}, start);
  facts.injection_end_s = from_scan_start(item, {0x0018, 0x1073}, {0x0018, 0x1079}, start);

  const Radionuclide told = radionuclide_of_text(code_meaning(item, {0x0054, 0x0300}));
  const Radionuclide measured =
      facts.half_life_s ? radionuclide_of_half_life(*facts.half_life_s) : Radionuclide::unknown;
  if (told == Radionuclide::unknown || measured == Radionuclide::unknown)
    facts.radionuclide = told == Radionuclide::unknown ? measured : told;
  else if (told == measured) // where the two disagree, neither is believed
    facts.radionuclide = told;
  facts.tracer = tracer_of_text(item.text(Tag{0x0018, 0x0031}).reveal());
  if (facts.tracer == Tracer::unknown)
    facts.tracer = tracer_of_text(code_meaning(item, {0x0054, 0x0304}));
}

} // namespace

std::optional<PetFrame> frame_of(const FrameView &view) {
  if (!is_pet(view)) return {};
  const Dataset &root = view.root();
  const auto seconds = [](std::optional<double> ms) {
    if (ms) *ms /= 1000;
    return ms;
  };
  PetFrame out;
  out.reference_time_s = seconds(root.number(Tag{0x0054, 0x1300}));
  out.duration_s = seconds(positive(root.number(Tag{0x0018, 0x1242})));
  if (!out.duration_s)
    out.duration_s = seconds(positive(view.number(frame_content, Tag{0x0018, 0x9220})));
  out.decay_factor = positive(view.number(frame_correction_factors, Tag{0x0054, 0x1321}));
  const auto scatter = view.number(frame_correction_factors, Tag{0x0054, 0x1323});
  if (scatter && *scatter >= 0 && *scatter <= 1) out.scatter_fraction = scatter;
  out.dose_calibration_factor = positive(root.number(Tag{0x0054, 0x1322}));
  return out;
}

std::optional<PetFacts> facts_of(const FrameView &view, const Frame &first) {
  if (!is_pet(view)) return {};
  const Dataset &root = view.root();
  PetFacts out;
  out.units = units_of(root);
  out.decay_correction = decay_correction_of(view);
  out.randoms_correction = randoms_correction_of(root);
  out.attenuation_correction = attenuation_of(root);
  const auto items = root.items(radiopharmaceuticals);
  if (items.size() == 1)
    read_injection(items.front(), first, out); // of two, which one is measured?
  read_reconstruction(root.text(Tag{0x0054, 0x1103}).reveal(), out);
  read_filter(root.text(Tag{0x0018, 0x1210}).reveal(), out);
  return out;
}

} // namespace curate::dicom::pet
