#pragma once

#include <cstdint>
#include <libcurate/deid/ledger.hpp>
#include <libcurate/dicom/tag.hpp>
#include <unordered_map>

namespace curate::deid {

/// What was done to the elements of many objects: counts by tag and action, no values. Private
/// elements are counted by group.
class TagLedger {
public:
  void add(dicom::Tag tag, Action action) {
    ++counts_[std::uint64_t{tag.group} << 32 | std::uint64_t{place(tag)} << 8 |
              static_cast<std::uint64_t>(action)];
  }
  void merge(const TagLedger &other);
  /// By "(0010,0020)", or "(0019,xxxx)" for private ones.
  Ledger ledger() const;

private:
  static constexpr std::uint32_t any_private = 0x10000;
  static std::uint32_t place(dicom::Tag tag) {
    return tag.is_private() ? any_private : tag.element;
  }
  std::unordered_map<std::uint64_t, std::size_t> counts_;
};

} // namespace curate::deid
