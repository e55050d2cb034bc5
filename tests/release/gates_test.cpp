#include "tests/release/study_maker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libcurate/base/error.hpp>
#include <libcurate/study/withdrawals.hpp>

// That each gate refuses what it is for, and that nothing is left of a refused release.

namespace curate::release {
namespace {

using testing::Contains;
using testing::ElementsAre;

class Gates : public testing::Test {
protected:
  Gates() { made.everybody_consents(); }

  /// The codes with which a build is refused, whichever way.
  std::vector<std::string> refused(const Request &request = request_of("1.0.0")) const {
    std::vector<std::string> codes;
    try {
      const auto built = build(made.study(), request);
      EXPECT_TRUE(built.path.empty()) << "was built";
      codes = refusals_of(built.plan);
    } catch (const PolicyError &error) {
      codes = {error.code()};
    }
    EXPECT_TRUE(files_below(made.releases()).empty());
    const auto study = made.study();
    study::Registry registry(study, study::Access::read);
    for (const auto &release : study::Releases(registry.database()).all())
      EXPECT_NE(release.state, "built");
    return codes;
  }

  const OnDay day;
  const MadeStudy made{3};
};

TEST_F(Gates, a_file_that_curate_did_not_write) {
  const auto stem = "sub-" + made.label(0) + "/ses-2/anat/sub-" + made.label(0) + "_ses-2_T2w";
  made.write(stem + ".nii.gz", made.read(made.t1w(0)));
  made.write(stem + ".json", R"({"EchoTime": 0.1, "RepetitionTime": 9})");
  EXPECT_THAT(refused(), ElementsAre("RELEASE-FACE-UNKNOWN", "RELEASE-NOT-DEIDENTIFIED",
                                     "RELEASE-NOT-SEARCHED"));
}

TEST_F(Gates, a_picture_that_changed_since_it_was_recorded) {
  made.write(made.t1w(1), validation_test::packed(validation_test::image_bytes({.units = 2})));
  EXPECT_THAT(refused(), ElementsAre("RELEASE-FILE-CHANGED"));
}

TEST_F(Gates, a_sidecar_that_changed_since_it_was_recorded) {
  made.write(made.epi(1, ".json"),
             made.read(made.epi(1, ".json")) + "\n"); // with a link: is read before the gates
  EXPECT_THAT(refused(), ElementsAre("RELEASE-CHANGED"));
}

TEST_F(Gates, a_file_that_was_not_searched) {
  made.know(made.t1w(1), [](auto &file) { file.is_searched = false; });
  EXPECT_THAT(refused(), ElementsAre("RELEASE-NOT-SEARCHED"));
}

TEST_F(Gates, a_file_whose_digest_is_not_known) {
  for (const char *digest : {"", "abc", "zz"}) {
    const auto opened = made.study();
    study::Registry registry(opened, study::Access::write);
    for (auto row : registry.series())
      for (auto &file : row.files)
        if (file.path == "dataset/" + made.t1w(1)) {
          file.sha256 = digest;
          registry.record(row);
          break;
        }
  }
  EXPECT_THAT(refused(), ElementsAre("RELEASE-NOT-DEIDENTIFIED"));
}

TEST_F(Gates, what_a_new_search_finds) {
  auto request = request_of("1.0.0");
  request.search_again = [] {
    return Findings{{Severity::error, "RELEASE-LEAK", "README", "line 1", "found", "look"}};
  };
  EXPECT_THAT(refused(request), ElementsAre("RELEASE-LEAK"));
}

TEST_F(Gates, a_file_that_was_not_deidentified) {
  made.know(made.t1w(1), [](auto &file) { file.is_deidentified = false; });
  EXPECT_THAT(refused(), ElementsAre("RELEASE-NOT-DEIDENTIFIED"));
}

TEST_F(Gates, a_face_that_was_kept_without_consent) {
  made.know(made.t1w(1), [](auto &file) { file.face = "kept"; });
  made.consent(1, all_but({consent::Kind::faces}), "2026-02-01");
  EXPECT_THAT(refused(), ElementsAre("RELEASE-FACE"));
  // With consent it leaves.
  made.consent(1, all_allowed(), "2026-02-02");
  EXPECT_FALSE(build(made.study(), request_of("1.0.0")).path.empty());
}

TEST_F(Gates, a_face_that_nobody_looked_for) {
  for (const char *face : {"", "failed"}) {
    made.know(made.t1w(1), [&](auto &file) { file.face = face; });
    EXPECT_THAT(refused(), ElementsAre("RELEASE-FACE-UNKNOWN"));
  }
}

TEST_F(Gates, an_error_of_validation) {
  fs::remove(made.root() / "dataset" / made.t1w(0)); // its sidecar and its row in scans stay
  EXPECT_FALSE(refused().empty());
}

TEST_F(Gates, a_cell_that_its_dictionary_does_not_allow) {
  base::write_file(made.root() / "dictionary.json", "{}", base::Overwrite::no);
  made.write("participants.tsv", "participant_id\tage\nsub-" + made.label(0) + "\told\textra\n");
  EXPECT_FALSE(refused().empty());
}

TEST_F(Gates, a_withdrawal_that_is_not_complete) {
  const auto study = made.study();
  std::int64_t number = 0;
  {
    study::Database database(study, study::Access::write);
    number = study::Withdrawals(database).begin(made.label(2), "access").number;
  }
  EXPECT_THAT(refused(), ElementsAre("RELEASE-WITHDRAWAL-OPEN"));
  study::Database database(study, study::Access::write);
  study::Withdrawals(database).change_state(number, "done");
  EXPECT_FALSE(build(study, request_of("1.0.0")).path.empty());
}

TEST_F(Gates, a_version_that_is_older_retired_or_something_else) {
  const auto study = made.study();
  build(study, request_of("1.1.0"));
  fs::remove_all(made.releases());
  {
    study::Database database(study, study::Access::write);
    study::Releases releases(database);
    auto row = releases.find("1.1.0").value();
    row.state = "retired";
    releases.put(row, releases.subjects_of("1.1.0"));
  }
  EXPECT_THAT(refused(request_of("1.0.9")), ElementsAre("RELEASE-VERSION-OLD"));
  EXPECT_THAT(refused(request_of("1.1.0")), ElementsAre("RELEASE-RETIRED"));
  {
    study::Database database(study, study::Access::write);
    study::Releases(database).change_state("1.1.0", "building");
  }
  EXPECT_THAT(refused(request_of("1.1.0", "CC-BY-4.0")), ElementsAre("RELEASE-VERSION-OTHER"));
}

TEST_F(Gates, a_source_under_a_licence_that_does_not_allow_it) {
  auto request = request_of("1.0.0");
  request.source_licenses = {"CC-BY-SA-4.0"};
  EXPECT_THAT(refused(request), ElementsAre("RELEASE-LICENSE"));
  request.source_licenses = {"no-such"};
  EXPECT_THAT(refused(request), ElementsAre("RELEASE-LICENSE"));
  request.source_licenses = {"CC0-1.0"};
  EXPECT_FALSE(build(made.study(), request).path.empty());
}

TEST_F(Gates, a_text_that_names_somebody_who_stays) {
  made.withdraw(2, consent::Level::access);
  const std::string readme = made.read("README");
  for (const auto &name : {"sub-" + made.label(2), made.label(2)}) {
    made.write("README", readme + "The scan of " + name + " was repeated.\n");
    EXPECT_THAT(refused(), ElementsAre("RELEASE-NAMES-OTHERS")) << name;
  }
  made.write("README", readme + "The scan of sub-" + made.label(1) + " was repeated.\n");
  EXPECT_FALSE(build(made.study(), request_of("1.0.0")).path.empty());
}

TEST_F(Gates, a_cell_that_names_somebody_who_stays) {
  made.withdraw(2, consent::Level::access);
  for (const auto &name : {"sub-" + made.label(2), "twin of " + made.label(2)}) {
    made.write("phenotype/edss.tsv",
               "participant_id\tedss\tnote\nsub-" + made.label(0) + "\t1\t" + name + "\n");
    made.write("phenotype/edss.json", R"({"edss": {"Description": "a scale"},
      "note": {"Description": "a note"}})");
    EXPECT_THAT(refused(), ElementsAre("RELEASE-NAMES-OTHERS")) << name;
  }
}

TEST_F(Gates, a_link_in_the_dataset) {
  fs::create_symlink("/etc/hostname", made.root() / "dataset/sub-x_T1w.nii.gz");
  EXPECT_THAT(refused(), Contains("RELEASE-NO-FILE"));
}

TEST_F(Gates, nobody_who_agreed) {
  for (std::size_t i = 0; i < 3; ++i)
    made.withdraw(i, consent::Level::use);
  EXPECT_THAT(refused(), ElementsAre("RELEASE-NOBODY"));
}

TEST_F(Gates, a_licence_recipient_or_selection_that_there_is_not) {
  auto request = request_of("1.0.0", "CC-BY-9");
  EXPECT_THROW(build(made.study(), request), UsageError);
  request = request_of("1.0.0");
  request.recipient = "nobody";
  EXPECT_THROW(build(made.study(), request), UsageError);
  request = request_of("1.0.0");
  request.selection.expression = "no_such_name == 1";
  EXPECT_THROW(build(made.study(), request), UsageError);
  request.selection.expression = "age >=";
  EXPECT_THROW(build(made.study(), request), UsageError);
  EXPECT_TRUE(files_below(made.releases()).empty());
}

} // namespace
} // namespace curate::release
