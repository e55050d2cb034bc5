#include "tests/support/archive_maker.hpp"
#include "tests/support/dicom_writer.hpp"
#include "tests/support/search.hpp"
#include "tests/support/tiny_dicom.hpp"
#include "tests/tools/sample.hpp"

// The whole command: what identifies people in the originals is found wherever it lies, and never
// shown.

namespace curate::tools_test {
namespace {

using support::write_bytes;
using testing::HasSubstr;
using testing::IsEmpty;

Ran leaks(const fs::path &tree, const fs::path &originals,
          const std::vector<std::string> &more = {}) {
  std::vector<std::string> words{"leaks", tree.string(), "--against", originals.string()};
  words.insert(words.end(), more.begin(), more.end());
  return curate(words);
}

class leaks_command : public testing::Test {
protected:
  leaks_command() {
    support::TinyDicom what;
    what.patient_id = "QX47110839";
    what.patient_name = "Quandtmeyer^Ilse";
    what.study_date = "20240512";
    support::write_tiny_dicom(originals() / "a.dcm", what);
    fs::create_directories(tree());
  }
  fs::path originals() const { return folder_.path() / "originals"; }
  fs::path tree() const { return folder_.path() / "tree"; }
  void put(const std::string &name, const std::string &text) {
    write_bytes(tree() / name, support::bytes_of(text));
  }

private:
  support::TemporaryFolder folder_;
};

TEST_F(leaks_command, json_is_as_agreed) {
  put("notes.txt", "scanned\n12.05.2024 by QUANDTMEYER\n");
  put("sub-QX47110839.json", "{}");
  const Ran ran = leaks(tree(), originals(), {"--json", "--quiet"});
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(
      ran.out,
      R"({"file":"[name 2 of this folder]","place":"name","kind":"id","spelling":"as it stands","encoding":"utf-8","offset":4,"count":1}
{"file":"notes.txt","place":"line 2","kind":"date","spelling":"another notation","encoding":"utf-8","offset":8,"count":1}
{"file":"notes.txt","place":"line 2","kind":"person name","spelling":"a part","encoding":"utf-8","offset":22,"count":1}
)" + ran.out.substr(ran.out.find("{\"summary\"")));
  const auto summary = lines_of(ran.out).back()["summary"];
  EXPECT_EQ(summary["hits"], 3);
  EXPECT_EQ(summary["originals"], 1);
  EXPECT_EQ(summary["files"], 2);
  EXPECT_EQ(summary["bytes"], 36);
  EXPECT_EQ(summary["kinds"]["person name"]["searched"], 1);
  EXPECT_EQ(summary["kinds"]["uid"]["too_short"], 3);
}

TEST_F(leaks_command, without_a_hit_gives_0) {
  put("notes.txt", "nothing of that kind\n");
  const Ran ran = leaks(tree(), originals());
  EXPECT_EQ(ran.status, 0) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("none found"));
  EXPECT_THAT(ran.out, HasSubstr("uid: 0 of 3 searched (not searched: 3 too short)"));
}

TEST_F(leaks_command, leaves_out_what_was_retained) {
  put("notes.txt", "2024-05-12\n");
  EXPECT_EQ(leaks(tree(), originals()).status, 3);
  const Ran ran = leaks(tree(), originals(), {"--option", "retain-full-dates"});
  EXPECT_EQ(ran.status, 0) << ran.out;
}

TEST_F(leaks_command, needs_originals) {
  put("notes.txt", "x");
  EXPECT_EQ(leaks(tree(), tree()).status, 1);
  EXPECT_EQ(leaks(tree() / "no such", originals()).status, 2);
  EXPECT_EQ(leaks(tree(), originals(), {"--option", "retain-nothing"}).status, 2);
}

TEST_F(leaks_command, what_cannot_be_searched_is_no_proof) {
  support::write_archive(tree() / "c.zip", {{"x.txt", support::bytes_of("y")}}, "secret");
  const Ran ran = leaks(tree(), originals());
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.out, HasSubstr("LEAKS-ENCRYPTED"));
}

TEST(leaks_sample, finds_what_was_planted_in_the_originals_themselves_and_shows_nothing) {
  const auto &sample = Sample::get();
  const fs::path visit = sample.siemens_visit(1);
  for (const auto &more : {std::vector<std::string>{}, {"--json", "--verbose"}}) {
    const Ran ran = leaks(visit, visit, more);
    EXPECT_EQ(ran.status, 3);
    std::vector<std::string> shown;
    for (const auto &hit : support::search_bytes(ran.out + ran.err, sample.planted()))
      shown.push_back(sample.planted()[hit.value]);
    EXPECT_THAT(shown, IsEmpty());
    for (const auto *place : {"(0010,0010)", "(0008,0080)", "(0400,0561)[1]", "(0031,1001)"})
      EXPECT_THAT(ran.out, HasSubstr(place));
  }
}

// Each planted value alone in a file: found, but for given names that only free text holds, and
// the beginning that many UIDs share.
TEST(leaks_sample, finds_every_planted_value_wherever_it_is_put) {
  const auto &sample = Sample::get();
  const support::TemporaryFolder folder;
  for (std::size_t i = 0; i < sample.planted().size(); ++i)
    write_bytes(folder.path() / ("v" + std::to_string(i)) / "x.txt",
                support::bytes_of("<" + sample.planted()[i] + ">"));
  const Ran ran = leaks(folder.path(), sample.dicom(), {"--json"});
  std::set<std::string> found;
  for (const auto &line : lines_of(ran.out))
    if (line.contains("place")) found.insert(line["file"]);
  std::vector<std::string> missed;
  for (std::size_t i = 0; i < sample.planted().size(); ++i)
    if (!found.contains("v" + std::to_string(i) + "/x.txt")) missed.push_back(sample.planted()[i]);
  EXPECT_THAT(missed, testing::IsSubsetOf({"Eginhard", "Kenjiro", "1.3.12.2.1107.5.2.43.966173"}));
  EXPECT_GT(found.size(), 100U);
}

TEST(leaks_sample, finds_nothing_in_a_converted_study_at_any_number_of_jobs) {
  const support::TemporaryFolder folder;
  const fs::path study = new_study(folder.path() / "study");
  const fs::path dicom = Sample::get().dicom();
  ASSERT_EQ(convert(dicom, study, {"--keep-unnamed", "--fail-on", "never"}).status, 0);
  const Ran one = leaks(study, dicom, {"--json", "--jobs", "1"});
  EXPECT_EQ(one.status, 0) << one.out;
  EXPECT_EQ(one.out, leaks(study, dicom, {"--json", "--jobs", "4"}).out);
  EXPECT_EQ(one.out, leaks(study, dicom, {"--json", "--study", study.string()}).out);
}

} // namespace
} // namespace curate::tools_test
