#include <libcurate/base/day.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/verification/certificate.hpp>
#include <libcurate/withdrawal/notices.hpp>

#include <fmt/format.h>

namespace curate::withdrawal {

namespace {

struct Paragraph {
  enum class Kind { title, words, command } kind;
  std::string text;
};

std::string version_of(const std::string &key) {
  return key.substr(0, key.find('@'));
}

std::vector<Paragraph> demand_of(const Plan &plan) {
  using Kind = Paragraph::Kind;
  if (plan.level == consent::Level::use)
    return {{Kind::words,
             "A person whose data are in it has withdrawn the consent to any further use. Please "
             "remove everything of this person from every copy that you have: pictures, rows of "
             "tables, and what you derived from them for this person alone."},
            {Kind::words, "Who it is, only your copy can tell: the file revocations.json, which "
                          "came with this letter, names the person by a code that means nothing "
                          "without the release. Run, on your copy of the release:"},
            {Kind::command, "curate verify RELEASE --revocations revocations.json --purge"},
            {Kind::words, "The program checks that the list is ours, removes the person, and "
                          "writes a receipt."}};
  return {{Kind::words,
           "A person whose data are in it does not agree any longer that they are shared. You may "
           "keep what you have and go on with what you began; please give nothing of this person "
           "to anybody else, and take the person out of what you offer to others."},
          {Kind::words, "Who it is, only your copy can tell: the file revocations.json, which came "
                        "with this letter, names the person by a code that means nothing without "
                        "the release. To see it, run on your copy of the release:"},
          {Kind::command, "curate verify RELEASE --revocations revocations.json"}};
}

std::vector<Paragraph> letter(const Plan &plan, const std::string &dataset, const std::string &key,
                              const std::string &recipient,
                              const std::vector<std::string> &versions) {
  using Kind = Paragraph::Kind;
  std::vector<Paragraph> all{
      {Kind::title, "A withdrawal of consent"},
      {Kind::words,
       fmt::format("To: {}", recipient.empty() ? "everybody who has a copy" : recipient)},
      {Kind::words, fmt::format("Date: {}. Withdrawal number {}.", plan.day(), plan.number)},
      {Kind::words, fmt::format("You received the dataset \"{}\", version {}.", dataset,
                                base::join(versions, ", "))}};
  for (auto &paragraph : demand_of(plan))
    all.push_back(std::move(paragraph));
  all.push_back({Kind::words,
                 recipient.empty()
                     ? fmt::format("Please do so by {}. That release is not offered any longer; "
                                   "please use the next one.",
                                   deadline_of(plan))
                     : fmt::format("Please do so by {}, and answer whoever sent you this letter: "
                                   "say that it is done, and enclose the receipt. Tell us, too, to "
                                   "whom you gave a copy, so that they are told.",
                                   deadline_of(plan))});
  all.push_back({Kind::words, "Please do not try to find out who the person is."});
  all.push_back({Kind::words, "The list is signed; the public key is"});
  all.push_back({Kind::command, key});
  return all;
}

std::string text_of(const std::vector<Paragraph> &letter) {
  std::string text;
  for (const auto &[kind, words] : letter) {
    if (kind == Paragraph::Kind::command) {
      text += "    " + words + "\n\n";
      continue;
    }
    std::size_t column = 0;
    for (const auto word : base::split(words, ' ')) {
      const bool is_new_line = column > 0 && column + 1 + word.size() > 78;
      if (column > 0) text += is_new_line ? "\n" : " ";
      column = (column > 0 && !is_new_line ? column + 1 : 0) + word.size();
      text += word;
    }
    text += "\n\n";
  }
  text.pop_back();
  return text;
}

std::string html_of(const std::vector<Paragraph> &letter) {
  std::string html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<title>A withdrawal of consent</title>\n<style>\nbody { font: 12pt/1.5 "
                     "Georgia, serif; max-width: 40em; margin: 3em auto; padding: 0 1em; }\npre { "
                     "background: #eee; padding: 0.6em; white-space: pre-wrap; overflow-wrap: "
                     "anywhere; }\n@media print { body { margin: 0; } pre { border: 1px solid "
                     "#999; } }\n</style>\n</head>\n<body>\n";
  for (const auto &[kind, words] : letter) {
    const std::string escaped = verification::escaped_html(words);
    switch (kind) {
    case Paragraph::Kind::title:
      html += "<h1>" + escaped + "</h1>\n";
      break;
    case Paragraph::Kind::words:
      html += "<p>" + escaped + "</p>\n";
      break;
    case Paragraph::Kind::command:
      html += "<pre>" + escaped + "</pre>\n";
      break;
    }
  }
  return html + "</body>\n</html>\n";
}

} // namespace

std::string deadline_of(const Plan &plan) {
  const auto day = base::day_of(plan.day());
  return day ? base::text_of(*day + std::chrono::days(deadline_days)) : plan.day();
}

std::vector<Notice> notices(const Plan &plan, const std::string &dataset, const std::string &key) {
  if (plan.level == consent::Level::contact) return {};
  std::map<std::string, std::vector<std::string>> versions; // by recipient
  for (const auto &release : plan.releases) {
    for (const auto &recipient : release.recipients)
      versions[recipient].push_back(version_of(release.version));
    if (release.recipients.empty()) versions[""].push_back(version_of(release.version));
  }
  std::vector<Notice> all;
  std::size_t count = 0;
  for (const auto &[recipient, of] : versions) {
    const auto words = letter(plan, dataset, key, recipient, of);
    all.push_back(
        {recipient,
         recipient.empty() ? std::string("notice-public") : fmt::format("notice-{}", ++count),
         text_of(words), html_of(words)});
  }
  return all;
}

} // namespace curate::withdrawal
