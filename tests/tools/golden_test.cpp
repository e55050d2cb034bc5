#include "tests/tools/run_curate.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/base/text.hpp>

namespace curate::tools_test {
namespace {

/// The cases tests/tools/<command>/<case>/: `command` is a command line without the program's name,
/// in which {case} stands for the case's folder; `stdout` what it gives, byte for byte; `status`
/// its exit code, 0 where there is none.
std::vector<fs::path> cases() {
  std::vector<fs::path> folders;
  for (const auto &entry :
       fs::recursive_directory_iterator(fs::path(CURATE_SOURCE_DIR) / "tests" / "tools"))
    if (entry.path().filename() == "command") folders.push_back(entry.path().parent_path());
  std::ranges::sort(folders);
  return folders;
}

std::vector<std::string> words_of(const fs::path &folder) {
  std::vector<std::string> words;
  const std::string line = base::read_file(folder / "command");
  for (const std::string_view word : base::split(base::trim(line), ' ')) {
    words.emplace_back(word);
    if (const auto at = words.back().find("{case}"); at != std::string::npos)
      words.back().replace(at, 6, folder.string());
  }
  return words;
}

TEST(golden, every_case_gives_what_it_gave) {
  const auto folders = cases();
  EXPECT_FALSE(folders.empty());
  for (const fs::path &folder : folders) {
    const Ran ran = curate(words_of(folder));
    const auto wanted = fs::exists(folder / "status")
                            ? base::to_integer(base::read_file(folder / "status"))
                            : std::optional<long long>(0);
    EXPECT_EQ(ran.status, wanted) << folder << "\n" << ran.err;
    EXPECT_EQ(ran.out, base::read_file(folder / "stdout")) << folder;
  }
}

} // namespace
} // namespace curate::tools_test
