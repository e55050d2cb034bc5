#include "made_facts.hpp"
#include <gtest/gtest.h>
#include <libcurate/bids/builtin.hpp>
#include <libcurate/bids/path.hpp>

namespace curate::bids {
namespace {

using dicom::AcquisitionKind;
using dicom::Component;
using dicom::Flavor;
using dicom::ScanningSequence;
using volume::Direction;

/// "func/task-rest_bold", "skip" or "unknown".
std::string told(const NamingFacts &facts) {
  const NameVerdict verdict = builtin_name(facts);
  if (verdict.status != NameVerdict::Status::named) return std::string(name_of(verdict.status));
  return verdict.name.datatype + "/" + stem_of(verdict.name);
}

NamingFacts timed(const std::string &protocol, std::uint8_t sequence, double te_ms, double tr_ms,
                  double ti_ms, double flip) {
  NamingFacts facts = made_facts(protocol);
  facts.series.scanning_sequence = sequence;
  facts.echo_time_s = te_ms / 1000;
  facts.series_echo_times_s = {te_ms / 1000};
  facts.repetition_time_s = tr_ms / 1000;
  if (ti_ms > 0) facts.inversion_time_s = ti_ms / 1000;
  facts.flip_angle_deg = flip;
  return facts;
}

constexpr std::uint8_t se = 1, ir = 2, gr = 4, ep = 8;

struct Case {
  const char *protocol;
  std::uint8_t sequence;
  double te_ms, tr_ms, ti_ms, flip;
  bool is_3d;
  const char *name;
};

TEST(builtin, knows_the_contrasts_of_typical_protocols) {
  const Case cases[] = {
      // Siemens
      {"t1_mprage_sag_p2_iso", gr | ir, 2.98, 2300, 900, 9, true, "anat/T1w"},
      {"t2_space_dark-fluid_sag_p2_iso", se | ir, 388, 5000, 1800, 120, true, "anat/FLAIR"},
      {"t2_tse_tra_512", se, 96, 6000, 0, 150, false, "anat/T2w"},
      {"t2_spc_sag_p2_iso", se, 408, 3200, 0, 120, true, "anat/T2w"},
      {"t1_se_tra", se, 12, 500, 0, 90, false, "anat/T1w"},
      {"t1_se_tra+gd", se, 12, 500, 0, 90, false, "anat/ce-gadolinium_T1w"},
      {"pd_tse_tra", se, 11, 3500, 0, 150, false, "anat/PDw"},
      {"t2_fl2d_tra_hemo", gr, 20, 620, 0, 20, false, "anat/T2starw"},
      {"SWI_Images", gr, 20, 28, 0, 15, true, "anat/acq-swi_T2starw"},
      {"TOF_3D_multi-slab", gr, 3.6, 21, 0, 18, true, "anat/angio"},
      // GE
      {"Sag 3D T1 BRAVO", gr, 3.2, 8.2, 450, 12, true, "anat/T1w"},
      {"Sag CUBE T2 FLAIR", se | ir, 120, 6500, 1900, 90, true, "anat/FLAIR"},
      {"Ax T1 FLAIR", se | ir, 24, 2500, 860, 111, false, "anat/T1w"},
      {"Ax T2 PROPELLER", se, 105, 5200, 0, 142, false, "anat/T2w"},
      // Philips
      {"WIP T1W_3D_TFE SENSE", gr, 4.6, 9.9, 0, 8, true, "anat/T1w"},
      {"3D_FLAIR_VIEW SENSE", se, 125, 4800, 1650, 90, true, "anat/FLAIR"},
      {"T2W_TSE", se, 80, 3000, 0, 90, false, "anat/T2w"},
      // doubt
      {"study_7", se, 52, 2200, 0, 90, false, "unknown"},
      {"sequence 12", 0, 2, 5, 0, 30, false, "unknown"},
      {"localizer", gr, 3, 7, 0, 20, false, "skip"},
      {"AAHead_Scout_64ch", gr, 1.4, 3, 0, 8, true, "skip"},
      {"Ax ASSET Cal", gr, 1.5, 150, 0, 50, false, "skip"},
  };
  for (const Case &c : cases) {
    NamingFacts facts = timed(c.protocol, c.sequence, c.te_ms, c.tr_ms, c.ti_ms, c.flip);
    facts.series.acquisition_kind = c.is_3d ? AcquisitionKind::three_d : AcquisitionKind::two_d;
    EXPECT_EQ(told(facts), c.name) << c.protocol;
  }
}

TEST(builtin, tells_the_echoes_of_a_dual_echo_apart) {
  NamingFacts facts = timed("pd+t2_tse_tra", se, 11, 4320, 0, 160);
  facts.series_echo_times_s = {0.011, 0.1};
  EXPECT_EQ(told(facts), "anat/PDw");
  facts.echo_time_s = 0.1;
  EXPECT_EQ(told(facts), "anat/T2w");
}

TEST(builtin, numbers_the_echoes_of_an_echo_train) {
  NamingFacts facts = timed("se_mc", se, 20, 3000, 0, 180);
  facts.series_echo_times_s = {0.01, 0.02, 0.03, 0.04};
  EXPECT_EQ(told(facts), "anat/echo-2_MESE");
}

TEST(builtin, knows_functional_series) {
  NamingFacts facts = timed("ep2d_bold_resting", gr | ep, 30, 2000, 0, 77);
  facts.volumes = 200;
  EXPECT_EQ(told(facts), "func/task-rest_bold");
  facts = timed("ax_asc_35sl", ep, 30, 3000, 0, 76);
  facts.volumes = 100;
  EXPECT_EQ(told(facts), "func/task-unspecified_bold");
  facts = timed("fMRI_nback_SBRef", gr | ep, 30, 800, 0, 52);
  EXPECT_EQ(told(facts), "func/task-nback_sbref");
  facts = timed("me_fMRI", gr | ep, 30, 2000, 0, 70);
  facts.volumes = 100;
  facts.series_echo_times_s = {0.013, 0.030};
  EXPECT_EQ(told(facts), "func/task-unspecified_echo-2_bold");
}

TEST(builtin, knows_diffusion_and_its_reversed_reference) {
  NamingFacts facts = timed("ep2d_diff_mddw_64", ep | se, 90, 8000, 0, 90);
  facts.volumes = 65;
  facts.b_values_s_per_mm2 = std::vector<double>(65, 1000);
  facts.b_values_s_per_mm2[0] = 0;
  facts.phase_encoding_direction = Direction::j_minus;
  EXPECT_EQ(told(facts), "dwi/dir-AP_dwi");
  facts.b_values_s_per_mm2 = {0, 0};
  facts.volumes = 2;
  facts.phase_encoding_direction = Direction::j;
  EXPECT_EQ(told(facts), "fmap/dir-PA_epi");
  facts.flavor = Flavor::adc;
  EXPECT_EQ(told(facts), "skip");
}

TEST(builtin, knows_field_maps) {
  NamingFacts facts = timed("gre_field_mapping", gr, 4.92, 400, 0, 60);
  facts.series_echo_times_s = {0.00492, 0.00738};
  EXPECT_EQ(told(facts), "fmap/magnitude1");
  facts.echo_time_s = 0.00738;
  EXPECT_EQ(told(facts), "fmap/magnitude2");
  facts.component = Component::phase;
  EXPECT_EQ(told(facts), "fmap/phase2");
  facts.series_echo_times_s = {0.00738};
  facts.echo_number = 2;
  EXPECT_EQ(told(facts), "fmap/phasediff");
}

TEST(builtin, knows_echo_planar_field_maps_by_their_direction) {
  NamingFacts facts = timed("SpinEchoFieldMap", ep | se, 66, 7000, 0, 90);
  facts.volumes = 3;
  EXPECT_EQ(told(facts), "unknown") << "without a direction it has no name";
  facts.phase_encoding_direction = Direction::i;
  EXPECT_EQ(told(facts), "fmap/dir-RL_epi");
}

TEST(builtin, skips_a_localizer_by_its_planes) {
  NamingFacts facts = timed("x", gr, 4, 8, 0, 20);
  facts.orientations = 3;
  facts.slices = 9;
  EXPECT_EQ(told(facts), "skip");
}

TEST(builtin, skips_single_coils) {
  NamingFacts facts = timed("t1_mprage", gr | ir, 3, 2300, 900, 9);
  facts.coil_elements = 32;
  EXPECT_EQ(told(facts), "skip");
}

TEST(builtin, tells_what_it_matched_on_and_what_is_missing) {
  const NameVerdict t1w = builtin_name(timed("t1_mprage_sag", gr | ir, 2.96, 2300, 900, 9));
  EXPECT_EQ(t1w.matched, (std::vector<std::string>{"TE 2.96 ms", "word \"mprage\"", "TI 900 ms",
                                                   "word \"t1\""}));
  const NameVerdict none = builtin_name(made_facts("x"));
  EXPECT_EQ(none.missing,
            (std::vector<std::string>{"spin or gradient echo", "echo time", "repetition time"}));
}

TEST(builtin, knows_mp2rage) {
  NamingFacts facts = timed("mp2rage_INV1", gr | ir, 3, 5000, 700, 4);
  EXPECT_EQ(told(facts), "anat/inv-1_MP2RAGE");
  facts = timed("mp2rage_x", gr | ir, 3, 5000, 700, 4);
  facts.flavor = Flavor::uniform_mp2rage;
  EXPECT_EQ(told(facts), "anat/UNIT1");
}

TEST(builtin, names_the_direction_as_the_patient_lies) {
  NamingFacts facts = made_facts("x");
  facts.phase_encoding_direction = Direction::j_minus;
  EXPECT_EQ(direction_label(facts), "AP"); // dcm_qa_nih: EPI_PE=AP has j-
  facts.phase_encoding_direction = Direction::i_minus;
  EXPECT_EQ(direction_label(facts), "LR"); // dcm_qa_nih: EPI_PE=LR has i-
  facts.orientation_lps = {};
  EXPECT_FALSE(direction_label(facts));
}

TEST(builtin, says_nothing_of_the_header_in_its_reasons) {
  const NameVerdict verdict = builtin_name(made_facts("Doe^John t1"));
  EXPECT_EQ((verdict.rule + verdict.reason).find("Doe"), std::string::npos);
}

TEST(builtin, bears_texts_of_any_size) {
  const NamingFacts facts = made_facts(std::string(1000000, '\xff'));
  EXPECT_EQ(told(facts), "unknown");
}

TEST(builtin, has_no_two_rules_of_one_id) {
  auto ids = builtin_rule_ids();
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
}

} // namespace
} // namespace curate::bids
