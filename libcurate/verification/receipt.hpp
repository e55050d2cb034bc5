#pragma once

#include <cstdint>
#include <libcurate/base/result.hpp>
#include <libcurate/verification/description.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::verification {

/// What a recipient sends to the maker of a release after a purge. Its form is
/// schemas/receipt.schema.json; nobody is named in it.
struct Receipt {
  std::string dataset_name, dataset_id;
  Version version;
  std::string manifest_sha256; ///< of the release as it was made
  std::optional<std::string> recipient;
  std::uint32_t revocations = 0; ///< the number of the newest list that asked for it
  std::string date;              ///< "YYYY-MM-DD"
  std::vector<std::string> tokens;
  std::uint64_t removed_files = 0, rewritten_files = 0;

  bool operator==(const Receipt &) const = default;
};

/// The text, tokens sorted.
std::string text_of(Receipt receipt);

/// Reads such a text. Fails with RECEIPT-FORM.
Result<Receipt> read_receipt(std::string_view text);

} // namespace curate::verification
