#include "tests/support/folders.hpp"
#include "tests/tools/run_curate.hpp"

#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/base/text.hpp>

namespace curate::tools_test {
namespace {

/// The cases tests/tools/<command>/<case>/: `command` has a command line a line, without the
/// program's name, in which {case} stands for the case's folder, {study} for that of a new study
/// and {work} for an empty one; `stdout` is what they give, byte for byte but for these folders;
/// `status` the last one's exit code, 0 where there is none; `expected` has files that they write
/// into {work}.
std::vector<fs::path> cases() {
  std::vector<fs::path> folders;
  for (const auto &entry :
       fs::recursive_directory_iterator(fs::path(CURATE_SOURCE_DIR) / "tests" / "tools"))
    if (entry.path().filename() == "command") folders.push_back(entry.path().parent_path());
  std::ranges::sort(folders);
  return folders;
}

void replace(std::string &text, const std::string &from, const std::string &to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// Words are apart by blanks; quoted ones may hold some.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  const auto quoted = base::split(line, '"');
  for (std::size_t i = 0; i < quoted.size(); ++i)
    if (i % 2 == 1)
      words.emplace_back(quoted[i]);
    else
      for (const std::string_view word : base::split(quoted[i], ' '))
        if (!word.empty()) words.emplace_back(word);
  return words;
}

/// Compares what a case wrote, but for the program's version.
void compare_written(const fs::path &folder, const fs::path &work) {
  if (!fs::exists(folder / "expected")) return;
  for (const auto &entry : fs::directory_iterator(folder / "expected")) {
    const fs::path written = work / entry.path().filename();
    ASSERT_TRUE(fs::exists(written)) << entry.path();
    std::string text = base::read_file(written);
    replace(text, "\"version\": \"" CURATE_VERSION "\"", "\"version\": \"{version}\"");
    EXPECT_EQ(text, base::read_file(entry.path())) << entry.path();
  }
}

Ran run_case(const fs::path &folder) {
  const support::TemporaryFolder temporary;
  const fs::path study = temporary.path() / "study", work = temporary.path() / "work";
  fs::create_directory(work);
  Ran all;
  const std::string command = base::read_file(folder / "command");
  if (command.find("{study}") != std::string::npos)
    curate({"init", study.string(), "--name", "golden"});
  for (const std::string_view line : base::split(base::trim(command), '\n')) {
    auto words = words_of(line);
    for (auto &word : words) {
      replace(word, "{case}", folder.string());
      replace(word, "{study}", study.string());
      replace(word, "{work}", work.string());
    }
    const Ran one = curate(words);
    all = {one.status, all.out + one.out, all.err + one.err};
  }
  replace(all.out, folder.string(), "{case}");
  replace(all.out, temporary.path().string() + "/", "");
  compare_written(folder, work);
  return all;
}

TEST(golden, every_case_gives_what_it_gave) {
  const auto folders = cases();
  EXPECT_FALSE(folders.empty());
  ::setenv("SOURCE_DATE_EPOCH", "1772366400", 1); // 2026-03-01
  for (const fs::path &folder : folders) {
    const Ran ran = run_case(folder);
    const auto wanted = fs::exists(folder / "status")
                            ? base::to_integer(base::read_file(folder / "status"))
                            : std::optional<long long>(0);
    EXPECT_EQ(ran.status, wanted) << folder << "\n" << ran.err;
    EXPECT_EQ(ran.out, base::read_file(folder / "stdout")) << folder;
  }
  ::unsetenv("SOURCE_DATE_EPOCH");
}

} // namespace
} // namespace curate::tools_test
