#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace curate::dicom::ge {

/// The Protocol Data Block (0025,xx1B): a gzipped list of `KEY "value"` lines, or XML since DV24.
/// It holds free text among its numbers, so nothing but what is asked for by key leaves it.
/// Source: GE MR DICOM conformance statements; the block's own form.
class Protocol {
public:
  /// `block` is the element's value: the length (4 bytes, little endian), then the gzip member. At
  /// most 4 MiB are unpacked. Nothing where it is no such block.
  static std::optional<Protocol> parse(std::span<const std::byte> block);

  /// Empty where absent.
  std::string_view text(std::string_view key) const;
  std::optional<double> number(std::string_view key) const;
  std::size_t size() const { return values_.size(); }

private:
  std::vector<std::pair<std::string, std::string>> values_; ///< sorted by key
};

} // namespace curate::dicom::ge
