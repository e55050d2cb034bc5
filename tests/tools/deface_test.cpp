#include "tests/support/folders.hpp"
#include "tests/tools/sample.hpp"

#include <gtest/gtest.h>

namespace curate::tools_test {
namespace {

TEST(deface, wrong_words_exit_with_2) {
  const support::TemporaryFolder folder;
  const std::string in = folder.path().string();
  EXPECT_EQ(curate({"deface"}).status, 2);
  EXPECT_EQ(curate({"deface", in}).status, 2); // neither -o, --in-place nor --check
  EXPECT_EQ(curate({"deface", in, "--in-place", "--check"}).status, 2);
  EXPECT_EQ(curate({"deface", in, "-o", in + "/derivatives"}).status, 2);
  EXPECT_EQ(curate({"deface", in, "--check", "--report", in + "/report"}).status, 2);
  EXPECT_EQ(curate({"deface", in, "-o", in + "-out", "--report", in + "-out/report"}).status, 2);
  EXPECT_EQ(curate({"deface", in, "--check", "--fill", "nose"}).status, 2);
  EXPECT_FALSE(fs::exists(folder.path() / "report"));
}

TEST(deface, json_has_the_members_that_were_promised_and_no_more) {
  const support::TemporaryFolder folder;
  const fs::path in = folder.path() / "in";
  base::write_file(in / "a\"<b>.nii.gz", std::string("\x1F\x8B\x08") + std::string(40, '\0'),
                   base::Overwrite::no);
  base::write_file(in / "b.nii", std::string(500, 'x'), base::Overwrite::no);
  const Ran ran = curate({"deface", in.string(), "-o", (folder.path() / "out").string(), "--report",
                          (folder.path() / "report").string(), "--json"});
  EXPECT_EQ(ran.status, 3);
  const auto lines = lines_of(ran.out);
  ASSERT_EQ(lines.size(), 2U);
  std::vector<std::string> members;
  for (const auto &[name, value] : lines[0].items())
    members.push_back(name);
  EXPECT_EQ(members, (std::vector<std::string>{"file", "face", "score_before", "score_after",
                                               "verdict", "code", "seconds"}));
  EXPECT_EQ(lines[0]["file"], (in / "a\"<b>.nii.gz").string());
  EXPECT_EQ(lines[0]["face"], "unsure");
  EXPECT_EQ(lines[0]["verdict"], "refused");
  EXPECT_EQ(lines[0]["code"], "ARCHIVE-DAMAGED");
  EXPECT_TRUE(lines[0]["score_before"].is_null());
  EXPECT_TRUE(lines[0]["seconds"].is_number());
  EXPECT_EQ(lines[1]["code"], "NIFTI-NOT");
  EXPECT_NE(ran.err.find("ARCHIVE-DAMAGED"), std::string::npos);
  EXPECT_FALSE(fs::exists(folder.path() / "out"));
  const std::string page = base::read_file(folder.path() / "report" / "faces.html");
  EXPECT_EQ(page.find("<b>"), std::string::npos);
  EXPECT_NE(page.find("a&quot;&lt;b&gt;.nii.gz"), std::string::npos);
}

} // namespace
} // namespace curate::tools_test
