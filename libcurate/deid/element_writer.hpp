#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/dicom/tag.hpp>
#include <libcurate/dicom/vr.hpp>
#include <span>
#include <string_view>
#include <vector>

namespace curate::deid {

/// How a data set is written. Source: DICOM PS3.5, 7.1.
struct DataSetForm {
  bool is_explicit = true;
  bool is_big_endian = false;
};

/// Writes a data set, element by element, in the order in which they come. Values are padded to an
/// even length; sequences and items get their lengths when they end. Source: DICOM PS3.5, 7.
class ElementWriter {
public:
  /// `expected_bytes`: how much memory to take at once.
  explicit ElementWriter(DataSetForm form, std::size_t expected_bytes = 0) : form_(form) {
    bytes_.reserve(expected_bytes);
  }

  DataSetForm form() const { return form_; }
  /// The value's numbers are in the byte order of the form. One too long for its VR's length is
  /// written as UN. Source: DICOM PS3.5, 6.2.2 note 2.
  void element(dicom::Tag tag, dicom::Vr vr, std::span<const std::byte> value);
  /// The same for numbers stored in the other byte order: each is turned.
  void element_turned(dicom::Tag tag, dicom::Vr vr, std::span<const std::byte> value);
  void text(dicom::Tag tag, dicom::Vr vr, std::string_view value);
  void number(dicom::Tag tag, std::uint16_t value);

  void begin_sequence(dicom::Tag tag);
  void begin_item();
  /// Ends the innermost item or sequence.
  void end();

  /// The lead of an element whose value the caller writes behind these bytes.
  void lead(dicom::Tag tag, dicom::Vr vr, std::uint32_t length_bytes);
  /// Elements that were written by another writer of the same form.
  void append(std::span<const std::byte> elements);

  std::size_t size() const { return bytes_.size(); }
  std::span<const std::byte> bytes() const { return bytes_; }
  /// Gives back the memory for the next data set.
  void clear() { bytes_.clear(); }
  std::vector<std::byte> take() { return std::move(bytes_); }

private:
  void word(std::uint16_t value);
  void number_32(std::uint32_t value);

  DataSetForm form_;
  std::vector<std::byte> bytes_;
  std::vector<std::size_t> open_; ///< where the lengths of what has begun are to stand
};

/// Bytes of each number in a value of this VR: 1 for text and bytes.
std::size_t number_bytes(dicom::Vr vr);

} // namespace curate::deid
