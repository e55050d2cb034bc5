#pragma once

#include <array>
#include <cstdint>
#include <libcurate/archive/source.hpp>
#include <libcurate/base/secret.hpp>
#include <memory>
#include <string>

namespace curate::dicom {

/// Who a file says it is about, decoded to UTF-8. Shared by all instances that say the same.
struct Identity {
  std::string patient_id, issuer, name, birth_date, institution, other_ids;

  bool operator==(const Identity &) const = default;
  auto operator<=>(const Identity &) const = default;
};

/// What kind of object a file is. Source: DICOM PS3.4, B.5 (SOP classes); vendors' private classes.
enum class ObjectKind : std::uint8_t {
  picture,
  enhanced_picture,
  spectroscopy,
  raw_data,
  presentation_state,
  structured_report,
  encapsulated_document,
  waveform,
  radiotherapy,
  segmentation,
  secondary_capture,
  directory,
  private_object,
  other,
  key_objects,
  registration,
  surface,
  tractography,
  value_mapping,
  colour_palette,
  scan_protocol,
  siemens_non_image,
  siemens_object,
  ge_object,
  philips_object,
  canon_object
};

/// "picture", "spectroscopy", ...: what a summary calls it.
std::string_view name_of(ObjectKind kind);

/// 128 bits of a text: enough to group by, not to identify with.
using Digest = std::array<std::uint64_t, 2>;

/// What the files of one series say alike, kept once.
struct SeriesIds {
  Digest study_uid{}, series_uid{};
  Digest series_key{}; ///< of all that must be equal within one series besides the UIDs (see
                       ///< group.hpp)

  bool operator==(const SeriesIds &) const = default;
  auto operator<=>(const SeriesIds &) const = default;
};

/// One file of a study after a first look at its header: small, so that 100,000 of them fit in
/// memory.
struct Instance {
  using Digest = dicom::Digest;

  archive::Source source;
  std::shared_ptr<const base::Secret<Identity>> identity;
  std::shared_ptr<const SeriesIds> series; ///< shared by the files that say the same
  Digest instance_uid{};
  std::uint64_t pixel_offset_bytes = 0, pixel_length_bytes = 0;
  std::int32_t series_number = -1, instance_number = -1, acquisition_number = -1;
  std::uint32_t study_date =
      0; ///< YYYYMMDD of the study, for telling visits apart; identifying, never written
  ObjectKind kind = ObjectKind::other;
  bool is_truncated = false;

  /// Zeros where nothing was told.
  const SeriesIds &ids() const;
};
static_assert(sizeof(Instance) <= 128);

} // namespace curate::dicom
