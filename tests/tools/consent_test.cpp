#include "tests/tools/program.hpp"
#include "tests/tools/sample.hpp"

#include <chrono>
#include <csignal>
#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/study/database.hpp>
#include <libcurate/study/study.hpp>
#include <sys/stat.h>
#include <thread>

namespace curate::tools_test {
namespace {

const std::string broad =
    "permission=GRU access=open regions=everywhere kinds=images,derived,clinical commercial";

class consent_command : public testing::Test {
protected:
  void SetUp() override { curate({"init", study_.string(), "--name", "s"}); }

  Ran consent(std::vector<std::string> words) const {
    words.insert(words.begin(), "consent");
    words.insert(words.end(), {"--study", study_.string()});
    return curate(words);
  }

  support::TemporaryFolder temporary_;
  fs::path study_ = temporary_.path() / "study";
};

std::string table_of(int rows) {
  std::string text = "participant_id,from,permission,access,regions,kinds\n";
  for (int i = 0; i < rows; ++i)
    text += fmt::format("sub-{},2024-01-01,GRU,open,everywhere,images\n", i);
  return text;
}

// tests/long/consent_kills.sh does so more often.
TEST_F(consent_command, killed_while_importing_records_all_or_nothing) {
  ::setenv("SOURCE_DATE_EPOCH", "1772366400", 1);
  const fs::path table = temporary_.path() / "t.csv";
  base::write_file(table, table_of(2000), base::Overwrite::no);
  const fs::path made = copy_of(study_, temporary_.path() / "made");
  const auto words = [&](const fs::path &study) {
    return std::vector<std::string>{"consent", "import",  table.string(), "--by",
                                    "officer", "--study", study.string()};
  };
  const auto state = [&](const fs::path &study) {
    return curate({"consent", "log", "--json", "--study", study.string()}).out +
           base::read_file(study / "private" / "consent.checkpoint");
  };
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_EQ(end_of(start(words(study_))), 0);
  const auto whole = std::chrono::steady_clock::now() - begin;
  const std::string wanted = state(study_);
  for (int kill = 1; kill <= 5; ++kill) {
    const fs::path study = copy_of(made, temporary_.path() / std::to_string(kill));
    const pid_t child = start(words(study));
    std::this_thread::sleep_for(whole * kill / 6);
    ::kill(child, SIGKILL);
    end_of(child);
    const Ran list = curate({"consent", "list", "--study", study.string()});
    const auto lines = std::ranges::count(list.out, '\n');
    EXPECT_TRUE(list.status == 0 && (lines == 0 || lines == 2000)) << lines << list.err;
    EXPECT_EQ(end_of(start(words(study))), 0);
    EXPECT_EQ(curate({"consent", "verify", "--study", study.string()}).status, 0);
    EXPECT_EQ(state(study), wanted) << kill;
  }
  ::unsetenv("SOURCE_DATE_EPOCH");
}

TEST_F(consent_command, an_original_id_leads_to_the_label_and_is_never_shown) {
  const fs::path file = temporary_.path() / "id.txt";
  base::write_file(file, "HOSPITAL-4711\n", base::Overwrite::no);
  const Ran added =
      consent({"add", "--patient-id-file", file.string(), "--allow", broad, "--json"});
  ASSERT_EQ(added.status, 0) << added.err;
  const Ran shown = consent({"show", "--patient-id-file", file.string(), "--json"});
  EXPECT_NE(shown.out.find("\"given\""), std::string::npos);
  const Ran on_line = consent({"show", "--patient-id", "HOSPITAL-4711"});
  EXPECT_EQ(on_line.status, 2);
  for (const Ran *ran : {&added, &shown, &on_line})
    EXPECT_EQ((ran->out + ran->err).find("4711"), std::string::npos);
  const fs::path table = temporary_.path() / "t.csv";
  base::write_file(table,
                   "mrn,from,permission,access,regions,kinds\n"
                   "HOSPITAL-4711,2020-01-01,GRU,open,everywhere,images\n"
                   "0000,2020-01-01,GRU,open,everywhere,images\n",
                   base::Overwrite::no);
  const Ran refused = consent({"import", table.string(), "--id-column", "mrn"});
  EXPECT_EQ(refused.status, 3);
  EXPECT_NE(refused.out.find("column mrn, row 3"), std::string::npos) << refused.out;
  EXPECT_EQ((refused.out + refused.err).find("4711"), std::string::npos);
  for (const auto &[path, bytes] : tree_of(study_))
    EXPECT_EQ(bytes.find("4711"), std::string::npos) << path;
}

TEST_F(consent_command, a_tampered_ledger_decides_nothing) {
  ASSERT_EQ(consent({"add", "sub-1", "--allow", broad}).status, 0);
  {
    study::Database database(study::Study::open(study_), study::Access::write);
    database.run("DROP TRIGGER consent_events_update");
    database.run("UPDATE consent_events SET valid_from = '2020-01-01'");
  }
  const Ran verified = consent({"verify", "--json"});
  EXPECT_EQ(verified.status, 3);
  EXPECT_NE(verified.out.find("\"intact\":false"), std::string::npos);
  EXPECT_NE(verified.out.find("event 1"), std::string::npos);
  for (const std::vector<std::string> &words : std::vector<std::vector<std::string>>{
           {"list"},
           {"show", "sub-1"},
           {"can", "sub-1", "--license", "CC0-1.0", "--access", "open"},
           {"add", "sub-2", "--allow", broad}}) {
    const Ran ran = consent(words);
    EXPECT_EQ(ran.status, 3) << words[0];
    EXPECT_NE(ran.err.find("CONSENT-LEDGER-BROKEN"), std::string::npos) << ran.err;
  }
}

TEST_F(consent_command, a_damaged_registry_is_told_and_left_alone) {
  ASSERT_EQ(consent({"add", "sub-1", "--allow", broad}).status, 0);
  const fs::path file = study_ / "private" / "registry.sqlite";
  const std::string bad = base::read_file(file).substr(0, 3000);
  base::write_file(file, bad, base::Overwrite::yes);
  for (const std::string word : {"list", "verify"})
    EXPECT_EQ(consent({word}).status, 1);
  EXPECT_EQ(consent({"add", "sub-2", "--allow", broad}).status, 1);
  EXPECT_EQ(base::read_file(file), bad);
}

TEST_F(consent_command, a_locked_registry_can_be_read) {
  ASSERT_EQ(consent({"add", "sub-1", "--allow", broad}).status, 0);
  study::Database other(study::Study::open(study_), study::Access::write);
  study::Transaction writing(other);
  EXPECT_EQ(consent({"list"}).status, 0);
  EXPECT_EQ(consent({"verify"}).status, 0);
}

/// Root may write everywhere: while this lives, the process is nobody, and the study is nobody's.
class AsNobody {
public:
  explicit AsNobody(const fs::path &study) {
    if (::geteuid() != 0) return;
    constexpr uid_t nobody = 65534;
    EXPECT_EQ(::chown(study.c_str(), nobody, nobody), 0);
    for (const auto &entry : fs::recursive_directory_iterator(study))
      EXPECT_EQ(::chown(entry.path().c_str(), nobody, nobody), 0);
    is_root_ = ::seteuid(nobody) == 0;
  }
  AsNobody(const AsNobody &) = delete;
  AsNobody &operator=(const AsNobody &) = delete;
  ~AsNobody() {
    if (is_root_ && ::seteuid(0) != 0) ADD_FAILURE() << "stays nobody";
  }

private:
  bool is_root_ = false;
};

TEST_F(consent_command, a_folder_that_may_not_be_written_is_told) {
  ASSERT_EQ(consent({"add", "sub-1", "--allow", broad}).status, 0);
  const AsNobody nobody(study_);
  const fs::path folder = study_ / "private";
  ::chmod(folder.c_str(), 0500);
  for (const mode_t mode : {0400, 0600}) {
    ::chmod((folder / "registry.sqlite").c_str(), mode);
    EXPECT_EQ(consent({"list"}).status, 0);
    const Ran ran = consent({"add", "sub-2", "--allow", broad});
    EXPECT_EQ(ran.status, 1);
    EXPECT_NE(ran.err.find("STUDY-REGISTRY-READ-ONLY"), std::string::npos) << ran.err;
  }
  ::chmod(folder.c_str(), 0700);
  EXPECT_EQ(consent({"list"}).out.find("sub-2"), std::string::npos);
}

TEST_F(consent_command, the_page_holds_everybody_and_nothing_foreign) {
  fs::create_directories(study_ / "dataset" / "sub-2");
  ASSERT_EQ(consent({"add", "sub-1", "--allow", broad, "--until", "2999-01-01"}).status, 0);
  const fs::path page = temporary_.path() / "r.html";
  const Ran ran = consent(
      {"report", "--html", page.string(), "--license", "CC-BY-4.0", "--access", "open", "--json"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const std::string text = base::read_file(page);
  for (const std::string part : {"sub-1", "sub-2", "2999-01-01", "@page", "</html>"})
    EXPECT_NE(text.find(part), std::string::npos) << part;
  for (const std::string part : {"<script", "http://", "https://"})
    EXPECT_EQ(text.find(part), std::string::npos) << part;
}

} // namespace
} // namespace curate::tools_test
