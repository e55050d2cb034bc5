#include <libcurate/deid/tag_ledger.hpp>

#include <fmt/format.h>

namespace curate::deid {

void TagLedger::merge(const TagLedger &other) {
  for (const auto &[key, count] : other.counts_)
    counts_[key] += count;
}

Ledger TagLedger::ledger() const {
  Ledger out;
  for (const auto &[key, count] : counts_) {
    const auto group = static_cast<std::uint16_t>(key >> 32);
    const auto element = static_cast<std::uint32_t>(key >> 8 & 0xFFFFFF);
    const std::string name =
        element == any_private ? fmt::format("({:04X},xxxx)", group)
                               : to_string(dicom::Tag{group, static_cast<std::uint16_t>(element)});
    out.add(name, static_cast<Action>(key & 0xFF), count);
  }
  return out;
}

} // namespace curate::deid
