#include <libcurate/deid/automaton.hpp>

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>
#include <utility>

namespace curate::deid {
namespace {

using Hits = std::multiset<std::pair<std::string, std::size_t>>;

// Few letters, so that needles overlap, hold each other and share beginnings.
RC_GTEST_PROP(automaton, finds_what_a_search_for_each_finds, ()) {
  const auto text_of = [](int most) {
    return *rc::gen::resize(
        most, rc::gen::container<std::string>(rc::gen::elementOf(std::string("aab"))));
  };
  std::vector<std::string> needles;
  for (int i = 0; i < 8; ++i)
    if (auto needle = text_of(5); !needle.empty()) needles.push_back(needle);
  const std::string text = text_of(60);
  Automaton automaton;
  std::vector<std::string> by_number;
  for (const auto &needle : needles) {
    const auto number = automaton.add(needle);
    if (number >= by_number.size()) by_number.resize(number + 1);
    by_number[number] = needle;
  }
  automaton.finish();
  Hits found, wanted;
  automaton.search(
      text, [&](std::uint32_t needle, std::size_t end) { found.emplace(by_number[needle], end); });
  for (const auto &needle : std::set<std::string>(needles.begin(), needles.end()))
    for (auto at = text.find(needle); at != std::string::npos; at = text.find(needle, at + 1))
      wanted.emplace(needle, at + needle.size());
  RC_ASSERT(found == wanted);
}

TEST(automaton, without_needles_finds_nothing) {
  Automaton automaton;
  automaton.finish();
  bool is_found = false;
  automaton.search("any text", [&](std::uint32_t, std::size_t) { is_found = true; });
  EXPECT_FALSE(is_found);
}

} // namespace
} // namespace curate::deid
