#pragma once

#include <cstdint>
#include <initializer_list>

namespace curate::deid {

/// The options of the basic profile. Source: DICOM PS3.15 2024b, E.3.
enum class Option : std::uint8_t {
  clean_pixel_data,
  clean_visual_features,
  clean_graphics,
  clean_structured_content,
  clean_descriptors,
  retain_full_dates,
  retain_modified_dates,
  retain_patient_characteristics,
  retain_device_identity,
  retain_institution_identity,
  retain_uids,
  retain_safe_private
};

/// Which options are on.
class Options {
public:
  constexpr Options() = default;
  constexpr Options(std::initializer_list<Option> options) {
    for (const Option option : options)
      add(option);
  }

  constexpr void add(Option option) { bits_ |= bit(option); }
  constexpr void remove(Option option) { bits_ &= ~bit(option); }
  constexpr bool has(Option option) const { return (bits_ & bit(option)) != 0; }
  constexpr bool operator==(const Options &) const = default;

private:
  static constexpr std::uint32_t bit(Option option) {
    return std::uint32_t{1} << static_cast<unsigned>(option);
  }
  std::uint32_t bits_ = 0;
};

} // namespace curate::deid
