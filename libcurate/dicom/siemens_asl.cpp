#include "libcurate/dicom/siemens_asl.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::dicom::siemens {

namespace {

constexpr double longest_time_s = 30;

/// A time in s, where it is one.
std::optional<double> time_s(std::optional<double> value, double per_second) {
  if (!value || !(*value > 0) || *value / per_second > longest_time_s) return {};
  return *value / per_second;
}

/// The free values of a sequence that is no product: sWipMemBlock.alFree or adFree.
std::optional<double> free_value(const Protocol &protocol, std::string_view array, int index) {
  const std::string rest = std::string(array) + "[" + std::to_string(index) + "]";
  if (const auto value = protocol.number("sWipMemBlock." + rest)) return value;
  return protocol.number("sWiPMemBlock." + rest); // VB
}

std::optional<double> whole_free(const Protocol &protocol, int index) {
  return free_value(protocol, "alFree", index);
}

std::optional<double> real_free(const Protocol &protocol, int index) {
  return free_value(protocol, "adFree", index);
}

/// The delays of elements `first` to `last`, up to the first that is none.
std::vector<double> free_delays_s(const Protocol &protocol, int first, int last) {
  std::vector<double> delays;
  for (int i = first; i <= last; ++i) {
    const auto delay = time_s(whole_free(protocol, i), 1e3);
    if (!delay) break;
    delays.push_back(*delay);
  }
  return delays;
}

void set_kind(SeriesFacts &facts, SpinLabeling kind) {
  if (facts.spin_labeling == SpinLabeling::none) facts.spin_labeling = kind;
}

void set_delay(SeriesFacts &facts, std::optional<double> delay_s) {
  if (delay_s) facts.post_labeling_delays_s = {*delay_s};
}

/// The inversion times of pulsed labelling. Two: end of the bolus, and inversion (QUIPSS II).
/// Three: saturation begins, saturation ends, inversion (Q2TIPS). They rise, in whatever order they
/// stand: VB and VE differ.
void read_pulsed_times(const Protocol &protocol, SeriesFacts &facts) {
  std::vector<double> times;
  for (const char *key : {"alTI[0]", "alTI[1]", "alTI[2]"})
    if (const auto time = time_s(protocol.number(key), 1e6)) times.push_back(*time);
  std::ranges::sort(times);
  if (times.size() < 2 || std::ranges::adjacent_find(times) != times.end()) return;
  constexpr std::array calibration_s = {0.1, 7.0}; // of the picture for M0: nothing is labelled
  if (times.size() == 2 && std::abs(times[0] - calibration_s[0]) < 1e-6 &&
      std::abs(times[1] - calibration_s[1]) < 1e-6)
    return;
  facts.post_labeling_delays_s = {times.back()};
  times.pop_back();
  facts.labeling.has_bolus_cut_off = true;
  facts.labeling.bolus_cut_off = times.size() == 1 ? BolusCutOff::quipss_ii : BolusCutOff::q2tips;
  facts.labeling.bolus_cut_off_delays_s = times;
}

/// sAsl.ulSuppressionMode: 1 is none.
void read_suppression(const Protocol &protocol, SeriesFacts &facts) {
  const auto mode = protocol.number("sAsl.ulSuppressionMode");
  if (mode && *mode >= 1) facts.labeling.has_background_suppression = *mode > 1;
}

bool has_several_inversion_times(const Protocol &protocol) {
  return protocol.number("sAsl.ulArrayLength").value_or(1) > 1;
}

/// ep2d_pasl (PICORE) and tgse_pasl (FAIR) of VB to VE.
void read_product_pulsed(const Protocol &protocol, std::string_view sequence, SeriesFacts &facts) {
  set_kind(facts, SpinLabeling::pulsed);
  facts.labeling.pulsed = sequence.find("tgse") != std::string_view::npos ? PulsedLabeling::fair
                                                                          : PulsedLabeling::picore;
  read_suppression(protocol, facts);
  if (!has_several_inversion_times(protocol)) read_pulsed_times(protocol, facts);
}

/// ep2d_asl and tgse_asl of the XA line.
void read_product_xa(const Protocol &protocol, SeriesFacts &facts) {
  constexpr double pseudo_continuous = 32; // sAsl.ulMode
  if (protocol.number("sAsl.ulMode") == pseudo_continuous)
    set_kind(facts, SpinLabeling::pseudo_continuous);
  read_suppression(protocol, facts);
  if (facts.spin_labeling == SpinLabeling::pulsed) {
    if (!has_several_inversion_times(protocol)) read_pulsed_times(protocol, facts);
    return;
  }
  if (facts.spin_labeling == SpinLabeling::none) return;
  if (const auto duration = time_s(protocol.number("sAsl.ulLabelingDuration"), 1e6))
    facts.labeling_duration_s = duration;
  const int count = static_cast<int>(
      std::clamp(protocol.number("sAsl.ulDelayArraySize").value_or(1.0), 1.0, 64.0));
  std::vector<double> delays;
  for (int i = 0; i < count; ++i)
    if (const auto delay =
            time_s(protocol.number("sAsl.sPostLabelingDelay[" + std::to_string(i) + "]"), 1e6))
      delays.push_back(*delay);
  if (delays.size() == static_cast<std::size_t>(count)) facts.post_labeling_delays_s = delays;
}

/// ep2d_pcasl and tgse_pcasl of D. Wang's group; a block of labelling takes 18.4 ms.
void read_wang(const Protocol &protocol, SeriesFacts &facts) {
  constexpr double block_s = 20 * 0.92e-3;
  set_kind(facts, SpinLabeling::pseudo_continuous);
  set_delay(facts, time_s(real_free(protocol, 2), 1e6));
  if (const auto blocks = real_free(protocol, 3); blocks && *blocks >= 1 && *blocks < 1000)
    facts.labeling_duration_s = *blocks * block_s;
  facts.labeling.distance_mm = real_free(protocol, 1);
  if (const auto gradient = real_free(protocol, 10); gradient && *gradient > 0)
    facts.labeling.average_gradient_mt_per_m = *gradient / 10;
}

/// Oxford's vessel-encoded labelling; `first` is the flip angle, then the pulse duration.
void read_oxford_pulses(const Protocol &protocol, int first, SeriesFacts &facts) {
  set_kind(facts, SpinLabeling::pseudo_continuous);
  SpinLabelingFacts &out = facts.labeling;
  out.pulse_flip_angle_deg = whole_free(protocol, first);
  out.pulse_duration_s = time_s(whole_free(protocol, first + 1), 1e6);
  out.average_gradient_mt_per_m = real_free(protocol, 0);
  out.maximum_gradient_mt_per_m = real_free(protocol, 1);
}

/// Modes 2 and 3 of background suppression are on.
void read_oxford_suppression(std::optional<double> mode, SeriesFacts &facts) {
  if (mode) facts.labeling.has_background_suppression = *mode == 2 || *mode == 3;
}

void read_oxford_2d(const Protocol &protocol, SeriesFacts &facts) {
  if (whole_free(protocol, 0).value_or(1) != 1) return; // labelling is off
  read_oxford_pulses(protocol, 4, facts);
  read_oxford_suppression(whole_free(protocol, 3), facts);
  facts.labeling_duration_s = time_s(whole_free(protocol, 9), 1e3);
  facts.post_labeling_delays_s = free_delays_s(protocol, 11, 30);
}

void read_oxford_3d(const Protocol &protocol, SeriesFacts &facts) {
  if (whole_free(protocol, 0).value_or(1) != 1) return;
  read_oxford_pulses(protocol, 6, facts);
  read_oxford_suppression(whole_free(protocol, 5), facts);
  facts.labeling_duration_s = time_s(whole_free(protocol, 10), 1e3);
  facts.post_labeling_delays_s = free_delays_s(protocol, 30, 37);
}

void read_fairest(const Protocol &protocol, SeriesFacts &facts) {
  set_kind(facts, SpinLabeling::pulsed);
  facts.labeling.pulsed = PulsedLabeling::fair;
  set_delay(facts, time_s(real_free(protocol, 4), 1e3));
}

/// The labelling ends at the first inversion time, the picture is taken at the third.
void read_csl_818(const Protocol &protocol, SeriesFacts &facts) {
  set_kind(facts, SpinLabeling::pseudo_continuous);
  facts.labeling.pulse_flip_angle_deg = real_free(protocol, 13);
  const auto end = time_s(protocol.number("alTI[0]"), 1e6);
  const auto picture = time_s(protocol.number("alTI[2]"), 1e6);
  facts.labeling_duration_s = end;
  if (end && picture && *picture > *end) set_delay(facts, *picture - *end);
}

} // namespace

void read_spin_labeling(const Protocol &protocol, SeriesFacts &facts) {
  const std::string name = base::lower(protocol.text("tSequenceFileName"));
  const auto is = [&name](std::string_view part) { return name.find(part) != std::string::npos; };
  if (is("to_ep2d_vepcasl"))
    read_oxford_2d(protocol, facts);
  else if (is("jw_tgse_vepcasl"))
    read_oxford_3d(protocol, facts);
  else if (is("ep2d_pcasl") || is("tgse_pcasl"))
    read_wang(protocol, facts);
  else if (is("csl_818"))
    read_csl_818(protocol, facts);
  else if (is("ep2d_fairest"))
    read_fairest(protocol, facts);
  else if (is("ep2d_pasl") || is("tgse_pasl"))
    read_product_pulsed(protocol, name, facts);
  else if (is("ep2d_asl") || is("tgse_asl"))
    read_product_xa(protocol, facts);
}

LabelContext label_context_of(std::string_view image_comments) {
  const std::string words = base::lower(base::trim(image_comments));
  const std::size_t at = words.find_last_of(" \t:;,");
  const std::string_view last =
      std::string_view(words).substr(at == std::string::npos ? 0 : at + 1);
  if (last == "label") return LabelContext::label;
  if (last == "control") return LabelContext::control;
  if (last == "m0_scan" || last == "m0scan") return LabelContext::m_zero;
  return LabelContext::unknown;
}

} // namespace curate::dicom::siemens
