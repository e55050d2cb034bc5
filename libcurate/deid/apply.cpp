#include <libcurate/base/text.hpp>
#include <libcurate/deid/apply.hpp>
#include <libcurate/deid/clean_series_state.hpp>
#include <libcurate/deid/date_shift.hpp>
#include <libcurate/deid/scrub_text.hpp>

#include <algorithm>
#include <cmath>

namespace curate::deid {

namespace {

// Ages above are folded into one class. Source: 45 CFR 164.514(b)(2)(i)(C).
constexpr int oldest_told = 89;

constexpr std::size_t longest_coil_list = 256;

// PatientPosition (0018,5100). Source: DICOM PS3.3, C.7.3.1.1.2.
constexpr std::string_view positions[] = {"HFP",  "HFS",  "HFDR", "HFDL", "FFDR", "FFDL",
                                          "FFP",  "FFS",  "LFP",  "LFS",  "RFP",  "RFS",
                                          "AFDR", "AFDL", "PFDR", "PFDL", "HFV",  "FFV"};

} // namespace

/// Makes one series clean, field by field.
class Applier {
public:
  Applier(dicom::LoadedSeries loaded, const Profile &profile, const Scrubber &scrubber)
      : loaded_(std::move(loaded)), profile_(profile), scrubber_(scrubber.twin()),
        state_(std::make_unique<CleanSeries::State>()) {}

  Result<void> pseudonymise(const dicom::Series &series, const Pseudonyms &pseudonyms) {
    auto label = pseudonyms.label(loaded_.identity);
    if (!label) return tl::unexpected<Problem>(label.error());
    if (!is_label(*label))
      return problem("DEID-LABEL", "a label may hold only letters and digits, at most 64",
                     "correct it on the command line or in the table of subjects");
    state_->subject = std::move(*label);
    state_->tokens = pseudonyms.tokens(series, state_->subject);
    state_->options.add(Option::retain_modified_dates);
    shift_dates(pseudonyms.shift_days(state_->subject));
    ledger_.add("PatientID", Action::replaced);
    ledger_.add("PatientName", Action::removed);
    ledger_.add("PatientBirthDate", Action::removed);
    return {};
  }

  Deidentified finish() {
    fold_age();
    texts();
    coded_texts();
    retained_texts();
    naming_texts();
    state_->facts = std::move(loaded_.facts);
    state_->frames = std::move(loaded_.frames);
    state_->pixels = std::move(loaded_.pixels);
    state_->findings = std::move(loaded_.findings);
    return {CleanSeries(std::move(state_)), std::move(ledger_)};
  }

private:
  void shift_dates(int shift_days) {
    const auto &dates = loaded_.dates.reveal();
    auto time = dates.acquisition_time_of_day_s;
    if (!time) time = dates.series_time_of_day_s;
    for (const auto *date : {&dates.acquisition_date, &dates.series_date, &dates.study_date}) {
      if (!day_of(*date)) continue;
      state_->shifted_acquisition_time = shifted_date_time(*date, time, shift_days);
      ledger_.add("AcquisitionDate", Action::shifted);
      return;
    }
  }

  void fold_age() {
    const auto &who = loaded_.identity.reveal();
    auto &in_header = loaded_.facts.patient_age_years;
    if (in_header && !(*in_header >= 0 && *in_header <= 130)) in_header.reset();
    std::optional<int> age = years_between(who.birth_date, loaded_.dates.reveal().study_date);
    if (in_header) age = static_cast<int>(std::floor(*in_header));
    if (age && *age > oldest_told) {
      age = oldest_told + 1;
      ledger_.add("PatientAge", Action::folded);
    }
    state_->age_years = age;
    // The fact is told in whole years too: the fraction would narrow the birth date down.
    in_header.reset();
    if (age) in_header = *age;
  }

  void note(std::string_view field, std::string_view before, const CleanText &after) {
    if (base::trim(before).empty()) return;
    const Action action = after.empty()                        ? Action::emptied
                          : after.text() == base::trim(before) ? Action::kept
                                                               : Action::scrubbed;
    ledger_.add(field, action);
  }

  void free_text(std::string_view field, const std::string &from, CleanText &to) {
    to = scrubber_.free_text(from);
    note(field, from, to);
  }
  void technical(std::string_view field, const std::string &from, CleanText &to,
                 std::size_t longest = 64) {
    to = scrubber_.technical(from, longest);
    note(field, from, to);
  }

  void texts() {
    const auto &from = loaded_.texts.reveal();
    auto &to = state_->texts;
    free_text("ProtocolName", from.protocol_name, to.protocol_name);
    free_text("SeriesDescription", from.series_description, to.series_description);
    free_text("ContrastBolusAgent", from.contrast_bolus_agent, to.contrast_bolus_agent);
    free_text("BodyPartExamined", from.body_part, to.body_part);
    technical("ManufacturersModelName", from.manufacturers_model_name, to.manufacturers_model_name);
    technical("SoftwareVersions", from.software_versions, to.software_versions);
    technical("SequenceName", from.sequence_name, to.sequence_name);
    technical("PulseSequenceDetails", from.pulse_sequence_details, to.pulse_sequence_details);
    technical("ReceiveCoilName", from.receive_coil_name, to.receive_coil_name);
    technical("ReceiveCoilActiveElements", from.receive_coil_active_elements,
              to.receive_coil_active_elements, longest_coil_list);
    technical("TransmitCoilName", from.transmit_coil_name, to.transmit_coil_name);
    technical("CoilCombinationMethod", from.coil_combination_method, to.coil_combination_method);
    technical("MatrixCoilMode", from.matrix_coil_mode, to.matrix_coil_mode);
    technical("ParallelAcquisitionTechnique", from.parallel_acquisition_technique,
              to.parallel_acquisition_technique);
    technical("ConsistencyInfo", from.consistency_info, to.consistency_info);
    technical("ImageOrientationText", from.image_orientation_text, to.image_orientation_text);
    technical("InternalPulseSequenceName", from.internal_pulse_sequence_name,
              to.internal_pulse_sequence_name);
  }

  void coded_texts() {
    const auto &from = loaded_.texts.reveal();
    auto &to = state_->texts;
    if (std::find(std::begin(positions), std::end(positions), base::trim(from.patient_position)) !=
        std::end(positions))
      to.patient_position = scrubber_.term(from.patient_position);
    note("PatientPosition", from.patient_position, to.patient_position);
    technical("ScanOptions", from.scan_options, to.scan_options);
    technical("ScanningSequence", from.scanning_sequence, to.scanning_sequence);
    technical("SequenceVariant", from.sequence_variant, to.sequence_variant);
    for (const auto &value : from.image_type) {
      to.image_type.push_back(scrubber_.term(value));
      note("ImageType", value, to.image_type.back());
      if (to.image_type.back().empty()) to.image_type.pop_back();
    }
  }

  void retain(bool is_retained, std::string_view field, const std::string &from, CleanText &to) {
    if (is_retained) to = scrubber_.retained(from);
    note(field, from, to);
  }

  void retained_texts() {
    const auto &from = loaded_.texts.reveal();
    auto &to = state_->texts;
    const bool device = profile_.retain_device_identity;
    const bool institution = profile_.retain_institution_identity;
    if (device) state_->options.add(Option::retain_device_identity);
    if (institution) state_->options.add(Option::retain_institution_identity);
    retain(device, "DeviceSerialNumber", from.device_serial_number, to.device_serial_number);
    retain(device, "StationName", from.station_name, to.station_name);
    retain(institution, "InstitutionName", from.institution_name, to.institution_name);
    retain(institution, "InstitutionAddress", from.institution_address, to.institution_address);
    retain(institution, "InstitutionalDepartmentName", from.institutional_department_name,
           to.institutional_department_name);
  }

  void naming_texts() {
    const auto &from = loaded_.texts.reveal();
    state_->naming_texts =
        Secret<NamingTexts>({from.protocol_name, from.series_description, from.sequence_name,
                             from.image_comments, from.study_description, from.image_type});
  }

  dicom::LoadedSeries loaded_;
  const Profile &profile_;
  Scrubber scrubber_;
  std::unique_ptr<CleanSeries::State> state_;
  Ledger ledger_;
};

Result<Deidentified> apply(const dicom::Series &series, const Profile &profile,
                           const Pseudonyms *pseudonyms, const Scrubber &scrubber) {
  auto loaded = dicom::load(series);
  if (!loaded) return tl::unexpected<Problem>(loaded.error());
  if (loaded->frames.size() != loaded->pixels.size())
    return problem("SERIES-CONTRADICTION", "frames and pixels of the series do not match");
  Applier applier(std::move(*loaded), profile, scrubber);
  if (pseudonyms != nullptr) {
    const auto known = applier.pseudonymise(series, *pseudonyms);
    if (!known) return tl::unexpected<Problem>(known.error());
  }
  return applier.finish();
}

} // namespace curate::deid
