#pragma once

#include <libcurate/deid/known_values.hpp>
#include <libcurate/dicom/series.hpp>
#include <string>

namespace curate::deid {

/// A person of a test.
inline Secret<dicom::Identity> person(std::string id, std::string name = {},
                                      std::string birth_date = {}, std::string issuer = {}) {
  return Secret<dicom::Identity>(
      {std::move(id), std::move(issuer), std::move(name), std::move(birth_date), {}, {}});
}

/// What a scan in March 2024 says of a person.
inline KnownValues known_of(const Secret<dicom::Identity> &identity) {
  KnownValues known;
  known.add(Identifies::person_name, identity.reveal().name);
  known.add(Identifies::id, identity.reveal().patient_id);
  known.add(Identifies::birth_date, identity.reveal().birth_date);
  known.add(Identifies::institution, identity.reveal().issuer);
  known.add(Identifies::date, "20240305");
  return known;
}

} // namespace curate::deid
