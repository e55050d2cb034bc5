#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace curate::dicom::siemens {

/// The measurement protocol as text: lines `key = value` between "### ASCCONV BEGIN" and
/// "### ASCCONV END ###". A view: valid as long as the text. It holds names and free text among its
/// numbers, so nothing but what is asked for by key leaves it.
/// Source: Siemens' own name for the block; MrPhoenixProtocol and MrProtocol of the CSA series
/// header, XProtocol of the XA line.
class Protocol {
public:
  /// Finds the (last) block in a text; nothing where there is none.
  static std::optional<Protocol> parse(std::string_view text);

  /// Decimal or hexadecimal (0x…); nothing where absent or no number.
  std::optional<double> number(std::string_view key) const;
  /// Without the quotes around it; empty where absent.
  std::string_view text(std::string_view key) const;
  std::size_t size() const { return values_.size(); }

private:
  std::vector<std::pair<std::string_view, std::string_view>> values_; ///< sorted by key
};

} // namespace curate::dicom::siemens
