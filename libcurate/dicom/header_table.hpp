#pragma once

#include <libcurate/dicom/header.hpp>
#include <libcurate/dicom/parser.hpp>

namespace curate::dicom {

/// What a Header holds.
struct HeaderTable {
  archive::Bytes bytes; ///< inflated, where the file is deflated
  archive::Bytes file;  ///< only where it is deflated: the file itself, which holds the meta group
  Rows rows;
  std::uint32_t root_level = 0, meta_level = 0;
  TransferSyntax transfer_syntax;
  std::optional<PixelPlace> pixels;
};

} // namespace curate::dicom
