#pragma once

#include <libcurate/study/database.hpp>
#include <libcurate/withdrawal/proof.hpp>

namespace curate::withdrawal {

/// Writes revocations.json (release::revocations) with its signature, and the notices, and awaits
/// the recipients' answers. Nothing where the person is in no release.
void write_letters(const study::Study &study, study::Database &database, const Plan &plan);

/// Writes proof.json with its signature, and proof.txt.
void write_proof(const study::Study &study, const Proof &proof, const Trace &trace);

/// Writes plan.json.
void write_plan(const study::Study &study, const Plan &plan, const Trace &trace);

} // namespace curate::withdrawal
