#pragma once

#include <cstddef>
#include <cstdint>
#include <libcurate/base/result.hpp>
#include <span>
#include <vector>

namespace curate::dicom {

/// The pieces of an encapsulated picture: where the compressed bytes of every frame lie.
/// Source: DICOM PS3.5, A.4.
class Fragments {
public:
  /// `value` is the value of Pixel Data: the offset table's item, then the fragments.
  /// Frames are told by their first bytes, as JPEG and JPEG 2000 have them, and where there are as
  /// many fragments as frames; then by `extended_offsets`, the values of Extended Offset Table
  /// (7FE0,0001) or empty, and by the basic table, which are often wrong; JPEG frames that share a
  /// fragment by their ends. Fails with PIXELS-FRAGMENTS when the frames cannot be told apart, or
  /// one frame is said and several pictures are there.
  static Result<Fragments> parse(std::span<const std::byte> value, std::uint32_t frame_count,
                                 std::span<const std::uint64_t> extended_offsets);

  /// The fragments of one frame, in order. Fails with PIXELS-SHORT when there is no such frame.
  Result<std::span<const std::span<const std::byte>>> frame(std::uint32_t index) const;

  /// The last fragment ends before its stated length, or something else stands behind it.
  bool is_truncated() const { return is_truncated_; }

private:
  std::vector<std::span<const std::byte>> fragments_;
  std::vector<std::size_t> first_of_frame_; ///< one more than there are frames
  bool is_truncated_ = false;
};

/// The bytes of all pieces; the piece itself where there is only one, else `joined` holds them.
std::span<const std::byte> joined(std::span<const std::span<const std::byte>> pieces,
                                  std::vector<std::byte> &storage);

} // namespace curate::dicom
