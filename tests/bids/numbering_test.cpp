#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/bids/numbering.hpp>
#include <libcurate/bids/path.hpp>
#include <rapidcheck/gtest.h>
#include <set>

namespace curate::bids {
namespace {

Wanted t1w(const std::string &key, const std::string &acquired, const std::string &subject = "A") {
  Wanted wanted;
  wanted.name.datatype = "anat";
  wanted.name.suffix = "T1w";
  wanted.name.labels = {{Entity::sub, subject}, {Entity::ses, "1"}};
  wanted.key = key;
  wanted.acquired = acquired;
  return wanted;
}

std::vector<std::string> runs(const Numbered &numbered) {
  std::vector<std::string> labels;
  for (const Entities &name : numbered.names)
    labels.push_back(name.label(Entity::run));
  return labels;
}

TEST(numbering, gives_no_run_to_a_single_scan) {
  const std::vector<Wanted> wanted = {t1w("x", "2001-01-01T10:00:00"), t1w("y", "", "B")};
  EXPECT_EQ(runs(number_runs(wanted, {})), (std::vector<std::string>{"", ""}));
}

TEST(numbering, goes_by_acquisition_time) {
  const std::vector<Wanted> wanted = {t1w("x", "2001-01-01T11:00:00"),
                                      t1w("y", "2001-01-01T10:00:00"), t1w("z", "")};
  EXPECT_EQ(runs(number_runs(wanted, {})), (std::vector<std::string>{"2", "1", "3"}));
}

TEST(numbering, keeps_a_spelled_run_where_it_is_free) {
  Wanted spelled = t1w("x", "2001-01-01T10:00:00");
  spelled.name.labels[Entity::run] = "07";
  Wanted same = t1w("y", "2001-01-01T11:00:00");
  same.name.labels[Entity::run] = "07";
  const std::vector<Wanted> wanted = {spelled, same, t1w("z", "2001-01-01T12:00:00")};
  const Numbered numbered = number_runs(wanted, {});
  EXPECT_EQ(runs(numbered), (std::vector<std::string>{"07", "8", "9"}));
  EXPECT_TRUE(numbered.findings.empty());
  const std::vector<Frozen> frozen = {{numbered.names[0], "x", ""}};
  EXPECT_EQ(runs(number_runs({&wanted[0], 1}, frozen)), (std::vector<std::string>{"07"}));
}

TEST(numbering, leaves_what_was_given_and_says_that_a_scan_is_late) {
  const Wanted first = t1w("x", "2001-01-01T11:00:00");
  const std::vector<Frozen> frozen = {{first.name, first.key, first.acquired}};
  const std::vector<Wanted> wanted = {first, t1w("y", "2001-01-01T10:00:00")};
  const Numbered numbered = number_runs(wanted, frozen);
  EXPECT_EQ(runs(numbered), (std::vector<std::string>{"", "2"}));
  ASSERT_EQ(numbered.findings.size(), 1U);
  EXPECT_EQ(numbered.findings.front().code, "BIDS-LATE-RUN");
  EXPECT_EQ(numbered.findings.front().file, "sub-A/ses-1/anat/sub-A_ses-1_run-2_T1w.nii.gz");
}

std::vector<Wanted> any_wanted() {
  const auto count = *rc::gen::inRange(0, 12);
  std::vector<Wanted> wanted;
  for (int i = 0; i < count; ++i)
    wanted.push_back(t1w("key" + std::to_string(i),
                         "2001-01-01T10:00:0" + std::to_string(*rc::gen::inRange(0, 4)),
                         *rc::gen::element(std::string("A"), std::string("B"))));
  return wanted;
}

RC_GTEST_PROP(numbering, does_not_depend_on_the_order_asked, ()) {
  const std::vector<Wanted> wanted = any_wanted();
  std::vector<Wanted> turned(wanted.rbegin(), wanted.rend());
  auto names = number_runs(turned, {}).names;
  std::ranges::reverse(names);
  RC_ASSERT(names == number_runs(wanted, {}).names);
}

RC_GTEST_PROP(numbering, never_changes_nor_repeats_a_name, ()) {
  const std::vector<Wanted> all = any_wanted();
  std::vector<Frozen> frozen;
  std::size_t done = 0;
  while (done < all.size()) { // the scans turn up in portions
    done += *rc::gen::inRange<std::size_t>(1, all.size() - done + 1);
    const std::span<const Wanted> now(all.data(), done);
    const Numbered numbered = number_runs(now, frozen);
    for (const Frozen &old : frozen) {
      const auto at = std::ranges::find(now, old.key, &Wanted::key) - now.begin();
      RC_ASSERT(numbered.names[static_cast<std::size_t>(at)] == old.name);
    }
    const std::set<Entities> different(numbered.names.begin(), numbered.names.end());
    RC_ASSERT(different.size() == done);
    frozen.clear();
    for (std::size_t i = 0; i < done; ++i)
      frozen.push_back({numbered.names[i], all[i].key, all[i].acquired});
  }
}

TEST(sessions, are_numbered_by_day) {
  const std::vector<Visit> visits = {
      {"A", "v2", "2001-06-01", {}}, {"A", "v1", "2001-01-01", {}}, {"B", "v3", "", {}}};
  EXPECT_EQ(number_sessions(visits, {}).labels, (std::vector<std::string>{"2", "1", "1"}));
}

TEST(sessions, stay_as_they_were_given) {
  const std::vector<FrozenVisit> frozen = {{"A", "v2", "2001-06-01", "1"}};
  const std::vector<Visit> visits = {{"A", "v1", "2001-01-01", {}}, {"A", "v2", "2001-06-01", {}}};
  const Sessions sessions = number_sessions(visits, frozen);
  EXPECT_EQ(sessions.labels, (std::vector<std::string>{"2", "1"}));
  ASSERT_EQ(sessions.findings.size(), 1U);
  EXPECT_EQ(sessions.findings.front().code, "BIDS-LATE-SESSION");
}

TEST(sessions, are_labelled_as_asked) {
  const std::vector<Visit> visits = {{"A", "v1", "2001-01-01", {}},
                                     {"A", "v2", "2001-06-01", "1"},
                                     {"A", "v3", "2001-07-01", "base"}};
  const Sessions sessions = number_sessions(visits, {});
  EXPECT_EQ(sessions.labels, (std::vector<std::string>{"2", "1", "base"}));
  EXPECT_TRUE(sessions.findings.empty());
}

TEST(sessions, join_the_visit_before_where_a_protocol_says_so) {
  const std::vector<Visit> visits = {{"A", "v1", "2001-01-01", {}, true},
                                     {"A", "v2", "2001-06-01", {}, true},
                                     {"A", "v3", "2001-07-01", {}}};
  EXPECT_EQ(number_sessions(visits, {}).labels, (std::vector<std::string>{"1", "1", "2"}));
}

TEST(sessions, say_when_two_days_share_one) {
  const std::vector<Visit> visits = {{"A", "v1", "2001-01-01", "x"},
                                     {"A", "v2", "2001-06-01", "x"}};
  const Sessions sessions = number_sessions(visits, {});
  ASSERT_EQ(sessions.findings.size(), 1U);
  EXPECT_EQ(sessions.findings.front().code, "BIDS-SESSION-SHARED");
}

} // namespace
} // namespace curate::bids
