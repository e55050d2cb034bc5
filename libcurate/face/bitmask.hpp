#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace curate::face {

/// A yes or no for each point of a lattice, 64 to a word, rows along i. Outside all is no.
class Bitmask {
public:
  Bitmask() = default;
  explicit Bitmask(const std::array<int, 3> &size);

  /// The points whose value lies above a bar; `values` i fastest, as many as points.
  static Bitmask above(float bar, std::span<const float> values, const std::array<int, 3> &size);

  const std::array<int, 3> &size() const { return size_; }
  /// A row's words, lowest bit first; bits beyond the row are 0.
  std::span<const std::uint64_t> words(int j, int k) const {
    return {words_.data() + row(j, k), words_per_row_};
  }
  bool at(int i, int j, int k) const {
    return (words_[word(i, j, k)] >> (static_cast<unsigned>(i) & 63u)) & 1u;
  }
  void set(int i, int j, int k) {
    words_[word(i, j, k)] |= std::uint64_t{1} << (static_cast<unsigned>(i) & 63u);
  }
  std::size_t count() const;

  /// Without the points that have a neighbour outside. With `edges` the 18 neighbours that share a
  /// face or an edge count, else the 6 that share a face.
  Bitmask eroded(bool edges) const;
  /// With the neighbours of every point.
  Bitmask dilated(bool edges) const;
  /// Without the points of another of the same size.
  Bitmask without(const Bitmask &other) const;
  /// Opened by nearly a ball of 2 mm (a lattice of 1 mm): thin and small things go.
  Bitmask opened() const;
  /// The largest body whose points share faces; of two equal ones the first.
  Bitmask largest_body() const;
  /// Every slice of constant k without holes.
  Bitmask filled() const;

  bool operator==(const Bitmask &) const = default;

private:
  friend class Bodies;
  std::size_t row(int j, int k) const {
    return (static_cast<std::size_t>(k) * static_cast<std::size_t>(size_[1]) +
            static_cast<std::size_t>(j)) *
           words_per_row_;
  }
  std::size_t word(int i, int j, int k) const {
    return row(j, k) + (static_cast<std::size_t>(i) >> 6);
  }
  Bitmask combined(bool edges, bool grow) const;

  std::array<int, 3> size_{};
  std::size_t words_per_row_ = 0;
  std::vector<std::uint64_t> words_;
};

} // namespace curate::face
