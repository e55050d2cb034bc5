#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/cleaning/ledger_file.hpp>
#include <libcurate/json/read.hpp>
#include <tests/support/folders.hpp>

namespace curate::cleaning {
namespace {

const std::string digest_a(64, 'a'), digest_b(64, 'b');

json::Value ledger_in(const fs::path &folder) {
  return *json::read_file(folder / "deidentification.json");
}

TEST(ledger_file, keeps_rows_of_files_that_are_still_there) {
  const support::TemporaryFolder folder;
  base::write_file(folder.path() / "sub-a" / "1.dcm", "", base::Overwrite::no);
  LedgerFile first(folder.path());
  first.add("sub-a/1.dcm", digest_a);
  first.add("sub-a/gone.dcm", digest_a);
  Outcome outcome;
  outcome.options = {deid::Option::retain_uids};
  outcome.ledger.add("(0010,0020)", deid::Action::replaced, 2);
  first.write(outcome);
  LedgerFile second(folder.path());
  second.add("sub-b/2.dcm", digest_b);
  second.write(outcome);

  const auto value = ledger_in(folder.path());
  EXPECT_EQ(value["codes"], json::Value({"113100", "113110"}));
  EXPECT_EQ(value["actions"][0]["tag"], "(0010,0020)");
  EXPECT_EQ(value["actions"][0]["count"], 2);
  ASSERT_EQ(value["files"].size(), 2U);
  EXPECT_EQ(value["files"][0]["path"], "sub-a/1.dcm");
  EXPECT_EQ(value["files"][1]["sha256"], digest_b);
}

TEST(ledger_file, takes_no_row_that_leads_outside_or_is_none) {
  const support::TemporaryFolder folder;
  base::write_file(folder.path() / "deidentification.json",
                   R"({"files": [{"path": "sub-../../etc/passwd", "sha256": ")" + digest_a +
                       R"("}, {"path": "sub-a\"x", "sha256": ")" + digest_a +
                       R"("}, {"path": 4}, 5, {"path": "sub-a/1.dcm", "sha256": "x"}]})",
                   base::Overwrite::no);
  LedgerFile file(folder.path());
  file.write(Outcome());
  EXPECT_TRUE(ledger_in(folder.path())["files"].empty());
}

TEST(ledger_file, leaves_what_is_none_of_ours) {
  const support::TemporaryFolder folder;
  base::write_file(folder.path() / "deidentification.json", "[]", base::Overwrite::no);
  EXPECT_THROW(LedgerFile{folder.path()}, InputError);
}

} // namespace
} // namespace curate::cleaning
