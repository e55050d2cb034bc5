#pragma once

#include <array>
#include <libcurate/deid/blank_text.hpp>
#include <libcurate/deid/clean_object.hpp>
#include <libcurate/deid/data_set_cleaner.hpp>
#include <libcurate/deid/known_values.hpp>
#include <libcurate/deid/profile.hpp>
#include <libcurate/deid/pseudonym.hpp>
#include <libcurate/deid/verified_mask.hpp>
#include <map>
#include <memory>

namespace curate::deid {

/// Cleans the objects of one person. What was seen before is remembered, so that files of a series
/// cost little; for one thread. All references outlive the cleaner.
class ObjectCleaner {
public:
  ObjectCleaner(const Profile &profile, const Vocabulary &vocabulary, const Pseudonyms &pseudonyms,
                std::string label, const KnownValues &known);
  ~ObjectCleaner();
  ObjectCleaner(const ObjectCleaner &) = delete;
  ObjectCleaner &operator=(const ObjectCleaner &) = delete;

  /// What was done to all objects so far.
  const TagLedger &ledger() const { return ledger_; }

private:
  friend Result<CleanObject> apply(archive::Bytes, const archive::Source &, ObjectCleaner &,
                                   std::span<const VerifiedMask>);

  Result<CleanObject> clean(dicom::Header header, const archive::Source &source,
                            std::span<const VerifiedMask> masks);
  Result<std::optional<BlankedPixels>> blanked(const dicom::Header &header,
                                               const archive::Source &source,
                                               std::span<const VerifiedMask> masks);
  Result<void> put_pixels(CleanObject &object, BlankedPixels *blanked, ElementWriter &writer);
  std::vector<OwnElement> own_elements(DataSetForm form, Options applied) const;
  std::span<const OwnElement> own(DataSetForm form, Options applied);
  SeriesBegin begin_of(const dicom::Dataset &root) const;
  void name(CleanObject &object, const dicom::Header &header);

  const Profile &profile_;
  const Pseudonyms &pseudonyms_;
  Scrubber scrubber_;
  TagLedger ledger_;
  ValueCleaner values_;
  DataSetCleaner data_sets_;
  std::map<std::array<bool, 4>, std::vector<OwnElement>> own_; ///< by form and options
  std::unique_ptr<legible::Reader> reader_;                    ///< made when first needed
  std::size_t usual_size_ = 0;
};

/// The only maker of a CleanObject: rewrites one DICOM file, whatever kind of object it holds.
/// `source` is where the file's bytes come from, for looking at its pixels (clean_pixel_data,
/// clean_visual_features). `masks` say what is blanked of a face, those of all pictures that the
/// file's series holds; without one, clean_visual_features is not applied; its code is written
/// where each was looked at. Nothing of a file that cannot be cleaned entirely is given: fails with
/// DICOM-* (no DICOM, damaged), DEID-OBJECT (a kind of which nothing could be left), DEID-DOCUMENT,
/// DEID-BURNED-IN, DEID-TWO-PERSONS, DEID-PIXELS-UNKNOWN, DEID-CODESTREAM, DEID-TEXT-LEFT,
/// DEID-VISUAL-* (see blank_face.hpp), PIXELS-*. Source: DICOM PS3.15 2024b, Annex E.
Result<CleanObject> apply(archive::Bytes file, const archive::Source &source,
                          ObjectCleaner &cleaner, std::span<const VerifiedMask> masks = {});

} // namespace curate::deid
