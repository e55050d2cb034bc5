#include <gtest/gtest.h>
#include <libcurate/album/page.hpp>
#include <sys/stat.h>

#include "tests/support/folders.hpp"

namespace curate::album {
namespace {

TEST(base64, is_that_of_the_standard) {
  // Source: RFC 4648, 10.
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\xFF\xFE\xFD"), "//79");
}

TEST(escaped, leaves_nothing_that_html_would_follow) {
  EXPECT_EQ(escaped("<a href=\"x\" b='y'>&"), "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;");
  EXPECT_EQ(escaped("J\xC3\xBCrgen"), "J\xC3\xBCrgen");
  EXPECT_EQ(escaped("\xFF\x01 \n"), "?? ?");
}

TEST(page, has_its_entries_in_order_whoever_is_first) {
  const support::TemporaryFolder folder;
  const fs::path to = folder.path() / "report";
  {
    fs::create_directories(to);
    base::write_file(to / ".waiting-0", "of a killed run", base::Overwrite::yes);
    Page page(to);
    Entry entry;
    entry.file = "sub-<script>alert(1)</script>_T1w.nii.gz";
    entry.face = "found";
    entry.verdict = "removed";
    entry.score_before = 1.234;
    entry.before = {{2, 1, {0, 1}, "head"}};
    Entry third;
    third.file = "third";
    page.add(2, third);
    EXPECT_TRUE(fs::exists(to / ".waiting-2"));
    page.pass(1);
    page.add(0, entry);
    EXPECT_FALSE(fs::exists(to / "faces.html"));
    EXPECT_FALSE(fs::exists(to / ".waiting-2")) << "it had its turn";
    page.finish();
  }
  const std::string text = base::read_file(to / "faces.html");
  EXPECT_EQ(text.find("<script"), std::string::npos);
  EXPECT_EQ(text.find("killed"), std::string::npos);
  EXPECT_LT(text.find("sub-&lt;script&gt;"), text.find(">third<"));
  EXPECT_NE(text.find("Private."), std::string::npos);
  EXPECT_NE(text.find("score before 1.23, after nothing seen"), std::string::npos);
  EXPECT_NE(text.find("data:image/png;base64,iVBORw0KGgo"), std::string::npos);
  EXPECT_TRUE(text.ends_with("</body>\n</html>\n"));
  struct stat of {};
  ASSERT_EQ(::stat(to.c_str(), &of), 0);
  EXPECT_EQ(of.st_mode & 0777U, 0700U);
}

} // namespace
} // namespace curate::album
