#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/dicom/tag.hpp>
#include <libcurate/dicom/vr.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/dicom_writer.hpp"

namespace curate::support {

/// What kind of place holds a canary.
enum class CanaryPlace : std::uint8_t {
  element, ///< an element of a data set or an item
  meta,    ///< file meta information
  around,  ///< preamble, padding, beside or behind pixels: no element says it
  blob     ///< in a block that a vendor packs into one element
};

/// A value that occurs nowhere else, planted in one place.
struct Canary {
  std::string text{}; ///< the bytes to look for; ASCII, without case
  CanaryPlace place = CanaryPlace::element;
  dicom::Tag tag{};
  dicom::Vr vr = dicom::Vr::UN;
  std::string creator{};            ///< of private elements; of a blob: the name of the field
  std::vector<dicom::Tag> within{}; ///< the sequences around it, outermost first
  /// Digits: not found within the much longer numbers of UIDs and digests.
  bool is_number = false;
  /// A number that nobody would take for a measure: eight digits or more before the point.
  bool is_like_an_id = false;
  /// Bytes of binary numbers, which are data wherever the element is kept.
  bool is_binary = false;
  bool is_too_short = false; ///< four bytes: looked for in elements alone, not in every byte
};

/// "(5200,9229)(0018,9114)(0018,1030) LO": where a canary was put. Never its value.
std::string place_of(const Canary &canary);

/// Gives out values that occur once, conformant to their VR, and remembers where each went.
/// Days are of 1981 to 2025: shifted by 120 years none is another's.
class Canaries {
public:
  /// The value (or values, parted by backslashes) of a text element; for binary VRs eight bytes.
  std::string give(Canary where);
  /// A word for a place that is no element.
  /// `field`: what names it within a block.
  std::string word(CanaryPlace place, dicom::Tag tag = {}, std::vector<dicom::Tag> within = {},
                   std::string field = {});
  const std::vector<Canary> &all() const { return all_; }

private:
  std::string next_word();
  std::string day_after();

  std::uint64_t count_ = 0;
  int day_ = 0;
  std::vector<Canary> all_;
};

/// Which of the canaries occur in some bytes: as they are, as UTF-16 of either order, and in gzip
/// members that begin within. Sorted, each once.
class CanarySearch {
public:
  explicit CanarySearch(const std::vector<Canary> &canaries);

  std::vector<std::size_t> in(std::string_view bytes) const;

private:
  struct Key {
    std::uint64_t last_eight = 0;
    std::size_t canary = 0;
  };
  void look(std::string_view bytes, std::vector<bool> &seen) const;
  void look_at(std::string_view bytes, std::size_t at, std::uint64_t eight,
               std::vector<bool> &seen) const;

  const std::vector<Canary> *canaries_;
  std::vector<Key> keys_;
  std::vector<std::uint8_t> may_end_; ///< by 20 bits of a hash: a filter before the keys
};

} // namespace curate::support
