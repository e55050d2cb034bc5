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

bool is_ours(std::string_view path, std::string_view sha256) {
  constexpr std::string_view letters =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_/";
  return path.starts_with("sub-") && path.find("..") == std::string_view::npos &&
         path.find_first_not_of(letters) == std::string_view::npos && sha256.size() == 64 &&
         sha256.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Paths hold labels, UIDs and digits, digests and words of ours: nothing that JSON escapes.
std::string row_text(const std::string &path, const std::string &sha256) {
  return fmt::format("    {{\"path\": \"{}\", \"sha256\": \"{}\", \"deidentified\": true, "
                     "\"searched\": true}}",
                     path, sha256);
}

} // namespace

LedgerFile::LedgerFile(const fs::path &folder) : folder_(folder) {
  const fs::path file = folder_ / file_name;
  if (!fs::exists(file)) return;
  const auto value = json::read_file(file, limits);
  if (!value || !value->is_object() || !value->contains("files") || !(*value)["files"].is_array())
    throw InputError("the output folder has a deidentification.json that is none of ours; move it "
                     "away, or name another folder");
  const auto text_of = [](const json::Value &row, const char *name) {
    return row.is_object() && row.contains(name) && row[name].is_string()
               ? row[name].get<std::string>()
               : std::string();
  };
  for (const auto &row : (*value)["files"])
    if (is_ours(text_of(row, "path"), text_of(row, "sha256")))
      before_.emplace(text_of(row, "path"), text_of(row, "sha256"));
}

void LedgerFile::add(const std::string &path, const std::string &sha256) {
  digests_[path] = sha256;
}

void LedgerFile::write(const Outcome &outcome) const {
  auto rows = digests_;
  for (const auto &[path, sha256] : before_)
    if (!rows.contains(path) && fs::exists(folder_ / path)) rows.emplace(path, sha256);
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
  text += "\n  ],\n  \"files\": [";
  is_first = true;
  for (const auto &[path, sha256] : rows) {
    text += std::exchange(is_first, false) ? "\n" : ",\n";
    text += row_text(path, sha256);
    if (text.size() < std::size_t{1} << 16) continue;
    file.write(text);
    text.clear();
  }
  text += "\n  ]\n}\n";
  file.write(text);
  file.commit(base::Overwrite::yes);
}

} // namespace curate::cleaning
