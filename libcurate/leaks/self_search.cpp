#include <fmt/format.h>
#include <libcurate/leaks/self_search.hpp>

namespace curate::leaks {

SelfSearch::SelfSearch(const Needles &needles) : counted_(needles.counted()), searcher_(needles) {}

SelfSearch::SelfSearch(const deid::KnownValues &values, const std::vector<std::string> &allowed,
                       const deid::Vocabulary &vocabulary)
    : SelfSearch(Needles(values, vocabulary, allowed)) {}

std::optional<Finding> SelfSearch::look(std::span<const std::byte> bytes, std::string_view place,
                                        Reading reading) const {
  std::optional<Hit> first;
  searcher_.search(bytes, reading, [&](const Hit &hit) {
    first = hit;
    return false;
  });
  if (!first) return {};
  const auto meaning = searcher_.meaning(*first);
  return Finding{Severity::error,
                 "DEID-RESIDUE",
                 {},
                 std::string(place),
                 fmt::format("a value that identifies somebody is left: {} ({}, {})",
                             deid::name_of(meaning.what), name_of(meaning.form),
                             name_of(meaning.encoding)),
                 "it is not written; clean or remove the field by a profile, and report this as a "
                 "defect of curate"};
}

std::optional<Finding> SelfSearch::look(std::string_view text, std::string_view place,
                                        Reading reading) const {
  return look(std::as_bytes(std::span(text)), place, reading);
}

} // namespace curate::leaks
