#pragma once

#include <libcurate/verification/contents.hpp>
#include <libcurate/verification/revocation.hpp>
#include <string>
#include <vector>

namespace curate::verification {

/// Somebody whom a release holds and may no longer hold.
struct Revoked {
  std::string label; ///< without "sub-"
  Demand demand = Demand::remove;
  std::string token;
  std::uint32_t list_number = 0;

  bool operator==(const Revoked &) const = default;
};

/// The labels of the people whom a release holds: of its folders and of its list of people. Sorted.
std::vector<std::string> labels_in(const Contents &contents);

/// Whom of them a list names, sorted by label. The list is of the same dataset.
std::vector<Revoked> revoked_in(const Contents &contents, const Description &description,
                                const Revocation &revocation);

} // namespace curate::verification
