#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace curate::dicom::siemens {

/// A CSA header: Siemens' own table of named values, held in (0029,1010) for the image and
/// (0029,1020) for the series. A view: valid as long as the bytes. Both kinds are read, with and
/// without the "SV10" mark. What is damaged ends the table; what came before stays.
/// Source: the description of the format in NiBabel's documentation ("Siemens format DICOM with CSA
/// header").
class CsaHeader {
public:
  /// Nothing where the bytes are no CSA header.
  static std::optional<CsaHeader> parse(std::span<const std::byte> bytes);

  /// Value `index` of a name, without padding; empty where absent.
  std::string_view text(std::string_view name, std::size_t index = 0) const;
  /// Value `index` as a number; nothing where absent or no number.
  std::optional<double> number(std::string_view name, std::size_t index = 0) const;
  /// All values that are numbers, up to the first that is none.
  std::vector<double> numbers(std::string_view name) const;
  /// One name of the table as it stands.
  struct Field {
    std::string_view name;
    std::uint32_t multiplicity = 0;
    std::vector<std::string_view> values{}; ///< up to their first NUL, empty ones too
  };

  /// Field `index` of the table, in the order of the bytes. `index` is below `size()`.
  Field field(std::size_t index) const;
  /// The name of field `index`, which is below `size()`.
  std::string_view name(std::size_t index) const { return entries_[index].name; }
  /// The second kind, which begins with "SV10".
  bool is_marked() const { return is_marked_; }
  /// How many names it holds.
  std::size_t size() const { return entries_.size(); }

private:
  struct Entry {
    std::string_view name;
    std::size_t first_item = 0; ///< where the items begin in `bytes_`
    std::uint32_t item_count = 0;
    std::uint32_t multiplicity = 0;
  };
  struct Item {
    std::string_view value;
    std::size_t next = 0;
  };
  const Entry *find(std::string_view name) const;
  static std::optional<Item> item_at(std::span<const std::byte> bytes, std::size_t at);

  bool is_marked_ = false;
  std::span<const std::byte> bytes_;
  std::vector<Entry> entries_;
};

} // namespace curate::dicom::siemens
