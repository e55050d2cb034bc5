#include "made_facts.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/bids/naming.hpp>
#include <libcurate/bids/path.hpp>
#include <libcurate/bids/visit_names.hpp>
#include <list>
#include <rapidcheck/gtest.h>
#include <set>

namespace curate::bids {
namespace {

/// A made visit: every picture is one series, unless it is told to join the one before.
class MadeVisit {
public:
  NamingFacts &add(NamingFacts facts, const std::string &time, bool joins_before = false) {
    facts_.push_back(std::move(facts));
    if (!joins_before) ++series_;
    times_.push_back(time);
    series_of_.push_back(series_);
    return facts_.back();
  }

  /// The names after all is settled, in the order in which pictures were added.
  std::vector<std::string> names() {
    std::list<NameVerdict> verdicts;
    std::vector<VisitPicture> visit;
    std::size_t i = 0;
    for (const NamingFacts &facts : facts_) {
      verdicts.push_back(name_of(facts, {}));
      visit.push_back({&facts, &verdicts.back(), "2001-02-03T" + times_[i],
                       static_cast<int>(series_of_[i]), series_of_[i]});
      ++i;
    }
    settle_names(visit);
    std::vector<std::string> names;
    for (const NameVerdict &verdict : verdicts)
      names.push_back(verdict.status == NameVerdict::Status::named ? stem_of(verdict.name)
                                                                   : verdict.code);
    return names;
  }

private:
  std::list<NamingFacts> facts_;
  std::vector<std::string> times_;
  std::vector<std::size_t> series_of_;
  std::size_t series_ = 0;
};

using Names = std::vector<std::string>;

NamingFacts with_type(NamingFacts facts, std::vector<std::string> image_type) {
  deid::NamingTexts texts = facts.texts.reveal();
  texts.image_type = std::move(image_type);
  facts.texts = Secret<deid::NamingTexts>(texts);
  return facts;
}

NamingFacts t1w(const std::string &protocol = "t1_mprage_sag", const std::string &type = "ND") {
  NamingFacts facts = made_facts(protocol);
  facts.series.scanning_sequence = 6;
  facts.series.acquisition_kind = dicom::AcquisitionKind::three_d;
  facts.echo_time_s = 0.003;
  facts.series_echo_times_s = {0.003};
  facts.inversion_time_s = 0.9;
  facts.repetition_time_s = 2.3;
  return with_type(facts, {"ORIGINAL", "PRIMARY", "M", type});
}

NamingFacts t2w(double echo_s = 0.1, std::array<double, 6> orientation = {1, 0, 0, 0, 1, 0}) {
  NamingFacts facts = made_facts("t2_tse");
  facts.series.scanning_sequence = 1;
  facts.series.acquisition_kind = dicom::AcquisitionKind::two_d;
  facts.echo_time_s = echo_s;
  facts.series_echo_times_s = {echo_s};
  facts.repetition_time_s = 5;
  facts.orientation_lps = orientation;
  return facts;
}

NamingFacts bold(const std::string &protocol, int volumes = 200) {
  NamingFacts facts = made_facts(protocol);
  facts.series.scanning_sequence = 12;
  facts.volumes = volumes;
  return facts;
}

TEST(visit_names, tell_water_from_both_in_phase_and_names_no_fat) {
  MadeVisit visit;
  NamingFacts water = t1w("t1_vibe_dixon_tra");
  water.dixon = dicom::DixonKind::water;
  NamingFacts in_phase = water, fat = water;
  in_phase.dixon = dicom::DixonKind::in_phase;
  fat.dixon = dicom::DixonKind::fat;
  visit.add(water, "10:00:00");
  visit.add(in_phase, "10:00:00", true);
  visit.add(fat, "10:00:00", true);
  EXPECT_EQ(visit.names(), (Names{"acq-water_T1w", "acq-inphase_T1w", "NAME-UNKNOWN"}));
}

TEST(visit_names, tell_the_normalized_copy_from_the_other) {
  MadeVisit visit;
  visit.add(t1w("t1_mprage_sag", "ND"), "10:00:00");
  visit.add(t1w("t1_mprage_sag", "NORM"), "10:00:00");
  visit.add(t1w("t1_mprage_sag", "ND"), "10:20:00");
  visit.add(t1w("t1_mprage_sag", "NORM"), "10:20:00");
  EXPECT_EQ(visit.names(), (Names{"T1w", "rec-norm_T1w", "T1w", "rec-norm_T1w"}));
}

TEST(visit_names, tell_the_copy_without_distortion) {
  MadeVisit visit;
  visit.add(t1w("t1_mprage_sag", "ND"), "10:00:00");
  visit.add(t1w("t1_mprage_sag", "DIS3D"), "10:00:00");
  EXPECT_EQ(visit.names(), (Names{"T1w", "rec-dis3d_T1w"}));
}

TEST(visit_names, label_nothing_where_a_scan_was_repeated) {
  MadeVisit visit;
  visit.add(t1w("t1_mprage_sag", "ND"), "10:00:00");
  visit.add(t1w("t1_mprage_sag", "NORM"), "10:20:00");
  EXPECT_EQ(visit.names(), (Names{"T1w", "T1w"})) << "runs are numbered afterwards";
}

TEST(visit_names, tell_a_magnitude_from_its_phase) {
  MadeVisit visit;
  visit.add(bold("ep2d_bold_rest"), "10:00:00");
  visit.add(bold("ep2d_bold_rest"), "10:00:00.4").component = dicom::Component::phase;
  visit.add(bold("ep2d_bold_motor"), "10:10:00");
  EXPECT_EQ(visit.names(),
            (Names{"task-rest_part-mag_bold", "task-rest_part-phase_bold", "task-motor_bold"}));
}

TEST(visit_names, tell_echoes_that_are_series_of_their_own) {
  MadeVisit visit;
  for (const double echo_s : {0.030, 0.012, 0.048}) {
    NamingFacts facts = bold("me_bold_rest");
    facts.echo_time_s = echo_s;
    facts.series_echo_times_s = {echo_s};
    visit.add(facts, "10:00:00");
  }
  EXPECT_EQ(visit.names(),
            (Names{"task-rest_echo-2_bold", "task-rest_echo-1_bold", "task-rest_echo-3_bold"}));
}

TEST(visit_names, tell_2d_from_3d_and_planes_from_each_other) {
  MadeVisit visit;
  visit.add(t1w(), "10:00:00");
  NamingFacts spin = t2w(0.012);
  spin.repetition_time_s = 0.5;
  visit.add(spin, "10:10:00");
  visit.add(t2w(), "10:20:00");
  visit.add(t2w(0.1, {0, 1, 0, 0, 0, -1}), "10:30:00");
  visit.add(t2w(0.1, {1, 0, 0, 0, 0, -1}), "10:40:00");
  EXPECT_EQ(visit.names(), (Names{"T1w", "acq-2d_T1w", "T2w", "acq-sag_T2w", "acq-cor_T2w"}));
}

TEST(visit_names, follow_the_runs_that_protocol_names_spell) {
  MadeVisit visit;
  visit.add(bold("func-bold_task-rest_run-01"), "10:00:00");
  visit.add(bold("func-bold_task-rest_run+"), "10:10:00");
  visit.add(bold("func-bold_task-motor_run="), "10:20:00");
  visit.add(bold("func-bold_task-rest_run-07"), "10:30:00");
  EXPECT_EQ(visit.names(), (Names{"task-rest_run-01_bold", "task-rest_run-02_bold",
                                  "task-motor_run-02_bold", "task-rest_run-07_bold"}));
}

TEST(visit_names, count_no_run_for_the_phase_of_a_field_map) {
  MadeVisit visit;
  NamingFacts magnitude = made_facts("fmap_acq-3mm_run+");
  magnitude.series.scanning_sequence = 4;
  magnitude.echo_time_s = 0.005;
  magnitude.echo_number = 1;
  NamingFacts phase = magnitude;
  phase.component = dicom::Component::phase;
  for (const char *time : {"10:00:00", "10:10:00"}) {
    visit.add(magnitude, time);
    visit.add(phase, time);
  }
  EXPECT_EQ(visit.names(), (Names{"acq-3mm_run-01_magnitude1", "acq-3mm_run-01_phasediff",
                                  "acq-3mm_run-02_magnitude1", "acq-3mm_run-02_phasediff"}));
}

TEST(visit_names, keep_the_last_of_two_scans_with_one_spelled_run) {
  MadeVisit visit;
  visit.add(bold("func-bold_task-rest_run-01"), "10:00:00");
  visit.add(bold("func-bold_task-rest_run-01"), "10:10:00");
  EXPECT_EQ(visit.names(), (Names{"NAME-DUPLICATE", "task-rest_run-01_bold"}));
}

TEST(visit_names, set_apart_what_was_broken_off) {
  MadeVisit visit;
  visit.add(bold("ep2d_bold_rest", 40), "10:00:00");
  visit.add(bold("ep2d_bold_rest", 200), "10:10:00");
  visit.add(bold("ep2d_bold_rest", 90), "10:20:00");
  visit.add(t1w(), "10:30:00").slices = 100;
  visit.add(t1w(), "10:40:00").slices = 176;
  EXPECT_EQ(visit.names(),
            (Names{"NAME-ABORTED", "task-rest_bold", "task-rest_bold", "NAME-ABORTED", "T1w"}));
}

RC_GTEST_PROP(visit_names, do_not_depend_on_the_order_and_stay_names, ()) {
  std::list<NamingFacts> facts;
  std::list<NameVerdict> verdicts;
  std::vector<VisitPicture> visit;
  const int count = *rc::gen::inRange(2, 12);
  for (int i = 0; i < count; ++i) {
    facts.push_back(*rc::gen::element(t1w(), t1w("t1_mprage_sag", "NORM"), t2w(), bold("bold"),
                                      bold("func-bold_task-rest_run-1"), bold("func_run+")));
    facts.back().component =
        *rc::gen::element(dicom::Component::magnitude, dicom::Component::phase);
    verdicts.push_back(name_of(facts.back(), {}));
    const std::string time = *rc::gen::element("10:00:00", "10:00:01", "11:00:00");
    visit.push_back(
        {&facts.back(), &verdicts.back(), "2001-02-03T" + time, i, static_cast<std::size_t>(i)});
  }
  const std::list<NameVerdict> before = verdicts;
  settle_names(visit);
  const std::list<NameVerdict> after = verdicts;
  for (const NameVerdict &verdict : after)
    RC_ASSERT(verdict.status != NameVerdict::Status::named || check(verdict.name));
  std::copy(before.begin(), before.end(), verdicts.begin());
  std::reverse(visit.begin(), visit.end());
  settle_names(visit);
  auto again = verdicts.begin();
  for (const NameVerdict &verdict : after) {
    RC_ASSERT(verdict.name == again->name);
    RC_ASSERT(verdict.code == (again++)->code);
  }
}

} // namespace
} // namespace curate::bids
