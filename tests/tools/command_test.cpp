#include "tests/support/folders.hpp"
#include "tests/tools/sample.hpp"

#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>

namespace curate::tools_test {
namespace {

TEST(commands, know_help_and_their_page_says_the_same) {
  for (const std::string command :
       {"init", "key", "inspect", "convert", "deface", "table", "dictionary", "license", "consent",
        "recipient", "release", "verify", "withdraw"}) {
    const Ran ran = curate({command, "--help"});
    EXPECT_EQ(ran.status, 0) << command;
    const auto page = fs::path(CURATE_SOURCE_DIR) / "docs" / "commands" / (command + ".md");
    ASSERT_TRUE(fs::exists(page)) << page;
    EXPECT_NE(base::read_file(page).find("```\n" + ran.out + "```"), std::string::npos)
        << page << " does not hold what --help says now:\n"
        << ran.out;
  }
}

TEST(commands, wrong_words_exit_with_2) {
  EXPECT_EQ(curate({}).status, 2);
  EXPECT_EQ(curate({"nonsense"}).status, 2);
  EXPECT_EQ(curate({"convert"}).status, 2);
  EXPECT_EQ(curate({"convert", "/no/such/folder"}).status, 2);
  EXPECT_EQ(curate({"convert", "/tmp", "--layout", "flat"}).status, 2);
  EXPECT_EQ(curate({"convert", "/tmp", "-o", "/tmp/out"}).status, 2);
  EXPECT_EQ(curate({"convert", "/tmp", "--jobs", "0", "--layout", "flat", "-o", "/tmp/out"}).status,
            2);
}

TEST(commands, quiet_tells_errors_only) {
  const support::TemporaryFolder folder;
  const auto run = [&](const std::vector<std::string> &more) {
    std::vector<std::string> words{"convert",  Sample::get().siemens_visit(1).string(),
                                   "--layout", "flat",
                                   "-o",       (folder.path() / more.front()).string()};
    words.insert(words.end(), more.begin(), more.end());
    return curate(words);
  };
  const Ran plain = run({"--fail-on", "warning"}), quiet = run({"--quiet"});
  EXPECT_EQ(plain.status, 3);
  EXPECT_NE(plain.out.find("FACE-KEPT"), std::string::npos);
  EXPECT_EQ(quiet.status, 0);
  EXPECT_EQ(quiet.out, "");
  EXPECT_EQ(quiet.err, "");
}

TEST(commands, refuse_labels_that_would_be_recorded_for_good) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  const fs::path visit = Sample::get().siemens_visit(1);
  for (const std::string option : {"--session", "--subject"})
    for (const std::string label : {"a_b", "a b", "a-b", "../a"}) {
      const Ran ran = convert(visit, study, {option, label});
      EXPECT_EQ(ran.status, 2) << option << label;
      EXPECT_NE(ran.err.find(option), std::string::npos) << ran.err;
    }
  EXPECT_EQ(convert(visit, study, {"--session", "ses-baseline"}).status, 0);
  EXPECT_EQ(ending_with(tree_of(study / "dataset"), "/ses-baseline/").size(), 1U);
}

TEST(commands, without_a_study_say_how_to_make_one) {
  support::TemporaryFolder folder;
  const Ran ran =
      curate({"convert", folder.path().string(), "--study", (folder.path() / "none").string()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.err.find("curate init"), std::string::npos) << ran.err;
}

} // namespace
} // namespace curate::tools_test
