#include <libcurate/cleaning/ledger_file.hpp>

#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/deid/confidentiality_codes.hpp>
#include <libcurate/json/read.hpp>

namespace curate::cleaning {

namespace {

constexpr const char *file_name = "deidentification.json";

// Rows of a million files: about 200 bytes each.
constexpr json::Limits limits{std::size_t{1} << 30, 20};

std::string codes_text(deid::Options options) {
  std::string text;
  for (const auto &code : deid::confidentiality_codes(options))
    text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", code.value);
  return text;
}

/// Words of SeriesFace::Verdict under which a file is written.
bool is_face_word(std::string_view word) {
  using enum SeriesFace::Verdict;
  for (const auto verdict : {not_asked, removed, followed, none, too_coarse, not_looked})
    if (word == name_of(verdict)) return true;
  return false;
}

bool is_ours(std::string_view path, std::string_view sha256) {
  constexpr std::string_view letters =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_/";
  return path.starts_with("sub-") && path.find("..") == std::string_view::npos &&
         path.find_first_not_of(letters) == std::string_view::npos && sha256.size() == 64 &&
         sha256.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string number_text(const std::optional<double> &value) {
  return value ? fmt::format("{:.3f}", *value) : "null";
}

/// What became of the face of a series; labels, folders and words of ours need no escaping.
std::string face_text(const SeriesOutcome &one) {
  const SeriesFace &face = one.face;
  return fmt::format(
      "    {{\"subject\": \"{}\", \"series_number\": {}, \"folder\": \"{}\", \"face\": \"{}\", "
      "\"code\": \"{}\", \"pictures\": {}, \"removed_voxels\": {}, \"score_before\": {}, "
      "\"score_after\": {}}}",
      one.subject, one.series_number ? fmt::format("{}", *one.series_number) : "null", one.folder,
      name_of(face.verdict), face.code, face.pictures, face.removed_voxels,
      number_text(face.score_before), number_text(face.score_after));
}

} // namespace

LedgerFile::LedgerFile(const fs::path &folder) : folder_(folder) {
  const fs::path file = folder_ / file_name;
  if (!fs::exists(file)) return;
  const auto value = json::read_file(file, limits);
  if (!value || !value->is_object() || !value->contains("files") || !(*value)["files"].is_array())
    throw InputError("the output folder has a deidentification.json that is none of ours; move it "
                     "away, or name another folder");
  const auto said = [](const json::Value &row, const char *name) {
    return row.is_object() && row.contains(name) && row[name].is_string()
               ? row[name].get<std::string>()
               : std::string();
  };
  for (const auto &row : (*value)["files"])
    if (is_ours(said(row, "path"), said(row, "sha256")) && is_face_word(said(row, "face")))
      before_.emplace(said(row, "path"), Row{said(row, "sha256"), said(row, "face")});
}

void LedgerFile::add(const std::string &path, const std::string &sha256, std::string_view face) {
  rows_[path] = {sha256, std::string(face)};
}

// Paths hold labels, UIDs and digits, digests and words of ours: nothing that JSON escapes.
std::string LedgerFile::text_of(const std::string &path, const Row &row) {
  return fmt::format("    {{\"path\": \"{}\", \"sha256\": \"{}\", \"deidentified\": true, "
                     "\"searched\": true{}}}",
                     path, row.sha256,
                     row.face.empty() ? "" : fmt::format(", \"face\": \"{}\"", row.face));
}

void LedgerFile::write(const Outcome &outcome) const {
  auto rows = rows_;
  for (const auto &[path, row] : before_)
    if (!rows.contains(path) && fs::exists(folder_ / path)) rows.emplace(path, row);
  base::AtomicFile file(folder_ / file_name);
  file.write(
      fmt::format("{{\n  \"schema_version\": 1,\n  \"method\": \"{}\",\n  \"codes\": [{}],\n",
                  deid::deidentification_method(), codes_text(outcome.options)));
  std::string text = "  \"actions\": [";
  bool is_first = true;
  for (const auto &[what, count] : outcome.ledger.entries()) {
    text += fmt::format("{}\n    {{\"tag\": \"{}\", \"action\": \"{}\", \"count\": {}}}",
                        std::exchange(is_first, false) ? "" : ",", what.first,
                        deid::name_of(what.second), count);
  }
  text += "\n  ],\n";
  if (outcome.options.has(deid::Option::clean_visual_features)) {
    text += "  \"faces\": [";
    is_first = true;
    for (const SeriesOutcome &one : outcome.series)
      if (one.face.verdict != SeriesFace::Verdict::not_asked)
        text += (std::exchange(is_first, false) ? "\n" : ",\n") + face_text(one);
    text += "\n  ],\n";
  }
  text += "  \"files\": [";
  is_first = true;
  for (const auto &[path, row] : rows) {
    text += std::exchange(is_first, false) ? "\n" : ",\n";
    text += text_of(path, row);
    if (text.size() < std::size_t{1} << 16) continue;
    file.write(text);
    text.clear();
  }
  text += "\n  ]\n}\n";
  file.write(text);
  file.commit(base::Overwrite::yes);
}

} // namespace curate::cleaning
