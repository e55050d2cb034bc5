#pragma once

#include <libcurate/deid/verified_mask.hpp>
#include <libcurate/face/defacer.hpp>
#include <optional>
#include <span>
#include <vector>

namespace curate::face {

/// What a picture lost, after no face was found in what is left: what others of its frame of
/// reference lose too. Made by MaskedRemoval alone.
class VerifiedRemoval {
private:
  friend class MaskedRemoval;
  explicit VerifiedRemoval(Removal removal) : removal_(std::move(removal)) {}
  Removal removal_;
};

/// A picture whose face was removed and looked for again, for those who blank its files.
struct MaskedPicture {
  Verdict verdict;
  std::optional<VerifiedRemoval> removal; ///< its own; there when a face was removed
  std::optional<deid::VerifiedMask> mask; ///< nothing where nothing had to go, or it was refused
};

/// The only maker of a VerifiedMask.
class MaskedRemoval {
public:
  /// What `defacer` takes away of the picture, after it looked again, with what others of its frame
  /// of reference lost.
  static MaskedPicture of(Defacer &defacer, const ImageView &picture,
                          std::span<const VerifiedRemoval> session = {});
  /// What others of its frame of reference lost, in a picture in which no face can be seen; nothing
  /// where that lies beside it. The mask says that nobody looked.
  static std::optional<deid::VerifiedMask> following(const volume::Grid &grid,
                                                     std::span<const VerifiedRemoval> session);
};

} // namespace curate::face
