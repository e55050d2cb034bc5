#include <libcurate/base/clock.hpp>
#include <libcurate/report/findings_text.hpp>
#include <libcurate/verification/account.hpp>
#include <libcurate/verification/certificate.hpp>

#include <fmt/format.h>

namespace curate::verification {

namespace {

// Nothing is fetched and nothing runs, whatever stands in the texts.
constexpr std::string_view head = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  body { font: 15px/1.45 "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: #1b1f24;
         background: #fff; max-width: 46em; margin: 2em auto; padding: 0 1.2em; }
  header { border-bottom: 3px solid #1f4e79; margin-bottom: 1.2em; }
  h1 { font-size: 1.6em; margin: 0 0 .1em; overflow-wrap: anywhere; }
  header p { margin: .2em 0 .7em; color: #57606a; }
  h2 { font-size: 1.05em; margin: 1.5em 0 .4em; color: #1f4e79; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: .3em .8em .3em 0; overflow-wrap: anywhere; }
  th { font-weight: 600; white-space: nowrap; width: 7em; }
  .answers tr { border-bottom: 1px solid #d8dee4; }
  .answer { white-space: nowrap; width: 6.5em; font-weight: 600; }
  .yes { color: #116329; } .no { color: #a40e26; } .unknown { color: #7d4e00; }
  .terms { display: flex; flex-wrap: wrap; gap: 0 2em; }
  .terms div { flex: 1 1 13em; }
  h3 { font-size: 1em; margin: .6em 0 .2em; } ul { margin: 0; padding-left: 1.2em; }
  code, pre { font: 12px/1.4 Consolas, "DejaVu Sans Mono", Menlo, monospace; overflow-wrap: anywhere; }
  pre { white-space: pre-wrap; background: #f6f8fa; padding: .7em; }
  footer { border-top: 1px solid #d8dee4; margin-top: 2em; padding-top: .5em; color: #57606a; font-size: .85em; }
  @page { size: A4; margin: 16mm; }
  @media print { body { margin: 0; max-width: none; font-size: 10.5pt; } h2, h3 { break-after: avoid; }
                 tr, li { break-inside: avoid; } pre { background: none; border: 1px solid #d8dee4; } }
</style>
)html";

std::string_view class_of(Answer answer) {
  return answer == Answer::unknown ? "unknown" : name_of(answer);
}

std::string rows_of(const std::vector<std::pair<std::string, std::string>> &facts) {
  std::string text;
  for (const auto &[name, fact] : facts)
    text += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escaped_html(name),
                        escaped_html(fact));
  return text;
}

std::string answers_of(const Account &account) {
  std::string text = "<table class=\"answers\">\n";
  for (const auto &question : account.questions)
    text += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"answer {}\">{}</td><td>{}</td>"
                        "</tr>\n",
                        question.asked, class_of(question.answer), name_of(question.answer),
                        escaped_html(question.words));
  return text + "</table>\n";
}

std::string terms_of(const Account &account) {
  if (account.license.empty()) return {};
  std::string text = fmt::format("<h2>Licence</h2>\n<p>{}", escaped_html(account.license));
  if (!account.license_url.empty())
    text += fmt::format("<br><code>{}</code>", escaped_html(account.license_url));
  text += "</p>\n<div class=\"terms\">\n";
  for (const auto &section : account.terms) {
    text += fmt::format("<div><h3>{}</h3><ul>\n", escaped_html(section.heading));
    for (const auto &sentence : section.sentences)
      text += fmt::format("<li>{}</li>\n", escaped_html(sentence));
    text += "</ul></div>\n";
  }
  return text + "</div>\n";
}

std::string citation_of(const Account &account) {
  if (account.citation.empty()) return {};
  std::string text = "<h2>To cite it</h2>\n";
  for (const auto &sentence : account.citation)
    text += fmt::format("<p>{}</p>\n", escaped_html(sentence));
  return text;
}

// What was checked, and with what.
std::string checks_of(const Verification &verification, std::string_view release) {
  // Where it lies with whoever verified it is nobody's business.
  const std::string name = fs::path(std::string(release)).filename().string();
  std::vector<std::pair<std::string, std::string>> facts{
      {"Release",
       shown(name) + (verification.contents.is_archive ? " (an archive)" : " (a folder)")},
      {"Read", fmt::format("{} files, {} bytes, each held to its SHA-256", verification.files,
                           verification.bytes)}};
  if (verification.description)
    facts.emplace_back("Manifest", verification.description->manifest_sha256);
  if (verification.key)
    facts.emplace_back("Key", fmt::format("{} ({})", integrity::text_of(*verification.key),
                                          verification.trust == Trust::given ? "given"
                                          : verification.trust == Trust::pinned
                                              ? "known from earlier releases"
                                              : "from the release itself"));
  facts.emplace_back("Withdrawals", verification.newest_list_date.empty()
                                        ? std::string("no list")
                                        : fmt::format("list {} of {}", verification.newest_list,
                                                      verification.newest_list_date));
  facts.emplace_back("When", base::Clock::now_iso8601());
  facts.emplace_back("By", "curate " CURATE_VERSION);
  return "<h2>What was checked</h2>\n<table>\n" + rows_of(facts) + "</table>\n";
}

} // namespace

std::string escaped_html(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\'')
      out += "&#39;";
    else
      out += c;
  return out;
}

std::string certificate_of(const Verification &verification, std::string_view release) {
  const Account account = account_of(verification);
  std::string text(head);
  text += fmt::format("<title>Verification of {0}</title>\n</head>\n<body>\n<header><h1>{0}</h1>\n"
                      "<p>Certificate of verification</p></header>\n",
                      escaped_html(account.title));
  text += answers_of(account);
  if (!account.facts.empty())
    text += "<h2>What it is</h2>\n<table>\n" + rows_of(account.facts) + "</table>\n";
  text += checks_of(verification, release);
  text += terms_of(account);
  text += citation_of(account);
  const std::string findings = report::to_text(verification.findings, Severity::info);
  if (!findings.empty())
    text += "<h2>What was found</h2>\n<pre>" + escaped_html(findings) + "</pre>\n";
  return text +
         "<footer>This page says what one program found at one time. Anyone who holds the "
         "release can run the same check, with curate or with sha256sum and minisign.</footer>\n"
         "</body>\n</html>\n";
}

} // namespace curate::verification
