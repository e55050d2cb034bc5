#pragma once

#include <libcurate/license/license.hpp>
#include <libcurate/release/choose.hpp>
#include <libcurate/release/gate.hpp>
#include <libcurate/release/record.hpp>
#include <libcurate/release/request.hpp>
#include <libcurate/study/study.hpp>

namespace curate::release {

/// Somebody agreed to it: RELEASE-NOBODY where nobody did.
Gate consent_gate(const std::vector<Person> &people, const Chosen &chosen);

/// No withdrawal is half done: RELEASE-WITHDRAWAL-OPEN.
Gate withdrawal_gate(study::Database &database);

/// Every file was written by curate from de-identified scans, and its digest is known, to which it
/// is held when it leaves: RELEASE-NOT-DEIDENTIFIED.
Gate deidentification_gate(const Chosen &chosen);

/// Every face was removed and looked for again, or its release is agreed to: RELEASE-FACE,
/// RELEASE-FACE-UNKNOWN.
Gate face_gate(const Chosen &chosen);

/// Every file was searched for identities when it was written: RELEASE-NOT-SEARCHED; and what a new
/// search finds, where one is asked for.
Gate leak_gate(const Chosen &chosen, const Request &request);

/// The dataset keeps to its dictionaries, and to BIDS and privacy: what `validate` says of those
/// who leave. Two gates.
std::vector<Gate> validation_gates(const study::Study &study, const Chosen &chosen,
                                   const Request &request);

/// The sources' licences allow this one: RELEASE-LICENSE.
Gate license_gate(const license::License &license, const std::vector<std::string> &sources,
                  const fs::path &study_folder);

/// The version is newer than the last, or recorded already under the same licence and access:
/// RELEASE-VERSION-OLD, RELEASE-VERSION-OTHER, RELEASE-RETIRED. And as a warning
/// RELEASE-SINGLES-OUT, when the difference of people to the last would tell who withdrew.
Gate version_gate(study::Database &database, const Request &request,
                  const std::optional<Record> &before, std::size_t people);

} // namespace curate::release
