#include "libcurate/dicom/spin_labeling.hpp"

#include <algorithm>
#include <cmath>
#include <libcurate/base/text.hpp>
#include <string>
#include <vector>

namespace curate::dicom {

namespace {

constexpr Tag macro{0x0018, 0x9251};
constexpr double longest_time_s = 30;

SpinLabeling kind_of(std::string_view term) {
  const std::string said = base::lower(base::trim(term));
  if (said.find("pseudo") != std::string::npos ||
      said.find("pulsed continuous") != std::string::npos)
    return SpinLabeling::pseudo_continuous;
  if (said.find("continuous") != std::string::npos) return SpinLabeling::continuous;
  if (said.find("pulsed") != std::string::npos) return SpinLabeling::pulsed;
  return SpinLabeling::none;
}

std::string_view private_text(const FrameView &view, std::uint16_t group, std::string_view creator,
                              std::uint8_t element) {
  const Element *found = view.find_private(group, creator, element);
  return found == nullptr ? std::string_view() : base::trim(view.root().text(*found).reveal());
}

std::optional<double> seconds_of(std::optional<double> milliseconds) {
  if (!milliseconds || !(*milliseconds > 0) || *milliseconds / 1e3 > longest_time_s) return {};
  return *milliseconds / 1e3;
}

std::optional<bool> flag(const Dataset &item, Tag tag) {
  const auto terms = item.terms(tag);
  if (terms.empty()) return {};
  if (terms.front() == "YES") return true;
  if (terms.front() == "NO") return false;
  return {};
}

void read_cut_off(const Dataset &item, SpinLabelingFacts &facts) {
  facts.has_bolus_cut_off = flag(item, Tag{0x0018, 0x925C});
  const auto cuts = item.items(Tag{0x0018, 0x925D});
  if (cuts.empty() || facts.has_bolus_cut_off != true) return;
  // "QUIPSS II", "QUIPSS2", "Q2TIPS", …: letters and digits tell.
  std::string technique =
      base::alphanumeric(base::lower(cuts.front().text(Tag{0x0018, 0x925E}).reveal()));
  if (technique.find("q2tips") != std::string::npos)
    facts.bolus_cut_off = BolusCutOff::q2tips;
  else if (technique.find("quipssii") != std::string::npos ||
           technique.find("quipss2") != std::string::npos)
    facts.bolus_cut_off = BolusCutOff::quipss_ii;
  else if (technique.find("quipss") != std::string::npos)
    facts.bolus_cut_off = BolusCutOff::quipss;
  if (const auto delay = seconds_of(cuts.front().number(Tag{0x0018, 0x925F})))
    facts.bolus_cut_off_delays_s = {*delay};
}

void read_macro(const FrameView &view, SeriesFacts &facts) {
  const auto item = view.item(macro);
  if (!item) return;
  const bool is_pulsed = facts.spin_labeling == SpinLabeling::pulsed;
  if (is_pulsed) read_cut_off(*item, facts.labeling);
  facts.labeling.has_vascular_crushing = flag(*item, Tag{0x0018, 0x9259});
  if (facts.labeling.has_vascular_crushing == true)
    facts.labeling.vascular_crushing_venc_cm_per_s = item->number(Tag{0x0018, 0x925A});
  const auto slabs = item->items(Tag{0x0018, 0x9260});
  if (slabs.empty()) return;
  if (is_pulsed)
    facts.labeling.slab_thickness_mm = slabs.front().number(Tag{0x0018, 0x9254});
  else
    facts.labeling_duration_s = seconds_of(slabs.front().number(Tag{0x0018, 0x9258}));
}

} // namespace

SpinLabeling spin_labeling_of(const FrameView &view, Manufacturer manufacturer) {
  for (const std::string_view term : view.root().terms(Tag{0x0018, 0x9250}))
    if (const SpinLabeling kind = kind_of(term); kind != SpinLabeling::none) return kind;
  if (manufacturer == Manufacturer::siemens)
    return kind_of(private_text(view, 0x0021, "SIEMENS MR SDS 01", 0x55));
  if (manufacturer != Manufacturer::ge) return SpinLabeling::none;
  for (const std::uint8_t element : {std::uint8_t{0xA3}, std::uint8_t{0xA4}})
    if (const SpinLabeling kind = kind_of(private_text(view, 0x0043, "GEMS_PARM_01", element));
        kind != SpinLabeling::none)
      return kind;
  return SpinLabeling::none;
}

void read_spin_labeling(const FrameView &view, const Frame &first, SeriesFacts &facts) {
  facts.spin_labeling = spin_labeling_of(view, facts.manufacturer);
  if (facts.spin_labeling == SpinLabeling::none) return;
  read_macro(view, facts);
  if (facts.manufacturer != Manufacturer::ge) return;
  const auto duration = seconds_of(view.private_number(0x0043, "GEMS_PARM_01", 0xA5));
  if (!duration) return;
  facts.labeling_duration_s = duration;
  if (first.inversion_time_s && *first.inversion_time_s > 0)
    facts.post_labeling_delays_s = {*first.inversion_time_s};
}

LabelContext label_context_of(const FrameView &view, Manufacturer manufacturer) {
  const auto terms = view.terms(macro, Tag{0x0018, 0x9257});
  if (!terms.empty()) {
    if (terms.front() == "LABEL") return LabelContext::label;
    if (terms.front() == "CONTROL") return LabelContext::control;
    if (terms.front() == "M_ZERO_SCAN") return LabelContext::m_zero;
  }
  if (manufacturer != Manufacturer::philips) return LabelContext::unknown;
  const std::string_view said = private_text(view, 0x2005, "Philips MR Imaging DD 005", 0x29);
  if (said.starts_with('L')) return LabelContext::label;
  if (said.starts_with('C')) return LabelContext::control;
  return LabelContext::unknown;
}

void settle_post_labeling_delays(std::span<Frame> frames, const SeriesFacts &facts) {
  constexpr double same_s = 1e-4;
  const auto is_same = [](double a, double b) { return std::abs(a - b) < same_s; };
  std::vector<double> said;
  bool is_stated = facts.post_labeling_delays_s.size() > 1;
  for (const Frame &frame : frames) {
    if (!frame.post_labeling_delay_s) {
      is_stated = false;
      continue;
    }
    const double delay = *frame.post_labeling_delay_s;
    if (std::ranges::none_of(said, [&](double other) { return is_same(delay, other); }))
      said.push_back(delay);
    if (said.size() > facts.post_labeling_delays_s.size()) break;
  }
  for (const double delay : facts.post_labeling_delays_s)
    is_stated =
        is_stated && std::ranges::any_of(said, [&](double other) { return is_same(delay, other); });
  is_stated = is_stated && said.size() <= facts.post_labeling_delays_s.size();
  if (is_stated) return;
  for (Frame &frame : frames)
    frame.post_labeling_delay_s.reset();
}

} // namespace curate::dicom
