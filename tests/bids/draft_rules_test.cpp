#include "made_facts.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/bids/criteria.hpp>
#include <libcurate/bids/draft_rules.hpp>
#include <libcurate/bids/naming.hpp>
#include <libcurate/bids/path.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/schema_valijson.hpp>
#include <list>
#include <rapidcheck/gtest.h>

namespace curate::bids {
namespace {

using json::Value;

/// Pictures of a made study, and what becomes of them.
class Pictures {
public:
  void add(NamingFacts facts, std::size_t person = 0) {
    verdicts_.push_back(name_of(facts, {}));
    facts_.push_back(std::move(facts));
    pictures_.push_back({&facts_.back(), &verdicts_.back(), pictures_.size(), person});
  }
  const std::vector<DraftPicture> &all() const { return pictures_; }

  /// Whether every picture gets by the rules the name that it has without.
  void expect_same_names_by(const Value &rules) const {
    const auto parsed = parse_name_rules(rules);
    ASSERT_TRUE(parsed.findings.empty()) << parsed.findings.front().place;
    for (const DraftPicture &one : pictures_) {
      const NameVerdict verdict = name_of(*one.facts, parsed.rules);
      EXPECT_EQ(verdict.status, one.verdict->status);
      EXPECT_EQ(verdict.name, one.verdict->name)
          << stem_of(verdict.name) << " " << stem_of(one.verdict->name);
      EXPECT_EQ(verdict.session, one.verdict->session);
      EXPECT_EQ(verdict.run_mark, one.verdict->run_mark);
    }
  }

private:
  std::list<NamingFacts> facts_;
  std::list<NameVerdict> verdicts_;
  std::vector<DraftPicture> pictures_;
};

NamingFacts mprage(const std::string &protocol = "t1_mprage_sag") {
  NamingFacts facts = made_facts(protocol);
  facts.series.scanning_sequence = 6;
  facts.series.acquisition_kind = dicom::AcquisitionKind::three_d;
  facts.echo_time_s = 0.003;
  facts.series_echo_times_s = {0.003};
  facts.repetition_time_s = 2.3;
  facts.inversion_time_s = 0.9;
  return facts;
}

NamingFacts spin_echo(const std::string &protocol, double echo_s, double repetition_s) {
  NamingFacts facts = made_facts(protocol);
  facts.series.scanning_sequence = 1;
  facts.echo_time_s = echo_s;
  facts.series_echo_times_s = {echo_s};
  facts.repetition_time_s = repetition_s;
  return facts;
}

const Value &rule(const Value &rules, const std::string &id) {
  for (const Value &one : rules)
    if (one["id"] == id) return one;
  static const Value none;
  return none;
}

TEST(draft_rules, are_one_for_each_kind_with_its_name_its_reason_and_counts) {
  Pictures pictures;
  pictures.add(mprage(), 0);
  pictures.add(mprage(), 1);
  pictures.add(mprage(), 1);
  pictures.add(made_facts("localizer"));
  pictures.add(made_facts("mystery"));
  const DraftedRules draft = draft_rules(pictures.all());
  EXPECT_EQ(draft.rules.size(), 3U);
  EXPECT_EQ(draft.named, 1U);
  EXPECT_EQ(draft.skipped, 1U);
  EXPECT_EQ(draft.left, 1U);
  const Value &t1w = rule(draft.rules, "t1w");
  EXPECT_EQ(t1w["name"], Value::parse(R"({"datatype": "anat", "suffix": "T1w"})"));
  EXPECT_EQ(t1w["seen"], Value::parse(R"({"series": 3, "pictures": 3, "people": 2})"));
  EXPECT_THAT(t1w["comment"].get<std::string>(),
              testing::AllOf(testing::HasSubstr("builtin.t1w"), testing::HasSubstr("TI 900 ms"),
                             testing::HasSubstr("word \"mprage\"")));
  EXPECT_EQ(rule(draft.rules, "skip-localizer")["skip"], "a localizer");
  EXPECT_THAT(rule(draft.rules, "leave-none")["comment"].get<std::string>(),
              testing::HasSubstr("missing: spin or gradient echo, echo time, repetition time"));
  pictures.expect_same_names_by(draft.rules);
}

TEST(draft_rules, fit_the_schema) {
  Pictures pictures;
  pictures.add(mprage());
  pictures.add(made_facts("localizer"));
  pictures.add(made_facts(""));
  NamingFacts dual = spin_echo("pd+t2_tse", 0.011, 4);
  dual.series_echo_times_s = {0.011, 0.1};
  pictures.add(dual);
  dual.echo_time_s = 0.1;
  pictures.add(dual);
  const Value rules = draft_rules(pictures.all()).rules;
  EXPECT_THAT(json::check(rules, json::embedded("naming.schema.json"), "x"), testing::IsEmpty());
  EXPECT_EQ(rule(rules, "pdw")["when"]["echo_time_s"], Value::parse(R"({"max": 0.06})"));
  EXPECT_EQ(rule(rules, "t2w")["when"]["echo_time_s"], Value::parse(R"({"min": 0.06})"));
  pictures.expect_same_names_by(rules);
}

TEST(draft_rules, tell_pictures_of_one_name_apart_by_closed_facts) {
  Pictures pictures;
  pictures.add(spin_echo("tse", 0.1, 5));
  pictures.add(spin_echo("tse", 0.012, 0.5));
  NamingFacts agent = spin_echo("se", 0.012, 0.5);
  pictures.add(agent);
  agent.series.has_contrast_agent = true;
  pictures.add(agent);
  NamingFacts epi = made_facts("EPI distortion");
  epi.series.scanning_sequence = 9;
  epi.phase_encoding_direction = volume::Direction::j;
  pictures.add(epi);
  epi.phase_encoding_direction = volume::Direction::j_minus;
  pictures.add(epi);
  epi.phase_encoding_direction.reset();
  pictures.add(epi);
  const Value rules = draft_rules(pictures.all()).rules;
  pictures.expect_same_names_by(rules);
  EXPECT_TRUE(rule(rules, "t1w").contains("name"));
  EXPECT_TRUE(rule(rules, "t2w").contains("name"));
  EXPECT_TRUE(rule(rules, "epi").contains("name"));
  EXPECT_FALSE(rule(rules, "epi")["name"].contains("dir")) << "it is filled in";
}

TEST(draft_rules, tell_a_signed_picture_from_its_magnitude_by_image_type) {
  Pictures pictures;
  NamingFacts facts = spin_echo("t1_psir_tse", 0.01, 3);
  pictures.add(facts);
  deid::NamingTexts texts = facts.texts.reveal();
  texts.image_type = {"ORIGINAL", "PRIMARY", "PSIR"};
  facts.texts = Secret<deid::NamingTexts>(texts);
  pictures.add(facts);
  const DraftedRules draft = draft_rules(pictures.all());
  EXPECT_EQ(draft.named, 2U);
  EXPECT_EQ(draft.rules[0]["when"]["image_type"], "PSIR");
  EXPECT_EQ(draft.rules[0]["name"]["part"], "real");
  pictures.expect_same_names_by(draft.rules);
}

TEST(draft_rules, leave_what_no_closed_fact_tells_apart) {
  Pictures pictures;
  NamingFacts facts = mprage("x Miller");
  facts.scrubbed_protocol_name = facts.scrubbed_series_description = "x";
  pictures.add(facts);
  deid::NamingTexts texts = facts.texts.reveal();
  texts.protocol_name = "x Miller gado";
  facts.texts = Secret<deid::NamingTexts>(texts);
  pictures.add(facts);
  const DraftedRules draft = draft_rules(pictures.all());
  EXPECT_EQ(draft.left, 1U);
  EXPECT_EQ(draft.rules.size(), 1U);
  EXPECT_EQ(draft.rules.dump().find("Miller"), std::string::npos);
  pictures.expect_same_names_by(draft.rules);
}

TEST(draft_rules, leave_a_protocol_name_that_says_its_run) {
  Pictures pictures;
  NamingFacts facts = made_facts("func-bold_task-rest_run-02");
  facts.series.scanning_sequence = 12;
  facts.volumes = 100;
  pictures.add(facts);
  pictures.add(made_facts("anat-T1w_acq-tfl_ses-pre"));
  const DraftedRules draft = draft_rules(pictures.all());
  EXPECT_EQ(draft.left, 1U);
  EXPECT_EQ(rule(draft.rules, "t1w")["name"]["ses"], "pre");
  pictures.expect_same_names_by(draft.rules);
}

TEST(draft_rules, ask_for_nothing_that_is_no_criterion) {
  for (const char *criterion : {"manufacturer", "acquisition_kind", "component", "flavor",
                                "direction", "scanning_sequence", "contrast_agent", "modality"}) {
    const Value value = word_fact(criterion, mprage());
    const auto test = criterion_of(criterion, value);
    ASSERT_TRUE(test) << criterion;
    EXPECT_TRUE((*test)(mprage())) << criterion;
  }
}

RC_GTEST_PROP(draft_rules, keep_every_name, ()) {
  Pictures pictures;
  const auto count = *rc::gen::inRange(1, 25);
  for (int i = 0; i < count; ++i) {
    NamingFacts facts = made_facts(*rc::gen::element<std::string>(
        "t1_mprage", "t2 tse", "T2 TSE", "x*", "", "flair", "ep2d_bold_rest", "gre_field_mapping",
        "func-bold_task-rest_run-1", "swi", "localizer", "mp2rage_INV1", "psir", "dwi"));
    if (*rc::gen::arbitrary<bool>())
      facts.scrubbed_protocol_name = facts.scrubbed_series_description = "";
    facts.series.scanning_sequence = *rc::gen::inRange<std::uint8_t>(0, 16);
    facts.component = *rc::gen::element(dicom::Component::magnitude, dicom::Component::phase);
    facts.series.has_contrast_agent = *rc::gen::arbitrary<bool>();
    if (*rc::gen::arbitrary<bool>()) facts.echo_time_s = *rc::gen::inRange(1, 200) / 1000.0;
    if (facts.echo_time_s) facts.series_echo_times_s = {*facts.echo_time_s};
    if (*rc::gen::arbitrary<bool>()) facts.repetition_time_s = *rc::gen::inRange(1, 90) / 10.0;
    if (*rc::gen::arbitrary<bool>()) facts.inversion_time_s = *rc::gen::inRange(1, 30) / 10.0;
    if (*rc::gen::arbitrary<bool>()) facts.phase_encoding_direction = volume::Direction::j;
    facts.volumes = *rc::gen::element(1, 3, 20, 100);
    facts.slices = *rc::gen::element(0, 2, 40);
    pictures.add(std::move(facts), static_cast<std::size_t>(i % 3));
  }
  const DraftedRules draft = draft_rules(pictures.all());
  RC_ASSERT(draft.named + draft.skipped + draft.left == draft.rules.size());
  pictures.expect_same_names_by(draft.rules);
}

} // namespace
} // namespace curate::bids
