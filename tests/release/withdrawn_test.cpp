#include "tests/release/study_maker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/base/error.hpp>
#include <libcurate/integrity/minisign.hpp>
#include <libcurate/release/compare.hpp>
#include <libcurate/release/revocations.hpp>
#include <libcurate/verification/verify.hpp>

// What becomes of releases when people in them withdraw.

namespace curate::release {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Comparison compared(const MadeStudy &made, const std::string &before, const std::string &after) {
  const auto study = made.study();
  study::Registry registry(study, study::Access::read);
  return compare(study, registry, before, after);
}

std::optional<verification::Revocation> revoked(const MadeStudy &made) {
  const auto study = made.study();
  study::Database database(study, study::Access::read);
  return revocations(study, database);
}

/// Whom a list names in a release, as its recipient finds them.
std::vector<verification::Revoked> revoked_in(const MadeStudy &made, const fs::path &release,
                                              const verification::Revocation &list) {
  const auto file = made.beside("list.json");
  const std::string text = verification::text_of(list);
  base::write_file(file, text, base::Overwrite::yes);
  base::write_file(file.string() + ".minisig",
                   integrity::minisign_text(made.study().signing_key(), text, "list"),
                   base::Overwrite::yes);
  verification::Request request;
  request.release = release;
  request.key = integrity::verifying_key_of(made.study().signing_key());
  request.revocations = {file};
  const auto verified = verification::verify(request);
  EXPECT_TRUE(verified.is_whole);
  for (const auto &finding : verified.findings)
    EXPECT_EQ(finding.code, "VERIFY-REVOKED");
  return verified.revoked;
}

TEST(withdrawn, the_next_version_and_the_list_for_the_one_before) {
  const OnDay day;
  const MadeStudy made(4);
  made.everybody_consents();
  const auto first = build(made.study(), request_of("1.0.0"));
  EXPECT_FALSE(revoked(made)) << "nobody withdrew";
  made.withdraw(1, consent::Level::contact);
  EXPECT_FALSE(revoked(made)) << "is in it still";
  made.withdraw(1, consent::Level::use);
  made.withdraw(2, consent::Level::access);
  const auto second = build(made.study(), request_of("1.0.1"));
  for (const auto &[path, text] : files_below(second.path))
    for (const std::size_t gone : {1, 2})
      EXPECT_EQ((path + text).find(made.label(gone)), std::string::npos) << path;
  EXPECT_THAT(files_below(second.path).at("CHANGES"), HasSubstr("Some people are in it no longer"));
  const auto list = revoked(made);
  ASSERT_TRUE(list);
  EXPECT_EQ(list->number, 7U) << "of the newest withdrawal in the ledger";
  const auto found = revoked_in(made, first.path, *list);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].label, made.label(1));
  EXPECT_EQ(found[0].demand, verification::Demand::remove);
  EXPECT_EQ(found[1].label, made.label(2));
  EXPECT_EQ(found[1].demand, verification::Demand::pass_on_no_more);
  EXPECT_TRUE(revoked_in(made, second.path, *list).empty());
  EXPECT_EQ(verification::text_of(*list).find(made.label(1)), std::string::npos);
}

TEST(withdrawn, whoever_consents_anew_stays_revoked_in_what_was_before) {
  const OnDay day;
  const MadeStudy made(3);
  made.everybody_consents();
  const auto first = build(made.study(), request_of("1.0.0"));
  made.withdraw(0, consent::Level::access, "2026-02-01");
  build(made.study(), request_of("1.0.1"));
  made.consent(0, all_allowed(), "2026-02-02");
  const auto third = build(made.study(), request_of("1.0.2"));
  const auto list = revoked(made);
  ASSERT_TRUE(list);
  EXPECT_EQ(revoked_in(made, first.path, *list).size(), 1U);
  EXPECT_TRUE(revoked_in(made, third.path, *list).empty());
  made.withdraw(0, consent::Level::use, "2026-02-03");
  const auto later = revoked(made);
  ASSERT_TRUE(later);
  EXPECT_GT(later->number, list->number);
  ASSERT_EQ(revoked_in(made, third.path, *later).size(), 1U);
  EXPECT_EQ(revoked_in(made, first.path, *later)[0].demand, verification::Demand::remove);
}

TEST(withdrawn, recipients_are_told_by_their_own_labels) {
  const OnDay day;
  const MadeStudy made(2);
  made.everybody_consents();
  made.add_recipient("uni-a");
  auto request = request_of("1.0.0");
  request.recipient = "uni-a";
  request.format = archive::PackFormat::zip;
  const auto built = build(made.study(), request);
  made.withdraw(1, consent::Level::use);
  const auto found = revoked_in(made, built.path, revoked(made).value());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NE(found[0].label, made.label(1));
  EXPECT_EQ(found[0].label, built.plan.subjects[1].released_label);
}

TEST(comparing, names_files_and_people_and_warns_of_few) {
  const OnDay day;
  const MadeStudy made(8);
  made.everybody_consents();
  build(made.study(), request_of("1.0.0"));
  made.withdraw(3, consent::Level::access);
  made.know(made.t1w(0), [](auto &) {}); // nothing changed
  made.write("participants.json", R"({"age": {"Description": "Age at baseline"}})");
  build(made.study(), request_of("1.1.0"));
  const auto one = compared(made, "1.0.0", "1.1.0");
  EXPECT_THAT(one.people_removed, ElementsAre(made.label(3)));
  EXPECT_TRUE(one.people_added.empty());
  EXPECT_EQ(one.removed.count(), 11U);
  EXPECT_THAT(one.removed.names, testing::Contains(made.t1w(3)));
  EXPECT_THAT(one.changed.names, testing::Contains("participants.json"));
  EXPECT_THAT(one.changed.names, testing::Not(testing::Contains(made.t1w(0))));
  ASSERT_EQ(one.findings.size(), 1U);
  EXPECT_EQ(one.findings[0].code, "RELEASE-SINGLES-OUT");
  // What the dataset has no longer is counted.
  fs::remove_all(made.root() / "dataset" / ("sub-" + made.label(3)));
  const auto later = compared(made, "1.0.0", "1.1.0");
  EXPECT_EQ(later.removed.others, 11U);
  EXPECT_TRUE(later.removed.names.empty());
  EXPECT_TRUE(compared(made, "1.0.0", "1.0.0").findings.empty());
  EXPECT_THROW(compared(made, "1.0.0", "2.0.0"), UsageError);
}

TEST(comparing, five_who_are_gone_do_not_single_out) {
  const OnDay day;
  const MadeStudy made(7);
  made.everybody_consents();
  build(made.study(), request_of("1.0.0"));
  for (std::size_t i = 0; i < 5; ++i)
    made.withdraw(i, consent::Level::access);
  const auto built = build(made.study(), request_of("1.1.0"));
  EXPECT_TRUE(compared(made, "1.0.0", "1.1.0").findings.empty());
  EXPECT_THAT(files_below(built.path).at("CHANGES"), HasSubstr("2 people in it, 7 before"));
}

} // namespace
} // namespace curate::release
