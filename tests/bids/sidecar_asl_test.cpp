#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/bids/field_map_links.hpp>
#include <libcurate/bids/sidecar.hpp>
#include <libcurate/bids/sidecar_asl.hpp>

namespace curate::bids {
namespace {

using dicom::LabelContext;
using json::Value;

Entities perfusion(const char *suffix) {
  Entities name;
  name.datatype = "perf";
  name.suffix = suffix;
  name.labels[Entity::sub] = "1";
  return name;
}

volume::Acquisition continuous() {
  volume::Acquisition a;
  a.series.spin_labeling = dicom::SpinLabeling::pseudo_continuous;
  a.series.labeling_duration_s = 1.45;
  a.series.post_labeling_delays_s = {1.8};
  a.series.labeling.has_background_suppression = true;
  a.series.labeling.pulse_duration_s = 0.0006;
  a.repetition_time_s = 4.8;
  a.label_contexts = {LabelContext::m_zero, LabelContext::label, LabelContext::control,
                      LabelContext::label, LabelContext::control};
  return a;
}

TEST(sidecar_asl, says_what_bids_asks_of_continuous_labelling) {
  const Value sidecar = sidecar_of(continuous(), perfusion("asl"));
  EXPECT_EQ(sidecar["ArterialSpinLabelingType"], "PCASL");
  EXPECT_EQ(sidecar["LabelingDuration"], 1.45);
  EXPECT_EQ(sidecar["PostLabelingDelay"], 1.8);
  EXPECT_EQ(sidecar["BackgroundSuppression"], true);
  EXPECT_EQ(sidecar["LabelingPulseDuration"], 0.6); // ms
  EXPECT_EQ(sidecar["RepetitionTimePreparation"], 4.8);
  EXPECT_EQ(sidecar["M0Type"], "Included");
  EXPECT_EQ(sidecar["TotalAcquiredPairs"], 2);
  EXPECT_FALSE(sidecar.contains("BolusCutOffFlag"));
}

TEST(sidecar_asl, says_what_bids_asks_of_pulsed_labelling) {
  volume::Acquisition a = continuous();
  a.series.spin_labeling = dicom::SpinLabeling::pulsed;
  a.series.labeling.pulsed = dicom::PulsedLabeling::fair;
  a.series.labeling.has_bolus_cut_off = true;
  a.series.labeling.bolus_cut_off = dicom::BolusCutOff::q2tips;
  a.series.labeling.bolus_cut_off_delays_s = {0.7, 1.6};
  const Value sidecar = sidecar_of(a, perfusion("asl"));
  EXPECT_EQ(sidecar["ArterialSpinLabelingType"], "PASL");
  EXPECT_EQ(sidecar["PASLType"], "FAIR");
  EXPECT_EQ(sidecar["InversionTime"], 1.8);
  EXPECT_EQ(sidecar["BolusCutOffFlag"], true);
  EXPECT_EQ(sidecar["BolusCutOffTechnique"], "Q2TIPS");
  EXPECT_EQ(sidecar["BolusCutOffDelayTime"], Value::parse("[0.7, 1.6]"));
  EXPECT_FALSE(sidecar.contains("LabelingDuration"));
}

TEST(sidecar_asl, gives_delays_by_volume_or_not_at_all) {
  volume::Acquisition a = continuous();
  a.series.post_labeling_delays_s = {1, 2};
  EXPECT_FALSE(sidecar_of(a, perfusion("asl")).contains("PostLabelingDelay"));
  EXPECT_EQ(flat_sidecar_of(a)["PostLabelingDelay"], Value::parse("[1, 2]"));
  a.post_labeling_delays_s = {1, 1, 1, 2, 2};
  EXPECT_EQ(sidecar_of(a, perfusion("asl"))["PostLabelingDelay"], Value::parse("[1, 1, 1, 2, 2]"));
}

TEST(sidecar_asl, flat_sidecars_have_the_facts_and_pictures_without_labelling_none) {
  EXPECT_EQ(flat_sidecar_of(continuous())["PostLabelingDelay"], 1.8);
  EXPECT_FALSE(flat_sidecar_of(continuous()).contains("M0Type"));
  volume::Acquisition plain = continuous();
  plain.series.spin_labeling = dicom::SpinLabeling::none;
  EXPECT_FALSE(flat_sidecar_of(plain).contains("PostLabelingDelay"));
}

TEST(sidecar_asl, context_has_a_line_for_each_volume) {
  EXPECT_EQ(label_context_text(continuous()),
            "volume_type\nm0scan\nlabel\ncontrol\nlabel\ncontrol\n");
  EXPECT_EQ(label_context_text({}), "");
}

TEST(sidecar_asl, tells_what_the_person_must_supply) {
  EXPECT_TRUE(missing_labeling(continuous()).empty());
  volume::Acquisition a = continuous();
  a.label_contexts.clear();
  a.series.labeling.has_background_suppression.reset();
  const Findings findings = missing_labeling(a);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "BIDS-ASL");
  EXPECT_THAT(findings[0].message,
              testing::HasSubstr("BackgroundSuppression, M0Type, aslcontext.tsv"));
}

TEST(sidecar_asl, an_m0scan_is_for_the_asl_of_its_session) {
  Entities other = perfusion("asl");
  other.labels[Entity::acq] = "late";
  const std::vector<Linkable> session = {
      {perfusion("asl"), "1", "", {}}, {other, "2", "", {}}, {perfusion("m0scan"), "3", "", {}}};
  const auto links = link_field_maps(session);
  EXPECT_TRUE(links[0].has_separate_m0);
  EXPECT_FALSE(links[1].has_separate_m0);
  EXPECT_THAT(links[2].intended_for, testing::ElementsAre("perf/sub-1_asl.nii.gz"));
}

} // namespace
} // namespace curate::bids
