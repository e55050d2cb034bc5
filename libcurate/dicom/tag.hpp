#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace curate::dicom {

/// The number of a data element. Source: DICOM PS3.5, 7.1.
struct Tag {
  std::uint16_t group = 0;
  std::uint16_t element = 0;

  constexpr auto operator<=>(const Tag &) const = default;
  constexpr bool is_private() const { return (group & 1U) != 0; }
};

/// "(0018,0081)".
std::string to_string(Tag tag);

/// Those that the code names. Source: DICOM PS3.6.
namespace tags {
inline constexpr Tag specific_character_set{0x0008, 0x0005};
inline constexpr Tag image_type{0x0008, 0x0008};
inline constexpr Tag sop_class_uid{0x0008, 0x0016};
inline constexpr Tag sop_instance_uid{0x0008, 0x0018};
inline constexpr Tag study_date{0x0008, 0x0020};
inline constexpr Tag series_date{0x0008, 0x0021};
inline constexpr Tag acquisition_date{0x0008, 0x0022};
inline constexpr Tag content_date{0x0008, 0x0023};
inline constexpr Tag acquisition_date_time{0x0008, 0x002A};
inline constexpr Tag study_time{0x0008, 0x0030};
inline constexpr Tag series_time{0x0008, 0x0031};
inline constexpr Tag acquisition_time{0x0008, 0x0032};
inline constexpr Tag content_time{0x0008, 0x0033};
inline constexpr Tag modality{0x0008, 0x0060};
inline constexpr Tag manufacturer{0x0008, 0x0070};
inline constexpr Tag series_description{0x0008, 0x103E};
inline constexpr Tag manufacturers_model_name{0x0008, 0x1090};
inline constexpr Tag patient_name{0x0010, 0x0010};
inline constexpr Tag patient_id{0x0010, 0x0020};
inline constexpr Tag issuer_of_patient_id{0x0010, 0x0021};
inline constexpr Tag patient_birth_date{0x0010, 0x0030};
inline constexpr Tag study_instance_uid{0x0020, 0x000D};
inline constexpr Tag series_instance_uid{0x0020, 0x000E};
inline constexpr Tag series_number{0x0020, 0x0011};
inline constexpr Tag acquisition_number{0x0020, 0x0012};
inline constexpr Tag instance_number{0x0020, 0x0013};
inline constexpr Tag image_position_patient{0x0020, 0x0032};
inline constexpr Tag image_orientation_patient{0x0020, 0x0037};
inline constexpr Tag frame_of_reference_uid{0x0020, 0x0052};
inline constexpr Tag samples_per_pixel{0x0028, 0x0002};
inline constexpr Tag photometric_interpretation{0x0028, 0x0004};
inline constexpr Tag number_of_frames{0x0028, 0x0008};
inline constexpr Tag rows{0x0028, 0x0010};
inline constexpr Tag columns{0x0028, 0x0011};
inline constexpr Tag pixel_spacing{0x0028, 0x0030};
inline constexpr Tag pixel_data{0x7FE0, 0x0010};
} // namespace tags

} // namespace curate::dicom
