#pragma once

#include "tests/support/dicom_writer.hpp"

namespace curate::support {

/// One named field of a Siemens CSA header. Values as text, as the scanner stores them.
struct CsaField {
  std::string name{};
  std::string vr = "IS";
  std::vector<std::string> values{};
  int multiplicity = 1; ///< what the field says of itself; lists of any length say 0
};

/// A CSA header in its second form ("SV10"). Every field has at least six places, as scanners
/// leave them; empty fields have none.
/// Source: nibabel's documentation of the Siemens CSA format; real headers.
ByteString csa_header(const std::vector<CsaField> &fields);

/// A number as CSA stores those of type FD and DS: eight decimals.
std::string csa_decimal(double value);

} // namespace curate::support
