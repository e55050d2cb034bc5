#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/json/value.hpp>
#include <libcurate/license/license.hpp>
#include <libcurate/release/record.hpp>
#include <libcurate/release/request.hpp>
#include <libcurate/study/study.hpp>
#include <libcurate/verification/description.hpp>
#include <optional>
#include <string>

namespace curate::release {

/// What is told of the difference to the version before.
struct Difference {
  std::size_t people = 0, people_before = 0;
  std::size_t added = 0, changed = 0, removed = 0; ///< files
  bool is_first = true;
};

/// Whether so many people less would let whoever holds both versions tell who they are: one to
/// four.
bool singles_out(std::size_t people_gone);
/// The warning that says so, RELEASE-SINGLES-OUT, of the version before.
Finding singling_out(const std::string &version_before);

/// The text of CHANGES: an entry for this version above those of `before`. When fewer than five
/// people are gone their number is not said.
std::string changes_text(const Request &request, const std::string &date,
                         const Difference &difference, const std::string &before);

/// LICENSE: the notice, and the full text where there is one.
std::string license_text(const license::License &license, const std::string &full_text);

/// The full text: the file that was named, or licenses/<id>.txt of the study, or the system's,
/// which is then kept in the study, so that every machine writes the same; empty where there is
/// none.
std::string full_license_text(const study::Study &study, const license::License &license,
                              const std::optional<fs::path> &named);

/// dataset_description.json: what the study's says of people and papers, and what this release is.
json::Value dataset_description(const json::Value &of_study,
                                const verification::Description &description);

/// CITATION.cff 1.2.0. Source: citation-file-format schema 1.2.0.
std::string citation_text(const json::Value &of_study,
                          const verification::Description &description);

/// What DataCite asks for, without the DOI's registration. Source: DataCite metadata schema 4.5.
json::Value datacite(const json::Value &of_study, const verification::Description &description);

} // namespace curate::release
