#include "made_facts.hpp"
#include <gtest/gtest.h>
#include <libcurate/bids/criteria.hpp>
#include <libcurate/bids/naming.hpp>
#include <libcurate/bids/path.hpp>
#include <libcurate/bids/protocol_name.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/schema_valijson.hpp>
#include <rapidcheck/gtest.h>

namespace curate::bids {
namespace {

using json::Value;

NameRules rules(const char *text) {
  auto parsed = parse_name_rules(Value::parse(text));
  EXPECT_TRUE(parsed.findings.empty())
      << parsed.findings.front().place << ": " << parsed.findings.front().message;
  return parsed.rules;
}

std::string told(const NameVerdict &verdict) {
  if (verdict.status != NameVerdict::Status::named)
    return std::string(name_of(verdict.status)) + " " + verdict.code;
  return verdict.name.datatype + "/" + stem_of(verdict.name);
}

TEST(name_rules, fit_by_glob_expression_and_range) {
  const NameRules study = rules(R"([
    {"id": "off", "when": {"protocol_name": {"regex": "^test[0-9]+$"}}, "skip": "a test scan"},
    {"id": "t1", "when": {"series_description": "*special*", "echo_time_s": {"max": 0.01}},
     "name": {"suffix": "T1w", "acq": "special"}},
    {"id": "late", "when": {"series_description": ["a*", "*special*"], "image_type": ["ORIG*"],
     "manufacturer": ["ge", "siemens"], "component": "magnitude"},
     "name": {"datatype": "anat", "suffix": "T2w", "ses": "x"}}])");
  NamingFacts facts = made_facts("My Special scan");
  facts.echo_time_s = 0.003;
  EXPECT_EQ(told(name_of(facts, study)), "anat/acq-special_T1w");
  EXPECT_EQ(name_of(facts, study).rule, "user.t1");
  facts.echo_time_s = 0.1;
  EXPECT_EQ(told(name_of(facts, study)), "unknown NAME-UNKNOWN");
  facts.series.manufacturer = dicom::Manufacturer::ge;
  deid::NamingTexts texts = facts.texts.reveal();
  texts.image_type = {"ORIGINAL", "PRIMARY"};
  facts.texts = Secret<deid::NamingTexts>(texts);
  EXPECT_EQ(told(name_of(facts, study)), "anat/T2w");
  EXPECT_EQ(name_of(facts, study).session, "x");
  EXPECT_EQ(told(name_of(made_facts("TEST12"), study)), "skip NAME-SKIP");
}

TEST(name_rules, come_before_all_that_is_built_in) {
  const NameRules study = rules(
      R"([{"id": "a", "when": {"protocol_name": "localizer"}, "name": {"suffix": "inplaneT1"}}])");
  EXPECT_EQ(told(name_of(made_facts("localizer"), study)), "anat/inplaneT1");
}

TEST(name_rules, take_the_direction_and_the_echo_from_the_header) {
  const NameRules study =
      rules(R"([{"id": "a", "when": {"protocol_name": "rev"}, "name": {"suffix": "epi"}}])");
  NamingFacts facts = made_facts("rev");
  EXPECT_EQ(told(name_of(facts, study)), "unknown NAME-INCOMPLETE");
  facts.phase_encoding_direction = volume::Direction::j;
  EXPECT_EQ(told(name_of(facts, study)), "fmap/dir-PA_epi");
}

TEST(name_rules, say_where_they_are_wrong) {
  struct Case {
    const char *rule, *place;
  };
  const Case cases[] = {
      {R"(3)", "/naming/0"},
      {R"({"when": {"slices": 3}, "skip": "x"})", "/naming/0"},
      {R"({"id": "a", "skip": "x"})", "/naming/0"},
      {R"({"id": "a", "when": {"slices": 3}})", "/naming/0"},
      {R"({"id": "a b", "when": {"slices": 3}, "skip": "x"})", "/naming/0/id"},
      {R"({"id": "a", "when": {}, "skip": "x"})", "/naming/0/when"},
      {R"({"id": "a", "when": {"slice": 3}, "skip": "x"})", "/naming/0/when/slice"},
      {R"({"id": "a", "when": {"slices": "3"}, "skip": "x"})", "/naming/0/when/slices"},
      {R"({"id": "a", "when": {"slices": {"min": 3, "max": 2}}, "skip": "x"})",
       "/naming/0/when/slices"},
      {R"({"id": "a", "when": {"slices": {"above": 3}}, "skip": "x"})", "/naming/0/when/slices"},
      {R"({"id": "a", "when": {"protocol_name": {"regex": "("}}, "skip": "x"})",
       "/naming/0/when/protocol_name"},
      {R"({"id": "a", "when": {"protocol_name": [["x"]]}, "skip": "x"})",
       "/naming/0/when/protocol_name"},
      {R"({"id": "a", "when": {"modality": "MRI"}, "skip": "x"})", "/naming/0/when/modality"},
      {R"({"id": "a", "when": {"slices": 3}, "skip": "x\ny"})", "/naming/0/skip"},
      {R"({"id": "a", "when": {"slices": 3}, "name": {"suffix": "T9w"}})", "/naming/0/name"},
      {R"({"id": "a", "when": {"slices": 3}, "name": {"suffix": "bold"}})", "/naming/0/name"},
      {R"({"id": "a", "when": {"slices": 3}, "name": {"suffix": "T1w", "acq": "../x"}})",
       "/naming/0/name/acq"},
      {R"({"id": "a", "when": {"slices": 3}, "name": {"suffix": "T1w", "run": 1}})",
       "/naming/0/name/run"},
      {R"({"id": "a", "when": {"slices": 3}, "skip": "x", "else": 1})", "/naming/0/else"},
  };
  for (const Case &c : cases) {
    const auto parsed = parse_name_rules(Value::array({Value::parse(c.rule)}));
    ASSERT_EQ(parsed.findings.size(), 1U) << c.rule;
    EXPECT_EQ(parsed.findings.front().place, c.place) << c.rule;
    EXPECT_EQ(parsed.findings.front().code, "NAME-RULE");
    EXPECT_TRUE(parsed.rules.rules.empty());
  }
  EXPECT_FALSE(parse_name_rules(Value("x")).findings.empty());
}

TEST(name_rules, are_judged_alike_by_the_schema) {
  const Value &schema = json::embedded("naming.schema.json");
  const auto is_fine = [&](const char *text) {
    const Value rules = Value::array({Value::parse(text)});
    const bool by_schema = json::check(rules, schema, "study.json").empty();
    EXPECT_EQ(parse_name_rules(rules).findings.empty(), by_schema) << text;
    return by_schema;
  };
  EXPECT_TRUE(is_fine(R"({"id": "a", "comment": "x", "skip": "y", "when": {"slices": 3,
    "protocol_name": ["a*", {"regex": "b+"}], "image_type": ["M"], "manufacturer": "ge"}})"));
  EXPECT_TRUE(is_fine(R"({"id": "a", "when": {"volumes": {"min": 2}},
    "name": {"suffix": "bold", "task": "rest", "echo": 1, "acq": 3}})"));
  EXPECT_FALSE(is_fine(R"({"id": "a b", "when": {"slices": 3}, "skip": "x"})"));
  EXPECT_FALSE(is_fine(R"({"id": "a", "when": {"slices": "3"}, "skip": "x"})"));
  EXPECT_FALSE(is_fine(R"({"id": "a", "when": {"slice": 3}, "skip": "x"})"));
  EXPECT_FALSE(is_fine(R"({"id": "a", "when": {"slices": 3}})"));
  EXPECT_FALSE(is_fine(R"({"id": "a", "when": {"slices": 3}, "skip": ""})"));
  EXPECT_FALSE(
      is_fine(R"({"id": "a", "when": {"slices": 3}, "name": {"suffix": "T1w", "run": 1}})"));
  for (const std::string &name : criterion_names())
    EXPECT_TRUE(schema["items"]["properties"]["when"]["properties"].contains(name)) << name;
}

TEST(name_rules, refuse_an_id_given_twice) {
  const auto parsed = parse_name_rules(Value::parse(
      R"([{"id": "a", "when": {"slices": 3}, "skip": "x"},
          {"id": "a", "when": {"slices": 4}, "skip": "y"}])"));
  ASSERT_EQ(parsed.findings.size(), 1U);
  EXPECT_EQ(parsed.findings.front().place, "/naming/1/id");
}

TEST(name_rules, know_a_criterion_for_every_name_they_list) {
  EXPECT_GT(criterion_names().size(), 15U);
  for (const std::string &name : criterion_names())
    EXPECT_FALSE(criterion_of(name, Value::object())) << name;
}

std::string spelled(const std::string &text, bool is_scrubbed_away = false) {
  NamingFacts facts = made_facts(text);
  facts.volumes = 100;
  facts.b_values_s_per_mm2 = {0, 1000};
  if (is_scrubbed_away) facts.scrubbed_protocol_name = facts.scrubbed_series_description = "";
  const auto verdict = name_in_protocol(facts);
  return verdict ? told(*verdict) : "none";
}

TEST(protocol_name, is_read_in_bids_and_reproin_form) {
  EXPECT_EQ(spelled("sub-01_task-rest_bold"), "func/task-rest_bold");
  EXPECT_EQ(spelled("anat-T1w_acq-mprage"), "anat/acq-mprage_T1w");
  EXPECT_EQ(spelled("func-bold_task-rest_run-01"), "func/task-rest_bold");
  EXPECT_EQ(spelled("func_task-rest"), "func/task-rest_bold");
  EXPECT_EQ(spelled("func_task-rest_SBRef"), "func/task-rest_sbref");
  EXPECT_EQ(spelled("fmap_dir-AP_epi"), "fmap/dir-AP_epi");
  EXPECT_EQ(spelled("fmap_dir-AP"), "fmap/dir-AP_epi");
  EXPECT_EQ(spelled("dwi_dir-PA_acq-multi__v2"), "dwi/acq-multi_dir-PA_dwi");
  EXPECT_EQ(spelled("WIP anat-FLAIR_acq-3d SENSE"), "anat/acq-3d_FLAIR");
  EXPECT_EQ(spelled("7:anat-t2w"), "anat/T2w");
}

TEST(protocol_name, is_read_for_all_that_reproin_has) {
  EXPECT_EQ(spelled("PU:anat-T1w_acq-mprage"), "anat/acq-mprage_T1w");
  EXPECT_EQ(spelled("bids_func-bold_task-rest"), "func/task-rest_bold");
  EXPECT_EQ(spelled("func_task-rest_acq-p2-s4-3.5mm"), "func/task-rest_acq-p2Xs4X35mm_bold");
  EXPECT_EQ(spelled("func-bold_task-rest_mb8_run+"), "func/task-rest_bold");
  EXPECT_EQ(spelled("anat-T1w_ce-gad_acq-se__after lunch"), "anat/acq-se_ce-gad_T1w");
  EXPECT_EQ(spelled("WIP func_task-rest_dir-AP_run-03 SENSE"), "func/task-rest_dir-AP_bold");
  const auto marks = [](const std::string &text) {
    const auto verdict = name_in_protocol(made_facts(text));
    if (!verdict) return std::string("none");
    return verdict->run_mark + "|" + verdict->session.value_or("") +
           (verdict->joins_session ? "=" : "");
  };
  EXPECT_EQ(marks("anat-T1w_run-02_ses-pre"), "02|pre");
  EXPECT_EQ(marks("anat-T1w_run+_ses+"), "+|");
  EXPECT_EQ(marks("anat-T1w_run=_ses="), "=|=");
  EXPECT_EQ(marks("anat-T1w_ses-{date}"), "|") << "dates are never taken";
  EXPECT_EQ(told(name_of(made_facts("anat-scout_ses-01"), {})), "skip NAME-SKIP");
}

TEST(protocol_name, tells_the_pictures_of_mp2rage_apart) {
  NamingFacts facts = made_facts("anat-MP2RAGE_acq-1mm");
  deid::NamingTexts texts = facts.texts.reveal();
  texts.series_description = "anat-MP2RAGE_acq-1mm_INV2";
  facts.texts = Secret<deid::NamingTexts>(texts);
  EXPECT_EQ(told(*name_in_protocol(facts)), "anat/acq-1mm_inv-2_MP2RAGE");
  facts.flavor = dicom::Flavor::uniform_mp2rage;
  EXPECT_EQ(told(*name_in_protocol(facts)), "anat/acq-1mm_UNIT1");
}

TEST(protocol_name, explains_what_was_read) {
  const auto verdict = name_in_protocol(made_facts("func-bold_task-rest_run-02"));
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->matched,
            (std::vector<std::string>{"protocol name", "type func", "task-rest", "run 02"}));
}

TEST(protocol_name, leaves_other_texts_alone) {
  for (const char *text : {"", "T1w", "dwi", "t1_mprage_sag", "func_mytest", "anat-unknown",
                           "acq-x", "a-b-c", "____", "-", "anat"})
    EXPECT_EQ(spelled(text), "none") << text;
}

TEST(protocol_name, gives_no_label_that_the_scrubber_took_or_that_is_no_label) {
  EXPECT_EQ(spelled("anat-T1w_acq-Miller", true), "anat/T1w");
  EXPECT_EQ(spelled("anat-T1w_acq-../../x"), "anat/T1w");
  EXPECT_EQ(spelled("anat-T1w_acq-Grüße"), "anat/T1w");
  EXPECT_EQ(spelled("anat-T1w_acq-" + std::string(300, 'a')), "anat/T1w");
  NamingFacts facts = made_facts("anat-T1w_acq-Mill");
  facts.scrubbed_protocol_name = facts.scrubbed_series_description = "anat-T1w_acq-Miller";
  EXPECT_EQ(told(*name_in_protocol(facts)), "anat/T1w");
}

TEST(protocol_name, gives_the_session_but_not_subject_or_run) {
  NamingFacts facts = made_facts("sub-12_ses-base_run-02_T1w");
  const auto verdict = name_in_protocol(facts);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->session, "base");
  EXPECT_TRUE(verdict->name.labels.empty());
}

TEST(naming, leaves_out_derived_pictures_whatever_they_are_called) {
  NamingFacts facts = made_facts("dwi_dir-AP");
  facts.flavor = dicom::Flavor::adc;
  EXPECT_EQ(told(name_of(facts, {})), "skip NAME-SKIP");
}

RC_GTEST_PROP(naming, gives_a_good_name_or_none_for_any_text, (const std::string &text)) {
  NamingFacts facts = made_facts(text);
  facts.volumes = 100;
  const NameVerdict verdict = name_of(facts, {});
  RC_ASSERT(verdict.status != NameVerdict::Status::named || check(verdict.name));
}

} // namespace
} // namespace curate::bids
