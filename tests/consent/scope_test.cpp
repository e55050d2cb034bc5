#include <functional>
#include <gtest/gtest.h>
#include <libcurate/consent/disease.hpp>
#include <libcurate/consent/scope.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>

namespace curate::consent {
namespace {

constexpr const char *full = R"j({"permission":"DUO:0000007","diseases":["MONDO:0005301"],)j"
                             R"j("modifiers":["DUO:0000021","DUO:0000025"],"access":"controlled",)j"
                             R"j("regions":["AT","DE"],"kinds":["images","clinical"],)j"
                             R"j("commercial":false,"crowdsourcing":true,"recontact":true,)j"
                             R"j("delete_on_withdrawal":true,"until":"2031-05-31"})j";

std::string code_with(const std::function<void(json::Value &)> &change) {
  json::Value value = *json::parse(full);
  change(value);
  const auto read = scope_of(value);
  return read ? "" : read.error().code;
}

TEST(scope, reads_what_it_writes) {
  const auto scope = scope_of(*json::parse(full));
  ASSERT_TRUE(scope) << scope.error().message;
  EXPECT_EQ(json::to_line(to_json(*scope)), full);
  EXPECT_EQ(*scope_of(to_json(*scope)), *scope);
}

TEST(scope, one_text_for_one_meaning) {
  json::Value value = *json::parse(full);
  value["modifiers"] = {"DUO:0000025", "DUO:0000021"};
  value["regions"] = {"DE", "AT"};
  value["kinds"] = {"clinical", "images"};
  EXPECT_EQ(json::to_line(to_json(*scope_of(value))), full);
}

TEST(scope, what_is_not_said_is_not_allowed) {
  const auto scope = scope_of(*json::parse(
      R"({"permission":"DUO:0000042","access":"open","regions":"everywhere","kinds":["images"]})"));
  ASSERT_TRUE(scope);
  EXPECT_FALSE(scope->commercial || scope->crowdsourcing || scope->recontact);
  EXPECT_TRUE(scope->modifiers.empty());
}

TEST(scope, refuses_unknown_codes_and_contradictions) {
  EXPECT_EQ(code_with([](json::Value &) {}), "");
  EXPECT_EQ(code_with([](json::Value &v) { v["permission"] = "DUO:0000099"; }), "CONSENT-SCHEMA");
  EXPECT_EQ(code_with([](json::Value &v) { v["permission"] = "DUO:0000021"; }), "CONSENT-SCHEMA");
  EXPECT_EQ(code_with([](json::Value &v) { v["modifiers"].push_back("DUO:0000042"); }),
            "CONSENT-SCHEMA");
  EXPECT_EQ(code_with([](json::Value &v) { v["diseases"] = {"DOID:2377"}; }), "CONSENT-SCHEMA");
  EXPECT_EQ(code_with([](json::Value &v) { v["access"] = "public"; }), "CONSENT-SCHEMA");
  EXPECT_EQ(code_with([](json::Value &v) { v["kinds"] = json::Value::array(); }), "CONSENT-SCHEMA");
  EXPECT_EQ(code_with([](json::Value &v) { v["comercial"] = true; }), "CONSENT-SCHEMA");
  EXPECT_EQ(code_with([](json::Value &v) { v["regions"] = {"DE", "XX"}; }), "CONSENT-COUNTRY");
  EXPECT_EQ(code_with([](json::Value &v) { v["until"] = "2031-02-29"; }), "CONSENT-DATE");
  const std::string contradiction = "CONSENT-CONTRADICTION";
  EXPECT_EQ(code_with([](json::Value &v) { v["diseases"] = json::Value::array(); }), contradiction);
  EXPECT_EQ(code_with([](json::Value &v) { v["permission"] = "DUO:0000006"; }), contradiction);
  EXPECT_EQ(code_with([](json::Value &v) { v.erase("until"); }), contradiction);
  EXPECT_EQ(code_with([](json::Value &v) {
              v["modifiers"].push_back("DUO:0000046");
              v["commercial"] = true;
            }),
            contradiction);
  EXPECT_EQ(code_with([](json::Value &v) {
              v["modifiers"].push_back("DUO:0000022");
              v["regions"] = "everywhere";
            }),
            contradiction);
  EXPECT_EQ(code_with([](json::Value &v) {
              v["permission"] = "DUO:0000011";
              v["diseases"] = json::Value::array();
              v["modifiers"] = {"DUO:0000044"};
            }),
            contradiction);
}

TEST(scope, a_member_of_any_other_type_is_refused_and_no_more) {
  const json::Value others = *json::parse(
      R"([null, true, 0, -1, 1e300, "", "x", [], [null], [[]], ["DE", 3], {}, {"a": 1}])");
  const json::Value whole = *json::parse(full);
  for (const auto &[name, was] : whole.items())
    for (const json::Value &other : others) {
      json::Value value = whole;
      value[name] = other;
      const auto read = scope_of(value);
      EXPECT_TRUE(!read || other.is_array() || other.is_boolean()) << name << " " << other;
    }
  for (const json::Value &other : others)
    EXPECT_FALSE(scope_of(other)) << other;
}

TEST(duo, every_term_is_found_by_its_id_and_its_shorthand) {
  for (const auto &term : permission_terms()) {
    EXPECT_EQ(permission_of(term.id), term.code);
    EXPECT_EQ(permission_of(term.shorthand), term.code);
    EXPECT_EQ(term_of(term.code).id, term.id);
    EXPECT_FALSE(modifier_of(term.id));
  }
  for (const auto &term : modifier_terms()) {
    EXPECT_EQ(modifier_of(term.id), term.code);
    EXPECT_EQ(modifier_of(term.shorthand), term.code);
    EXPECT_EQ(term_of(term.code).id, term.id);
    EXPECT_FALSE(permission_of(term.id));
  }
  EXPECT_FALSE(permission_of("DUO:0000001"));
  EXPECT_FALSE(modifier_of("DUO:0000014")); // research use only: obsolete
}

TEST(duo, purposes_lie_inside_one_another) {
  using P = DuoPermission;
  const Purpose any{P::no_restriction, {}}, general{P::general_research, {}},
      biomedical{P::biomedical_research, {}}, ancestry{P::ancestry_only, {}},
      ms{P::disease_specific, {"MONDO:0005301"}}, relapsing{P::disease_specific, {"MONDO:0005314"}},
      alzheimer{P::disease_specific, {"MONDO:0004975"}},
      nervous{P::disease_specific, {"MONDO:0005071"}}, rare{P::disease_specific, {"MONDO:0099999"}},
      none{P::disease_specific, {}};
  const std::vector<Purpose> widest_first{any, general, biomedical, nervous, ms, relapsing};
  for (std::size_t outer = 0; outer < widest_first.size(); ++outer)
    for (std::size_t inner = 0; inner < widest_first.size(); ++inner)
      EXPECT_EQ(is_inside(widest_first[inner], widest_first[outer]), inner >= outer)
          << inner << " in " << outer;
  EXPECT_TRUE(is_inside(ancestry, general));
  EXPECT_FALSE(is_inside(ancestry, biomedical));
  EXPECT_FALSE(is_inside(ms, ancestry));
  EXPECT_FALSE(is_inside(general, ancestry));
  EXPECT_FALSE(is_inside(alzheimer, ms));
  EXPECT_TRUE(is_inside(rare, rare));
  EXPECT_TRUE(is_inside(rare, biomedical));
  EXPECT_FALSE(is_inside(rare, nervous));
  EXPECT_FALSE(is_inside({P::disease_specific, {"MONDO:0005314", "MONDO:0004975"}}, ms));
  EXPECT_TRUE(is_inside(ms, {P::disease_specific, {"MONDO:0004975", "MONDO:0005301"}}));
  EXPECT_FALSE(is_inside(none, any));
  EXPECT_FALSE(is_inside({P::disease_specific, {"multiple sclerosis"}}, any));
}

TEST(disease, the_table_is_sorted_and_leads_up_to_what_it_holds) {
  const auto table = disease_table();
  EXPECT_TRUE(std::ranges::is_sorted(table, {}, &DiseaseKind::code));
  for (const DiseaseKind &row : table) {
    EXPECT_TRUE(is_mondo_code(row.code));
    EXPECT_TRUE(is_kind_of(row.code, "MONDO:0005071")) << row.code;
    EXPECT_EQ(is_kind_of("MONDO:0005071", row.code), row.code == "MONDO:0005071") << row.code;
  }
}

} // namespace
} // namespace curate::consent
