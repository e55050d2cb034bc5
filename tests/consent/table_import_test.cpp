#include <gtest/gtest.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/consent/table_import.hpp>
#include <tests/support/folders.hpp>

namespace curate::consent {
namespace {

constexpr std::string_view header = "participant_id,from,permission,access,regions,kinds\n";

class consent_table : public testing::Test {
protected:
  ImportOutcome import(const std::string &text, const std::string &id_column = {},
                       bool is_dry_run = false, const std::string &name = "t.csv") {
    base::write_file(temporary_.path() / name, text, base::Overwrite::yes);
    const TableImport request{temporary_.path() / name, id_column, "officer", is_dry_run};
    return import_table(ledger_, request, [](std::string_view id) -> Result<std::string> {
      if (id == "unknown") return problem("TABLE-UNKNOWN-ID", "nobody has this id");
      return "L" + std::string(id.substr(0, 4));
    });
  }

  support::TemporaryFolder temporary_;
  study::Study study_ = study::Study::init(temporary_.path() / "s", "a");
  Ledger ledger_{study_, study::Access::write};
};

std::string row(const std::string &key, const std::string &from = "2024-01-01") {
  return key + "," + from + ",GRU,open,everywhere,images\n";
}

TEST_F(consent_table, one_bad_row_of_ten_thousand_records_nothing_and_is_named) {
  std::string text(header);
  for (int i = 2; i <= 10'001; ++i)
    text += row("sub-" + std::to_string(i), i == 7'003 ? "2024-13-01" : "2024-01-01");
  const auto outcome = import(text);
  EXPECT_TRUE(outcome.is_refused);
  EXPECT_EQ(outcome.rows, 10'000U);
  ASSERT_EQ(outcome.findings.size(), 1U);
  EXPECT_EQ(outcome.findings[0].place, "column from, row 7003");
  EXPECT_EQ(ledger_.count(), 0);
}

TEST_F(consent_table, a_dry_run_counts_and_records_nothing) {
  const std::string text = std::string(header) + row("sub-a") + row("sub-b") + row("sub-b");
  const auto dry = import(text, {}, true);
  EXPECT_FALSE(dry.is_refused);
  EXPECT_EQ(dry.added, 2U);
  EXPECT_EQ(dry.unchanged, 1U);
  EXPECT_EQ(ledger_.count(), 0);
  EXPECT_EQ(import(text).added, 2U);
  EXPECT_EQ(ledger_.count(), 2);
  const auto more = import(text + row("sub-c"));
  EXPECT_EQ(more.added, 1U);
  EXPECT_EQ(more.unchanged, 3U);
  EXPECT_TRUE(ledger_.verify().empty());
}

TEST_F(consent_table, original_ids_become_labels_and_are_never_told) {
  const std::string ids = "id,from,permission,access,regions,kinds\n";
  const auto good = import(ids + row("1234-5") + row("2222-5"), "id");
  EXPECT_EQ(good.subjects, (std::set<std::string>{"L1234", "L2222"}));
  const auto bad = import(ids + row("4321-secret") + row("4321-hidden") + row("unknown"), "id");
  EXPECT_TRUE(bad.is_refused);
  ASSERT_EQ(bad.findings.size(), 2U);
  EXPECT_EQ(bad.findings[0].code, "CONSENT-TWO-IDS");
  EXPECT_EQ(bad.findings[0].place, "column id, row 3");
  EXPECT_EQ(bad.findings[1].code, "TABLE-UNKNOWN-ID");
  for (const auto &finding : bad.findings)
    for (const std::string secret : {"secret", "hidden", "unknown", "4321"})
      EXPECT_EQ((finding.place + finding.message + finding.remedy).find(secret), std::string::npos);
  EXPECT_EQ(ledger_.count(), 2);
}

TEST_F(consent_table, dialects_and_encodings_are_read) {
  const std::string tsv = "participant_id\tfrom\tpermission\taccess\tregions\tkinds\tuntil\n"
                          "sub-a\t2024-01-01\tHMB\topen\tDE, FR\timages\tn/a\n";
  EXPECT_EQ(import(tsv, {}, false, "t.tsv").added, 1U);
  const std::string excel = "\xEF\xBB\xBFparticipant_id;from;permission;access;regions;kinds\r\n"
                            "sub-a;2024-01-01;HMB;open;DE, FR;images\r\n";
  EXPECT_EQ(import(excel).unchanged, 1U);
}

TEST_F(consent_table, what_is_no_table_of_consents_is_refused) {
  for (const std::string &text :
       {std::string(), std::string("\n"), std::string(10'000, 'x'), std::string("a,a\n1,2\n"),
        std::string(header) + "sub-a,\"2024", std::string("\0\0\0", 3),
        std::string(header.substr(0, header.size() - 1)) + ",embargo\n"}) {
    const auto outcome = import(text);
    EXPECT_TRUE(outcome.is_refused);
    EXPECT_FALSE(outcome.findings.empty());
  }
  EXPECT_EQ(ledger_.count(), 0);
}

TEST_F(consent_table, the_template_can_be_imported) {
  EXPECT_FALSE(import(template_text(dictionary::Dialect::csv)).is_refused);
  EXPECT_EQ(import(template_text(dictionary::Dialect::tsv), {}, false, "t.tsv").unchanged, 1U);
}

} // namespace
} // namespace curate::consent
