#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace curate::deid {

/// Finds many texts in one pass. Cost of a search: linear in the text and in what is found.
/// Source: Aho and Corasick, Efficient string matching, CACM 18 (1975).
class Automaton {
public:
  Automaton();

  /// Numbers from 0, in the order of adding; the same text keeps its first number. Not after
  /// `finish`.
  std::uint32_t add(std::string_view needle);
  /// Before the first search.
  void finish();

  /// Calls `found(number, end)` for every place that a needle ends at, `end` being one past its
  /// last byte: longer needles before shorter ones.
  template <typename Found> void search(std::string_view text, const Found &found) const {
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      at = next(at, static_cast<unsigned char>(text[i]));
      for (std::uint32_t end = ends(at); end != 0; end = ends(nodes_[end].fail))
        found(nodes_[end].needle, i + 1);
    }
  }

private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  struct Node {
    std::uint32_t child = 0, sibling = 0; ///< 0: none
    std::uint32_t fail = 0;               ///< the longest end of it that begins a needle
    std::uint32_t end = 0; ///< it, or the nearest on the way of `fail`, that ends one
    std::uint32_t needle = none;
    unsigned char byte = 0;
  };

  std::uint32_t child(std::uint32_t node, unsigned char byte) const;
  std::uint32_t next(std::uint32_t node, unsigned char byte) const;
  std::uint32_t ends(std::uint32_t node) const { return nodes_[node].end; }

  std::vector<Node> nodes_;
  std::array<std::uint32_t, 256> first_{}; ///< children of the root
  std::uint32_t needle_count_ = 0;
};

} // namespace curate::deid
