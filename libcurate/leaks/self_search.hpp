#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/deid/known_values.hpp>
#include <libcurate/deid/vocabulary.hpp>
#include <libcurate/leaks/searcher.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace curate::leaks {

/// What `convert` and `deidentify` ask of what they are about to write: whether it still holds one
/// of the values by which its person is known. Constant: may be used by many threads. Cost: some
/// 200 µs to begin with a dozen values; about a second for a gigabyte.
class SelfSearch {
public:
  /// `allowed`: see Needles. The person's own label belongs there, which may be the id.
  explicit SelfSearch(const deid::KnownValues &values, const std::vector<std::string> &allowed = {},
                      const deid::Vocabulary &vocabulary = deid::Vocabulary());

  /// The first value found, as DEID-RESIDUE at `place`: its kind and spelling, never itself. Dates
  /// before 1926, where shifted dates lie, numbers of fewer than five digits and words that stand
  /// in everybody's files are not searched (see spellings.hpp); whole numbers are compared whole.
  std::optional<Finding> look(std::span<const std::byte> bytes, std::string_view place,
                              Reading reading = Reading::text) const;
  std::optional<Finding> look(std::string_view text, std::string_view place,
                              Reading reading = Reading::text) const;

  /// What was searched, by kind.
  const std::array<Counted, kind_count> &counted() const { return counted_; }

private:
  SelfSearch(const Needles &needles);
  std::array<Counted, kind_count> counted_;
  Searcher searcher_;
};

} // namespace curate::leaks
