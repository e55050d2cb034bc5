#include <gtest/gtest.h>
#include <libcurate/json/write.hpp>
#include <libcurate/verification/account.hpp>
#include <libcurate/verification/account_json.hpp>
#include <libcurate/verification/certificate.hpp>

#include "tests/release/made.hpp"
#include "tests/support/folders.hpp"

namespace curate::verification {
namespace {

Verification made() {
  const support::TemporaryFolder folder;
  release::write_made(folder.path() / "r", archive::PackFormat::tar);
  return release::verified(folder.path() / "r");
}

TEST(account, answers_three_questions) {
  auto verification = made();
  auto account = account_of(verification);
  EXPECT_EQ(account.title, "made 1.0.0");
  const auto answers = [&] {
    std::vector<Answer> all;
    for (const auto &question : account.questions)
      all.push_back(question.answer);
    return all;
  };
  EXPECT_EQ(answers(), (std::vector{Answer::yes, Answer::yes, Answer::unknown}));
  verification.newest_list = 3;
  verification.newest_list_date = "2026-03-01";
  account = account_of(verification);
  EXPECT_EQ(account.questions[2].answer, Answer::yes);
  EXPECT_EQ(account.questions[2].words, "nobody in it has withdrawn, by list 3 of 2026-03-01");
  verification.revoked = {{"a1", Demand::remove, {}, 3}};
  verification.trust = Trust::first_seen;
  verification.is_whole = false;
  account = account_of(verification);
  EXPECT_EQ(answers(), (std::vector{Answer::no, Answer::unknown, Answer::no}));
}

TEST(account, says_what_the_licence_permits_asks_and_forbids) {
  auto verification = made();
  verification.description->license_id = "CC-BY-NC-SA-4.0";
  const auto account = account_of(verification);
  ASSERT_EQ(account.terms.size(), 3U);
  EXPECT_EQ(account.terms[0].heading, "You may");
  EXPECT_EQ(account.terms[1].heading, "You must");
  EXPECT_EQ(account.terms[2].heading, "You must not");
}

TEST(account, tells_of_an_agreement_by_its_own_text) {
  auto verification = made();
  verification.description->license_id = "LicenseRef-dua";
  verification.contents.texts["LICENSE"] = "LicenseRef-dua\n\n  No passing on.\x1b[2J\n";
  const auto account = account_of(verification);
  ASSERT_EQ(account.terms.size(), 1U);
  EXPECT_EQ(account.terms[0].sentences.at(1), "No passing on.?[2J");
}

TEST(account, says_how_to_cite) {
  auto verification = made();
  verification.description->doi = "10.1234/x";
  auto &texts = verification.contents.texts;
  const auto cited = [&] { return account_of(verification).citation.at(0); };
  EXPECT_EQ(cited(), "made (2026), version 1.0.0 [data set]. https://doi.org/10.1234/x");
  texts["dataset_description.json"] = R"({"Authors": ["A", "B"], "HowToAcknowledge": "Thank us."})";
  EXPECT_EQ(cited(), "A; B (2026). made, version 1.0.0 [data set]. https://doi.org/10.1234/x");
  EXPECT_EQ(account_of(verification).citation.at(1), "Thank us.");
  texts["CITATION.cff"] = "authors:\n  - family-names: \"Roe\"\n    given-names: Jane\n"
                          "  - name: 'A Group'\ntitle: x\n  - name: no\n";
  EXPECT_EQ(cited(), "Roe, Jane; A Group (2026). made, version 1.0.0 [data set]. "
                     "https://doi.org/10.1234/x");
}

TEST(account, of_what_is_no_release_says_so) {
  const support::TemporaryFolder folder;
  const auto account = account_of(release::verified(folder.path()));
  EXPECT_EQ(account.title, "This is no release");
  EXPECT_EQ(account.questions[0].answer, Answer::no);
  EXPECT_EQ(to_json(release::verified(folder.path()), "x")["dataset"], nullptr);
}

TEST(certificate, escapes_everything) {
  auto verification = made();
  const std::string nasty = "<script>alert(1)</script>&\"'><img src=x onerror=y>";
  auto &description = *verification.description;
  for (std::string *text : {&description.dataset_name, &description.license_name,
                            &description.license_url, &description.access, &description.date})
    *text = nasty;
  description.doi = description.recipient = nasty;
  description.license_id = "LicenseRef-" + nasty;
  description.made_by = {{nasty, nasty}};
  verification.contents.texts["LICENSE"] = nasty;
  verification.contents.texts["CITATION.cff"] = "authors:\n  - name: " + nasty + "\n";
  verification.contents.texts["dataset_description.json"] =
      json::to_text({{"HowToAcknowledge", nasty}});
  verification.newest_list_date = nasty;
  verification.findings.push_back({Severity::error, nasty, nasty, nasty, nasty, nasty});
  const std::string page = certificate_of(verification, nasty);
  EXPECT_EQ(page.find("<script"), page.npos);
  EXPECT_EQ(page.find("<img"), page.npos);
  EXPECT_NE(page.find("&lt;script&gt;"), page.npos);
  EXPECT_EQ(page.find("http-equiv=\"Content-Security-Policy\""), page.find("http-equiv"));
  for (const char *outside : {"src=\"", "href=", "url(", "@import"})
    EXPECT_EQ(page.find(outside), page.npos) << outside;
}

TEST(certificate, says_what_was_checked_with_what_and_when) {
  ::setenv("SOURCE_DATE_EPOCH", "1772366400", 1);
  const auto verification = made();
  const std::string page = certificate_of(verification, "r");
  ::unsetenv("SOURCE_DATE_EPOCH");
  for (const std::string &part :
       {std::string("2026-03-01T12:00:00Z"), verification.description->manifest_sha256,
        integrity::text_of(*verification.key), std::string("no list"), std::string("18 files")})
    EXPECT_NE(page.find(part), page.npos) << part;
}

} // namespace
} // namespace curate::verification
