#include <cstring>
#include <gtest/gtest.h>
#include <libcurate/base/error.hpp>
#include <libcurate/dictionary/check.hpp>
#include <libcurate/dictionary/redcap.hpp>
#include <libcurate/dictionary/redcap_logic.hpp>
#include <libcurate/dictionary/to_json.hpp>
#include <libcurate/json/write.hpp>

using namespace curate;
using namespace curate::dictionary;

namespace {

constexpr const char *header =
    "\"Variable / Field Name\",\"Form Name\",\"Section Header\",\"Field Type\",\"Field Label\","
    "\"Choices, Calculations, OR Slider Labels\",\"Field Note\","
    "\"Text Validation Type OR Show Slider Number\",\"Text Validation Min\",\"Text Validation "
    "Max\",Identifier?,\"Branching Logic (Show field only if...)\",\"Required Field?\",\"Custom "
    "Alignment\",\"Question Number (surveys only)\",\"Matrix Group Name\",\"Matrix "
    "Ranking?\",\"Field Annotation\"\n";

RedcapImport import_of(std::string text) {
  TableReader table(
      [text = std::move(text), at = std::size_t{0}](std::span<char> buffer) mutable {
        const std::size_t count = std::min(buffer.size(), text.size() - at);
        std::memcpy(buffer.data(), text.data() + at, count);
        at += count;
        return count;
      },
      Dialect::csv);
  return import_redcap(table);
}

TEST(redcap, takes_over_what_a_data_dictionary_says) {
  const RedcapImport made = import_of(
      header + std::string("dob,f,,text,Date of birth,,,date_ymd,1920-01-01,,y,,y,,,,,\n"
                           "sex,f,,radio,<b>Sex</b>,\"1, Male | 2, Female\",,,,,,,y,,,,,\n"
                           "pregnant,f,,yesno,Pregnant,,,,,,,[sex] = '2',y,,,,,\n"
                           "age,f,,text,Age,,in years,integer,0,89,,,,,,,,\n"
                           "symptom,f,,checkbox,Symptoms,\"1, Weak | A9, Other\",,,,,,,,,,,,\n"
                           "other,f,,notes,Which,,,,,,,[symptom(A9)] = '1' and [age] <> '',,,,,,\n"
                           "info,f,,descriptive,Hello,,,,,,,,,,,,,\n"
                           "mail,f,,text,Mail,,,email,,,,,,,,,,\n"));
  EXPECT_TRUE(made.findings.empty());
  const Dictionary &dictionary = made.dictionary;
  ASSERT_EQ(dictionary.variables.size(), 8u);
  EXPECT_EQ(dictionary.find("dob")->type, Type::date);
  EXPECT_EQ(dictionary.find("dob")->identifying, Identifying::direct);
  EXPECT_TRUE(dictionary.find("dob")->required);
  EXPECT_EQ(dictionary.find("dob")->rules.at(0).expression, "dob >= \"1920-01-01\"");
  EXPECT_EQ(dictionary.find("sex")->long_name, "Sex");
  EXPECT_EQ(dictionary.find("sex")->levels.at(1).label, "Female");
  EXPECT_FALSE(dictionary.find("pregnant")->required);
  EXPECT_EQ(dictionary.find("pregnant")->rules.at(0).expression,
            "pregnant == null || (sex == \"2\")");
  EXPECT_EQ(dictionary.find("pregnant")->rules.at(1).expression,
            "!(sex == \"2\") || pregnant != null");
  EXPECT_EQ(dictionary.find("age")->maximum, 89);
  EXPECT_EQ(dictionary.find("symptom___a9")->levels.size(), 2u);
  EXPECT_EQ(dictionary.find("other")->rules.at(0).expression,
            "other == null || (symptom___a9 == \"1\" && age != null)");
  EXPECT_EQ(dictionary.find("mail")->identifying, Identifying::direct);
  json::Value whole = json::Value::object();
  for (const Variable &variable : dictionary.variables)
    whole[variable.name] = to_json(variable);
  EXPECT_EQ(check(json::to_text(whole), "d.json"), Findings{});
}

TEST(redcap, says_what_it_cannot_take_over) {
  const RedcapImport made =
      import_of(header + std::string("a,f,,text,A,,,,,,,\"datediff([b],'today','y') > 3\",,,,,,\n"
                                     "b,f,,text,B,,,date_ymd,today,,,,,,,,,\n"
                                     "b,f,,text,B,,,,,,,,,,,,,\n"
                                     "c,f,,calc,C,[a]+1,,,,,,,,,,,,\n"
                                     "d,f,,file,D,,,,,,,,,,,,,\n"
                                     "e,f,,text,E,,,,,,,[event_1][a] = '1',,,,,,\n"
                                     "short,row\n"));
  std::vector<std::string> told;
  for (const Finding &finding : made.findings)
    told.push_back(finding.code + " " + finding.place);
  EXPECT_EQ(told, (std::vector<std::string>{"REDCAP-ROW row 8", "REDCAP-LIMIT row 3",
                                            "REDCAP-TWICE row 4", "REDCAP-CALCULATION row 5",
                                            "REDCAP-SKIPPED row 6", "REDCAP-LOGIC row 2",
                                            "REDCAP-LOGIC row 7"}));
}

TEST(redcap, refuses_another_table) {
  EXPECT_THROW((void)import_of("patient_id,edss\n1,2\n"), InputError);
}

TEST(redcap, reads_the_short_headings_too) {
  const RedcapImport made =
      import_of("field_name,field_type,field_label,select_choices_or_calculations\n"
                "sex,dropdown,Sex,\"m, male | f, female\"\n");
  EXPECT_EQ(made.dictionary.find("sex")->levels.at(0).code, "m");
}

TEST(redcap, translates_conditions) {
  const auto outcome = [](const char *logic) {
    const auto made = expression_of_redcap(
        logic, [](std::string_view name) { return name == "a" || name == "b___1"; });
    return made ? *made : made.error().code;
  };
  EXPECT_EQ(outcome("[a] = \"1\" OR [b(1)]='0'"), "a == \"1\" || b___1 == \"0\"");
  EXPECT_EQ(outcome("not([a] >= 1.5)"), "! ( a >= 1.5 )");
  EXPECT_EQ(outcome("[a]<>''"), "a != null");
  for (const char *logic : {"[a", "[a] = '1", "[c] = 1", "if([a], 1, 2)", "[a] =", "[x][a] = 1",
                            "[a] = 'it\"s'", "[a] = 1 2", "[user-name] = 'x'"})
    EXPECT_EQ(outcome(logic), "REDCAP-LOGIC") << logic;
}

} // namespace
