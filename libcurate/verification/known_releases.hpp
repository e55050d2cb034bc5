#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/verification/description.hpp>
#include <map>
#include <optional>
#include <string>

namespace curate::verification {

/// What a recipient remembers of a dataset from release to release.
struct KnownDataset {
  std::string name;
  std::string signing_key; ///< of its first release; all later ones must have it
  Version newest;

  bool operator==(const KnownDataset &) const = default;
};

/// The datasets whose releases were verified here, in a small file of the user's own.
class KnownReleases {
public:
  /// Where the file is: below XDG_CONFIG_HOME or ~/.config; nothing where the user has no home.
  static std::optional<fs::path> default_file();

  /// Throws InputError when the file is there and cannot be understood.
  explicit KnownReleases(fs::path file);

  /// By the dataset's id.
  std::optional<KnownDataset> find(const std::string &dataset_id) const;
  /// Writes the file when something in it changes, with what others wrote meanwhile; a lock beside
  /// it keeps them apart. Throws SystemError.
  void remember(const std::string &dataset_id, const KnownDataset &dataset);

private:
  fs::path file_;
  std::map<std::string, KnownDataset> datasets_;
};

} // namespace curate::verification
