#pragma once

#include <libcurate/release/write_release.hpp>
#include <libcurate/verification/verify.hpp>

#include "tests/support/made_release.hpp"

namespace curate::release {

/// The description of the made release but for what `write_release` fills in.
inline verification::Description made_description() {
  verification::Description description;
  description.dataset_name = "made";
  description.dataset_id = "0123456789abcdef";
  description.version = {1, 0, 0};
  description.date = "2026-03-01";
  description.license_id = "CC-BY-4.0";
  description.license_name = "Creative Commons Attribution 4.0 International";
  description.access = "open";
  description.subjects = 3;
  description.sessions = 3;
  description.made_by = {{"curate", CURATE_VERSION}};
  description.nonce = std::string(64, 'e');
  return description;
}

/// Writes the made release of texts, or of files when a folder is given.
inline verification::Description write_made(const fs::path &destination, Format format,
                                            unsigned jobs = 1) {
  std::vector<ReleaseFile> files;
  for (const auto &[path, text] : support::made_release_files())
    files.push_back({path, {}, text, {}});
  Writing writing{destination, "made-1.0.0", format, 1'772'366'400, jobs, {}, {}};
  return write_release(std::move(files), made_description(), support::made_key(), writing);
}

/// What `verify` says of it, to whom knows the key.
inline verification::Verification verified(const fs::path &release, unsigned jobs = 1) {
  verification::Request request;
  request.release = release;
  request.key = integrity::verifying_key_of(support::made_key());
  request.jobs = jobs;
  return verification::verify(request);
}

/// Its codes, but for the missing list of withdrawals.
inline std::vector<std::string> codes_of(const verification::Verification &verification) {
  std::vector<std::string> codes;
  for (const auto &finding : verification.findings)
    if (finding.code != "VERIFY-REVOCATIONS-ABSENT") codes.push_back(finding.code);
  return codes;
}

} // namespace curate::release
