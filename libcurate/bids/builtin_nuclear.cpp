#include <libcurate/base/text.hpp>
#include <libcurate/bids/builtin_parts.hpp>
#include <libcurate/bids/sidecar_nuclear.hpp>

namespace curate::bids {
namespace {

/// Pictures without attenuation correction stand beside those with it: BIDS tells them apart as
/// nacdyn and nacstat. Source: BIDS 1.10, Positron Emission Tomography, rec.
NameVerdict pet_name(Seen &seen) {
  using dicom::Flavor;
  const Flavor flavor = seen.facts.flavor;
  const bool is_computed =
      flavor == Flavor::derived ? seen.image_type_says({"secondary"}) : flavor != Flavor::original;
  if (is_computed) return skipped("", "computed from other pictures");
  Entities name{"pet", "pet", {}};
  const dicom::PetFacts &pet = *seen.facts.series.pet;
  const std::string tracer = base::alphanumeric(tracer_name(pet.tracer));
  if (!tracer.empty()) {
    name.labels[Entity::trc] = tracer;
    seen.remember("tracer " + tracer);
  }
  if (pet.attenuation_correction == dicom::AttenuationCorrection::none)
    name.labels[Entity::rec] = seen.facts.volumes > 1 ? "nacdyn" : "nacstat";
  return named("", "positron emission tomography", std::move(name));
}

} // namespace

std::optional<NameVerdict> not_mr(Seen &seen) {
  switch (seen.facts.series.modality) {
  case dicom::Modality::mr:
    return std::nullopt;
  case dicom::Modality::sc:
    return skipped("", "a secondary capture, not a scan");
  case dicom::Modality::ct:
    return unknown("", "computed tomography: BIDS has no place for it among raw data");
  case dicom::Modality::pt:
    if (seen.facts.series.pet) return pet_name(seen);
    return unknown("", "nuclear medicine other than PET: BIDS has no place for it");
  case dicom::Modality::other:
    break;
  }
  return unknown("", "neither magnetic resonance nor PET: BIDS names are known for these only");
}

} // namespace curate::bids
