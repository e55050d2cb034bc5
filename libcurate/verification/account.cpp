#include <libcurate/base/text.hpp>
#include <libcurate/license/catalogue.hpp>
#include <libcurate/license/words.hpp>
#include <libcurate/verification/account.hpp>
#include <libcurate/verification/citation.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::verification {

namespace {

// So much of an agreement is told; all of it is in LICENSE.
constexpr std::size_t told_lines = 12;

std::string size_text(std::uint64_t bytes) {
  const double count = static_cast<double>(bytes);
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  if (bytes < 1'000'000) return fmt::format("{:.1f} kB", count / 1e3);
  if (bytes < 1'000'000'000) return fmt::format("{:.1f} MB", count / 1e6);
  return fmt::format("{:.1f} GB", count / 1e9);
}

std::string counted(std::uint64_t count, const char *one, const char *many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string access_words(const std::string &access) {
  if (access == "open") return "open: anyone may have it";
  if (access == "registered") return "registered: for those who are known to whoever made it";
  return "controlled: for those to whom it was granted";
}

std::size_t count_of(const Verification &verification, std::string_view code) {
  return static_cast<std::size_t>(std::ranges::count(verification.findings, code, &Finding::code));
}

Question whole(const Verification &verification) {
  Question question{"Whole", Answer::no, {}};
  const auto errors =
      static_cast<std::size_t>(std::ranges::count_if(verification.findings, [](const Finding &one) {
        return one.severity == Severity::error && !one.code.starts_with("VERIFY-REVO");
      }));
  if (!verification.description) {
    question.words = "this is no release, or not all of it";
  } else if (verification.is_whole) {
    question.answer = Answer::yes;
    question.words =
        count_of(verification, "VERIFY-PURGED") > 0
            ? "every file is as it was released, but for people who were taken out of this copy"
            : "every file is there as it was released, and nothing else";
  } else {
    question.words = fmt::format("{}; see below",
                                 counted(errors, "thing is", "things are") + " not as released");
  }
  return question;
}

Question genuine(const Verification &verification) {
  Question question{"Genuine", Answer::no, "it is not signed with the key that it must have"};
  if (!verification.is_genuine || !verification.key) return question;
  const std::string key = integrity::text_of(*verification.key);
  question.answer = Answer::yes;
  switch (verification.trust) {
  case Trust::given:
    question.words = fmt::format("signed with the key you gave, {}", key);
    break;
  case Trust::pinned:
    question.words =
        fmt::format("signed with the key of earlier releases of this data set, {}", key);
    break;
  case Trust::first_seen:
    question.answer = Answer::unknown;
    question.words = fmt::format("signed, but whose key this is you must ask: {}", key);
    break;
  case Trust::none:
    break;
  }
  if (count_of(verification, "VERIFY-KEY-CHANGED") > 0) question.answer = Answer::no;
  return question;
}

Question permitted(const Verification &verification) {
  Question question{"Permitted", Answer::unknown,
                    "whether everybody in it still takes part is said by a list of withdrawals, "
                    "and none that holds was given"};
  if (verification.newest_list_date.empty()) return question;
  const std::string list =
      fmt::format("list {} of {}", verification.newest_list, verification.newest_list_date);
  const auto removed = std::ranges::count(verification.revoked, Demand::remove, &Revoked::demand);
  question.answer = verification.revoked.empty() ? Answer::yes : Answer::no;
  if (verification.revoked.empty())
    question.words = fmt::format("nobody in it has withdrawn, by {}", list);
  else if (removed > 0)
    question.words = fmt::format("{} in it must be removed, by {}",
                                 counted(verification.revoked.size(), "person", "people"), list);
  else
    question.words = fmt::format("you may keep it but not pass it on: {} withdrew, by {}",
                                 counted(verification.revoked.size(), "person", "people"), list);
  return question;
}

template <typename Codes>
void add_section(Account &account, const char *heading, const Codes &codes) {
  if (codes.empty()) return;
  Section section{heading, {}};
  for (const auto code : codes)
    section.sentences.emplace_back(license::words_of(code));
  account.terms.push_back(std::move(section));
}

void add_terms(Account &account, const Verification &verification) {
  const auto &description = *verification.description;
  account.license = shown(fmt::format("{}: {}", description.license_id, description.license_name));
  account.license_url = shown(description.license_url);
  if (const auto known = license::find(description.license_id)) {
    add_section(account, "You may", known->permissions);
    add_section(account, "You must", known->duties);
    add_section(account, "You must not", known->limits);
    return;
  }
  Section section{"The agreement, by its own file", {}};
  const auto text = verification.contents.texts.find("LICENSE");
  if (text != verification.contents.texts.end())
    for (const auto line : base::split(text->second, '\n')) {
      if (base::trim(line).empty()) continue;
      if (section.sentences.size() == told_lines) break;
      section.sentences.push_back(shown(base::trim(line)));
    }
  section.sentences.emplace_back("read all of it in LICENSE: you are held to every word");
  account.terms.push_back(std::move(section));
}

void add_facts(Account &account, const Verification &verification) {
  const auto &description = *verification.description;
  std::string made = description.date;
  for (const auto &[name, version] : description.made_by)
    made += fmt::format(", {} {}", name, version);
  const auto add = [&](const char *name, const std::string &text) {
    account.facts.emplace_back(name, shown(text));
  };
  add("made", made);
  if (description.doi) add("DOI", *description.doi);
  if (description.recipient) add("made for", *description.recipient);
  const std::string people =
      fmt::format("{}, {}", counted(description.subjects, "person", "people"),
                  counted(description.sessions, "session", "sessions"));
  const std::string files = fmt::format("{}, {}", counted(verification.files, "file", "files"),
                                        size_text(verification.bytes));
  if (count_of(verification, "VERIFY-PURGED") == 0)
    add("holds", people + "; " + files);
  else
    add("holds", fmt::format("{} ({} when it was released); {}",
                             counted(labels_in(verification.contents).size(), "person", "people"),
                             people, files));
  add("access", access_words(description.access));
}

} // namespace

std::string_view name_of(Answer answer) {
  switch (answer) {
  case Answer::yes:
    return "yes";
  case Answer::no:
    return "no";
  case Answer::unknown:
    return "not known";
  }
  return {};
}

Account account_of(const Verification &verification) {
  Account account;
  account.questions = {whole(verification), genuine(verification), permitted(verification)};
  if (!verification.description) {
    account.title = "This is no release";
    return account;
  }
  const auto &description = *verification.description;
  account.title = shown(description.dataset_name + " " + text_of(description.version));
  add_facts(account, verification);
  add_terms(account, verification);
  account.citation = citation_in(verification.contents, description);
  return account;
}

std::string text_of(const Account &account) {
  std::string text = account.title + "\n";
  for (const auto &[name, fact] : account.facts)
    text += fmt::format("  {:<10}{}\n", name, fact);
  text += "\n";
  for (const auto &question : account.questions)
    text +=
        fmt::format("{:<11}{:<11}{}\n", question.asked, name_of(question.answer), question.words);
  const auto add = [&](std::string_view heading, const std::vector<std::string> &sentences) {
    text += fmt::format("  {}\n", heading);
    for (const auto &sentence : sentences)
      text += fmt::format("    - {}\n", sentence);
  };
  if (!account.license.empty()) text += fmt::format("\nLicence    {}\n", account.license);
  if (!account.license_url.empty()) text += fmt::format("           {}\n", account.license_url);
  for (const auto &section : account.terms)
    add(section.heading, section.sentences);
  if (account.citation.empty()) return text;
  text += "\nTo cite it\n";
  for (const auto &sentence : account.citation)
    text += fmt::format("  {}\n", sentence);
  return text;
}

} // namespace curate::verification
