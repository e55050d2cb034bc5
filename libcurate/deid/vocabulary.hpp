#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace curate::deid {

/// The words that may stand in free text: of imaging, of anatomy, of BIDS and ReproIn, and of
/// tasks. Whatever is not in it is dropped; that is the guarantee.
class Vocabulary {
public:
  /// `further` are words of the study.
  explicit Vocabulary(const std::vector<std::string> &further = {});

  /// Whether the word itself is listed. Letters without case.
  bool has(std::string_view word) const;
  /// Whether a run of letters and digits is made of listed words and numbers: "t1mprage", "ep2d",
  /// "2x2x2", "b1000". Words shorter than three letters count only beside a number or alone;
  /// numbers have at most four digits. Cost: square in the length, which is at most 40.
  bool is_made_of(std::string_view token) const;

private:
  std::set<std::string, std::less<>> further_;
};

} // namespace curate::deid
