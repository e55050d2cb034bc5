#include "tests/support/archive_maker.hpp"
#include "tests/tools/sample.hpp"

#include <libcurate/json/embedded.hpp>
#include <libcurate/json/schema_valijson.hpp>
#include <libcurate/json/write.hpp>

// `inspect` tells what is there and writes nothing.

namespace curate::tools_test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// "name" of every series that has one, sorted.
std::vector<std::string> names_in(const std::string &out) {
  std::vector<std::string> names;
  for (const auto &series : lines_of(out))
    if (!series["name"].get<std::string>().empty())
      names.push_back(series["name"].get<std::string>());
  std::ranges::sort(names);
  return names;
}

TEST(inspect, gives_a_line_of_json_for_every_series) {
  const Ran ran = curate({"inspect", Sample::get().siemens_visit(1).string(), "--json"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  const auto lines = lines_of(ran.out);
  EXPECT_EQ(lines.size(), 11U); // nine of pictures, two documents
  for (const auto &series : lines) {
    for (const char *member : {"series_number", "description", "modality", "vendor", "files",
                               "bytes", "kind", "name", "rule", "problems"})
      EXPECT_TRUE(series.contains(member)) << member;
    EXPECT_TRUE(series["files"].is_number_unsigned());
    EXPECT_TRUE(series["problems"].is_array());
  }
  EXPECT_THAT(names_in(ran.out),
              testing::IsSupersetOf({"anat/FLAIR", "anat/T1w", "fmap/phasediff"}));
}

TEST(inspect, tells_a_study_s_names_and_writes_nothing) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  const Tree before = tree_of(folder.path());
  const Tree input = tree_of(Sample::get().dicom());
  const Ran ran =
      curate({"inspect", Sample::get().dicom().string(), "--json", "--study", study.string()});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(differences(before, tree_of(folder.path())), IsEmpty());
  EXPECT_THAT(differences(input, tree_of(Sample::get().dicom())), IsEmpty());
  // They are the names that a conversion gives.
  const auto names = names_in(ran.out);
  EXPECT_GT(names.size(), 20U);
  EXPECT_EQ(convert(Sample::get().dicom(), study).status, 0);
  const Tree dataset = tree_of(study / "dataset");
  for (const auto &name : names)
    EXPECT_TRUE(dataset.contains(name + ".nii.gz")) << name;
}

/// The names of all pictures by the order of series and pictures.
std::vector<std::string> picture_names(const std::string &out) {
  std::vector<std::string> names;
  for (const auto &series : lines_of(out))
    for (const auto &picture : series["pictures"])
      names.push_back(picture["name"].get<std::string>());
  return names;
}

TEST(inspect, explains_each_match_and_says_what_is_missing) {
  const Ran ran = curate({"inspect", Sample::get().siemens_visit(1).string(), "--json"});
  bool has_t1w = false;
  for (const auto &series : lines_of(ran.out)) {
    EXPECT_TRUE(series["matched"].is_array());
    EXPECT_TRUE(series["missing"].is_array());
    if (series["name"] != "anat/T1w") continue;
    has_t1w = true;
    EXPECT_EQ(series["rule"], "builtin.t1w");
    EXPECT_THAT(series["matched"].dump(), HasSubstr("TI "));
  }
  EXPECT_TRUE(has_t1w);
}

TEST(inspect, drafts_rules_that_give_the_same_names) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  const std::string input = Sample::get().dicom().string();
  const std::string rules = (folder.path() / "naming.json").string();
  const auto inspect = [&](const std::vector<std::string> &more) {
    std::vector<std::string> words{"inspect", input, "--study", study.string(), "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return curate(words);
  };
  const Ran before = inspect({"--draft-rules", rules});
  EXPECT_EQ(before.status, 0) << before.err;
  const auto drafted = json::read_file(rules);
  ASSERT_TRUE(drafted);
  EXPECT_THAT(json::check(*drafted, json::embedded("naming.schema.json"), rules), IsEmpty());
  for (const auto &value : Sample::get().planted())
    EXPECT_TRUE(value.size() < 4 || drafted->dump().find(value) == std::string::npos)
        << "an identifying value";

  EXPECT_EQ(picture_names(inspect({"--rules", rules}).out), picture_names(before.out));
  fs::copy(rules, study / "naming.json");
  auto settings = json::read_file(study / "study.json");
  ASSERT_TRUE(settings);
  (*settings)["naming"] = "naming.json";
  base::write_file(study / "study.json", json::to_text(*settings), base::Overwrite::yes);
  EXPECT_EQ(picture_names(inspect({}).out), picture_names(before.out));
  const Ran converted = convert(Sample::get().dicom(), study);
  EXPECT_EQ(converted.status, 0) << converted.err;
  const Tree dataset = tree_of(study / "dataset");
  bool has_user_rule = false;
  for (const auto &series : lines_of(converted.out))
    has_user_rule = has_user_rule || series["rule"] == "user.t1w";
  EXPECT_TRUE(has_user_rule);
  for (const auto &name : picture_names(before.out))
    EXPECT_TRUE(name.empty() || dataset.contains(name + ".nii.gz")) << name;
}

TEST(inspect, overwrites_no_rules_and_refuses_bad_ones) {
  const support::TemporaryFolder folder;
  const std::string input = Sample::get().siemens_visit(1).string();
  const fs::path rules = folder.path() / "naming.json";
  base::write_file(rules, "[{\"id\": \"a\", \"when\": {\"slice\": 3}, \"skip\": \"x\"}]",
                   base::Overwrite::no);
  EXPECT_EQ(curate({"inspect", input, "--draft-rules", rules.string()}).status, 1);
  const Ran bad = curate({"inspect", input, "--rules", rules.string()});
  EXPECT_EQ(bad.status, 2);
  EXPECT_THAT(bad.err, HasSubstr("/0/when/slice"));
}

TEST(inspect, looks_into_archives) {
  const support::TemporaryFolder folder;
  std::vector<support::ArchiveMember> members;
  for (const auto &[path, text] : tree_of(Sample::get().siemens_visit(1))) {
    const auto bytes = std::as_bytes(std::span(text));
    members.push_back({path, {bytes.begin(), bytes.end()}});
  }
  const std::string plain =
      curate({"inspect", Sample::get().siemens_visit(1).string(), "--json"}).out;
  for (const std::string name : {"a.zip", "a.tar", "a.tar.gz", "a.tar.zst"}) {
    const fs::path archive = folder.path() / name;
    support::write_archive(archive, members);
    const Ran ran = curate({"inspect", archive.string(), "--json"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out, plain) << name;
  }
}

TEST(inspect, says_what_it_passes_over) {
  const Ran ran = curate({"inspect", Sample::get().dicom().string()});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("39 series in 900 files"));
  EXPECT_THAT(ran.out, HasSubstr("1 files passed over: DICOMDIR"));
  EXPECT_THAT(ran.out, HasSubstr("2 files passed over: not DICOM"));
}

} // namespace
} // namespace curate::tools_test
