#include "tests/tools/program.hpp"
#include "tests/tools/sample.hpp"

#include <chrono>
#include <cmath>
#include <csignal>
#include <fmt/format.h>
#include <random>
#include <thread>

// The program is killed at some moment; the next run completes the work, byte for byte.
// tests/long/kills.sh does so more often and on the whole sample study.

namespace curate::tools_test {
namespace {

using testing::IsEmpty;
using Clock = std::chrono::steady_clock;

/// Five moments between the beginning and the end, in parts of the whole time; drawn once.
std::vector<double> moments() {
  std::mt19937 random(20260101);
  std::vector<double> all;
  for (int n = 0; n < 5; ++n)
    all.push_back((n + std::uniform_real_distribution<double>(0, 1)(random)) / 5);
  return all;
}

TEST(killed, the_next_run_completes_the_dataset) {
  const support::TemporaryFolder folder;
  const fs::path made = new_study(folder.path() / "made");
  const fs::path undisturbed = copy_of(made, folder.path() / "undisturbed");
  const std::string dicom = Sample::get().dicom().string();
  const auto begin = Clock::now();
  const int status = end_of(start({"convert", dicom, "--study", undisturbed.string()}));
  ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  const std::chrono::duration<double> whole_s = Clock::now() - begin;
  const Tree wanted = tree_of(undisturbed / "dataset");
  ASSERT_GT(ending_with(wanted, ".nii.gz").size(), 20U);

  int killed = 0;
  for (const double moment : moments()) {
    fs::path study;
    // The machine may be quicker than it was before: then earlier, until a kill comes in time.
    bool is_killed = false;
    for (int attempt = 0; attempt < 6 && !is_killed; ++attempt) {
      study = copy_of(made, folder.path() / fmt::format("study-{}-{}", moment, attempt));
      const pid_t child = start({"convert", dicom, "--study", study.string()});
      std::this_thread::sleep_for(whole_s * moment * std::pow(0.5, attempt));
      ::kill(child, SIGKILL);
      is_killed = WIFSIGNALED(end_of(child));
    }
    killed += is_killed ? 1 : 0;
    // What has its name is whole.
    for (const auto &[path, bytes] : tree_of(study / "dataset")) {
      if (!path.ends_with(".nii.gz")) continue;
      ASSERT_TRUE(wanted.contains(path)) << moment << " " << path;
      EXPECT_TRUE(wanted.at(path) == bytes) << moment << " " << path;
    }
    const Ran resumed = convert(Sample::get().dicom(), study);
    EXPECT_EQ(resumed.status, 0) << resumed.err;
    EXPECT_THAT(differences(wanted, tree_of(study / "dataset")), IsEmpty()) << moment;
    EXPECT_FALSE(fs::exists(study / "private" / "unfinished"));
  }
  EXPECT_GE(killed, 3);
}

TEST(killed, the_next_run_completes_flat_pictures) {
  const support::TemporaryFolder folder;
  const std::string dicom = Sample::get().siemens_visit(1).string();
  const auto words = [&](const fs::path &out) {
    return std::vector<std::string>{"convert", dicom, "--layout", "flat", "-o", out.string()};
  };
  const auto begin = Clock::now();
  const int status = end_of(start(words(folder.path() / "undisturbed")));
  ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  const std::chrono::duration<double> whole_s = Clock::now() - begin;
  const Tree wanted = tree_of(folder.path() / "undisturbed");
  for (const double moment : moments()) {
    const fs::path out = folder.path() / ("out-" + std::to_string(moment));
    const pid_t child = start(words(out));
    std::this_thread::sleep_for(whole_s * moment);
    ::kill(child, SIGKILL);
    end_of(child);
    EXPECT_EQ(curate(words(out)).status, 0);
    EXPECT_THAT(differences(wanted, tree_of(out)), IsEmpty()) << moment;
  }
}

} // namespace
} // namespace curate::tools_test
