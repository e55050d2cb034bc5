#pragma once

#include <functional>
#include <libcurate/integrity/minisign.hpp>
#include <libcurate/verification/contents.hpp>
#include <libcurate/verification/description.hpp>
#include <libcurate/verification/revoked.hpp>
#include <optional>
#include <string>
#include <vector>

namespace curate::verification {

/// A release, and what its recipient knows.
struct Request {
  fs::path release;                           ///< a folder or an archive
  std::optional<integrity::VerifyingKey> key; ///< the maker's, as the recipient got it
  std::optional<fs::path> known_releases;     ///< where keys of releases seen before are kept
  std::vector<fs::path> revocations;          ///< lists, their signatures beside them
  unsigned jobs = 1;
  ReadProgress progress;
};

/// How the key that a release is held to is known.
enum class Trust {
  none,      ///< not at all: there is no release
  given,     ///< on the command line
  pinned,    ///< since an earlier release of the dataset
  first_seen ///< from the release itself
};

/// "none", "given", "pinned", "first_seen".
std::string_view name_of(Trust trust);

/// What there is to say of a release.
struct Verification {
  std::optional<Description> description;
  Trust trust = Trust::none;
  bool is_genuine = false; ///< the signature is the key's
  bool is_whole = false;   ///< every file is there as it was released, and nothing else
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  std::vector<Revoked> revoked;
  std::uint32_t newest_list = 0;              ///< number of the newest list that was given; 0: none
  std::string newest_list_date;               ///< its date
  std::optional<integrity::VerifyingKey> key; ///< what it was held to
  Findings findings;                          ///< sorted by severity, code and file
  Contents contents;
};

/// Whether a release is whole, genuine and still permitted; needs no study and no network. Codes:
/// those of `read_contents`, `compare`, `check_names`, `check_consistency` and `check_purge`;
/// VERIFY-NO-RELEASE, VERIFY-UNSIGNED, VERIFY-SIGNATURE, VERIFY-KEY-CHANGED, VERIFY-KEY-FIRST-SEEN,
/// VERIFY-MANIFEST, VERIFY-PURGE-UNFINISHED, VERIFY-OLDER-VERSION, VERIFY-KEY-NOT-KEPT,
/// VERIFY-REVOKED, VERIFY-REVOCATIONS, -OLD, -ABSENT, -OTHER. Remembers the key of a release in
/// which there is no error. Throws InputError.
Verification verify(const Request &request);

} // namespace curate::verification
