#pragma once

#include <cstdint>
#include <libcurate/base/secret.hpp>
#include <libcurate/deid/automaton.hpp>
#include <libcurate/withdrawal/trace.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace curate::withdrawal {

/// What a person was known by outside the study, where the officer gave it: searched for, never
/// written.
struct Originals {
  std::vector<Secret<std::string>> ids, uids;
};

/// What is looked for in every byte: "sub-" and the label, the label alone where it is telling, and
/// originals. Each counts only with no letter or digit before and behind. May be used by many
/// threads.
class Needles {
public:
  /// Ids of fewer than four bytes occur by chance: they are left out.
  Needles(const Trace &trace, const Originals &originals);

  /// Where the first one begins; npos where there is none.
  std::size_t find(std::string_view text) const;
  /// The longest one and a byte on both sides: what two pieces of a text have to share.
  std::size_t overlap() const { return longest_ + 2; }
  std::size_t ids() const { return ids_; }
  std::size_t uids() const { return uids_; }

private:
  void add(const std::string &text);

  std::vector<std::string> texts_;
  deid::Automaton automaton_; ///< used where there are many
  std::size_t longest_ = 0, ids_ = 0, uids_ = 0;
};

} // namespace curate::withdrawal
