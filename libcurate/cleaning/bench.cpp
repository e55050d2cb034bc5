#include <libcurate/cleaning/bench.hpp>

namespace curate::cleaning {

void Bench::expect(const std::string &label, const deid::KnownValues &known) {
  Person &person = people_[label];
  ++person.pieces_left;
  person.known = &known;
}

std::unique_ptr<PersonTools> Bench::take(const std::string &label) {
  const deid::KnownValues *known = nullptr;
  const leaks::SelfSearch *search = nullptr;
  {
    const std::lock_guard lock(mutex_);
    Person &person = people_.at(label);
    if (!person.free.empty()) {
      auto tools = std::move(person.free.back());
      person.free.pop_back();
      return tools;
    }
    if (!person.search)
      person.search = std::make_unique<leaks::SelfSearch>(
          *person.known, std::vector<std::string>{label}, vocabulary_);
    known = person.known;
    search = person.search.get();
  }
  // Takes milliseconds, in which other workers need not wait.
  return std::unique_ptr<PersonTools>(new PersonTools{
      deid::ObjectCleaner(profile_, vocabulary_, pseudonyms_, label, *known), *search});
}

void Bench::give_back(const std::string &label, std::unique_ptr<PersonTools> tools) {
  const std::lock_guard lock(mutex_);
  Person &person = people_.at(label);
  person.free.push_back(std::move(tools));
  if (--person.pieces_left > 0) return;
  for (const auto &one : person.free)
    ledger_.merge(one->cleaner.ledger());
  person = {};
}

Bench::Loan::Loan(Bench &bench, const std::string &label)
    : bench_(bench), label_(label), tools_(bench.take(label)) {}

Bench::Loan::~Loan() {
  bench_.give_back(label_, std::move(tools_));
}

} // namespace curate::cleaning
