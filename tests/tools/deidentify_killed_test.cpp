#include "tests/tools/program.hpp"
#include "tests/tools/sample.hpp"

#include <chrono>
#include <cmath>
#include <csignal>
#include <random>
#include <thread>

// `curate deidentify` is killed at some moment: what has its name is whole, and the next run
// completes the rest, byte for byte. tests/long/deidentify_kills.sh does so more often.

namespace curate::tools_test {
namespace {

using testing::IsEmpty;
using Clock = std::chrono::steady_clock;

class DeidentifyKilled : public testing::Test {
protected:
  DeidentifyKilled() {
    const fs::path key = folder_.path() / "key";
    base::write_file(key, "0123456789abcdefghijklmnopqrstuv", base::Overwrite::no);
    fs::permissions(key, fs::owner_read | fs::owner_write);
  }
  std::vector<std::string> words(const std::string &out) const {
    return {"deidentify", Sample::get().dicom().string(),
            "-o",         (folder_.path() / out).string(),
            "--key",      (folder_.path() / "key").string(),
            "--option",   "retain-safe-private"};
  }
  Tree tree(const std::string &out) const { return tree_of(folder_.path() / out); }

private:
  support::TemporaryFolder folder_;
};

TEST_F(DeidentifyKilled, the_next_run_completes_the_files) {
  const auto begin = Clock::now();
  const int status = end_of(start(words("undisturbed")));
  const std::chrono::duration<double> whole_s = Clock::now() - begin;
  ASSERT_TRUE(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 3));
  const Tree wanted = tree("undisturbed");
  ASSERT_GT(ending_with(wanted, ".dcm").size(), 500U);

  std::mt19937 random(20260101);
  int killed = 0;
  for (int n = 0; n < 5; ++n) {
    std::string out;
    const double moment = std::uniform_real_distribution<double>(0, 1)(random);
    // The machine may be quicker than it was before: then earlier, until a kill comes in time.
    bool is_killed = false;
    for (int attempt = 0; attempt < 6 && !is_killed; ++attempt) {
      out = "out-" + std::to_string(n) + "-" + std::to_string(attempt);
      const pid_t child = start(words(out));
      std::this_thread::sleep_for(whole_s * moment * std::pow(0.5, attempt));
      ::kill(child, SIGKILL);
      is_killed = WIFSIGNALED(end_of(child));
    }
    killed += is_killed ? 1 : 0;
    for (const auto &[path, bytes] : tree(out)) {
      if (!path.ends_with(".dcm")) continue;
      ASSERT_TRUE(wanted.contains(path)) << path;
      EXPECT_TRUE(wanted.at(path) == bytes) << path;
    }
    const Ran resumed = curate(words(out));
    EXPECT_EQ(resumed.status, WEXITSTATUS(status)) << resumed.err;
    EXPECT_THAT(differences(wanted, tree(out)), IsEmpty()) << n;
  }
  EXPECT_GE(killed, 2);
}

} // namespace
} // namespace curate::tools_test
