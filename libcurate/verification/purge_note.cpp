#include <libcurate/json/embedded.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/schema_valijson.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/verification/contents.hpp>
#include <libcurate/verification/purge_note.hpp>

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <set>

namespace curate::verification {

namespace {

// What a purge rewrites: tables and their descriptions, never a picture.
bool may_be_rewritten(std::string_view path) {
  for (const char *end :
       {".tsv", ".csv", ".json", "README", "README.md", "CITATION.cff", "CHANGES"})
    if (path.ends_with(end)) return true;
  return false;
}

} // namespace

std::string text_of(PurgeNote note) {
  for (auto *list : {&note.tokens, &note.removed_lines, &note.rewritten})
    std::ranges::sort(*list);
  json::Value value;
  value["schema_version"] = 1;
  value["date"] = note.date;
  value["revocations"] = note.revocations;
  value["tokens"] = note.tokens;
  value["removed_lines"] = note.removed_lines;
  value["rewritten"] = note.rewritten;
  return json::to_text(value);
}

Result<PurgeNote> read_purge_note(std::string_view text) {
  constexpr const char *remedy = "download the release again, and purge it with the newest list";
  const auto value = json::parse(text);
  if (!value) return problem("PURGE-NOTE", value.error().message, remedy);
  const auto findings =
      json::check(*value, json::embedded("purge.schema.json"), std::string(purge_note_file));
  if (!findings.empty())
    return problem("PURGE-NOTE", fmt::format("{}: {}", findings[0].place, findings[0].message),
                   remedy);
  using Texts = std::vector<std::string>;
  return PurgeNote{(*value)["date"].get<std::string>(),
                   (*value)["revocations"].get<std::uint32_t>(), (*value)["tokens"].get<Texts>(),
                   (*value)["removed_lines"].get<Texts>(), (*value)["rewritten"].get<Texts>()};
}

Findings check_purge(const PurgeNote &note, const Description &description,
                     std::span<const integrity::ManifestLine> manifest) {
  const auto wrong = [](std::string_view path, const char *message) {
    return Findings{{Severity::error,
                     "VERIFY-PURGE-WRONG",
                     shown(path),
                     {},
                     message,
                     "download the release again, and purge it with the newest list"}};
  };
  Findings findings;
  std::vector<integrity::Digest> digests;
  for (const auto &line : note.removed_lines)
    // Its digits were held to the schema.
    digests.push_back(integrity::digest_of_hex(line).value());
  for (const auto &path : note.rewritten) {
    if (!may_be_rewritten(path)) return wrong(path, "a purge rewrites tables and texts alone");
    findings.push_back({Severity::warning,
                        "VERIFY-REWRITTEN",
                        shown(path),
                        {},
                        "the holder of this copy took people out of this file: the signature no "
                        "longer covers it",
                        "compare it with the same file of the next version"});
  }
  const std::set<std::string_view> rewritten(note.rewritten.begin(), note.rewritten.end());
  for (const auto &line : manifest)
    if (!rewritten.contains(line.path)) digests.push_back(integrity::line_digest(line));
  if (integrity::hex(integrity::lines_digest(std::move(digests))) != description.lines_sha256)
    return wrong(manifest_file, "more was changed than the holder's note of a purge says");
  findings.insert(
      findings.begin(),
      {Severity::info,
       "VERIFY-PURGED",
       std::string(purge_note_file),
       {},
       fmt::format("{} taken out of this copy on {}; what is left is what was released",
                   note.tokens.size() == 1 ? std::string("one person was")
                                           : fmt::format("{} people were", note.tokens.size()),
                   note.date),
       {}});
  return findings;
}

} // namespace curate::verification
