#include <libcurate/deid/known_of_series.hpp>

#include <libcurate/base/text.hpp>
#include <libcurate/dicom/series.hpp>

namespace curate::deid {

KnownValues known_of(const dicom::LoadedSeries &series) {
  KnownValues known;
  const auto &who = series.identity.reveal();
  const auto &texts = series.texts.reveal();
  const auto &dates = series.dates.reveal();
  for (const auto name : base::split(who.name, '\\'))
    known.add(Identifies::person_name, name);
  for (const auto *ids : {&who.patient_id, &who.other_ids})
    for (const auto id : base::split(*ids, '\\'))
      known.add(Identifies::id, id);
  known.add(Identifies::birth_date, base::trim(who.birth_date));
  for (const auto *date : {&dates.study_date, &dates.series_date, &dates.acquisition_date})
    known.add(Identifies::date, *date);
  for (const auto *place : {&who.issuer, &who.institution, &texts.institution_name,
                            &texts.institution_address, &texts.institutional_department_name})
    known.add(Identifies::institution, *place);
  known.add(Identifies::device, texts.device_serial_number);
  // Many scanners bear their model's name as their own, which tells no station.
  if (base::lower(texts.station_name) != base::lower(texts.manufacturers_model_name))
    known.add(Identifies::device, texts.station_name);
  for (const auto &text : texts.identifying)
    known.add(Identifies::contact, text);
  return known;
}

} // namespace curate::deid
