#include <libcurate/bids/builtin_parts.hpp>

#include <algorithm>
#include <libcurate/base/text.hpp>

namespace curate::bids {
namespace {

std::string in_ms(const char *what, double seconds) {
  return std::string(what) + " " +
         base::shortest(static_cast<double>(static_cast<long long>(seconds * 1e5 + 0.5)) / 100) +
         " ms";
}

bool is_within(const std::optional<double> &value, double lowest, double highest) {
  return value && *value >= lowest && *value <= highest;
}

} // namespace

void Seen::remember(std::string fact) {
  if (std::ranges::find(matched_, fact) == matched_.end()) matched_.push_back(std::move(fact));
}

bool Seen::note(const char *what, const std::optional<std::string_view> &found) {
  if (!found) return false;
  remember(std::string(what) + " \"" + std::string(base::trim(*found)) + "\"");
  return true;
}

bool Seen::says(std::initializer_list<std::string_view> parts) {
  return note("word", words_.find(parts));
}

bool Seen::says_word(std::initializer_list<std::string_view> words) {
  return note("word", words_.find_word(words));
}

bool Seen::sequence_says(std::initializer_list<std::string_view> parts) {
  return note("sequence", words_.find_in_sequence(parts));
}

bool Seen::image_type_says(std::initializer_list<std::string_view> values) {
  return note("image type", words_.find_in_image_type(values));
}

bool Seen::is(dicom::ScanningSequence sequence) const {
  return (facts.series.scanning_sequence & static_cast<std::uint8_t>(sequence)) != 0;
}

bool Seen::is(dicom::SequenceVariant variant) const {
  return (facts.series.sequence_variant & static_cast<std::uint8_t>(variant)) != 0;
}

bool Seen::is_three_d() {
  if (facts.series.acquisition_kind != dicom::AcquisitionKind::three_d) return false;
  remember("3D");
  return true;
}

bool Seen::is_epi() {
  if (is(dicom::ScanningSequence::ep)) {
    remember("echo-planar");
    return true;
  }
  return sequence_says({"epfid", "epse", "ep_b", "epi"}) ||
         (!words_.has({"ven bold"}) && says({"ep2d", " epi ", " bold", "fmri"}));
}

bool Seen::is_spin_echo() {
  if (is(dicom::ScanningSequence::se)) {
    remember("spin echo");
    return true;
  }
  if (is(dicom::ScanningSequence::gr)) return false; // Philips writes IR alone, GE RM
  return sequence_says({"tse", "spc", "epse", "*se", "tir", "haste", "fse", "cube"}) ||
         says({"tse", "fse", " cube", "propeller", "blade", "haste", "spin echo", "vista",
               " space ", "brain view"});
}

bool Seen::is_gradient_echo() {
  if (is(dicom::ScanningSequence::gr) && !is(dicom::ScanningSequence::se)) {
    remember("gradient echo");
    return true;
  }
  if (is(dicom::ScanningSequence::se)) return false;
  return sequence_says({"fl2d", "fl3d", "tfl", "gre", "spgr", "ffe", "tfe"}) ||
         says({"bravo", "spgr", "mprage", "mp rage", " tfe", "tfe ", "ffe", "flash", "vibe"});
}

bool Seen::echo_time_within(double lowest_s, double highest_s) {
  if (!is_within(facts.echo_time_s, lowest_s, highest_s)) return false;
  remember(in_ms("TE", *facts.echo_time_s));
  return true;
}

bool Seen::repetition_time_within(double lowest_s, double highest_s) {
  if (!is_within(facts.repetition_time_s, lowest_s, highest_s)) return false;
  remember(in_ms("TR", *facts.repetition_time_s));
  return true;
}

bool Seen::inversion_time_within(double lowest_s, double highest_s) {
  if (!is_within(facts.inversion_time_s, lowest_s, highest_s)) return false;
  remember(in_ms("TI", *facts.inversion_time_s));
  return true;
}

bool Seen::flip_angle_within(double lowest_deg, double highest_deg) {
  if (!is_within(facts.flip_angle_deg, lowest_deg, highest_deg)) return false;
  remember("flip angle " + base::shortest(*facts.flip_angle_deg) + " degrees");
  return true;
}

} // namespace curate::bids
