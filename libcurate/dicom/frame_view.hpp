#pragma once

#include <libcurate/dicom/header.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace curate::dicom {

/// Where the attributes of one frame are looked for. In enhanced objects: in the functional group
/// macro of the frame, then in the one that all frames share; else, and in classic objects always,
/// in the data set itself. Valid as long as the Header. Source: DICOM PS3.3, C.7.6.16.
class FrameView {
public:
  explicit FrameView(Dataset root);
  FrameView(Dataset root, std::optional<Dataset> shared, std::optional<Dataset> own);

  const Dataset &root() const { return root_; }
  bool is_enhanced() const { return shared_ || own_; }

  /// `macro` is the sequence of the functional group, `tag` an attribute of its item.
  std::optional<double> number(Tag macro, Tag tag, std::size_t index = 0) const;
  std::vector<double> numbers(Tag macro, Tag tag) const;
  std::vector<std::string_view> terms(Tag macro, Tag tag) const;
  /// For dates and times.
  std::string_view text(Tag macro, Tag tag) const;
  /// The item of a macro, or nothing where there is none.
  std::optional<Dataset> item(Tag macro) const;
  /// A private element by its creator's block: in the frame's own group, the shared one, the data
  /// set. Where the creator's element was removed, its usual place (block 10).
  const Element *find_private(std::uint16_t group, std::string_view creator,
                              std::uint8_t element) const;
  std::optional<double> private_number(std::uint16_t group, std::string_view creator,
                                       std::uint8_t element, std::size_t index = 0) const;

private:
  /// The data set in which `tag` stands.
  const Dataset *place_of(Tag macro, Tag tag, std::optional<Dataset> &storage) const;

  Dataset root_;
  std::optional<Dataset> shared_, own_;
  /// Items of vendors' private sequences that hold attributes of the frame: Philips (2005,xx0F),
  /// Siemens XA (0021,xxFE).
  std::vector<Dataset> vendor_items_;
};

/// A private element of one data set: by its creator, or, where the creator's element was removed,
/// at its usual place (block 10).
const Element *find_private_or_usual(const Dataset &set, std::uint16_t group,
                                     std::string_view creator, std::uint8_t element);

} // namespace curate::dicom
