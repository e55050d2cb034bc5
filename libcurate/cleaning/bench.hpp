#pragma once

#include <libcurate/deid/object_cleaner.hpp>
#include <libcurate/leaks/self_search.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace curate::cleaning {

/// One person's cleaner and the search for what is left, for one worker.
struct PersonTools {
  deid::ObjectCleaner cleaner;
  const leaks::SelfSearch &search;
};

/// Gives workers their tools, person by person: what a cleaner has seen is remembered as long as
/// there are files of that person left.
class Bench {
public:
  /// All of them outlive the bench.
  Bench(const deid::Profile &profile, const deid::Vocabulary &vocabulary,
        const deid::Pseudonyms &pseudonyms)
      : profile_(profile), vocabulary_(vocabulary), pseudonyms_(pseudonyms) {}

  /// One more piece of work will ask for tools of this person. What is known outlives the bench.
  void expect(const std::string &label, const deid::KnownValues &known);
  /// Tools for one piece of work; given back when destroyed.
  class Loan {
  public:
    Loan(Bench &bench, const std::string &label);
    ~Loan();
    Loan(const Loan &) = delete;
    Loan &operator=(const Loan &) = delete;
    PersonTools &tools() { return *tools_; }

  private:
    Bench &bench_;
    const std::string &label_;
    std::unique_ptr<PersonTools> tools_;
  };

  /// What was done to all objects, once all loans were given back.
  const deid::TagLedger &ledger() const { return ledger_; }

private:
  struct Person {
    std::size_t pieces_left = 0;
    const deid::KnownValues *known = nullptr;
    std::unique_ptr<leaks::SelfSearch> search;
    std::vector<std::unique_ptr<PersonTools>> free;
  };

  std::unique_ptr<PersonTools> take(const std::string &label);
  void give_back(const std::string &label, std::unique_ptr<PersonTools> tools);

  const deid::Profile &profile_;
  const deid::Vocabulary &vocabulary_;
  const deid::Pseudonyms &pseudonyms_;
  std::mutex mutex_;
  std::map<std::string, Person> people_;
  deid::TagLedger ledger_;
};

} // namespace curate::cleaning
