#pragma once

#include <libcurate/archive/bytes.hpp>
#include <libcurate/base/result.hpp>
#include <libcurate/base/secret.hpp>
#include <libcurate/dicom/tag.hpp>
#include <libcurate/dicom/transfer_syntax.hpp>
#include <libcurate/dicom/vr.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace curate::dicom {

/// One data element where it lies in the file: nothing is copied or decoded.
struct Element {
  Tag tag;
  Vr vr = Vr::UN;
  std::span<const std::byte>
      value; ///< for a sequence: its items, raw; for encapsulated pixels: all fragments, raw
  std::uint32_t first_row = 0;  ///< for a sequence: its first item in the header's table
  std::uint32_t item_count = 0; ///< for a sequence
  bool is_undefined_length = false;
};

class Header;
struct HeaderTable;

/// Where the pixels of a file lie in its (inflated) bytes.
struct PixelPlace {
  std::uint64_t offset_bytes = 0;
  std::uint64_t length_bytes = 0; ///< as far as the file goes
  bool is_encapsulated = false;
  bool is_truncated = false; ///< the file ends before they do
};

/// One nesting level of a header: the file itself, or an item of a sequence. Valid as long as its
/// Header, wherever that is moved. Every look-up is a binary search; values are decoded when asked
/// for, in the file's byte order.
class Dataset {
public:
  /// Sorted by tag.
  std::span<const Element> elements() const { return elements_; }
  const Element *find(Tag tag) const;
  /// A private element by its creator's block, wherever an archive moved it: `find_private(0x0019,
  /// "SIEMENS MR HEADER", 0x0C)` is (0019,xx0C). Creators are compared without padding, letters
  /// without case.
  const Element *find_private(std::uint16_t group, std::string_view creator,
                              std::uint8_t element) const;

  /// Value `index` of a numeric element (DS, IS, US, SS, UL, SL, FL, FD, AT, OW/OF/... no). Text
  /// that is no number gives nothing. Private elements of VR UN in implicit files: read as text
  /// where it is text.
  std::optional<double> number(Tag tag, std::size_t index = 0) const;
  std::optional<double> number(const Element &element, std::size_t index = 0) const;
  std::optional<long long> integer(Tag tag, std::size_t index = 0) const;
  std::vector<double> numbers(Tag tag) const;
  std::vector<double> numbers(const Element &element) const;
  /// A text element without padding, still in the file's character set; empty where absent.
  Secret<std::string_view> text(Tag tag) const;
  Secret<std::string_view> text(const Element &element) const;
  /// A text element as UTF-8, by the Specific Character Set in force at this level.
  Secret<std::string> utf8(Tag tag) const;
  Secret<std::string> utf8(const Element &element) const;
  /// The values of a CS element (defined terms such as ORIGINAL\PRIMARY\M). Any other VR gives
  /// none.
  std::vector<std::string_view> terms(Tag tag) const;
  /// A UI element that the standard gives a meaning (SOP class, transfer syntax); not for instance
  /// UIDs.
  std::string_view uid(Tag tag) const;
  /// The items of a sequence, in order; none where absent or no sequence.
  std::vector<Dataset> items(Tag tag) const;
  std::vector<Dataset> items(const Element &element) const;
  bool is_big_endian() const;
  /// Specific Character Set (0008,0005) in force at this level; empty where none is named.
  std::string_view character_set() const;

private:
  friend class Header;
  Dataset(const HeaderTable &table, std::uint32_t level);
  const HeaderTable *table_;
  std::uint32_t level_;
  std::span<const Element> elements_;
};

/// How much of a file is read.
enum class Extent { until_pixel_data, whole };

/// The header of one DICOM file: a flat, sorted table over its bytes. It holds a person's identity,
/// so it can be moved but not copied, printed or turned into JSON.
class Header {
public:
  /// Fails with DICOM-* codes: not DICOM, truncated, too deep (256 levels), too many elements,
  /// unknown transfer syntax. Source: DICOM PS3.10, 7.1 (with and without preamble); PS3.5, 7
  /// (encodings), 6.2.2 note 2 (UN).
  static Result<Header> parse(archive::Bytes bytes, Extent extent);
  /// The same for the beginning of a longer file: fails with DICOM-TRUNCATED when the header goes
  /// on behind it. Of the pixels only `pixel_place` is known then.
  static Result<Header> parse_start(archive::Bytes bytes, std::uint64_t whole_length_bytes);
  Header(Header &&) noexcept;
  Header &operator=(Header &&) noexcept;
  ~Header();

  Dataset root() const;
  /// The file meta information, group 0002; empty for files that begin with the data set.
  Dataset meta() const;
  TransferSyntax transfer_syntax() const;
  /// Pixel Data, Float or Double Float Pixel Data; nothing where the file has none.
  const Element *pixel_data() const;
  /// Where its value lies in the (inflated) bytes of the file. Encapsulated pixels end with their
  /// last fragment where the whole file was read, else with the file.
  std::optional<PixelPlace> pixel_place() const;
  /// The file is shorter than its pixel data element says.
  bool is_pixel_data_truncated() const;

private:
  explicit Header(std::unique_ptr<HeaderTable> table);
  static Result<Header> parse(archive::Bytes bytes, Extent extent,
                              std::uint64_t whole_length_bytes);
  std::unique_ptr<HeaderTable> table_;
};

} // namespace curate::dicom
