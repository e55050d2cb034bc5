#include "tests/release/study_maker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/base/error.hpp>

// What is chosen: by an expression, by variables, and by what people agreed to.

namespace curate::release {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Selecting : public testing::Test {
protected:
  Selecting() { made.everybody_consents(); }

  std::map<std::string, std::string> released(const std::string &expression,
                                              std::vector<std::string> variables = {}) {
    auto request = request_of("1.0.0");
    request.selection.expression = expression;
    request.selection.variables = std::move(variables);
    return released(request);
  }
  std::map<std::string, std::string> released(const Request &request) {
    const auto study = made.study();
    study::Registry registry(study, study::Access::read);
    plan = make_plan(study, registry, request);
    std::map<std::string, std::string> files;
    for (const auto &file : plan.files)
      files[file.path] = file.source.empty() ? file.text : base::read_file(file.source);
    return files;
  }
  std::size_t pictures_with(const std::map<std::string, std::string> &files,
                            const std::string &part) const {
    return static_cast<std::size_t>(std::ranges::count_if(files, [&](const auto &file) {
      return file.first.ends_with(".nii.gz") && file.first.find(part) != std::string::npos;
    }));
  }

  const OnDay day;
  const MadeStudy made{4}; // ages 20 to 23; control, case, control, case
  Plan plan;
};

TEST_F(Selecting, by_suffix_and_with_what_stands_beside) {
  const auto files = released("suffix == \"T1w\"");
  EXPECT_EQ(plan.pictures, 4U);
  EXPECT_TRUE(files.contains(made.t1w(0, ".json")));
  EXPECT_FALSE(files.contains(made.epi(0, ".json")));
  const auto scans = fmt::format("sub-{0}/ses-1/sub-{0}_ses-1_scans.tsv", made.label(0));
  EXPECT_EQ(files.at(scans), fmt::format("filename\tacq_time\nanat/sub-{}_ses-1_T1w.nii.gz\t"
                                         "1900-01-01T10:00:00\n",
                                         made.label(0)));
  const auto sessions = fmt::format("sub-{0}/sub-{0}_sessions.tsv", made.label(0));
  EXPECT_THAT(files.at(sessions), Not(HasSubstr("ses-2"))) << "of that session nothing leaves";
}

TEST_F(Selecting, links_to_what_stays_are_cut) {
  const auto files = released("suffix == \"epi\"");
  EXPECT_THAT(files.at(made.epi(0, ".json")), Not(HasSubstr("IntendedFor")));
  EXPECT_THAT(made.read(made.epi(0, ".json")), HasSubstr("IntendedFor")) << "the study's stays";
}

TEST_F(Selecting, by_what_is_known_of_people) {
  auto files = released("age >= 22 || group == \"case\"");
  EXPECT_EQ(plan.description.subjects, 3U);
  EXPECT_EQ(plan.left_out.at("RELEASE-NOT-SELECTED"), 1U);
  EXPECT_THAT(files.at("participants.tsv"), Not(HasSubstr(made.label(0))));
  files = released("datatype == \"anat\" && session == \"2\" && group == \"control\"");
  EXPECT_EQ(plan.pictures, 2U);
  EXPECT_EQ(pictures_with(files, "FLAIR"), 2U);
  released("age > 100");
  EXPECT_THAT(refusals_of(plan), ElementsAre("RELEASE-NOBODY"));
}

TEST_F(Selecting, by_variables) {
  const auto files = released("", {"age"});
  EXPECT_THAT(files.at("participants.tsv"), testing::StartsWith("participant_id\tage\nsub-"));
  EXPECT_THAT(files.at("participants.json"), Not(HasSubstr("group")));
  EXPECT_EQ(files.at("phenotype/edss.tsv").substr(0, 19), "participant_id\nsub-");
  EXPECT_THAT(plan.description.selection.variables, ElementsAre("age"));
}

TEST_F(Selecting, a_selection_by_label_is_not_told_to_recipients) {
  released("subject != \"" + made.label(0) + "\"");
  EXPECT_THAT(refusals_of(plan), ElementsAre("RELEASE-NAMES-OTHERS"));
  auto request = request_of("1.0.0");
  request.changes = {"The scan of " + made.label(1) + " was repeated."};
  EXPECT_THROW(released(request), UsageError);
}

TEST_F(Selecting, pictures_alone_or_variables_alone) {
  made.consent(0, all_but({consent::Kind::clinical}), "2026-02-01");
  made.consent(1, all_but({consent::Kind::images, consent::Kind::faces}), "2026-02-01");
  const auto files = released("");
  EXPECT_EQ(plan.description.subjects, 4U);
  EXPECT_EQ(pictures_with(files, made.label(0)), 4U);
  EXPECT_EQ(pictures_with(files, made.label(1)), 0U);
  const auto row = [&](std::size_t i) {
    const auto &text = files.at("participants.tsv");
    const auto at = text.find("sub-" + made.label(i));
    return text.substr(at, text.find('\n', at) - at);
  };
  EXPECT_EQ(row(0), "sub-" + made.label(0) + "\tn/a\tn/a") << "nothing but that they are in it";
  EXPECT_EQ(row(1), "sub-" + made.label(1) + "\t21\tcase");
  EXPECT_THAT(files.at("phenotype/edss.tsv"), Not(HasSubstr(made.label(0))));
  EXPECT_THAT(files.at("phenotype/edss.tsv"), HasSubstr(made.label(1)));
}

TEST_F(Selecting, recipients_have_labels_that_nobody_can_bring_together) {
  made.add_recipient("uni-a");
  made.add_recipient("uni-b");
  std::map<std::string, std::set<std::string>> labels;
  for (const char *recipient : {"uni-a", "uni-b"})
    for (const char *version : {"1.0.0", "1.1.0"}) {
      auto request = request_of(version);
      request.recipient = recipient;
      const auto built = build(made.study(), request);
      ASSERT_FALSE(built.path.empty());
      for (const auto &[path, text] : files_below(built.path))
        for (const auto &label : made.labels())
          EXPECT_EQ((path + text).find(label), std::string::npos) << path;
      std::set<std::string> theirs;
      for (const auto &subject : built.plan.subjects)
        theirs.insert(subject.released_label);
      EXPECT_EQ(theirs.size(), 4U);
      auto &known = labels[recipient];
      EXPECT_TRUE(known.empty() || known == theirs) << "the same in every version";
      known = theirs;
    }
  for (const auto &label : labels["uni-a"])
    EXPECT_FALSE(labels["uni-b"].contains(label));
  const auto study = made.study();
  study::Database database(study, study::Access::read);
  EXPECT_EQ(study::Releases(database).deliveries().size(), 4U);
}

} // namespace
} // namespace curate::release
