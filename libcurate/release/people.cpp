#include <libcurate/release/people.hpp>

namespace curate::release {

std::vector<Person> decide_people(const std::set<std::string> &labels,
                                  const std::map<std::string, consent::State> &states,
                                  consent::Use use) {
  std::vector<Person> people;
  const auto decided = [&](const consent::State &state, consent::Kind kind) {
    use.kinds = {kind};
    return consent::decide(state, use);
  };
  for (const auto &label : labels) {
    const auto found = states.find(label);
    const consent::State state = found == states.end() ? consent::State{} : found->second;
    people.push_back({label, decided(state, consent::Kind::images),
                      decided(state, consent::Kind::faces),
                      decided(state, consent::Kind::clinical)});
  }
  return people;
}

} // namespace curate::release
