#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/study/study.hpp>
#include <tests/support/folders.hpp>

namespace curate::study {
namespace {

std::string code_of(const std::function<void()> &work) {
  try {
    work();
  } catch (const PolicyError &error) {
    return error.code();
  }
  return {};
}

fs::perms mode_of(const fs::path &path) {
  return fs::status(path).permissions() & fs::all_all;
}

class study_folder : public testing::Test {
protected:
  support::TemporaryFolder temporary_;
  fs::path root_ = temporary_.path() / "my-study";
};

TEST_F(study_folder, init_makes_all_that_belongs_to_a_study) {
  const Study study = Study::init(root_, "Sclerosis");
  EXPECT_EQ(study.settings().name, "Sclerosis");
  EXPECT_EQ(mode_of(root_ / "private"), fs::owner_all);
  for (const char *secret : {"private/key", "private/signing.key", "private/registry.sqlite"})
    EXPECT_EQ(mode_of(root_ / secret), fs::owner_read | fs::owner_write) << secret;
  EXPECT_EQ(fs::file_size(root_ / "private" / "key"), 32U);
  EXPECT_TRUE(fs::is_empty(study.dataset()));
  EXPECT_TRUE(fs::is_directory(study.unnamed()));
  EXPECT_TRUE(study.findings().empty());
  const auto text = base::read_file(root_ / "private" / "signing.pub");
  EXPECT_EQ(text, integrity::public_key_text(study.signing_key()));
}

TEST_F(study_folder, init_never_overwrites) {
  const auto key = Study::init(root_, "a").key();
  EXPECT_THROW(Study::init(root_, "b"), UsageError);
  EXPECT_THROW(Study::init(root_ / "dataset" / "inner", "c"), UsageError);
  const Study study = Study::open(root_);
  EXPECT_EQ(study.key(), key);
  EXPECT_EQ(study.settings().name, "a");
}

TEST_F(study_folder, init_that_was_broken_off_goes_on_with_its_key) {
  const auto key = Study::init(root_, "a").key();
  fs::remove(root_ / "study.json");
  EXPECT_EQ(Study::init(root_, "a").key(), key);
}

TEST_F(study_folder, two_studies_have_two_keys) {
  EXPECT_NE(Study::init(root_, "a").key(), Study::init(temporary_.path() / "b", "b").key());
}

TEST_F(study_folder, is_found_from_below) {
  Study::init(root_, "a");
  fs::create_directories(root_ / "dataset" / "sub-1" / "anat");
  EXPECT_EQ(Study::find(root_ / "dataset" / "sub-1" / "anat").root(),
            fs::canonical(temporary_.path()) / "my-study");
  EXPECT_THROW(Study::find(temporary_.path()), InputError);
  EXPECT_THROW(Study::open(temporary_.path()), InputError);
}

TEST_F(study_folder, a_missing_key_is_refused_and_never_made_anew) {
  Study::init(root_, "a");
  fs::remove(root_ / "private" / "key");
  EXPECT_EQ(code_of([&] { Study::open(root_); }), "STUDY-KEY-MISSING");
  EXPECT_FALSE(fs::exists(root_ / "private" / "key"));
  base::write_file(root_ / "private" / "key", "short", base::Overwrite::no);
  EXPECT_EQ(code_of([&] { Study::open(root_); }), "STUDY-KEY-DAMAGED");
}

TEST_F(study_folder, what_others_could_read_is_closed_and_told) {
  Study::init(root_, "a");
  fs::permissions(root_ / "private" / "key", fs::add_perms | fs::others_read);
  const auto findings = Study::open(root_).findings();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].code, "STUDY-PERMISSIONS");
  EXPECT_EQ(findings[0].file, "private/key");
  EXPECT_EQ(mode_of(root_ / "private" / "key"), fs::owner_read | fs::owner_write);
  EXPECT_TRUE(Study::open(root_).findings().empty());
}

TEST_F(study_folder, settings_are_read) {
  Study::init(root_, "a");
  base::write_file(root_ / "study.json",
                   R"({"schema_version": 1, "name": "n", "site": "Ward", "face": "remove",
                       "deidentification": {"retain_device_identity": true, "vocabulary": ["nback2"]}})",
                   base::Overwrite::yes);
  const Settings settings = Study::open(root_).settings();
  EXPECT_EQ(settings.site, "Ward");
  EXPECT_EQ(settings.face, FacePolicy::remove);
  EXPECT_TRUE(settings.retain_device_identity);
  EXPECT_FALSE(settings.retain_institution_identity);
  EXPECT_EQ(settings.vocabulary, std::vector<std::string>{"nback2"});
}

TEST_F(study_folder, wrong_settings_are_refused_with_their_place) {
  Study::init(root_, "a");
  base::write_file(root_ / "study.json",
                   R"({"schema_version": 1, "name": "n", "deidentification": {"retain": true}})",
                   base::Overwrite::yes);
  try {
    Study::open(root_);
    FAIL() << "accepted";
  } catch (const UsageError &error) {
    EXPECT_NE(std::string(error.what()).find("/deidentification"), std::string::npos)
        << error.what();
  }
  base::write_file(root_ / "study.json", "{", base::Overwrite::yes);
  EXPECT_THROW(Study::open(root_), UsageError);
}

} // namespace
} // namespace curate::study
