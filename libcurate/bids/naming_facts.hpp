#pragma once

#include <libcurate/base/secret.hpp>
#include <libcurate/deid/clean_series.hpp>
#include <libcurate/volume/acquisition.hpp>
#include <libcurate/volume/assemble.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::bids {

/// All that a name is decided from: facts of one picture, and texts to match on.
struct NamingFacts {
  /// May hold anything: matched on, never copied from.
  Secret<deid::NamingTexts> texts;
  /// The same after the scrubber: a label may be taken from a text only where it also stands here.
  std::string scrubbed_protocol_name, scrubbed_series_description;
  std::string scrubbed_contrast_agent, scrubbed_body_part;
  dicom::SeriesFacts series;
  dicom::Component component = dicom::Component::unknown;
  dicom::Flavor flavor = dicom::Flavor::original;
  dicom::DixonKind dixon = dicom::DixonKind::none; ///< of this picture, where its frames say
  std::vector<double> series_echo_times_s;         ///< all of the series, rising, each once
  bool has_b0_map = false;                         ///< another picture of the series is a map of B0
  std::optional<int> echo_number;
  std::optional<double> echo_time_s, repetition_time_s, inversion_time_s, flip_angle_deg;
  int slices = 0;                         ///< 0: not known
  int volumes = 1;                        ///< of this picture
  int orientations = 1;                   ///< different slice orientations in the series
  int coil_elements = 0;                  ///< different single coils in the series; 0: combined
  std::vector<double> b_values_s_per_mm2; ///< by volume; empty where this is no diffusion series
  std::optional<int> inversion_index;     ///< of a sequence with several inversions, from 1
  std::vector<dicom::LabelContext> label_contexts; ///< by volume; empty where not known
  std::optional<volume::Direction> phase_encoding_direction;
  std::array<double, 6> orientation_lps{}; ///< row, then column direction; zeros where not known
};

/// Gathers them: the only reader of a CleanSeries in this room's naming.
NamingFacts facts_of(const deid::CleanSeries &series, const volume::Picture &picture,
                     const volume::Acquisition &acquisition);

/// From where to where the phase is encoded: "AP", "PA", "LR", "RL", "SI", "IS". Nothing where
/// polarity or orientation is not known.
/// Source: BIDS, PhaseEncodingDirection; stored rows grow against the DICOM column direction.
std::optional<std::string> direction_label(const NamingFacts &facts);

} // namespace curate::bids
