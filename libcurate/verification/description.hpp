#pragma once

#include <compare>
#include <cstdint>
#include <libcurate/base/result.hpp>
#include <libcurate/json/value.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace curate::verification {

/// The files of a release that its manifest does not name.
inline constexpr std::string_view description_file = "RELEASE.json";
inline constexpr std::string_view signature_file = "RELEASE.json.minisig";
inline constexpr std::string_view manifest_file = "MANIFEST.sha256";

/// A version by three numbers. Source: Semantic Versioning 2.0.0, without its labels.
struct Version {
  std::uint32_t major = 0, minor = 0, patch = 0;

  auto operator<=>(const Version &) const = default;
};

/// "1.2.3"; nothing for what is no version.
std::optional<Version> version_of(std::string_view text);
std::string text_of(const Version &version);

/// What was asked of the dataset, so that it can be asked again.
struct Selection {
  std::string expression;               ///< empty: everything
  std::vector<std::string> variables;   ///< empty: all
  std::vector<std::string> derivatives; ///< folders below derivatives/; empty: none

  bool operator==(const Selection &) const = default;
};

/// What was looked at before a release was built.
struct GateVerdict {
  std::string gate;
  bool is_applicable = true; ///< what failed is not released

  bool operator==(const GateVerdict &) const = default;
};

/// The version before a release, by its manifest.
struct Previous {
  Version version;
  std::string manifest_sha256;

  bool operator==(const Previous &) const = default;
};

/// RELEASE.json: what a release says of itself. Its form is schemas/release.schema.json.
struct Description {
  std::string dataset_name, dataset_id;
  Version version;
  std::string date; ///< "YYYY-MM-DD"
  std::string license_id, license_name, license_url;
  std::string access; ///< "open", "registered", "controlled"
  std::optional<std::string> recipient, doi;
  std::uint64_t subjects = 0, sessions = 0, files = 0, bytes = 0;
  std::map<std::string, std::uint64_t> left_out; ///< people, by reason
  Selection selection;
  std::vector<GateVerdict> gates;
  std::vector<std::pair<std::string, std::string>> made_by; ///< program and version
  std::string nonce;                                        ///< 64 hexadecimal digits
  std::optional<Previous> previous;
  std::string manifest_sha256, lines_sha256; ///< see integrity::lines_digest
  std::string signing_key;                   ///< in minisign's form
  json::Value datacite = json::Value::object();

  bool operator==(const Description &) const = default;
};

/// The text of RELEASE.json.
std::string text_of(const Description &description);

/// Reads such a text. Fails with RELEASE-DESCRIPTION and says what is wrong.
Result<Description> read_description(std::string_view text);

/// How a revocation names somebody of a release: SHA-256 of the nonce's 32 bytes and the label
/// (without "sub-"), as 64 hexadecimal digits. Who does not hold the release cannot tell who is
/// meant. Throws InputError for a
/// nonce of another form.
std::string revocation_token(std::string_view nonce, std::string_view label);

} // namespace curate::verification
