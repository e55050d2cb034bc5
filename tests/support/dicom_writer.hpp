#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/base/fs.hpp>
#include <libcurate/dicom/tag.hpp>
#include <libcurate/dicom/vr.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace curate::support {

using ByteString = std::vector<std::byte>;

struct Element;

/// A data set to be written: elements by tag. Text is given in UTF-8 and stored in the character
/// set of the data set.
class Elements {
public:
  /// `character_set` is a value of (0008,0005): "ISO_IR 6", "ISO_IR 100", "ISO_IR 192" or
  /// "\\ISO 2022 IR 87".
  explicit Elements(std::string character_set = "ISO_IR 100");

  /// Numbers too are given as text, values parted by backslashes. Replaces what has the tag.
  void text(dicom::Tag tag, dicom::Vr vr, std::string_view utf8);
  /// OB or UN.
  void bytes(dicom::Tag tag, dicom::Vr vr, ByteString value);
  /// OW, in this machine's byte order.
  void words(dicom::Tag tag, std::vector<std::uint16_t> value);
  /// One more item of a sequence.
  void item(dicom::Tag sequence, Elements item);
  void erase(dicom::Tag tag);
  const std::string &character_set() const { return character_set_; }
  const std::map<dicom::Tag, Element> &all() const { return elements_; }

private:
  std::string character_set_{};
  std::map<dicom::Tag, Element> elements_;
};

struct Element {
  dicom::Vr vr = dicom::Vr::UN;
  std::string text{}; ///< in the character set of the data set
  ByteString bytes{};
  std::vector<std::uint16_t> words{};
  std::vector<Elements> items{};
};

struct WriteOptions {
  std::string transfer_syntax = "1.2.840.10008.1.2.1"; ///< explicit little endian
  std::string source_ae_title{};                       ///< (0002,0016) where not empty
  std::string media_storage_class{};    ///< (0002,0002) where the data set has no SOP class
  std::string media_storage_instance{}; ///< (0002,0003) where the data set has no instance UID
  bool preamble = true; ///< false: the data set alone, without preamble and meta information
};

/// A DICOM file as DCMTK writes it: native, deflated, RLE, JPEG lossless (.57, .70), JPEG baseline
/// (8 bits), JPEG-LS (.80). Throws std::runtime_error when DCMTK refuses.
ByteString encode(const Elements &elements, const WriteOptions &options = {});

/// The text in a DICOM character set; bytes of no such letter become '?'.
std::string in_character_set(std::string_view utf8, const std::string &character_set);
/// The same, or nothing where the set lacks one of the letters.
std::optional<std::string> exactly_in_character_set(std::string_view utf8,
                                                    const std::string &character_set);

/// A decimal string of at most 16 bytes.
std::string decimal(double value);
/// Several, parted by backslashes.
std::string decimals(std::span<const double> values);

/// Writes all bytes; makes missing parent folders; replaces what is there.
void write_bytes(const fs::path &path, std::span<const std::byte> bytes);
ByteString bytes_of(std::string_view text);

} // namespace curate::support
