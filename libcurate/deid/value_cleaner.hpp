#pragma once

#include <libcurate/deid/ledger.hpp>
#include <libcurate/deid/pseudonym.hpp>
#include <libcurate/deid/relative_time.hpp>
#include <libcurate/deid/scrub_text.hpp>
#include <libcurate/deid/treatment.hpp>
#include <libcurate/dicom/header.hpp>
#include <span>
#include <string>
#include <unordered_map>

namespace curate::deid {

/// A value after it was treated.
struct CleanedValue {
  Action action = Action::removed;  ///< `removed`: nothing of the element is written
  std::span<const std::byte> value; ///< valid until the next call
};

/// Treats the values of one person's elements. What was treated before is remembered, as most
/// values of a series are the same in every file. For one thread.
class ValueCleaner {
public:
  /// All of them outlive the cleaner.
  ValueCleaner(const Pseudonyms &pseudonyms, std::string label, const Scrubber &scrubber);

  /// `level` is where the element stands, for its character set. Sequences, private blocks, ICC
  /// profiles and pixels are not treated here.
  CleanedValue clean(Treatment treatment, const dicom::Element &element,
                     const dicom::Dataset &level);
  /// From now on moments of frames that would go keep their distance from the beginning of their
  /// series; with nothing they go.
  void count_from(const std::optional<SeriesBegin> &begin) { begin_ = begin; }
  /// A UID mapped as everywhere.
  const std::string &uid(std::string_view original);
  const std::string &label() const { return label_; }

private:
  struct Entry {
    std::string value;
    Action action = Action::removed;
  };

  const Entry &remembered(Treatment treatment, const dicom::Element &element,
                          const dicom::Dataset &level);
  Entry made(Treatment treatment, const dicom::Element &whole, const dicom::Dataset &level);
  Entry text(Treatment treatment, const dicom::Element &element, const dicom::Dataset &level) const;
  Entry terms(const dicom::Element &element) const;
  Entry uids(const dicom::Element &element);
  Entry moments(Treatment treatment, const dicom::Element &element) const;
  CleanedValue number(const dicom::Element &element) const;

  const Pseudonyms &pseudonyms_;
  std::string label_;
  int shift_days_;
  std::optional<SeriesBegin> begin_;
  const Scrubber &scrubber_;
  std::unordered_map<std::string, Entry> memory_;
  std::unordered_map<std::string, std::string> uids_;
  std::string key_, scratch_;
};

} // namespace curate::deid
