#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/consent/decision.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/license/catalogue.hpp>
#include <map>

namespace curate::consent {
namespace {

const fs::path folder = fs::path(CURATE_SOURCE_DIR) / "tests" / "consent";

/// Licences of the catalogue, and the agreements beside the table.
std::map<std::string, license::License> all_licences() {
  std::map<std::string, license::License> all;
  for (const license::License &one : license::catalogue())
    all.emplace(one.id, one);
  for (const auto &entry : fs::directory_iterator(folder / "agreements")) {
    const auto one = license::license_of(json::read_file(entry.path()).value());
    EXPECT_TRUE(one) << entry.path();
    if (one) all.emplace(one->id, *one);
  }
  return all;
}

/// The consent of a row; all that the row does not name is allowed. Use ends in 2031 with TS.
Scope scope_of_row(std::string_view permission, std::string_view modifier, std::string_view access,
                   std::string_view regions) {
  Scope scope;
  scope.purpose.permission = permission_of(permission).value();
  if (permission == "DS") scope.purpose.diseases = {"MONDO:0005301"};
  scope.commercial = modifier != "NCU" && modifier != "NPUNCU";
  if (modifier != "-") scope.modifiers = {modifier_of(modifier).value()};
  if (modifier == "TS") scope.until = base::day_of("2031-12-31");
  scope.access = access_of(access).value();
  scope.kinds = {Kind::images, Kind::faces, Kind::clinical, Kind::derived};
  if (regions == "everywhere")
    scope.regions = Regions::everywhere();
  else if (regions == "eea_and_adequate")
    scope.regions = Regions::eea_and_adequate();
  else
    scope.regions = {Regions::Kind::countries, {"AT", "DE"}};
  return scope;
}

/// The clause of a cell's word.
std::string clause_of(std::string_view word) {
  if (word == "yes") return "CONSENT-GIVEN";
  if (word == "OPEN") return "LICENSE-OPEN";
  return "CONSENT-" + std::string(word);
}

TEST(decision_table, every_cell_is_what_the_code_decides) {
  const std::string text = base::read_file(folder / "decision_table.tsv");
  const auto lines = base::split(base::trim(text), '\n');
  const auto head = base::split(lines.front(), '\t');
  const auto licences = all_licences();
  ASSERT_EQ(head.size(), 4 + licences.size());
  Use use;
  use.kinds = {Kind::images, Kind::clinical};
  use.on = base::day_of("2027-01-01").value();
  std::size_t cells = 0, yes = 0;
  std::set<std::string> clauses;
  for (std::size_t row = 1; row < lines.size(); ++row) {
    const auto fields = base::split(lines[row], '\t');
    ASSERT_EQ(fields.size(), head.size()) << row;
    const Scope scope = scope_of_row(fields[0], fields[1], fields[2], fields[3]);
    std::string_view cell;
    for (std::size_t column = 4; column < fields.size(); ++column) {
      if (fields[column] != "=") cell = fields[column];
      const auto words = base::split(cell, '/');
      use.license = licences.at(std::string(head[column]));
      for (std::size_t access = 0; access < 3; ++access) {
        use.access = static_cast<Access>(access);
        const std::string wanted = clause_of(words.size() == 1 ? words[0] : words.at(access));
        const Decision decision = decide(scope, use);
        EXPECT_EQ(decision.clause, wanted) << lines[row].substr(0, 40) << " under " << head[column]
                                           << ", " << name_of(use.access) << ": " << decision.words;
        EXPECT_EQ(decision.allowed, wanted == "CONSENT-GIVEN");
        clauses.insert(wanted);
        ++cells;
        yes += decision.allowed ? 1 : 0;
      }
    }
  }
  // What a lawyer reads beside the table explains every word of it.
  const std::string page = base::read_file(fs::path(CURATE_SOURCE_DIR) / "docs" / "consent.md");
  for (const std::string &clause : clauses)
    EXPECT_TRUE(page.find("`" + clause + "`") != std::string::npos ||
                modifier_of(clause.substr(sizeof "CONSENT-" - 1)))
        << clause;
  // 5 permissions, 18 modifiers and none, 3 accesses and 3 regions agreed to; licences, 3 accesses.
  EXPECT_EQ(lines.size() - 1, 5U * 19 * 3 * 3);
  EXPECT_EQ(cells, 5U * 19 * 3 * 3 * licences.size() * 3);
  EXPECT_GT(yes, 300U);
}

} // namespace
} // namespace curate::consent
