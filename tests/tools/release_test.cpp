#include "tests/release/study_maker.hpp"
#include "tests/tools/run_curate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/integrity/minisign.hpp>
#include <libcurate/json/read.hpp>

// The commands of `curate release`, from the plan to the list for recipients.

namespace curate::tools_test {
namespace {

using testing::HasSubstr;

class Release : public testing::Test {
protected:
  Release() { made.everybody_consents(); }

  Ran run(std::vector<std::string> words) const {
    words.insert(words.begin(), "release");
    words.insert(words.end(), {"--study", made.root().string()});
    return curate(words);
  }
  Ran build(const char *version, std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"build",   "--version", version, "--license",
                                   "CC0-1.0", "--access",  "open"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }

  const release::OnDay day;
  const release::MadeStudy made{3};
};

TEST_F(Release, plan_tells_who_leaves_and_every_gate_and_writes_nothing) {
  made.withdraw(2, consent::Level::access);
  const auto ran = run({"plan", "--license", "CC0-1.0", "--access", "open"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("leaves: 2 people, 4 sessions, 8 pictures"));
  EXPECT_THAT(ran.out, HasSubstr("left out: 1 person (CONSENT-WITHDRAWN"));
  for (const char *gate : {"consent", "withdrawals", "deidentification", "faces", "leaks",
                           "dictionaries", "validation", "license", "version", "content"})
    EXPECT_THAT(ran.out, HasSubstr(std::string("gate ") + gate));
  EXPECT_TRUE(release::files_below(made.releases()).empty());
  const auto json =
      json::parse(run({"plan", "--license", "CC0-1.0", "--access", "open", "--json"}).out);
  ASSERT_TRUE(json);
  EXPECT_EQ((*json)["may_leave"], true);
  EXPECT_EQ((*json)["people"].size(), 3U);
  EXPECT_EQ((*json)["gates"].size(), 10U);
}

TEST_F(Release, a_failed_gate_exits_with_3_and_builds_nothing) {
  made.know(made.t1w(0), [](auto &file) { file.is_searched = false; });
  const auto ran = build("1.0.0");
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.out, HasSubstr("RELEASE-NOT-SEARCHED"));
  EXPECT_THAT(ran.out, HasSubstr("Nothing was built."));
  EXPECT_TRUE(release::files_below(made.releases()).empty());
}

TEST_F(Release, the_whole_way) {
  made.add_recipient("uni-a");
  EXPECT_EQ(build("1.0.0", {"--recipient", "uni-a", "--format", "tar"}).status, 0);
  EXPECT_EQ(build("1.0.0").status, 0);
  EXPECT_EQ(build("1.0.0").status, 2) << "the place is taken";
  EXPECT_THAT(run({"list"}).out,
              HasSubstr("1.0.0@uni-a  2026-03-01  CC0-1.0  open  3 people  built  held by uni-a"));
  const auto shown = run({"show", "1.0.0", "--recipient", "uni-a", "--json"});
  const auto json = json::parse(shown.out);
  ASSERT_TRUE(json) << shown.out;
  EXPECT_EQ((*json)["held_by"][0], "uni-a");
  EXPECT_EQ((*json)["release"]["recipient"], "uni-a");
  made.withdraw(1, consent::Level::use);
  EXPECT_EQ(build("1.0.1").status, 0);
  const auto differs = run({"diff", "1.0.0", "1.0.1"});
  EXPECT_EQ(differs.status, 0);
  EXPECT_THAT(differs.out, HasSubstr("gone: 1 person\n  sub-" + made.label(1)));
  EXPECT_THAT(differs.out, HasSubstr("RELEASE-SINGLES-OUT"));
  EXPECT_EQ(run({"diff", "1.0.0", "1.0.1", "--fail-on", "warning"}).status, 3);
  const auto list = made.beside("list.json").string();
  EXPECT_THAT(run({"revocations", list}).out, HasSubstr("2 revoked in 2 releases"));
  // What recipients make of it.
  const auto key = integrity::text_of(integrity::verifying_key_of(made.study().signing_key()));
  const auto verified = [&](const char *name) {
    return curate({"verify", (made.releases() / name).string(), "--key", key, "--no-pin",
                   "--revocations", list});
  };
  EXPECT_EQ(verified("made-1.0.0").status, 3);
  EXPECT_THAT(verified("made-1.0.0").out, HasSubstr("VERIFY-REVOKED"));
  EXPECT_EQ(verified("uni-a/made-1.0.0.tar").status, 3);
  EXPECT_EQ(verified("made-1.0.1").status, 0);
  // And on the copy of whom holds the older one.
  const auto copy = made.beside("copy/made-1.0.0");
  fs::create_directories(copy.parent_path());
  fs::copy(made.releases() / "made-1.0.0", copy, fs::copy_options::recursive);
  curate({"verify", copy.string(), "--key", key, "--no-pin", "--revocations", list, "--purge"});
  for (const auto &[path, text] : release::files_below(copy))
    EXPECT_EQ((path + text).find(made.label(1)), std::string::npos) << path;
}

} // namespace
} // namespace curate::tools_test
