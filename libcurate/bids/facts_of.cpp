#include <libcurate/bids/naming.hpp>
#include <libcurate/bids/naming_facts.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace curate::bids {
namespace {

/// How many of `vectors` point elsewhere, up to sign.
int count_directions(const std::vector<Vec3> &vectors) {
  constexpr double same = 0.98; // cosine of about 11 degrees: planes of a localizer differ by 90
  std::vector<Vec3> seen;
  for (const Vec3 &vector : vectors)
    if (std::ranges::none_of(
            seen, [&](const Vec3 &other) { return std::abs(base::dot(vector, other)) > same; }))
      seen.push_back(vector);
  return static_cast<int>(seen.size());
}

/// How many different places along the normal the frames of a picture lie at; 0.01 mm apart counts.
int count_slices(const deid::CleanSeries &series, const volume::Picture &picture) {
  std::vector<double> places;
  for (const std::size_t index : picture.frames) {
    const dicom::Frame &frame = series.frames()[index];
    if (frame.mosaic) return frame.mosaic->slice_count;
    if (!frame.has_position) return 0;
    places.push_back(
        base::dot(frame.position_lps_mm, base::cross(frame.row_lps, frame.column_lps)));
  }
  std::ranges::sort(places);
  int count = 0;
  for (std::size_t i = 0; i < places.size(); ++i)
    count += static_cast<int>(i == 0 || places[i] - places[i - 1] > 0.01);
  return count;
}

void add_series_wide(NamingFacts &facts, const deid::CleanSeries &series) {
  std::vector<Vec3> normals;
  std::set<int> coils;
  for (const dicom::Frame &frame : series.frames()) {
    if (frame.coil_element) coils.insert(*frame.coil_element);
    facts.has_b0_map = facts.has_b0_map || frame.flavor == dicom::Flavor::b0_map;
    if (frame.echo_time_s && *frame.echo_time_s > 0) // maps made of several echoes have none
      facts.series_echo_times_s.push_back(*frame.echo_time_s);
    if (frame.has_orientation && normals.size() < 2000)
      normals.push_back(base::unit(base::cross(frame.row_lps, frame.column_lps)));
  }
  facts.coil_elements = static_cast<int>(coils.size());
  facts.orientations = std::max(1, count_directions(normals));
  std::ranges::sort(facts.series_echo_times_s);
  const auto repeats = std::ranges::unique(facts.series_echo_times_s, [](double a, double b) {
    return std::abs(a - b) < 1e-5; // 0.01 ms: less is rounding
  });
  facts.series_echo_times_s.erase(repeats.begin(), repeats.end());
}

} // namespace

NamingFacts facts_of(const deid::CleanSeries &series, const volume::Picture &picture,
                     const volume::Acquisition &acquisition) {
  NamingFacts facts;
  facts.texts = series.naming_texts();
  const deid::CleanTexts &clean = series.texts();
  facts.scrubbed_protocol_name = clean.protocol_name.text();
  facts.scrubbed_series_description = clean.series_description.text();
  facts.scrubbed_contrast_agent = clean.contrast_bolus_agent.text();
  facts.scrubbed_body_part = clean.body_part.text();
  facts.series = series.facts();
  facts.component = picture.component;
  facts.flavor = picture.flavor;
  facts.dixon = series.frames()[picture.frames.front()].dixon;
  add_series_wide(facts, series);
  facts.echo_number = acquisition.echo_number ? acquisition.echo_number : picture.echo_number;
  facts.echo_time_s = acquisition.echo_time_s;
  facts.repetition_time_s = acquisition.repetition_time_s;
  facts.inversion_time_s = acquisition.inversion_time_s;
  facts.flip_angle_deg = acquisition.flip_angle_deg;
  facts.slices = count_slices(series, picture);
  const auto frames = static_cast<int>(picture.frames.size());
  const bool is_mosaic = frames > 0 && series.frames()[picture.frames.front()].mosaic.has_value();
  if (is_mosaic)
    facts.volumes = frames;
  else if (facts.slices > 0)
    facts.volumes = std::max(1, frames / facts.slices);
  facts.b_values_s_per_mm2 = acquisition.b_values_s_per_mm2;
  facts.inversion_index = acquisition.inversion_index;
  facts.label_contexts = acquisition.label_contexts;
  facts.phase_encoding_direction = acquisition.phase_encoding_direction;
  facts.orientation_lps = acquisition.orientation_lps;
  return facts;
}

NameVerdict name_of(const deid::CleanSeries &series, const volume::Picture &picture,
                    const volume::Acquisition &acquisition, const NameRules &rules) {
  return name_of(facts_of(series, picture, acquisition), rules);
}

} // namespace curate::bids
