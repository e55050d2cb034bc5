// The whole way of one study: two releases for everybody, two recipients, somebody who withdraws at
// each level, lists, a purge on a recipient's copy, receipts. Everything by the command line, as
// its users do it.

#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/study/releases.hpp>

#include "tests/release/study_maker.hpp"
#include "tests/tools/run_curate.hpp"

namespace curate::tools_test {
namespace {

using release::MadeStudy;

class Story : public testing::Test {
protected:
  Story() {
    study_.everybody_consents();
    for (const char *name : {"Uni-A", "Uni-B"})
      done({"recipient", "add", name, "--region", "AT", "--contact", "data@x.example"});
  }

  // A command of the study that has to end with this code.
  std::string run(std::vector<std::string> words, int status = 0) const {
    words.insert(words.end(), {"--study", study_.root().string()});
    return run_alone(std::move(words), status);
  }
  static std::string run_alone(std::vector<std::string> words, int status = 0) {
    const auto ran = curate(words);
    EXPECT_EQ(ran.status, status) << base::join(words, " ") << "\n" << ran.out << ran.err;
    return ran.out;
  }
  void done(std::vector<std::string> words) const { run(std::move(words)); }

  void build(const std::string &version, const std::string &format,
             const std::string &recipient = {}) const {
    std::vector<std::string> words{"release", "build",    "--version", version,    "--license",
                                   "CC0-1.0", "--access", "open",      "--format", format};
    if (!recipient.empty()) words.insert(words.end(), {"--recipient", recipient});
    done(words);
  }
  fs::path open_release(const std::string &version) const {
    return study_.releases() / ("made-" + version + ".tar");
  }
  std::string verify(const fs::path &release, const fs::path &list, int status) const {
    return run_alone({"verify", release.string(), "--key",
                      (study_.root() / "private" / "signing.pub").string(), "--no-pin",
                      "--revocations", list.string()},
                     status);
  }

  // Whether the bytes of any file below, or any name, hold a text.
  static bool is_anywhere(const std::string &text, const fs::path &folder) {
    for (const auto &entry : fs::recursive_directory_iterator(folder)) {
      if (entry.path().filename().string().find(text) != std::string::npos) return true;
      if (fs::is_regular_file(entry.path()) &&
          base::read_file(entry.path()).find(text) != std::string::npos)
        return true;
    }
    return false;
  }

  // Under which label somebody left.
  std::string released_label(const std::string &label, const std::string &key) const {
    const auto opened = study_.study();
    study::Database database(opened, study::Access::read);
    for (const auto &one : study::Releases(database).subjects_of(key))
      if (one.subject == label) return one.released_label;
    return "nobody";
  }

  release::OnDay today_{"2026-03-01"};
  MadeStudy study_{9};
};

TEST_F(Story, of_withdrawals_at_every_level_reaches_every_copy) {
  const std::string contact = study_.label(1), access = study_.label(3), use = study_.label(5);
  build("1.0.0", "tar");
  build("1.1.0", "tar");
  build("1.0.0", "folder", "Uni-A");
  build("1.0.0", "tar", "Uni-B");
  // What recipients hold.
  const fs::path copies = study_.beside("copies");
  fs::create_directories(copies);
  fs::copy(study_.releases() / "Uni-A" / "made-1.0.0", copies / "uni-a",
           fs::copy_options::recursive);
  fs::copy_file(open_release("1.0.0"), copies / "open.tar");
  EXPECT_FALSE(is_anywhere(use, copies / "uni-a"));

  done({"withdraw", "sub-" + contact, "--level", "contact", "--by", "office", "--no-rebuild"});
  EXPECT_TRUE(fs::exists(open_release("1.1.0")));
  done({"withdraw", "sub-" + access, "--level", "access", "--by", "office", "--no-rebuild"});
  done({"withdraw", "sub-" + use, "--level", "use", "--by", "office"});

  // In the study: one is as before, one is kept inside, one is gone.
  EXPECT_TRUE(fs::exists(study_.root() / "dataset" / ("sub-" + contact)));
  EXPECT_TRUE(fs::exists(study_.root() / "dataset" / ("sub-" + access)));
  EXPECT_FALSE(is_anywhere(use, study_.root() / "dataset"));
  EXPECT_FALSE(is_anywhere(use, study_.releases()));
  // Retired releases have successors without both.
  EXPECT_FALSE(fs::exists(open_release("1.1.0")));
  ASSERT_TRUE(fs::exists(open_release("1.1.1")));
  ASSERT_TRUE(fs::exists(study_.releases() / "Uni-A" / "made-1.0.1"));
  const std::string successor = base::read_file(open_release("1.1.1"));
  EXPECT_EQ(successor.find(access), successor.npos);
  EXPECT_EQ(successor.find(use), successor.npos);
  EXPECT_NE(successor.find(contact), successor.npos);

  // Everybody's list names nobody, and whoever holds a release is told who is meant.
  const fs::path list = copies / "revocations.json";
  done({"release", "revocations", list.string()});
  const std::string text = base::read_file(list);
  for (const auto &label : study_.labels())
    EXPECT_EQ(text.find(label), text.npos);
  EXPECT_EQ(std::system(("minisign -V -q -m '" + list.string() + "' -p '" +
                         (study_.root() / "private" / "signing.pub").string() +
                         "' >/dev/null 2>&1 || ! command -v minisign >/dev/null")
                            .c_str()),
            0);
  const std::string told = verify(copies / "open.tar", list, 3);
  EXPECT_NE(told.find("sub-" + access), told.npos);
  EXPECT_NE(told.find("sub-" + use), told.npos);
  EXPECT_EQ(told.find("sub-" + contact), told.npos);
  verify(open_release("1.1.1"), list, 0);

  // The hospital takes out who has to be deleted, and answers.
  const std::string released = released_label(use, "1.0.0@Uni-A");
  EXPECT_TRUE(is_anywhere(released, copies / "uni-a"));
  run_alone({"verify", (copies / "uni-a").string(), "--key",
             (study_.root() / "private" / "signing.pub").string(), "--no-pin", "--revocations",
             list.string(), "--purge"},
            3); // the one who may not be passed on is still in it
  EXPECT_FALSE(is_anywhere(released, copies / "uni-a"));
  EXPECT_EQ(std::system(
                ("cd '" + (copies / "uni-a").string() + "' && sha256sum --quiet -c MANIFEST.sha256")
                    .c_str()),
            0);
  done({"withdraw", "--confirm", "3", "--recipient", "Uni-A"});
  const std::string open_ones = run({"withdraw", "--list"});
  EXPECT_NE(open_ones.find("Uni-B"), open_ones.npos);
  // The ledger is as it was, and says so.
  done({"consent", "verify"});
}

} // namespace
} // namespace curate::tools_test
