#pragma once

#include <cstdint>
#include <libcurate/base/result.hpp>
#include <libcurate/integrity/minisign.hpp>
#include <libcurate/verification/description.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace curate::verification {

/// What the holder of a release is to do with what it holds of a person.
enum class Demand {
  remove,         ///< delete everything of the person
  pass_on_no_more ///< give nothing of the person to others
};

/// "remove", "pass_on_no_more".
std::string_view name_of(Demand demand);

/// Somebody of a release, by `revocation_token`.
struct RevokedSubject {
  std::string token;
  Demand demand = Demand::remove;

  bool operator==(const RevokedSubject &) const = default;
};

/// Whom one release may no longer hold.
struct RevokedRelease {
  Version version;
  std::string manifest_sha256; ///< which of the version's releases: recipients have their own
  std::vector<RevokedSubject> subjects;

  bool operator==(const RevokedRelease &) const = default;
};

/// Whom the releases of a dataset may no longer hold. Its form is schemas/revocation.schema.json.
struct Revocation {
  std::string dataset_name, dataset_id;
  std::uint32_t number = 0; ///< rises with every list; a higher one holds all of the lower ones
  std::string date;         ///< "YYYY-MM-DD"
  std::vector<RevokedRelease> releases;
  std::string signing_key; ///< in minisign's form

  bool operator==(const Revocation &) const = default;
};

/// The text, releases and subjects sorted: in it nobody is named. To be signed with
/// `minisign_text` into a file of the same name and ".minisig".
std::string text_of(Revocation revocation);

/// Reads such a text, and its signature, which must be the key's. Fails with REVOCATION-FORM and
/// the codes of `verify_minisign`.
Result<Revocation> read_revocation(std::string_view text, std::string_view signature,
                                   const integrity::VerifyingKey &key);

} // namespace curate::verification
