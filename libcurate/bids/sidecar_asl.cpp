#include <libcurate/bids/sidecar_asl.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/text.hpp>
#include <vector>

namespace curate::bids {
namespace {

using dicom::BolusCutOff;
using dicom::LabelContext;
using dicom::PulsedLabeling;
using dicom::SpinLabeling;

std::string_view name_of(SpinLabeling kind) {
  switch (kind) {
  case SpinLabeling::none:
    return "";
  case SpinLabeling::pulsed:
    return "PASL";
  case SpinLabeling::continuous:
    return "CASL";
  case SpinLabeling::pseudo_continuous:
    return "PCASL";
  }
  return "";
}

std::string_view name_of(BolusCutOff technique) {
  switch (technique) {
  case BolusCutOff::unknown:
    return "";
  case BolusCutOff::quipss:
    return "QUIPSS";
  case BolusCutOff::quipss_ii:
    return "QUIPSSII";
  case BolusCutOff::q2tips:
    return "Q2TIPS";
  }
  return "";
}

std::string_view name_of(PulsedLabeling kind) {
  switch (kind) {
  case PulsedLabeling::unknown:
    return "";
  case PulsedLabeling::fair:
    return "FAIR";
  case PulsedLabeling::epistar:
    return "EPISTAR";
  case PulsedLabeling::picore:
    return "PICORE";
  }
  return "";
}

std::string_view name_of(LabelContext context) {
  switch (context) {
  case LabelContext::unknown:
    return "n/a";
  case LabelContext::control:
    return "control";
  case LabelContext::label:
    return "label";
  case LabelContext::m_zero:
    return "m0scan";
  }
  return "n/a";
}

auto count_of(const volume::Acquisition &acquisition, LabelContext context) {
  return std::ranges::count(acquisition.label_contexts, context);
}

/// One number, or one per volume; several of the protocol that no volume claims say nothing.
bool has_delay(const volume::Acquisition &a) {
  return !a.post_labeling_delays_s.empty() || a.series.post_labeling_delays_s.size() == 1;
}

void add_one_or_list(Fields &out, const char *name, const std::vector<double> &values) {
  if (values.size() == 1)
    out.add_positive(name, values.front());
  else
    out.add_list(name, values);
}

std::optional<double> milliseconds(const std::optional<double> &time_s) {
  return time_s ? std::optional(*time_s * 1e3) : std::nullopt;
}

} // namespace

void add_spin_labeling(Fields &out, const volume::Acquisition &a) {
  const dicom::SeriesFacts &s = a.series;
  if (s.spin_labeling == SpinLabeling::none) return;
  const bool is_pulsed = s.spin_labeling == SpinLabeling::pulsed;
  out.add_text("ArterialSpinLabelingType", name_of(s.spin_labeling));
  if (!a.post_labeling_delays_s.empty())
    out.add_list("PostLabelingDelay", a.post_labeling_delays_s);
  else if (s.post_labeling_delays_s.size() == 1)
    out.add_positive("PostLabelingDelay", s.post_labeling_delays_s.front());
  const dicom::SpinLabelingFacts &l = s.labeling;
  out.add("BackgroundSuppression", l.has_background_suppression);
  out.add("VascularCrushing", l.has_vascular_crushing);
  out.add_positive("VascularCrushingVENC", l.vascular_crushing_venc_cm_per_s);
  if (is_pulsed) {
    if (!a.inversion_time_s && s.post_labeling_delays_s.size() == 1)
      out.add_positive("InversionTime", s.post_labeling_delays_s.front());
    out.add_text("PASLType", name_of(l.pulsed));
    out.add_positive("LabelingSlabThickness", l.slab_thickness_mm);
    out.add("BolusCutOffFlag", l.has_bolus_cut_off);
    out.add_text("BolusCutOffTechnique", name_of(l.bolus_cut_off));
    add_one_or_list(out, "BolusCutOffDelayTime", l.bolus_cut_off_delays_s);
    return;
  }
  out.add_positive("LabelingDuration", s.labeling_duration_s);
  out.add_positive("LabelingDistance", l.distance_mm);
  out.add_positive("LabelingPulseFlipAngle", l.pulse_flip_angle_deg);
  out.add_positive("LabelingPulseDuration", milliseconds(l.pulse_duration_s)); // BIDS: in ms
  out.add_positive("LabelingPulseAverageGradient", l.average_gradient_mt_per_m);
  out.add_positive("LabelingPulseMaximumGradient", l.maximum_gradient_mt_per_m);
}

void add_delays_of_protocol(Fields &out, const volume::Acquisition &a) {
  if (a.series.spin_labeling == SpinLabeling::none) return;
  if (a.post_labeling_delays_s.empty() && a.series.post_labeling_delays_s.size() > 1)
    out.add_list("PostLabelingDelay", a.series.post_labeling_delays_s);
  if (!a.series.repetition_time_preparation_s)
    out.add_positive("RepetitionTimePreparation", a.repetition_time_s);
}

void add_for_perfusion(Fields &out, const volume::Acquisition &a, std::string_view suffix) {
  if (!a.series.repetition_time_preparation_s)
    out.add_positive("RepetitionTimePreparation", a.repetition_time_s);
  if (suffix != "asl" || a.label_contexts.empty()) return;
  if (count_of(a, LabelContext::m_zero) > 0) out.add_text("M0Type", "Included");
  const auto pairs = std::min(count_of(a, LabelContext::control), count_of(a, LabelContext::label));
  if (pairs > 0) out.add("TotalAcquiredPairs", std::optional(static_cast<int>(pairs)));
}

std::string label_context_text(const volume::Acquisition &a) {
  if (a.label_contexts.empty()) return {};
  std::string text = "volume_type\n";
  for (const LabelContext context : a.label_contexts)
    text.append(name_of(context)).append("\n");
  return text;
}

Findings missing_labeling(const volume::Acquisition &a) {
  const dicom::SeriesFacts &s = a.series;
  std::vector<std::string> missing;
  const auto need = [&missing](bool is_there, const char *name) {
    if (!is_there) missing.emplace_back(name);
  };
  const bool is_pulsed = s.spin_labeling == SpinLabeling::pulsed;
  need(s.spin_labeling != SpinLabeling::none, "ArterialSpinLabelingType");
  need(has_delay(a), "PostLabelingDelay");
  need(s.labeling.has_background_suppression.has_value(), "BackgroundSuppression");
  if (is_pulsed)
    need(s.labeling.has_bolus_cut_off.has_value(), "BolusCutOffFlag");
  else
    need(s.labeling_duration_s.has_value(), "LabelingDuration");
  need(count_of(a, LabelContext::m_zero) > 0, "M0Type");
  need(!a.label_contexts.empty(), "aslcontext.tsv");
  if (missing.empty()) return {};
  return {{Severity::warning,
           "BIDS-ASL",
           {},
           {},
           fmt::format("the header does not say of the labelling: {}", base::join(missing, ", ")),
           "add them to the sidecar, or beside it, from the protocol of the scan; a separate "
           "m0scan of the session gives M0Type by itself"}};
}

} // namespace curate::bids
