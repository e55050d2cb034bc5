#pragma once

#include <libcurate/album/page.hpp>
#include <libcurate/conversion/survey.hpp>
#include <libcurate/face/defacer.hpp>
#include <set>
#include <span>

namespace curate::conversion {

/// Throws UsageError where the folder of a report lies within one that may be shared, or that is
/// read as a source.
void check_report_place(const fs::path &report, std::span<const fs::path> others);

/// The private page of a conversion: every picture that was searched for a face or lost one, in the
/// order of the survey, before and after.
class FaceAlbum {
public:
  /// The survey outlives it. Throws SystemError.
  FaceAlbum(const fs::path &folder, const Survey &survey);

  /// A picture as it was, as it is now, and what became of it. By several threads at once; they
  /// draw one after the other, for the sake of memory. Pictures that can show no face are left out.
  void add(std::size_t series, std::size_t part, const face::ImageView &before,
           const volume::CleanVolume &after, const face::Defaced &how);
  /// Gives the page its name. Throws SystemError.
  void finish();

private:
  const Survey &survey_;
  album::Page page_;
  std::vector<std::size_t> first_; ///< the number of each series' first picture
  std::size_t count_ = 0;
  std::mutex mutex_;
  std::set<std::size_t> told_;
};

} // namespace curate::conversion
