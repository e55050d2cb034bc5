#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/cleaning/profile_file.hpp>
#include <tests/support/folders.hpp>

namespace curate::cleaning {
namespace {

deid::Profile profile_with(const std::string &text) {
  const support::TemporaryFolder folder;
  base::write_file(folder.path() / "profile.json", text, base::Overwrite::no);
  deid::Profile profile;
  add_profile_file(folder.path() / "profile.json", profile);
  return profile;
}

TEST(profile_file, gives_options_words_and_rules) {
  const auto profile = profile_with(R"x({"schema_version": 1,
    "options": ["retain-uids", "clean-descriptors"], "vocabulary": ["ocelot"],
    "rules": [
      {"tag": "(0018,9xxx)", "action": "remove", "reason": "r"},
      {"vr": "UT", "action": "empty", "reason": "r"},
      {"tag": "(0031,xx0A)", "creator": "ACME", "action": "keep", "reason": "r"}]})x");
  EXPECT_TRUE(profile.options.has(deid::Option::retain_uids));
  EXPECT_TRUE(profile.options.has(deid::Option::clean_descriptors));
  EXPECT_FALSE(profile.options.has(deid::Option::retain_safe_private));
  EXPECT_EQ(profile.vocabulary, std::vector<std::string>{"ocelot"});
  using enum deid::RuleAction;
  EXPECT_EQ(profile.rules.action_of({0x0018, 0x9087}, dicom::Vr::FD), remove);
  EXPECT_FALSE(profile.rules.action_of({0x0018, 0x0081}, dicom::Vr::DS));
  EXPECT_EQ(profile.rules.action_of({0x0040, 0xA160}, dicom::Vr::UT), empty);
  EXPECT_EQ(profile.rules.private_action_of("acme", 0x0031, 0x0A, dicom::Vr::LO), keep);
  EXPECT_FALSE(profile.rules.private_action_of("acme", 0x0031, 0x0B, dicom::Vr::LO));
}

TEST(profile_file, that_breaks_its_schema_is_refused_by_place) {
  constexpr const char *wrong[] = {
      "{}",
      R"x({"schema_version": 2})x",
      R"x({"schema_version": 1, "options": ["clean-visual-features"]})x",
      R"x({"schema_version": 1, "rules": [{"tag": "(0010,0010)", "action": "keep"}]})x",
      R"x({"schema_version": 1, "rules": [{"tag": "0010,0010", "action": "keep", "reason": "r"}]})x",
      R"x({"schema_version": 1, "rules": [{"action": "keep", "reason": "r"}]})x",
      R"x({"schema_version": 1, "more": true})x",
      "no json"};
  for (const char *text : wrong)
    EXPECT_THROW(profile_with(text), UsageError) << text;
}

TEST(option_words, are_those_of_the_command_line) {
  EXPECT_EQ(option_of("retain-safe-private"), deid::Option::retain_safe_private);
  EXPECT_FALSE(option_of("retain-everything"));
}

} // namespace
} // namespace curate::cleaning
