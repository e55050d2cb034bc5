#pragma once

#include <libcurate/deid/known_values.hpp>
#include <libcurate/deid/scrub_text.hpp>
#include <libcurate/leaks/self_search.hpp>
#include <memory>
#include <mutex>
#include <string>

namespace curate::conversion {

/// What the files of a run say of one person: what texts are scrubbed of, and what is looked for in
/// all that is about to be written. Made when first asked for; may be used by many threads.
class KnownPerson {
public:
  /// `label` may stand in what is written, whatever the person's ids are. The vocabulary outlives
  /// the person.
  KnownPerson(deid::KnownValues known, std::string label, const deid::Vocabulary &vocabulary)
      : known_(std::move(known)), label_(std::move(label)), vocabulary_(vocabulary) {}

  const deid::Scrubber &scrubber() const;
  const leaks::SelfSearch &search() const;

private:
  deid::KnownValues known_;
  std::string label_;
  const deid::Vocabulary &vocabulary_;
  mutable std::once_flag scrubber_made_, search_made_;
  mutable std::unique_ptr<const deid::Scrubber> scrubber_;
  mutable std::unique_ptr<const leaks::SelfSearch> search_;
};

} // namespace curate::conversion
