#pragma once

#include <libcurate/base/day.hpp>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace curate::consent {

/// Where data may go.
struct Regions {
  enum class Kind { everywhere, eea_and_adequate, countries };
  Kind kind = Kind::countries;
  std::set<std::string> countries; ///< ISO 3166-1 alpha-2, with Kind::countries

  static Regions everywhere() { return {Kind::everywhere, {}}; }
  static Regions eea_and_adequate() { return {Kind::eea_and_adequate, {}}; }
  bool operator==(const Regions &) const = default;
};

/// Whether it is a code of ISO 3166-1 alpha-2, in capitals.
bool is_country(std::string_view code);

/// Whether the country is in the EEA, or the EU finds its protection adequate for any recipient, on
/// that day. Decisions that cover some recipients only do not count.
bool is_eea_or_adequate(std::string_view country, base::Day on);

/// Whether every place of `inner` lies inside `outer` on that day. An unknown code lies nowhere.
bool is_inside(const Regions &inner, const Regions &outer, base::Day on);

/// A country of the table of the EEA and of adequacy decisions.
struct Adequacy {
  std::string_view country;
  std::string_view since;  ///< the first day on which it counts
  std::string_view source; ///< the treaty, or the Commission's decision
  bool covers_everyone;    ///< else some recipients only
};

/// The table, by country, and the day of which it is the state.
std::span<const Adequacy> adequacy_table();
std::string_view adequacy_edition();

} // namespace curate::consent
