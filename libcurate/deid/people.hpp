#pragma once

#include <libcurate/base/finding.hpp>
#include <libcurate/base/secret.hpp>
#include <libcurate/deid/pseudonym.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace curate::deid {

/// A person's id as an earlier run recorded it: keyed digests and the label.
struct KnownPerson {
  std::string person_token, name_token, birth_date_token, label;

  bool operator==(const KnownPerson &) const = default;
};

/// Labels that the user brings.
struct GivenLabels {
  std::optional<std::string> of_all;                  ///< --subject
  Secret<std::map<std::string, std::string>> by_id{}; ///< --subjects: original id → label
};

/// What is known of one identity of a scan.
struct PersonVerdict {
  std::string label;              ///< empty where there is a problem
  std::optional<Problem> problem; ///< why nothing of this person may be converted
};

/// The people of a scan.
struct People {
  std::vector<PersonVerdict> verdicts; ///< one per identity, in the order given
  std::vector<KnownPerson> to_record;  ///< ids seen now, sorted: what the registry should know
  Findings findings;                   ///< one id under two issuers; one name and birth date under
                                       ///< two ids
};

/// What an identity is told apart by, and what values are gathered under: its issuer, id, name and
/// birth date as they stand. Identifying: never shown.
std::string whose(const dicom::Identity &identity);

/// Decides who is who, and gives `pseudonyms` the labels. An identity has a problem when its id is
/// a placeholder and no label was given (DEID-PLACEHOLDER-ID), when its id goes with two names or
/// two birth dates, here or in an earlier run (DEID-TWO-NAMES, DEID-TWO-BIRTH-DATES), when its
/// label is another person's (DEID-LABEL-TAKEN) or was another one before (DEID-LABEL-CHANGED), or
/// is no label (DEID-LABEL). People are never merged silently: several ids under one label must
/// agree on the birth date, and with `of_all` on the name too.
People identify(std::span<const Secret<dicom::Identity>> identities, const GivenLabels &given,
                std::span<const KnownPerson> known, Pseudonyms &pseudonyms);

} // namespace curate::deid
