#pragma once

#include <cstdint>
#include <libcurate/dicom/header.hpp>
#include <optional>
#include <span>
#include <vector>

namespace curate::dicom {

/// How a data set is written. Source: DICOM PS3.5, 7.1.
struct Encoding {
  bool is_explicit = true;
  bool is_big_endian = false;
};

/// One nesting level: a data set, or an item of a sequence.
struct Level {
  std::uint32_t first_row = 0, row_count = 0;
  std::uint32_t parent = 0; ///< its own number for the outermost
  bool is_big_endian = false;
};

/// All elements of a file in one table; those of one level stand together.
struct Rows {
  std::vector<Element> elements;
  std::vector<Level> levels;
  std::vector<std::uint32_t>
      items; ///< the level of each item; those of one sequence stand together

  std::span<const Element> of(std::uint32_t level) const {
    return std::span(elements).subspan(levels[level].first_row, levels[level].row_count);
  }
};

/// Why a parse ended.
enum class ParseEnd { complete, truncated, damaged, too_deep, too_many };

/// What to parse of a file, and how.
struct ParseOrder {
  std::size_t begin = 0;
  Encoding encoding;
  Extent extent = Extent::whole;
  bool is_meta = false;                 ///< group 0002 only
  std::uint64_t whole_length_bytes = 0; ///< of the file of which `bytes` may be the beginning
};

/// What came of it.
struct Parsed {
  ParseEnd end = ParseEnd::complete;
  std::size_t position = 0;     ///< behind the last byte read
  std::uint32_t root_level = 0; ///< in the rows
  std::optional<PixelPlace> pixels;
};

/// Adds a data set to the rows. Neither time nor memory grow faster than the bytes, and nesting
/// does not use the machine's stack. Source: DICOM PS3.5, 7.
Parsed parse_data_set(std::span<const std::byte> bytes, const ParseOrder &order, Rows &rows);

/// Whether the element at the beginning of `bytes` (little endian) has a VR of the standard.
bool looks_explicit(std::span<const std::byte> bytes);

/// Where the meta information, or else the data set begins: behind the preamble, if there is one;
/// nothing where this is no DICOM. Source: DICOM PS3.10, 7.1; files without preamble, or without
/// its letters, are common.
std::optional<std::size_t> data_begin(std::span<const std::byte> bytes);

/// How a data set without meta information is written, told from its first elements; nothing where
/// it is no DICOM.
std::optional<Encoding> guess_encoding(std::span<const std::byte> bytes);

} // namespace curate::dicom
