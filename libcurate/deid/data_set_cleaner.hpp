#pragma once

#include <libcurate/deid/element_writer.hpp>
#include <libcurate/deid/private_value.hpp>
#include <libcurate/deid/profile_rules.hpp>
#include <libcurate/deid/tag_ledger.hpp>
#include <libcurate/deid/value_cleaner.hpp>
#include <libcurate/dicom/header.hpp>
#include <unordered_map>
#include <vector>

namespace curate::deid {

/// An element that is written whatever the original says, encoded; without bytes none is.
struct OwnElement {
  dicom::Tag tag;
  std::vector<std::byte> bytes;
};

/// Writes the data sets of one person's objects anew, clean, level by level. For one thread.
class DataSetCleaner {
public:
  /// All of them outlive the cleaner.
  DataSetCleaner(ValueCleaner &values, const Scrubber &scrubber, Options options,
                 const ProfileRules &rules, TagLedger &ledger)
      : values_(values), scrubber_(scrubber), options_(options), rules_(rules), ledger_(ledger) {}

  /// The outermost data set but for its pixels, with `own` (sorted) in place of what stands there.
  void write_root(const dicom::Dataset &root, std::span<const OwnElement> own, ElementWriter &out);

private:
  void element(const dicom::Element &element, const dicom::Dataset &level,
               Surroundings surroundings, ElementWriter &out);
  void sequence(const dicom::Element &element, const dicom::Dataset &level,
                Surroundings surroundings, ElementWriter &out);
  void level(const dicom::Dataset &level, Surroundings surroundings, ElementWriter &out);
  std::size_t private_group(const dicom::Dataset &level, std::size_t first,
                            Surroundings surroundings, ElementWriter &out);
  bool private_element(const dicom::Element &element, const dicom::Dataset &level,
                       std::string_view creator, Surroundings surroundings, ElementWriter &out);
  bool safe_value(const dicom::Element &element, const dicom::Dataset &level,
                  std::string_view creator, dicom::Vr safe_vr, ElementWriter &out);
  void put(const dicom::Element &element, dicom::Vr vr, std::span<const std::byte> value,
           bool is_as_stored, const dicom::Dataset &level, ElementWriter &out);
  const PrivateValue &remembered(const dicom::Element &element, std::string_view creator,
                                 dicom::Vr vr, std::span<const std::byte> value);
  Treatment treatment(const dicom::Element &element, Surroundings surroundings);
  std::optional<dicom::Vr> safe_vr(std::string_view creator, std::uint16_t group,
                                   std::uint8_t number);

  ValueCleaner &values_;
  const Scrubber &scrubber_;
  Options options_;
  const ProfileRules &rules_;
  TagLedger &ledger_;
  std::unordered_map<std::uint64_t, Treatment> treatments_;
  std::unordered_map<std::string, std::optional<dicom::Vr>> safe_;
  std::unordered_map<std::string, PrivateValue> private_values_;
  std::size_t private_bytes_ = 0; ///< of what is remembered
  std::string safe_key_, private_key_;
};

} // namespace curate::deid
