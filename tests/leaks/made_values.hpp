#pragma once

#include "tests/support/random.hpp"
#include <fmt/format.h>
#include <libcurate/deid/known_values.hpp>
#include <string>

// Made-up values of as many people as wanted: a third names, a third ids, UIDs, days, places and
// texts.

namespace curate::leaks_test {

inline std::string made_name(support::Random &random) {
  static constexpr std::string_view parts[] = {"ber", "mül", "hof", "ken", "lar", "ste",
                                               "win", "dor", "fel", "gru", "öst", "ham"};
  std::string name;
  for (std::uint64_t i = 0, count = 2 + random.next() % 3; i < count; ++i)
    name += parts[random.next() % std::size(parts)];
  name.front() = static_cast<char>(name.front() & ~0x20);
  return name + (random.next() % 2 == 0 ? "mann" : "er");
}

inline deid::KnownValues made_values(std::size_t count) {
  using deid::Identifies;
  support::Random random(7);
  deid::KnownValues values;
  for (std::size_t i = 0; i < count; ++i)
    switch (i % 10) {
    case 0:
    case 1:
    case 2:
      values.add(i % 30 == 0 ? Identifies::staff_name : Identifies::person_name,
                 made_name(random) + "^" + made_name(random));
      break;
    case 3:
    case 4:
    case 5:
      values.add(Identifies::id, fmt::format("{:08}", random.next() % 100'000'000));
      break;
    case 6:
    case 7:
      values.add(Identifies::uid, fmt::format("1.3.12.2.1107.5.2.43.66012.{}.{}",
                                              random.next() % 100'000'000'000, i));
      break;
    case 8:
      values.add(Identifies::date, fmt::format("{}{:02}{:02}", 1950 + random.next() % 75,
                                               1 + random.next() % 12, 1 + random.next() % 28));
      break;
    default:
      values.add(Identifies::free_text, made_name(random) + " hospitalised " + made_name(random));
      break;
    }
  return values;
}

} // namespace curate::leaks_test
