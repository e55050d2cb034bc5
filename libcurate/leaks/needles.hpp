#pragma once

#include <array>
#include <libcurate/deid/known_values.hpp>
#include <libcurate/deid/vocabulary.hpp>
#include <libcurate/leaks/needle.hpp>
#include <string>
#include <vector>

namespace curate::leaks {

/// What became of the values of one kind: numbers only.
struct Counted {
  std::size_t values = 0, searched = 0, too_short = 0, common = 0, shifted = 0, allowed = 0;

  bool operator==(const Counted &) const = default;
};

/// How many kinds there are; Identifies counts from 0.
inline constexpr std::size_t kind_count = static_cast<std::size_t>(deid::Identifies::free_text) + 1;

/// Every spelling of some values, each run of bytes once. Holds identity: cannot be printed.
class Needles {
public:
  /// `allowed` are texts that stand in the tree on purpose, as the labels of a study that brings
  /// its own: values that equal one of them (letters without case) are not searched.
  Needles(const deid::KnownValues &values, const deid::Vocabulary &vocabulary,
          const std::vector<std::string> &allowed = {});

  /// Sorted by bytes.
  const Secret<std::vector<Needle>> &all() const { return needles_; }
  /// By kind.
  const std::array<Counted, kind_count> &counted() const { return counted_; }
  std::size_t size() const { return needles_.reveal().size(); }

private:
  Secret<std::vector<Needle>> needles_;
  std::array<Counted, kind_count> counted_{};
};

} // namespace curate::leaks
