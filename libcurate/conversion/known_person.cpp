#include <libcurate/conversion/known_person.hpp>

namespace curate::conversion {

const deid::Scrubber &KnownPerson::scrubber() const {
  std::call_once(scrubber_made_, [this] {
    scrubber_ = std::make_unique<const deid::Scrubber>(known_, vocabulary_);
  });
  return *scrubber_;
}

const leaks::SelfSearch &KnownPerson::search() const {
  std::call_once(search_made_, [this] {
    search_ = std::make_unique<const leaks::SelfSearch>(known_, std::vector<std::string>{label_},
                                                        vocabulary_);
  });
  return *search_;
}

} // namespace curate::conversion
