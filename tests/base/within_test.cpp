#include <gtest/gtest.h>
#include <libcurate/base/within.hpp>

#include "tests/support/folders.hpp"

namespace curate::base {
namespace {

TEST(lies_within, is_told_of_folders_not_of_letters) {
  const support::TemporaryFolder folder;
  const fs::path data = folder.path() / "data";
  fs::create_directories(data / "sub");
  fs::create_symlink(data, folder.path() / "link");
  EXPECT_TRUE(lies_within(data, data));
  EXPECT_TRUE(lies_within(data / "sub" / "not-there-yet", data));
  EXPECT_TRUE(lies_within(folder.path() / "link" / "sub", data));
  EXPECT_FALSE(lies_within(folder.path() / "data-out", data));
  EXPECT_FALSE(lies_within(data / ".." / "report", data));
  EXPECT_FALSE(lies_within(folder.path(), data));
}

} // namespace
} // namespace curate::base
