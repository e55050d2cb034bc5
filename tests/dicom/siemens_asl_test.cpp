#include "libcurate/dicom/siemens_asl.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace curate::dicom::siemens {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;

SeriesFacts facts_of(std::string_view sequence, std::string_view lines,
                     SpinLabeling said = SpinLabeling::none) {
  const std::string text =
      fmt::format("### ASCCONV BEGIN ###\ntSequenceFileName = \"\"%SiemensSeq%\\{}\"\"\n{}\n"
                  "### ASCCONV END ###",
                  sequence, lines);
  SeriesFacts facts;
  facts.spin_labeling = said;
  read_spin_labeling(Protocol::parse(text).value(), facts);
  return facts;
}

TEST(siemens_asl, xa_product_states_duration_and_delays) {
  constexpr std::string_view one = "sAsl.ulMode = 32\nsAsl.ulSuppressionMode = 1\n"
                                   "sAsl.ulLabelingDuration = 1500000\n"
                                   "sAsl.ulDelayArraySize = 1\n"
                                   "sAsl.sPostLabelingDelay[0] = 1800000\n"
                                   "sAsl.sPostLabelingDelay[1] = 2800000";
  const SeriesFacts facts = facts_of("ep2d_asl", one);
  EXPECT_EQ(facts.spin_labeling, SpinLabeling::pseudo_continuous);
  EXPECT_EQ(facts.labeling_duration_s, 1.5);
  EXPECT_THAT(facts.post_labeling_delays_s, ElementsAre(1.8));
  EXPECT_EQ(facts.labeling.has_background_suppression, false);
  const SeriesFacts several =
      facts_of("tgse_asl", "sAsl.ulMode = 32\nsAsl.ulSuppressionMode = 8\n"
                           "sAsl.ulLabelingDuration = 1500000\nsAsl.ulDelayArraySize = 2\n"
                           "sAsl.sPostLabelingDelay[0] = 1000000\n"
                           "sAsl.sPostLabelingDelay[1] = 2000000");
  EXPECT_THAT(several.post_labeling_delays_s, ElementsAre(1.0, 2.0));
  EXPECT_EQ(several.labeling.has_background_suppression, true);
}

TEST(siemens_asl, xa_product_follows_the_standard_attribute) {
  const SeriesFacts pulsed = facts_of("ep2d_asl",
                                      "sAsl.ulMode = 4\nalTI[0] = 700000\nalTI[2] = 1800000\n"
                                      "sAsl.ulLabelingDuration = 1500000",
                                      SpinLabeling::pulsed);
  EXPECT_EQ(pulsed.spin_labeling, SpinLabeling::pulsed);
  EXPECT_FALSE(pulsed.labeling_duration_s);
  EXPECT_THAT(pulsed.post_labeling_delays_s, ElementsAre(1.8));
  EXPECT_THAT(pulsed.labeling.bolus_cut_off_delays_s, ElementsAre(0.7));
  const SeriesFacts unknown = facts_of("ep2d_asl", "sAsl.ulLabelingDuration = 1500000");
  EXPECT_EQ(unknown.spin_labeling, SpinLabeling::none);
  EXPECT_FALSE(unknown.labeling_duration_s);
}

TEST(siemens_asl, pulsed_products_tell_the_cut_off_by_the_number_of_times) {
  const SeriesFacts ve = facts_of("tgse_pasl", "alTI[0] = 700000\nalTI[2] = 1990000");
  EXPECT_EQ(ve.spin_labeling, SpinLabeling::pulsed);
  EXPECT_EQ(ve.labeling.pulsed, PulsedLabeling::fair);
  EXPECT_EQ(ve.labeling.bolus_cut_off, BolusCutOff::quipss_ii);
  EXPECT_THAT(ve.labeling.bolus_cut_off_delays_s, ElementsAre(0.7));
  EXPECT_THAT(ve.post_labeling_delays_s, ElementsAre(1.99));
  for (const char *order : {"alTI[0] = 700000\nalTI[1] = 1600000\nalTI[2] = 1800000",
                            "alTI[0] = 1800000\nalTI[1] = 700000\nalTI[2] = 1600000"}) {
    const SeriesFacts vb = facts_of("ep2d_pasl", order);
    EXPECT_EQ(vb.labeling.pulsed, PulsedLabeling::picore);
    EXPECT_EQ(vb.labeling.bolus_cut_off, BolusCutOff::q2tips);
    EXPECT_THAT(vb.labeling.bolus_cut_off_delays_s, ElementsAre(0.7, 1.6));
    EXPECT_THAT(vb.post_labeling_delays_s, ElementsAre(1.8));
  }
}

TEST(siemens_asl, pulsed_times_that_cannot_be_told_apart_are_left_out) {
  EXPECT_THAT(facts_of("tgse_pasl", "alTI[0] = 700000").post_labeling_delays_s, IsEmpty());
  EXPECT_THAT(facts_of("tgse_pasl", "alTI[0] = 700000\nalTI[2] = 1990000\nsAsl.ulArrayLength = 5")
                  .post_labeling_delays_s,
              IsEmpty());
  // The picture for M0 of the same sequence labels nothing.
  const SeriesFacts m0 = facts_of("tgse_pasl", "alTI[0] = 100000\nalTI[2] = 7000000");
  EXPECT_THAT(m0.post_labeling_delays_s, IsEmpty());
  EXPECT_FALSE(m0.labeling.has_bolus_cut_off);
}

TEST(siemens_asl, wang_counts_blocks_of_labelling) {
  for (const char *sequence : {"ep2d_pcasl_UI_PHC", "tgse_pcasl_ve11c"}) {
    const SeriesFacts facts =
        facts_of(sequence, "sWipMemBlock.adFree[1] = 90\nsWipMemBlock.adFree[2] = 1500000\n"
                           "sWipMemBlock.adFree[3] = 82\nsWipMemBlock.adFree[10] = 6");
    EXPECT_EQ(facts.spin_labeling, SpinLabeling::pseudo_continuous) << sequence;
    EXPECT_THAT(facts.labeling_duration_s.value_or(0), DoubleNear(1.5088, 1e-9)) << sequence;
    EXPECT_THAT(facts.post_labeling_delays_s, ElementsAre(1.5)) << sequence;
    EXPECT_EQ(facts.labeling.distance_mm, 90.0) << sequence;
    EXPECT_THAT(facts.labeling.average_gradient_mt_per_m.value_or(0), DoubleNear(0.6, 1e-9));
  }
  EXPECT_THAT(facts_of("ep2d_pcasl", "sWiPMemBlock.adFree[2] = 1200000").post_labeling_delays_s,
              ElementsAre(1.2)); // VB writes the name in another way
}

TEST(siemens_asl, oxford_lists_its_delays) {
  const SeriesFacts flat =
      facts_of("to_ep2d_VEPCASL", "sWipMemBlock.alFree[0] = 1\nsWipMemBlock.alFree[3] = 2\n"
                                  "sWipMemBlock.alFree[4] = 20\nsWipMemBlock.alFree[5] = 600\n"
                                  "sWipMemBlock.alFree[9] = 1400\nsWipMemBlock.alFree[11] = 250\n"
                                  "sWipMemBlock.alFree[12] = 500\nsWipMemBlock.alFree[14] = 750");
  EXPECT_EQ(flat.labeling_duration_s, 1.4);
  EXPECT_THAT(flat.post_labeling_delays_s, ElementsAre(0.25, 0.5));
  EXPECT_EQ(flat.labeling.has_background_suppression, true);
  EXPECT_EQ(flat.labeling.pulse_flip_angle_deg, 20.0);
  EXPECT_THAT(flat.labeling.pulse_duration_s.value_or(0), DoubleNear(600e-6, 1e-12));
  const SeriesFacts solid =
      facts_of("jw_tgse_VEPCASL", "sWipMemBlock.alFree[10] = 1800\nsWipMemBlock.alFree[30] = 900");
  EXPECT_EQ(solid.labeling_duration_s, 1.8);
  EXPECT_THAT(solid.post_labeling_delays_s, ElementsAre(0.9));
  const SeriesFacts off = facts_of("to_ep2d_VEPCASL", "sWipMemBlock.alFree[0] = 2");
  EXPECT_EQ(off.spin_labeling, SpinLabeling::none);
}

TEST(siemens_asl, others_are_known_by_name_or_not_at_all) {
  const SeriesFacts csl = facts_of("csl_818", "alTI[0] = 1800000\nalTI[2] = 3600000");
  EXPECT_EQ(csl.labeling_duration_s, 1.8);
  EXPECT_THAT(csl.post_labeling_delays_s, ElementsAre(1.8));
  const SeriesFacts fairest = facts_of("ep2d_fairest", "sWipMemBlock.adFree[4] = 1600");
  EXPECT_EQ(fairest.spin_labeling, SpinLabeling::pulsed);
  EXPECT_THAT(fairest.post_labeling_delays_s, ElementsAre(1.6));
  const SeriesFacts bold = facts_of("ep2d_bold", "alTI[0] = 700000\nsAsl.ulMode = 1");
  EXPECT_EQ(bold.spin_labeling, SpinLabeling::none);
  EXPECT_THAT(bold.post_labeling_delays_s, IsEmpty());
}

TEST(siemens_asl, comments_name_what_a_volume_shows) {
  EXPECT_EQ(label_context_of("LABEL"), LabelContext::label);
  EXPECT_EQ(label_context_of(" Control "), LabelContext::control);
  EXPECT_EQ(label_context_of("M0_SCAN"), LabelContext::m_zero);
  EXPECT_EQ(label_context_of("PCASL; LABEL"), LabelContext::label);
  EXPECT_EQ(label_context_of("unlabel"), LabelContext::unknown);
  EXPECT_EQ(label_context_of(""), LabelContext::unknown);
}

} // namespace
} // namespace curate::dicom::siemens
