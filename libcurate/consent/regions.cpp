#include <algorithm>
#include <array>
#include <libcurate/consent/regions.hpp>

namespace curate::consent {

namespace {

// Source: ISO 3166-1, the officially assigned alpha-2 codes, 249 of them.
constexpr std::string_view countries =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM "
    "ZW";

constexpr std::string_view eea = "GDPR, in the EEA by Decision 154/2018 of its Joint Committee";
constexpr std::string_view gdpr = "2018-05-25", eea_gdpr = "2018-07-20";

// Each with the day on which it counts. Decisions under Directive 95/46/EC go on under GDPR,
// Article 45(9); the Commission confirmed them on 2024-01-15 (COM(2024) 7).
constexpr std::array<Adequacy, 46> table{{
    {"AD", "2010-10-19", "Decision 2010/625/EU", true},
    {"AR", "2003-06-30", "Decision 2003/490/EC", true},
    {"AT", gdpr, "GDPR", true},
    {"BE", gdpr, "GDPR", true},
    {"BG", gdpr, "GDPR", true},
    {"BR", "2026-01-26", "Implementing Decision (EU) 2026/179", true},
    // Commercial organisations alone: no university, no hospital.
    {"CA", "2001-12-20", "Decision 2002/2/EC", false},
    {"CH", "2000-07-26", "Decision 2000/518/EC", true},
    {"CY", gdpr, "GDPR", true},
    {"CZ", gdpr, "GDPR", true},
    {"DE", gdpr, "GDPR", true},
    {"DK", gdpr, "GDPR", true},
    {"EE", gdpr, "GDPR", true},
    {"ES", gdpr, "GDPR", true},
    {"FI", gdpr, "GDPR", true},
    {"FO", "2010-03-05", "Decision 2010/146/EU", true},
    {"FR", gdpr, "GDPR", true},
    {"GB", "2021-06-28", "Implementing Decision (EU) 2021/1772, renewed 2025-12-19", true},
    {"GG", "2003-11-21", "Decision 2003/821/EC", true},
    {"GR", gdpr, "GDPR", true},
    {"HR", gdpr, "GDPR", true},
    {"HU", gdpr, "GDPR", true},
    {"IE", gdpr, "GDPR", true},
    {"IL", "2011-01-31", "Decision 2011/61/EU", true},
    {"IM", "2004-04-28", "Decision 2004/411/EC", true},
    {"IS", eea_gdpr, eea, true},
    {"IT", gdpr, "GDPR", true},
    {"JE", "2008-05-08", "Decision 2008/393/EC", true},
    // Not universities and others for academic studies: Article 1(2).
    {"JP", "2019-01-23", "Implementing Decision (EU) 2019/419", false},
    {"KR", "2021-12-17", "Implementing Decision (EU) 2022/254", true},
    {"LI", eea_gdpr, eea, true},
    {"LT", gdpr, "GDPR", true},
    {"LU", gdpr, "GDPR", true},
    {"LV", gdpr, "GDPR", true},
    {"MT", gdpr, "GDPR", true},
    {"NL", gdpr, "GDPR", true},
    {"NO", eea_gdpr, eea, true},
    {"NZ", "2012-12-19", "Implementing Decision 2013/65/EU", true},
    {"PL", gdpr, "GDPR", true},
    {"PT", gdpr, "GDPR", true},
    {"RO", gdpr, "GDPR", true},
    {"SE", gdpr, "GDPR", true},
    {"SI", gdpr, "GDPR", true},
    {"SK", gdpr, "GDPR", true},
    // Organisations on the list of the Data Privacy Framework alone.
    {"US", "2023-07-10", "Implementing Decision (EU) 2023/1795", false},
    {"UY", "2012-08-21", "Implementing Decision 2012/484/EU", true},
}};

bool is_in(std::string_view country, const Regions &regions, base::Day on) {
  switch (regions.kind) {
  case Regions::Kind::everywhere:
    return is_country(country);
  case Regions::Kind::eea_and_adequate:
    return is_eea_or_adequate(country, on);
  case Regions::Kind::countries:
    return is_country(country) && regions.countries.contains(std::string(country));
  }
  return false;
}

} // namespace

bool is_country(std::string_view code) {
  if (code.size() != 2 || code.find(' ') != std::string_view::npos) return false;
  // Every code begins at a multiple of three; a find across a space cannot fit.
  const std::size_t at = countries.find(code);
  return at != std::string_view::npos && at % 3 == 0;
}

bool is_eea_or_adequate(std::string_view country, base::Day on) {
  const auto found = std::ranges::lower_bound(table, country, {}, &Adequacy::country);
  if (found == table.end() || found->country != country || !found->covers_everyone) return false;
  const auto since = base::day_of(found->since);
  return since && *since <= on;
}

bool is_inside(const Regions &inner, const Regions &outer, base::Day on) {
  switch (inner.kind) {
  case Regions::Kind::everywhere:
    return outer.kind == Regions::Kind::everywhere;
  case Regions::Kind::eea_and_adequate:
    if (outer.kind != Regions::Kind::countries) return true;
    return std::ranges::all_of(table, [&](const Adequacy &row) {
      return !is_eea_or_adequate(row.country, on) ||
             outer.countries.contains(std::string(row.country));
    });
  case Regions::Kind::countries:
    return !inner.countries.empty() &&
           std::ranges::all_of(inner.countries, [&](const std::string &country) {
             return is_in(country, outer, on);
           });
  }
  return false;
}

std::span<const Adequacy> adequacy_table() {
  return table;
}

std::string_view adequacy_edition() {
  return "2026-06-30";
}

} // namespace curate::consent
