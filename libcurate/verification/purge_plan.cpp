#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/day.hpp>
#include <libcurate/forget/file.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/integrity/manifest.hpp>
#include <libcurate/parallel/for_each.hpp>
#include <libcurate/verification/purge_plan.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace curate::verification {

namespace {

// With these in it, a copy is not one whose files may be removed by their names.
bool is_in_the_way(const Finding &finding) {
  constexpr std::string_view codes[] = {
      "VERIFY-NO-RELEASE",  "VERIFY-UNSIGNED",    "VERIFY-SIGNATURE",
      "VERIFY-KEY-CHANGED", "VERIFY-PURGE-WRONG", "VERIFY-MANIFEST",
      "VERIFY-LINK",        "VERIFY-SPECIAL",     "VERIFY-UNREADABLE"};
  return std::ranges::find(codes, finding.code) != std::end(codes);
}

bool is_of_the_release(std::string_view path) {
  return path == description_file || path == signature_file || path == manifest_file ||
         path == purge_note_file;
}

// The tables and descriptions that are left and lose people, by path.
std::vector<Rewriting> rewritings(const fs::path &release, const Contents &contents,
                                  const forget::People &people, unsigned jobs) {
  std::vector<std::string_view> paths;
  for (const auto &item : contents.items)
    if (item.kind == ItemKind::file && forget::can_be_rewritten(item.path) &&
        !is_of_the_release(item.path) && !people.are_named_in(item.path))
      paths.push_back(item.path);
  std::vector<std::optional<Rewriting>> found(paths.size());
  parallel::for_each(jobs, paths.size(), [&](std::size_t i) {
    const std::string path(paths[i]), text = base::read_file(release / path);
    const auto without = forget::without(path, text, people);
    if (without)
      found[i] = Rewriting{path, integrity::hex(integrity::sha256(text)),
                           integrity::hex(integrity::sha256(*without))};
  });
  std::vector<Rewriting> rewritten;
  for (auto &one : found)
    if (one) rewritten.push_back(std::move(*one));
  return rewritten;
}

// What the holder says of the copy from then on, with what an earlier note says.
PurgeNote note_of(const PurgeJournal &journal, const Verification &verification) {
  PurgeNote note, before;
  const auto &texts = verification.contents.texts;
  if (const auto text = texts.find(std::string(purge_note_file)); text != texts.end())
    before = read_purge_note(text->second).value_or(PurgeNote());
  const auto manifest = integrity::read_manifest(texts.at(std::string(manifest_file)));
  const std::set<std::string> was_rewritten(before.rewritten.begin(), before.rewritten.end()),
      removed(journal.removed.begin(), journal.removed.end());
  std::map<std::string, std::string> before_sha256;
  for (const auto &one : journal.rewritten)
    before_sha256[one.path] = one.before_sha256;
  std::set<std::string> lines(before.removed_lines.begin(), before.removed_lines.end()),
      rewritten = was_rewritten;
  for (const auto &line : *manifest) {
    const auto digest = before_sha256.find(line.path);
    const bool is_rewritten =
        digest != before_sha256.end() && digest->second == integrity::hex(line.digest);
    if (removed.contains(line.path)) rewritten.erase(line.path);
    if (is_rewritten) rewritten.insert(line.path);
    // The line that the maker signed, not one of an earlier purge.
    if ((is_rewritten || removed.contains(line.path)) && !was_rewritten.contains(line.path))
      lines.insert(integrity::hex(integrity::line_digest(line)));
  }
  note.date = journal.receipt.date;
  note.revocations = std::max(before.revocations, journal.receipt.revocations);
  std::set<std::string> tokens(before.tokens.begin(), before.tokens.end());
  tokens.insert(journal.receipt.tokens.begin(), journal.receipt.tokens.end());
  note.tokens.assign(tokens.begin(), tokens.end());
  note.removed_lines.assign(lines.begin(), lines.end());
  note.rewritten.assign(rewritten.begin(), rewritten.end());
  return note;
}

} // namespace

Result<PurgeJournal> plan_purge(const fs::path &release, const Verification &verification,
                                unsigned jobs) {
  const auto in_the_way = std::ranges::find_if(verification.findings, is_in_the_way);
  if (!verification.is_genuine || in_the_way != verification.findings.end())
    return problem("PURGE-REFUSED",
                   "nothing was purged: the copy is not one that was released here, or holds links",
                   "mend what the other findings tell of, or download the release again");
  PurgeJournal journal;
  const auto &description = *verification.description;
  journal.manifest_sha256 = description.manifest_sha256;
  std::set<std::string> labels;
  for (const auto &one : verification.revoked)
    if (one.demand == Demand::remove) {
      labels.insert(one.label);
      journal.receipt.tokens.push_back(one.token);
      journal.receipt.revocations = std::max(journal.receipt.revocations, one.list_number);
    }
  journal.labels.assign(labels.begin(), labels.end());
  const forget::People people(labels);
  for (const auto &item : verification.contents.items)
    if (item.kind == ItemKind::file && people.are_named_in(item.path))
      journal.removed.push_back(item.path);
  journal.rewritten = rewritings(release, verification.contents, people, jobs);
  auto &receipt = journal.receipt;
  receipt.dataset_name = description.dataset_name;
  receipt.dataset_id = description.dataset_id;
  receipt.version = description.version;
  receipt.manifest_sha256 = description.manifest_sha256;
  receipt.recipient = description.recipient;
  receipt.date = base::text_of(base::today());
  std::ranges::sort(receipt.tokens);
  receipt.removed_files = journal.removed.size();
  receipt.rewritten_files = journal.rewritten.size();
  journal.note = note_of(journal, verification);
  return journal;
}

} // namespace curate::verification
