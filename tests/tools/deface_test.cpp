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

} // namespace
} // namespace curate::tools_test
