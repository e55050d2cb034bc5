#include <libcurate/base/text.hpp>
#include <libcurate/withdrawal/notices.hpp>
#include <libcurate/withdrawal/proof.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace curate::withdrawal {

namespace {

using json::Value;

std::vector<std::string> not_undone(const Plan &plan) {
  std::vector<std::string> all;
  if (plan.level == consent::Level::contact) return all;
  if (plan.level == consent::Level::use) {
    all.emplace_back("Backups of the study: they are not reached from here, and keep what they "
                     "hold until they are overwritten.");
    all.emplace_back("Blocks of the disk that are free now may keep bytes of removed files until "
                     "they are used again.");
  }
  all.emplace_back("Copies of releases that others made before they were told.");
  all.emplace_back("Published results and group averages that were computed with the person.");
  return all;
}

std::vector<std::string> kept(const Plan &plan) {
  std::vector<std::string> all{
      "The registry keeps the events of consent and withdrawal, the withdrawal itself, and which "
      "releases held the person, under the study's label: events are never changed, and "
      "recipients have to be told again when they ask."};
  if (plan.level == consent::Level::access)
    all.emplace_back("The data stay in the study. No release from now on holds them.");
  if (plan.level == consent::Level::contact)
    all.emplace_back("The data stay in the study and in its releases. Nobody writes to the person "
                     "any more.");
  if (plan.keeps_releases)
    all.emplace_back("The retired releases were kept in the study as the officer asked; they hold "
                     "the person, and were not searched.");
  return all;
}

std::string originals_words(const Plan &plan) {
  return plan.originals.empty()
             ? "No original files were named; originals are never touched."
             : fmt::format("{} original files of the person were found where the officer said. "
                           "They were not touched: whoever keeps them has to decide.",
                           plan.originals.size());
}

std::vector<std::string> searches(const Proof &proof) {
  if (!proof.is_searched) return {};
  const Searched &searched = proof.searched;
  std::vector<std::string> all{
      fmt::format("The names of all {} files, links and folders of the study.", searched.names),
      fmt::format("Every byte of {} files ({} bytes; those of gzip files unpacked), for the label.",
                  searched.files, searched.bytes)};
  if (searched.pictures > 0)
    all.push_back(fmt::format("Of {} files of other people that are no text (pictures), the names "
                              "only.",
                              searched.pictures));
  if (proof.plan.ids > 0 || proof.plan.uids > 0)
    all.push_back(fmt::format("In the same bytes and names: {} original ids and {} UIDs of the "
                              "original files.",
                              proof.plan.ids, proof.plan.uids));
  all.emplace_back("Not searched: the registry, the study's keys, and private/withdrawals, which "
                   "holds keyed tokens only; older versions of a dataset (.git), where they are "
                   "named below.");
  return all;
}

Value array_of(const std::vector<std::string> &texts) {
  Value all = Value::array();
  for (const auto &text : texts)
    all.push_back(text);
  return all;
}

Value masked(const std::vector<std::string> &paths, const Trace &trace) {
  Value all = Value::array();
  for (const auto &path : paths)
    all.push_back(trace.masked(path));
  return all;
}

std::string_view words_of(consent::Level level) {
  switch (level) {
  case consent::Level::contact:
    return "no further contact";
  case consent::Level::access:
    return "no further access: kept inside, in no release from now on";
  case consent::Level::use:
    return "no further use: removed";
  }
  return {};
}

std::string_view words_of(const std::string &code) {
  if (code == "WITHDRAW-COMPUTED") return "computed with the person, as its sidecar said";
  if (code == "WITHDRAW-GROUP") return "a group's file that may have been computed with the person";
  if (code == "WITHDRAW-REMAINS") return "names the person, and cannot be rewritten by a program";
  if (code == "WITHDRAW-NAME") return "its name names the person";
  if (code == "WITHDRAW-HISTORY") return "older versions of a dataset, which may hold the person";
  if (code == "WITHDRAW-ORIGINAL") return "an original inside of the study, not touched";
  if (code == "WITHDRAW-RELEASE") return "may be a release with the person; it could not be read";
  return "";
}

void list(std::string &text, std::string_view title, const std::vector<std::string> &lines) {
  if (lines.empty()) return;
  text += fmt::format("\n{}\n", title);
  for (const auto &line : lines)
    text += "  - " + line + "\n";
}

std::vector<std::string> removed_lines(const Plan &plan, const Trace &trace) {
  std::vector<std::string> lines;
  for (const auto &place : plan.owned)
    if (!place.is_folder) lines.push_back(trace.masked(place.path));
  return lines;
}

std::vector<std::string> release_lines(const Plan &plan, const Trace &trace) {
  std::vector<std::string> lines;
  for (const auto &release : plan.releases) {
    std::string line = "version " + release.version.substr(0, release.version.find('@')) +
                       ": retired; sent to " +
                       (release.recipients.empty() ? std::string("nobody by name")
                                                   : base::join(release.recipients, ", "));
    for (const auto &path : release.files)
      line +=
          (plan.keeps_releases || plan.level != consent::Level::use ? "; kept: " : "; removed: ") +
          trace.masked(path);
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> named_lines(const Plan &plan, const Trace &trace) {
  std::vector<std::string> lines;
  for (const auto &named : plan.named)
    lines.push_back(
        fmt::format("{}: {} [{}]", trace.masked(named.path), words_of(named.code), named.code));
  return lines;
}

} // namespace

Value to_json(const Proof &proof, const Trace &trace) {
  const Plan &plan = proof.plan;
  Value value = to_json(plan, trace);
  value["original_files"] = {{"count", plan.originals.size()}, {"touched", 0}};
  value["search"] = {{"done", proof.is_searched},
                     {"names", proof.searched.names},
                     {"files", proof.searched.files},
                     {"bytes", proof.searched.bytes},
                     {"pictures_by_name_only", proof.searched.pictures},
                     {"hits", proof.searched.places.size()},
                     {"places", masked(proof.searched.places, trace)},
                     {"unread", masked(proof.unread, trace)},
                     {"which", array_of(searches(proof))}};
  value["kept"] = array_of(kept(plan));
  value["cannot_be_undone"] = array_of(not_undone(plan));
  return value;
}

std::string text_of(const Proof &proof, const Trace &trace) {
  const Plan &plan = proof.plan;
  std::string text = fmt::format(
      "Withdrawal {} of {}\nLevel: {}\nRecorded by: {}\nThe person is known here by the token {}\n"
      "In paths, * stands for the person's label.\n",
      plan.number, plan.day(), words_of(plan.level), plan.by.empty() ? "not said" : plan.by,
      plan.subject_token);
  if (!plan.evidence_sha256.empty())
    text += "SHA-256 of the document: " + plan.evidence_sha256 + "\n";
  if (plan.level == consent::Level::use) {
    std::vector<std::string> rows;
    for (const auto &[table, count] : plan.rows)
      rows.push_back(fmt::format("{}: {} rows", table, count));
    list(text, "Removed files", removed_lines(plan, trace));
    std::vector<std::string> tables;
    for (const auto &path : plan.shared)
      tables.push_back(trace.masked(path));
    list(text, "Tables and sidecars without the person's rows, cells and references", tables);
    list(text, "Removed from the registry", rows);
    text +=
        fmt::format("\nBlocked: the label and {} ids, by keyed tokens: their scans and rows are "
                    "refused from now on.\n",
                    plan.people.size());
  }
  list(text, "Releases", release_lines(plan, trace));
  if (plan.level == consent::Level::use) text += "\n" + originals_words(plan) + "\n";
  list(text, "For a person to decide", named_lines(plan, trace));
  if (proof.is_searched) {
    list(text, "Searched afterwards", searches(proof));
    text += proof.is_clean() ? "\nFound: nothing.\n"
                             : fmt::format("\nFound in {} places, {} could not be read:\n",
                                           proof.searched.places.size(), proof.unread.size());
    for (const auto &path : proof.searched.places)
      text += "  - " + trace.masked(path) + "\n";
    for (const auto &path : proof.unread)
      text += "  - not read: " + trace.masked(path) + "\n";
  }
  list(text, "What stays", kept(plan));
  list(text, "What cannot be undone from here", not_undone(plan));
  return text;
}

} // namespace curate::withdrawal
